"""Bringing an edition in: read, store as draft, check, publish; one function each.

Nothing is written before everything is read and computed, and each writing step is one
transaction: a faulty file changes nothing, an interrupted run leaves nothing half.
"""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from quartiere.models import Kommune
from quartiere.monitoring import kennblatt, stored
from quartiere.monitoring.einlesen import Einlesung, known_areas, read
from quartiere.monitoring.index import METHOD_VERSION, compute
from quartiere.monitoring.models import Ausgabe, Planungsraum
from quartiere.monitoring.profil_ausgabe import dump
from quartiere.monitoring.pruefsumme import checksum

__all__ = ["Einlesung", "EinspielenError", "check", "known_areas", "publish", "read", "store_draft"]

State = Ausgabe.State


class EinspielenError(Exception):
    """The step is not possible now; the message is German and meant for people."""


@transaction.atomic
def store_draft(reading: Einlesung, user=None, *, is_example=False) -> Ausgabe:
    """Store a clean reading as draft; an earlier draft of that year goes.

    Raises EinspielenError where the database has changed since the reading.
    """
    if not reading.is_clean:
        raise EinspielenError("Die Einspielung hat Fehler.")
    kommune = _locked(reading.kommune)
    _refuse_if_outdated(reading, kommune)
    _remove_draft(kommune, reading.profil.year)
    ausgabe = Ausgabe.objects.create(**_values(reading, user), is_example=is_example)
    stored.write(
        ausgabe,
        reading.edition,
        reading.result,
        kennblatt.bring_in(kommune, reading.edition.indicators),
        _planungsraeume(ausgabe, reading.edition),
    )
    return ausgabe


def check(ausgabe):
    """Somebody has looked at report and preview of the draft."""
    if not Ausgabe.objects.filter(pk=ausgabe.pk, state=State.DRAFT).update(state=State.CHECKED):
        raise EinspielenError(f"Die Ausgabe {ausgabe} ist kein Entwurf mehr.")
    ausgabe.state = State.CHECKED


def publish(ausgabe):
    """Freeze a checked edition; the one it corrects is superseded.

    Computes once more from the stored inputs and refuses if anything differs from what was
    previewed. Of two clicks at once one publishes, the other gets an EinspielenError.
    """
    edition, found = stored.load(ausgabe)
    result = compute(edition)
    if result != found:
        raise EinspielenError("Die gespeicherten Ergebnisse passen nicht zu den Werten.")
    values = {
        "state": State.PUBLISHED,
        "checksum": checksum(edition, result),
        "method_version": METHOD_VERSION,
        "published_at": timezone.now(),
    }
    _freeze(ausgabe, edition, values)
    for name, value in values.items():
        setattr(ausgabe, name, value)


@transaction.atomic
def _freeze(ausgabe, edition, values):
    """Short, since others wait: rows of a draft never change, so they were read before."""
    _locked(ausgabe.kommune)
    _refuse_betrayal(ausgabe, edition)
    published = Ausgabe.objects.published().filter(kommune=ausgabe.kommune, year=ausgabe.year)
    if ausgabe.supersedes_id:
        published.filter(pk=ausgabe.supersedes_id).update(state=State.SUPERSEDED)
    if published.exists():
        raise EinspielenError(f"Für {ausgabe.year} ist schon eine Ausgabe veröffentlicht.")
    if not Ausgabe.objects.filter(pk=ausgabe.pk, state=State.CHECKED).update(**values):
        raise EinspielenError(f"Die Ausgabe {ausgabe} ist nicht geprüft oder schon veröffentlicht.")


def _locked(kommune):
    """One import a Kommune at a time (PostgreSQL; SQLite has one writer anyway)."""
    return Kommune.objects.select_for_update().get(pk=kommune.pk)


def _refuse_if_outdated(reading, kommune):
    year = reading.profil.year
    published = Ausgabe.objects.published().filter(kommune=kommune, year=year).first()
    if published != reading.supersedes:
        raise EinspielenError(f"Inzwischen hat jemand die Ausgabe {year} veröffentlicht.")


def _remove_draft(kommune, year):
    try:
        Ausgabe.objects.open().filter(kommune=kommune, year=year).delete()
    except ProtectedError as error:
        raise EinspielenError("Der bisherige Entwurf wird an anderer Stelle verwendet.") from error


def _planungsraeume(ausgabe, edition):
    areas = Planungsraum.objects.of(ausgabe.kommune, ausgabe.gebietsstand)
    ids = dict(areas.values_list("key", "pk"))
    if any(area.key not in ids for area in edition.areas):
        raise EinspielenError("Inzwischen fehlen Planungsräume dieser Ausgabe.")
    return ids


def _values(reading, user):
    profil, result = reading.profil, reading.result
    superseded = reading.supersedes
    return {
        "kommune": reading.kommune,
        "year": profil.year,
        "version": superseded.version + 1 if superseded else 1,
        "supersedes": superseded,
        "correction_note": reading.correction_note,
        "period": profil.period,
        "gebietsstand": profil.gebietsstand,
        "attention_groups": list(reading.edition.attention_groups),
        "zielgruppen": list(result.zielgruppen),
        "method_version": METHOD_VERSION,
        "profile": dump(profil),
        "messages": list(result.messages),
        "report": [str(meldung) for meldung in reading.bericht.warnings()],
        "note": profil.note,
        "area_count": len(reading.edition.areas),
        "valid_count": sum(not area.exclusion for area in reading.edition.areas),
        "class_counts": stored.class_counts(result),
        "created_by": user,
    }


def _refuse_betrayal(ausgabe, edition):
    uses = ausgabe.indikatoren.filter(indikator__is_public=False)
    hidden = set(uses.values_list("code", flat=True))
    for code, result in kennblatt.betrayed(edition.indicators, hidden):
        raise EinspielenError(f"{code} ist nicht öffentlich, aber {result} beruht allein darauf.")
