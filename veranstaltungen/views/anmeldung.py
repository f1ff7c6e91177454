"""Registering without an account, and the page of one's own registration."""

from functools import cached_property

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from portal.konten import abuse
from quartiere.german import German
from veranstaltungen import anmeldung as registration
from veranstaltungen import kalender, schluessel
from veranstaltungen.anmeldefenster import leaving_states, why_closed, why_over
from veranstaltungen.anmeldung import AnmeldungError
from veranstaltungen.forms.anmeldung import AenderungForm, AnmeldungForm
from veranstaltungen.models import Anmeldung, Veranstaltung
from veranstaltungen.models.anmeldung import PENDING_DAYS

# Whole offices share one connection.
PER_HOUR = 30
TOO_MANY = gettext_lazy(
    "Von Ihrem Anschluss kamen gerade sehr viele Anmeldungen. Bitte senden Sie diese in einer "
    "Stunde noch einmal ab."
)


def trail(*pages):
    start = (_("Start"), reverse("home"))
    return [start, (_("Veranstaltungen"), reverse("veranstaltungen:list")), *pages]


class OfVeranstaltungMixin:
    @cached_property
    def veranstaltung(self):
        return get_object_or_404(Veranstaltung.objects.published(), slug=self.kwargs["slug"])

    def get_context_data(self, **kwargs):
        item = self.veranstaltung
        page = (German(item.title), reverse("veranstaltungen:detail", args=[item.slug]))
        breadcrumb = trail(page, (_("Anmelden"), ""))
        return super().get_context_data(item=item, breadcrumb=breadcrumb, **kwargs)


@method_decorator(never_cache, name="dispatch")
class RegisterView(OfVeranstaltungMixin, FormView):
    form_class = AnmeldungForm
    template_name = "veranstaltungen/anmelden.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"veranstaltung": self.veranstaltung}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            closed_reason=why_closed(self.veranstaltung),
            delete_on=self.veranstaltung.deletion_day(),
            pending_days=PENDING_DAYS,
            **kwargs,
        )

    def form_valid(self, form):
        if not abuse.allow(self.request, "anmeldung", PER_HOUR):
            form.add_error(None, TOO_MANY)
            return self.form_invalid(form)
        name, email = form.cleaned_data["name"], form.cleaned_data["email"]
        try:
            registration.register(
                self.veranstaltung, name=name, email=email, answers=form.answers()
            )
        except AnmeldungError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return redirect("veranstaltungen:registered", self.veranstaltung.slug)


class RegisteredView(OfVeranstaltungMixin, TemplateView):
    """The same for everybody who sent the form: it does not tell who was registered already."""

    template_name = "veranstaltungen/angemeldet.html"
    extra_context = {"pending_days": PENDING_DAYS}


# One's own registration -------------------------------------------------------------------------


@method_decorator(never_cache, name="dispatch")
class OwnMixin:
    """The Anmeldung of the key in the address, which must not become known to anybody else."""

    def dispatch(self, request, *args, key, **kwargs):
        self.key, self.anmeldung = key, schluessel.by_key(key)
        if self.anmeldung is None:
            context = {"breadcrumb": trail((_("Anmeldung"), "")), "canonical_url": ""}
            response = render(
                request, "veranstaltungen/anmeldung_unbekannt.html", context, status=404
            )
        else:
            response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        # Not "no-referrer": browsers would send forms without an origin, which CSRF refuses.
        response["Referrer-Policy"] = "strict-origin"
        return response

    def get_context_data(self, **kwargs):
        item, row = self.anmeldung.veranstaltung, self.anmeldung
        return super().get_context_data(
            anmeldung=row,
            item=item,
            termine=item.termine.taking_place(),
            answers=row.answered(item.fragen.all()),
            over_reason=why_over(item),
            may_leave=row.state in leaving_states(item),
            key=self.key,
            # Neither search engines nor the link "Barriere melden" may carry the key on.
            canonical_url="",
            breadcrumb=trail((_("Meine Anmeldung"), "")),
            **kwargs,
        )

    def own_page(self):
        return redirect("veranstaltungen:registration", self.key)


class RegistrationView(OwnMixin, TemplateView):
    """Says how it stands and what comes next. Opening it changes nothing: mail scanners do."""

    template_name = "veranstaltungen/anmeldung.html"
    STEPS = {"confirm": registration.confirm, "accept": registration.accept}

    def get_context_data(self, **kwargs):
        waiting = self.anmeldung.state == Anmeldung.State.WAITING
        return super().get_context_data(
            ahead=registration.ahead_of(self.anmeldung) if waiting else 0,
            offer_is_over=registration.offer_is_over(self.anmeldung),
            saved=self.request.GET.get("stand") == "gespeichert",
            **kwargs,
        )

    def post(self, request):
        if step := self.STEPS.get(request.POST.get("step")):
            try:
                step(self.anmeldung)
            except AnmeldungError as error:
                self.anmeldung.refresh_from_db()
                return self.render_to_response(self.get_context_data(error=str(error)))
        return self.own_page()


class RegistrationChangeView(OwnMixin, FormView):
    form_class = AenderungForm
    template_name = "veranstaltungen/anmeldung_aendern.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"veranstaltung": self.anmeldung.veranstaltung}

    def get_initial(self):
        return self.form_class.initial_of(self.anmeldung)

    def form_valid(self, form):
        try:
            registration.change(
                self.anmeldung, name=form.cleaned_data["name"], answers=form.answers()
            )
        except AnmeldungError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        page = reverse("veranstaltungen:registration", args=[self.key])
        return redirect(f"{page}?stand=gespeichert")


class RegistrationCancelView(OwnMixin, TemplateView):
    """Asks before it cancels."""

    template_name = "veranstaltungen/anmeldung_abmelden.html"

    def post(self, request):
        registration.cancel(self.anmeldung)
        return self.own_page()


class RegistrationCalendarView(OwnMixin, TemplateView):
    """The dates for one's calendar; the online link is in it for those who have a place."""

    def get(self, request):
        row = self.anmeldung
        content = kalender.calendar([row.veranstaltung], with_online_link=row.has_place)
        headers = {"Content-Disposition": 'attachment; filename="termin.ics"'}
        return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


class RegistrationCertificateView(OwnMixin, TemplateView):
    template_name = "veranstaltungen/bescheinigung.html"

    def get(self, request):
        if self.anmeldung.state != Anmeldung.State.ATTENDED:
            return self.own_page()
        return super().get(request)

    def get_context_data(self, **kwargs):
        termine = self.anmeldung.veranstaltung.termine.begun()
        return super().get_context_data(**kwargs) | {"termine": termine}
