"""What nobody has cared for in time, over all Kommunen: for the Programmleitung.

Reviews count from four weeks after they were due, reports from their deadline, and what waits for
moderation from a week after it came in. Before that, those who answer for it have it in their
tasks.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import admin
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from netzwerke.models import Vorschlag
from portal.rueckmeldungen.models import Rueckmeldung
from quartiere.models.base import Reviewed
from veranstaltungen.models import Veranstaltung, Verlauf

REVIEW_GRACE = timedelta(days=28)
MODERATION_GRACE = timedelta(days=7)
# Of each kind; the rest is counted, and the list of the kind shows it.
MOST_OF_A_KIND = 100


@dataclass(frozen=True)
class Verzug:
    """One thing that is late; `since` is the day it was due, None where it was never reviewed."""

    kind: str
    title: str
    url: str
    kommune: str
    responsible: str
    since: date | None

    @property
    def days(self):
        """Days it is late; None without a day it was due."""
        return None if self.since is None else (timezone.localdate() - self.since).days


def delays(today=None):
    """(rows, how many more there are), what was never reviewed first, then the longest late."""
    today = today or timezone.localdate()
    groups = [_reviews(model, today) for model in _reviewed_models()]
    groups += [_reports(), _events(), _suggestions()]
    rows = [row for found, _ in groups for row in found]
    rows.sort(key=lambda row: (row.since or date.min, row.kommune, row.kind, row.title))
    return rows, sum(more for _, more in groups)


def _reviewed_models():
    """Those the admin knows: who gets a line here must be able to open it."""
    return [model for model in admin.site._registry if issubclass(model, Reviewed)]


def _reviews(model, today):
    late = Q(review_due_on__isnull=True) | Q(review_due_on__lt=today - REVIEW_GRACE)
    related = [name for name in ("owner", "kommune") if _has(model, name)]
    rows = model.objects.published().filter(late).select_related(*related)
    return _shown(
        rows.order_by(F("review_due_on").asc(nulls_first=True), "pk"),
        lambda row: row.review_due_on,
        lambda row: (row.owner and (row.owner.function or str(row.owner))) or "niemand",
    )


def _reports():
    rows = Rueckmeldung.objects.overdue().order_by("due_on", "pk")
    return _shown(rows, lambda row: row.due_on, lambda row: "Programmleitung")


def _events():
    limit = timezone.now() - MODERATION_GRACE
    steps = Verlauf.objects.filter(veranstaltung=OuterRef("pk"), step="submit")
    newest = steps.order_by("-happened_at", "-pk").values("happened_at")[:1]
    rows = Veranstaltung.objects.waiting_for_moderation().select_related("kommune")
    # Not what was changed last: that would begin the week anew with every edit.
    rows = rows.annotate(waits_since=Coalesce(Subquery(newest), F("updated_at")))
    rows = rows.filter(waits_since__lt=limit).order_by("waits_since", "pk")
    return _shown(rows, lambda row: timezone.localdate(row.waits_since), _moderators)


def _suggestions():
    limit = timezone.now() - MODERATION_GRACE
    rows = Vorschlag.objects.open().filter(created_at__lt=limit).select_related("kommune")
    rows = rows.order_by("created_at", "pk")
    return _shown(rows, lambda row: timezone.localdate(row.created_at), _moderators)


def _moderators(row):
    return "Redaktion" if row.kommune_id else "Programmleitung"


def _shown(rows, since, responsible):
    """The first rows as Verzug, and how many there are besides."""
    found = list(rows[:MOST_OF_A_KIND])
    more = rows.count() - len(found) if len(found) == MOST_OF_A_KIND else 0
    meta = rows.model._meta
    name = f"admin:{meta.app_label}_{meta.model_name}_change"
    shown = [
        Verzug(
            kind=meta.verbose_name,
            title=str(row),
            url=reverse(name, args=[row.pk]),
            kommune=str(getattr(row, "kommune", None) or "überörtlich"),
            responsible=responsible(row),
            since=since(row),
        )
        for row in found
    ]
    return shown, more


def _has(model, name):
    return any(field.name == name for field in model._meta.fields)
