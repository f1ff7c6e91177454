"""What public pages load: published rows, and of what hangs on them only what is public too.

A foreign key to a draft comes back as None, a draft in a many-to-many relation is left out, so
that no template can show it. `online_link` is for registered people and stays in the database.
"""

from django.db.models import Prefetch
from django.utils import timezone

from netzwerke.models import Akteur
from netzwerke.oeffentlich import quartiere
from quartiere.models import Kommune
from quartiere.strategie.models import Handlungsansatz
from veranstaltungen.models import Veranstaltung, VeranstaltungMaterial, Verlauf
from veranstaltungen.models.verlauf import TOLD_STEPS


def veranstaltungen(rows=None):
    """Loads what `veranstaltungen/veranstaltung_card.html` shows; a preview names its `rows`."""
    return (
        (Veranstaltung.objects.published() if rows is None else rows)
        .select_related("art", "veranstalter", "picture")
        .prefetch_related(
            "termine",
            "zielgruppen",
            "handlungsfelder",
            Prefetch("kommune", Kommune.objects.active()),
            Prefetch("quartier", quartiere()),
        )
        .defer("description", "consent_text", "online_link", "notes")
    )


def upcoming():
    """What is still to come or running, the next one first, with `shown_at`."""
    return veranstaltungen().between(timezone.now(), None).order_by("shown_at", "pk")


def veranstaltung_detail(rows=None):
    told = Verlauf.objects.filter(step__in=TOLD_STEPS)
    material = VeranstaltungMaterial.objects
    material = material.published() if rows is None else material.ready()
    ansaetze = Handlungsansatz.objects.published().select_related("quartier__kommune")
    return (
        veranstaltungen(rows)
        .defer(None)
        .defer("online_link", "notes")
        .prefetch_related(
            "sprachen",
            "audience_zielgruppen",
            "termine__programm",
            "dokumentation__bilder",
            Prefetch("kommunen", Kommune.objects.active()),
            Prefetch("quartiere", quartiere()),
            Prefetch("veranstalter__akteur", Akteur.objects.published()),
            Prefetch("material", material),
            Prefetch("dokumentation__handlungsansaetze", ansaetze),
            Prefetch("verlauf", told, "told_steps"),
        )
    )


def shown_termin(veranstaltung):
    """The date that a list shows: that of `shown_at`, else the next one, else the last one."""
    termine = list(veranstaltung.termine.all())
    if shown_at := getattr(veranstaltung, "shown_at", None):
        return next((row for row in termine if row.starts_at == shown_at), None)
    now = timezone.now()
    still = [row for row in termine if row.ends_at >= now]
    taking_place = [row for row in still if not row.is_cancelled]
    return (taking_place or still or termine[-1:] or [None])[0]


def reason_of(veranstaltung):
    """Why it is postponed or cancelled, "" where it takes place or nobody said."""
    steps = [row for row in veranstaltung.told_steps if row.status == veranstaltung.status]
    return steps[-1].reason if steps else ""


def dokumentation_of(veranstaltung):
    """What came of it, once it is documented; before that it is a draft of the organiser."""
    if veranstaltung.status != Veranstaltung.Status.DOCUMENTED:
        return None
    return getattr(veranstaltung, "dokumentation", None)
