"""The start of the way: what happens, and how to get in without a password."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from portal.konten import abuse, einstieg
from veranstaltungen.forms import EntryForm

PER_HOUR = 20
TOO_MANY = gettext_lazy(
    "Von Ihrem Anschluss wurden gerade sehr viele Codes angefordert. Bitte versuchen Sie es in "
    "einer Stunde noch einmal."
)
WAY = [
    (gettext_lazy("Beschreiben"), gettext_lazy("In kurzen Teilen. Jeder wird gespeichert.")),
    (gettext_lazy("Einreichen"), gettext_lazy("Die Redaktion der Kommune prüft und meldet sich.")),
    (gettext_lazy("Veröffentlichen"), gettext_lazy("Ihre Veranstaltung steht im Kalender.")),
    (gettext_lazy("Anmeldungen"), gettext_lazy("Plätze, Warteliste und Erinnerung von selbst.")),
    (gettext_lazy("Dokumentieren"), gettext_lazy("Ergebnisse für alle, die nicht dabei waren.")),
]


@never_cache
def propose(request):
    target = request.POST.get("next", request.GET.get("next", ""))
    target = target if _is_ours(request, target) else ""
    form = None
    if not request.user.is_authenticated:
        form = EntryForm(request.POST or None, initial={"next": target})
        if request.method == "POST" and form.is_valid() and _allow(request, form):
            next_url = target or reverse("veranstaltungen:create")
            return redirect(einstieg.send_code(request, form.cleaned_data["email"], next_url))
    context = {
        "form": form,
        "target": target,
        "way": [{"title": title, "text": text} for title, text in WAY],
        "breadcrumb": [
            (_("Start"), reverse("home")),
            (_("Veranstaltungen"), reverse("veranstaltungen:list")),
            (_("Vorschlagen"), ""),
        ],
    }
    return render(request, "veranstaltungen/vorschlagen.html", context)


def _is_ours(request, target):
    return target.startswith("/") and url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=settings.HTTPS
    )


def _allow(request, form):
    if abuse.allow(request, "veranstaltung", PER_HOUR) and einstieg.may_ask(
        request, form.cleaned_data["email"]
    ):
        return True
    form.add_error(None, TOO_MANY)
    return False
