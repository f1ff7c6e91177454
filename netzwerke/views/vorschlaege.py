"""Suggesting an Angebot or a correction, and the receipt."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from netzwerke import oeffentlich, vorschlaege
from netzwerke.forms import AngebotVorschlagForm, KorrekturForm
from portal.konten import abuse
from quartiere.german import German

PER_HOUR = 10
TOO_MANY = _(
    "Von Ihrem Anschluss kamen gerade sehr viele Vorschläge. Bitte senden Sie diesen in einer "
    "Stunde noch einmal ab."
)


@method_decorator(never_cache, name="dispatch")
class SuggestView(FormView):
    template_name = "netzwerke/vorschlag_form.html"

    def form_valid(self, form):
        if not abuse.allow(self.request, "vorschlag", PER_HOUR):
            form.add_error(None, TOO_MANY)
            return self.form_invalid(form)
        vorschlaege.receive(form.instance, self.receipt_address)
        return redirect(self.receipt_address(vorschlaege.token_of(form.instance)))

    def receipt_address(self, token):
        return self.request.build_absolute_uri(
            reverse("netzwerke:vorschlag_received", args=[token])
        )


class AngebotSuggestView(SuggestView):
    form_class = AngebotVorschlagForm

    def get_initial(self):
        return {"ort": self.request.GET.get("quartier", "")}

    def get_context_data(self, **kwargs):
        steps = [(_("Start"), reverse("home")), (_("Angebote"), reverse("netzwerke:angebot_list"))]
        return super().get_context_data(
            title=_("Ein Angebot vorschlagen"),
            about=None,
            breadcrumb=[*steps, (_("Vorschlagen"), "")],
            **kwargs,
        )


class CorrectionView(SuggestView):
    """A correction of a public Angebot or Akteur; `field` names which."""

    form_class = KorrekturForm
    field = ""

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        setattr(form.instance, self.field, self.about)
        form.instance.kommune = self.about.kommune
        return form

    @property
    def about(self):
        if not hasattr(self, "_about"):
            rows = {"angebot": oeffentlich.all_angebote, "akteur": oeffentlich.akteure}[
                self.field
            ]()
            self._about = get_object_or_404(rows, slug=self.kwargs["slug"])
        return self._about

    def get_context_data(self, **kwargs):
        steps = [(_("Start"), reverse("home")), (German(self.about), self.about.get_absolute_url())]
        return super().get_context_data(
            title=_("Eine Korrektur vorschlagen"),
            about=self.about,
            breadcrumb=[*steps, (_("Korrektur"), "")],
            **kwargs,
        )


@require_safe
@never_cache
def received(request, token):
    """The receipt; who keeps its address sees later what became of it. Nothing personal."""
    vorschlag = vorschlaege.find(token)
    if vorschlag is None:
        raise Http404("Diesen Vorschlag gibt es nicht.")
    context = {
        "vorschlag": vorschlag,
        "breadcrumb": [(_("Start"), reverse("home")), (_("Vorschlag eingegangen"), "")],
    }
    return render(request, "netzwerke/vorschlag_received.html", context)
