"""Reminders before each date: once for where it stands, and again where it moved to."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from veranstaltungen import bestaetigungen
from veranstaltungen.models import Anmeldung, Erinnerung, Termin, Veranstaltung

# Whoever came to one date of a series may come to the next.
COMING = [Anmeldung.State.CONFIRMED, Anmeldung.State.ATTENDED]


def remind(hours=24):
    """Write to who comes, before each date that starts in the next `hours`; returns the mails.

    Several dates that are due together are one mail.
    """
    due = _unheard(_due(hours), OuterRef(OuterRef("pk")))
    of_guest = due.filter(veranstaltung=OuterRef("veranstaltung"))
    rows = Anmeldung.objects.filter(Exists(of_guest), state__in=COMING).exclude(email="")
    return sum(_remind_one(row, hours) for row in rows.select_related("veranstaltung"))


def _due(hours):
    now = timezone.now()
    return Termin.objects.taking_place().filter(
        starts_at__gt=now,
        starts_at__lte=now + timedelta(hours=hours),
        veranstaltung__status=Veranstaltung.Status.PUBLISHED,
    )


def _unheard(termine, anmeldung):
    """Those of which this Anmeldung has heard nothing as they stand."""
    heard = Erinnerung.objects.filter(termin=OuterRef("pk"), starts_at=OuterRef("starts_at"))
    return termine.exclude(Exists(heard.filter(anmeldung=anmeldung)))


def _remind_one(anmeldung, hours):
    """Whether a mail was written. Of two runs at once the second waits and finds nothing due."""
    with transaction.atomic():
        rows = Anmeldung.objects.select_for_update(no_key=True, of=("self",))
        row = rows.filter(pk=anmeldung.pk, state__in=COMING).exclude(email="").first()
        due = _due(hours).filter(veranstaltung=anmeldung.veranstaltung_id)
        termine = list(_unheard(due, anmeldung.pk))
        if row is None or not termine:
            return 0
        Erinnerung.objects.bulk_create(
            Erinnerung(anmeldung=row, termin=termin, starts_at=termin.starts_at)
            for termin in termine
        )
        facts = bestaetigungen.facts_of(anmeldung.veranstaltung) | {"termine": termine}
        bestaetigungen.tell(row, "reminder", facts)
    return 1
