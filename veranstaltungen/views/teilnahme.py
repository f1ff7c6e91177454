"""Organisers look after who comes to their Veranstaltung. Nobody else sees these pages."""

from functools import cached_property

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, ListView, TemplateView, View

from veranstaltungen import aenderungen, eingaben, teilnahme
from veranstaltungen import anmeldung as registration
from veranstaltungen.anmeldung import AnmeldungError
from veranstaltungen.einmal import once
from veranstaltungen.forms.teilnahme import (
    FRAGE_FORMS,
    AbsageForm,
    NachrichtForm,
    PlaetzeForm,
    StandFilterForm,
)
from veranstaltungen.models import Anmeldung, Veranstaltung
from veranstaltungen.teilnehmerliste import csv_response
from veranstaltungen.views.zugang import (
    RESTS,
    breadcrumb,
    crumb,
    is_editable,
    lock_or_404,
    organiser_required,
)


class OrganiserMixin:
    """The user's own Veranstaltung, else 404: whoever manages a Kommune sees no guests either."""

    title = ""
    is_below_list = True

    @method_decorator(organiser_required)
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def veranstaltung(self):
        rows = Veranstaltung.objects.organised_by(self.request.user)
        return get_object_or_404(rows, slug=self.kwargs["slug"])

    @cached_property
    def anmeldungen(self):
        """Those that still name a person."""
        rows = Anmeldung.objects.managed_by(self.request.user).exclude(email="")
        return rows.filter(veranstaltung=self.veranstaltung)

    @cached_property
    def anmeldung(self):
        return get_object_or_404(self.anmeldungen, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        item = self.veranstaltung
        above = [(_("Anmeldungen"), self.address("registrations"))] if self.is_below_list else []
        way = breadcrumb(crumb(item), *above, (self.title, ""))
        return super().get_context_data(item=item, breadcrumb=way, **kwargs)

    def address(self, name):
        return reverse(f"veranstaltungen:{name}", args=[self.veranstaltung.slug])

    def back(self):
        return redirect(self.address("registrations"))


class OrganiserFormView(OrganiserMixin, FormView):
    def get_initial(self):
        return super().get_initial() | eingaben.typed(self.request)

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_kept=eingaben.is_shown(self.request), **kwargs)


class RegistrationListView(OrganiserMixin, ListView):
    template_name = "veranstaltungen/anmeldungen.html"
    context_object_name = "anmeldungen"
    paginate_by = 50
    title = gettext_lazy("Anmeldungen")
    is_below_list = False

    def get_queryset(self):
        self.filter_form = StandFilterForm(self.request.GET)
        return self.filter_form.apply(self.anmeldungen)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        fragen = list(self.veranstaltung.fragen.all())
        return context | {
            "filter_form": self.filter_form,
            "counts": teilnahme.counts(self.veranstaltung),
            "rows": [(row, row.given(fragen)) for row in context["anmeldungen"]],
            "fragen": fragen,
        }


class RegistrationExportView(OrganiserMixin, View):
    def get(self, request, slug):
        rows = StandFilterForm(request.GET).apply(self.anmeldungen)
        return csv_response(self.veranstaltung, rows)


class CheckInListView(OrganiserMixin, TemplateView):
    """Who has a place, by name, on A4."""

    template_name = "veranstaltungen/einlassliste.html"
    title = gettext_lazy("Einlassliste")

    def get_context_data(self, **kwargs):
        rows = self.anmeldungen.filter(state__in=teilnahme.COMING).order_by("name", "pk")
        fragen = list(self.veranstaltung.fragen.all())
        return super().get_context_data(
            rows=[(row, row.given(fragen)) for row in rows],
            fragen=fragen,
            termine=self.veranstaltung.termine.taking_place(),
            **kwargs,
        )


class AttendanceView(OrganiserMixin, ListView):
    """Marked on a phone at the door. A form says what shall be, so a second click does no harm."""

    template_name = "veranstaltungen/anwesenheit.html"
    context_object_name = "anmeldungen"
    title = gettext_lazy("Anwesenheit")

    def get_queryset(self):
        self.filter_form = StandFilterForm(self.request.GET, fields=["q"])
        coming = self.anmeldungen.filter(state__in=teilnahme.COMING)
        return self.filter_form.apply(coming).order_by("name", "pk")

    def get_context_data(self, **kwargs):
        coming = self.anmeldungen.filter(state__in=teilnahme.COMING)
        return super().get_context_data(
            filter_form=self.filter_form,
            present=coming.filter(state=Anmeldung.State.ATTENDED).count(),
            total=coming.count(),
            **kwargs,
        )


class AttendView(OrganiserMixin, View):
    def get(self, request, slug, pk):
        """The way back after a log-in."""
        return redirect(f"{self.address('attendance')}#a{self.anmeldung.pk}")

    def post(self, request, slug, pk):
        registration.mark_attended(self.anmeldung, request.POST.get("present") == "ja")
        return self.get(request, slug, pk)


class CertificateView(OrganiserMixin, TemplateView):
    template_name = "veranstaltungen/bescheinigung.html"
    title = gettext_lazy("Teilnahmebescheinigung")

    def get_context_data(self, **kwargs):
        attended = self.anmeldungen.filter(state=Anmeldung.State.ATTENDED)
        return super().get_context_data(
            anmeldung=get_object_or_404(attended, pk=self.kwargs["pk"]),
            termine=self.veranstaltung.termine.begun(),
            **kwargs,
        )


class MessageView(OrganiserFormView):
    """Write, look at it, send: the text travels in the form until the last step."""

    form_class = NachrichtForm
    template_name = "veranstaltungen/nachricht.html"
    title = gettext_lazy("Nachricht")

    def form_valid(self, form):
        if "send" in self.request.POST:
            return self._send(form.cleaned_data)
        if "edit" in self.request.POST:
            return self.form_invalid(form)
        data = form.cleaned_data
        text = {"subject": data["subject"], "text": data["text"]}
        return self.render_to_response(
            self.get_context_data(
                form=form,
                preview=teilnahme.preview(self.veranstaltung, **text),
                number=teilnahme.recipients(self.veranstaltung, data["audience"]).count(),
            )
        )

    def _send(self, data):
        number = teilnahme.send_message(self.veranstaltung, self.request.user, **data)
        if number is None:
            messages.info(self.request, _("Diese Nachricht ist schon verschickt."))
        elif not number:
            messages.warning(
                self.request, _("Zurzeit gehört niemand dazu. Die Nachricht ist nicht verschickt.")
            )
        else:
            text = ngettext(
                "Eine E-Mail ist unterwegs.", "%(number)s E-Mails sind unterwegs.", number
            )
            messages.success(self.request, text % {"number": number})
        return self.back()


class CapacityView(OrganiserFormView):
    form_class = PlaetzeForm
    template_name = "veranstaltungen/plaetze.html"
    title = gettext_lazy("Plätze")

    def get_initial(self):
        return {"capacity": self.veranstaltung.capacity} | super().get_initial()

    def form_valid(self, form):
        capacity = form.cleaned_data["capacity"]
        try:
            teilnahme.change_capacity(self.veranstaltung, self.request.user, capacity)
        except AnmeldungError as error:
            form.add_error("capacity", str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Die Zahl der Plätze ist geändert."))
        return self.back()


class DismissView(OrganiserFormView):
    """Cancels one registration, with the reason."""

    form_class = AbsageForm
    template_name = "veranstaltungen/anmeldung_absagen.html"
    title = gettext_lazy("Absagen")

    def get_context_data(self, **kwargs):
        return super().get_context_data(anmeldung=self.anmeldung, **kwargs)

    def form_valid(self, form):
        reason = form.cleaned_data["reason"]
        if teilnahme.dismiss(self.anmeldung, self.request.user, reason):
            messages.success(
                self.request, _("Die Anmeldung ist abgesagt. Die Person wird benachrichtigt.")
            )
        else:
            messages.info(self.request, _("Diese Anmeldung bestand nicht mehr."))
        return self.back()


class QuestionsView(OrganiserFormView):
    form_class = FRAGE_FORMS
    template_name = "veranstaltungen/fragen.html"
    title = gettext_lazy("Fragen")

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("initial")
        if self.request.method == "GET":
            kwargs["data"] = eingaben.waiting(self.request)
        return kwargs | {"instance": self.veranstaltung}

    @method_decorator(once)
    def post(self, request, *args, **kwargs):
        """Of two editors the second is warned: what is stored is read behind the lock."""
        with transaction.atomic():
            lock_or_404(self.veranstaltung)
            return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        if not is_editable(self.request, self.veranstaltung):
            messages.error(self.request, RESTS)
            return self.form_invalid(form)
        with aenderungen.watched(self.veranstaltung, self.request.user):
            form.save()
        messages.success(self.request, _("Die Fragen sind gespeichert."))
        return self.back()
