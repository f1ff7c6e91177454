"""What an organiser has: the dashboard, one Veranstaltung behind the scenes, its preview."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quartiere.german import German
from veranstaltungen import eingaben, entwuerfe, neue, oeffentlich, rollen, vollstaendig, workflow
from veranstaltungen.einmal import once
from veranstaltungen.forms import DOKUMENTATION, PARTS
from veranstaltungen.models import Anmeldung, Veranstaltung
from veranstaltungen.views.details import VeranstaltungDetailView
from veranstaltungen.views.zugang import (
    TOO_MANY,
    accessible,
    breadcrumb,
    crumb,
    is_editable,
    may_begin,
    organiser_required,
)

PER_PAGE = 20
Status = Veranstaltung.Status
# Kinds of components/status.html.
STATUS_KINDS = {
    Status.SUBMITTED: "info",
    Status.RETURNED: "warning",
    Status.PUBLISHED: "success",
    Status.POSTPONED: "warning",
    Status.CANCELLED: "danger",
}


@require_safe
@organiser_required
def dashboard(request):
    held = Q(anmeldungen__state__in=Anmeldung.HOLDING)
    rows = (
        Veranstaltung.objects.organised_by(request.user)
        .select_related("kommune", "veranstalter")
        .prefetch_related("termine")
        .annotate(
            registered=Count("anmeldungen", filter=held),
            waiting=Count("anmeldungen", filter=Q(anmeldungen__state=Anmeldung.State.WAITING)),
        )
        .order_by("-created_at", "-pk")
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    reasons = workflow.reasons_of(page.object_list)
    for row in page.object_list:
        row.kind = STATUS_KINDS.get(row.status, "")
        row.reason = reasons.get(row.pk, "")
        row.next_termin = _next(row)
    context = {
        "page_obj": page,
        "query": request.GET,
        "breadcrumb": breadcrumb(),
    }
    return render(request, "veranstaltungen/dashboard.html", context)


def _next(row):
    """The next date, else the last one; from the rows that are loaded already."""
    termine = sorted(row.termine.all(), key=lambda termin: termin.starts_at)
    upcoming = [item for item in termine if item.ends_at >= timezone.now()]
    return (upcoming or termine[-1:] or [None])[0]


@require_safe
@organiser_required
def manage(request, slug):
    row = accessible(request, slug)
    editable = is_editable(request, row)
    is_draft = row.status in (Status.DRAFT, Status.RETURNED)
    is_organiser = rollen.ORGANISER in rollen.roles_of(row, request.user)
    is_here, counts = row.registration == Veranstaltung.Mode.HERE, counts_of(row)
    context = {
        "veranstaltung": row,
        "kind": STATUS_KINDS.get(row.status, ""),
        "is_editable": editable,
        "steps": steps_for(row, request.user),
        "reason": workflow.reasons_of([row]).get(row.pk, ""),
        "missing": vollstaendig.missing(row) if is_draft else [],
        "open_parts": _open_parts(request.user, row),
        "termine": row.termine.all(),
        "people": row.mitveranstaltende.all(),
        "is_organiser": is_organiser,
        "history": row.verlauf.select_related("actor"),
        "counts": counts,
        "has_guest_list": is_organiser and (counts or is_here and row.is_public),
        "is_deletable": entwuerfe.may_delete(row, request.user),
        "breadcrumb": breadcrumb((German(row.title), "")),
    }
    return render(request, "veranstaltungen/verwalten.html", context)


def _open_parts(user, row):
    """[(address, title)] of the parts where something typed waits, in the order of the form."""
    waiting = eingaben.open_parts(user, row)
    pages = [
        (reverse("veranstaltungen:update", args=[row.slug, part.slug]), part) for part in PARTS
    ]
    pages.append((reverse("veranstaltungen:document", args=[row.slug]), DOKUMENTATION))
    return [(url, part.title) for url, part in pages if part.slug in waiting]


def steps_for(row, user):
    """The steps as buttons; submitting has a page of its own that shows what is missing."""
    steps = workflow.available_steps(row, user)
    return [step for step in steps if step.name not in ("submit", "finish")]


def counts_of(row):
    """[(state, number)] of the registrations, without those nobody confirmed."""
    found = dict(row.anmeldungen.confirmed().values_list("state").annotate(Count("pk")).order_by())
    states = [state for state in Anmeldung.State if state != Anmeldung.State.PENDING]
    return [(state.label, found[state]) for state in states if state in found]


@method_decorator([require_safe, organiser_required], name="dispatch")
class PreviewView(VeranstaltungDetailView):
    """The public page as it would be, for those who work on it."""

    template_name = "veranstaltungen/vorschau.html"

    def get_queryset(self):
        rows = Veranstaltung.objects.accessible_by(self.request.user)
        return oeffentlich.veranstaltung_detail(rows)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not self.object.is_public:
            context["closed_reason"] = _("Nach der Veröffentlichung meldet man sich hier an.")
        steps = breadcrumb(crumb(self.object), (_("Vorschau"), ""))
        return {**context, "breadcrumb": steps}


@organiser_required
@once
def copy(request, slug):
    row = accessible(request, slug)
    if request.method != "POST":
        return redirect("veranstaltungen:manage", slug=slug)
    if not may_begin(request):
        messages.error(request, TOO_MANY)
        return redirect("veranstaltungen:manage", slug=slug)
    draft = neue.copy(row, request.user)
    messages.success(request, _("Die Kopie ist ein Entwurf. Bitte tragen Sie neue Termine ein."))
    return redirect("veranstaltungen:update", slug=draft.slug, part="was")
