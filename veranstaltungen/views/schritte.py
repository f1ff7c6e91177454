"""The steps of the workflow as buttons: asked once more where a reason is needed, then POST."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from veranstaltungen import anmeldefenster, eingaben, vollstaendig, workflow
from veranstaltungen.forms import ReasonForm
from veranstaltungen.views.zugang import (
    accessible,
    breadcrumb,
    crumb,
    lock_or_404,
    organiser_required,
)

MISSING = gettext_lazy("Es fehlt noch etwas. Bitte ergänzen Sie es zuerst.")
DONE = {
    "submit": gettext_lazy("Eingereicht. Wir melden uns per E-Mail."),
    "withdraw": gettext_lazy("Zurückgezogen. Sie können jetzt wieder alles ändern."),
    "postpone": gettext_lazy("Als verschoben gekennzeichnet. Angemeldete wurden benachrichtigt."),
    "reschedule": gettext_lazy("Wieder veröffentlicht. Angemeldete wurden benachrichtigt."),
    "cancel": gettext_lazy("Abgesagt. Angemeldete wurden benachrichtigt."),
    "call_off": gettext_lazy("Abgesagt. Angemeldete wurden benachrichtigt."),
    "document": gettext_lazy("Danke! Die Dokumentation ist veröffentlicht."),
    "publish": gettext_lazy("Veröffentlicht."),
    "return": gettext_lazy("Zurückgegeben."),
    "recall": gettext_lazy("Zurückgegeben."),
    "finish": gettext_lazy("Als vorbei gekennzeichnet."),
}


@organiser_required
def step(request, slug, name):
    """Ask for what the step needs; do it on POST."""
    veranstaltung = accessible(request, slug)
    found = workflow.STEPS.get(name)
    if found is None:
        raise Http404("Diesen Schritt gibt es nicht.")
    form = None
    if found.needs_reason:
        form = ReasonForm(request.POST or None, initial=eingaben.typed(request))
    if request.method == "POST" and (form is None or form.is_valid()):
        return do_step(request, veranstaltung, found, form)
    if found not in workflow.available_steps(veranstaltung, request.user):
        messages.warning(request, _("Dieser Schritt ist jetzt nicht möglich."))
        return redirect("veranstaltungen:manage", slug=slug)
    seen = _seen(request) or veranstaltung.version
    context = {
        "veranstaltung": veranstaltung,
        "step": found,
        "form": form,
        "seen": seen,
        "is_outdated": workflow.is_outdated(found, veranstaltung, seen),
        "is_kept": form is not None and eingaben.is_shown(request),
        "breadcrumb": breadcrumb(crumb(veranstaltung), (found.label_button, "")),
    }
    return render(request, "veranstaltungen/schritt.html", context)


def _seen(request):
    """The version that was read: of the page sent or linked from, also before the log-in ended."""
    sources = (request.POST, request.GET, eingaben.typed(request))
    return next((source["seen"] for source in sources if source.get("seen")), "")


def do_step(request, veranstaltung, found, form):
    try:
        reason = form.cleaned_data["reason"] if form else ""
        with transaction.atomic():
            lock_or_404(veranstaltung)
            if found.name == "submit" and vollstaendig.missing(veranstaltung):
                raise workflow.TransitionError(MISSING)
            seen = request.POST.get("seen", "")
            workflow.do(found.name, veranstaltung, request.user, reason, seen)
    except workflow.TransitionError as error:
        messages.error(request, str(error))
        if found.name == "submit":
            return redirect("veranstaltungen:check", slug=veranstaltung.slug)
    else:
        if found.name == "submit" and veranstaltung.is_public:
            messages.success(request, _("Veröffentlicht."))
        else:
            messages.success(request, DONE[found.name])
        if hint := anmeldefenster.hint_of_end(veranstaltung):
            messages.warning(request, hint)
    return redirect("veranstaltungen:manage", slug=veranstaltung.slug)
