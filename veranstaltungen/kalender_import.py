"""Taking over events of an uploaded calendar: as drafts, each once, with a report."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from veranstaltungen import ortszeit, zeitangaben
from veranstaltungen.kalender_lesen import read
from veranstaltungen.models import Termin, Veranstaltung
from veranstaltungen.models.termin import MAX_TERMINE
from veranstaltungen.neue import free_addresses, save_new

KINDS = {"new": "neu", "changed": "geändert", "known": "bekannt", "refused": "abgelehnt"}
# Kinds of components/status.html.
STATUS_KINDS = {"new": "success", "changed": "info", "refused": "warning"}
# Times of changed dates in one line of the report.
MAX_TIMES = 5


@dataclass(frozen=True)
class Line:
    """What became of one event: `kind` is "new", "changed", "known" or "refused"."""

    kind: str
    title: str
    text: str
    veranstaltung: Veranstaltung | None = None

    @property
    def label(self):
        return KINDS[self.kind]

    @property
    def status_kind(self):
        return STATUS_KINDS.get(self.kind, "")


def import_calendar(
    data, *, user, veranstalter=None, kommune=None, quartier=None, source="", now=None
):
    """[Line] for every event of the file; raises KalenderError when nothing can be read.

    An event is known by its UID among the Veranstaltungen that `user` organises (without a user,
    for a subscription: among those of `veranstalter`), a date of it by its RECURRENCE-ID: reading
    the same file twice changes nothing.
    """
    entries = read(data, now)
    pool = free_addresses()
    place = {"kommune": kommune, "quartier": quartier}
    values = {"veranstalter": veranstalter, "source": source[:160], **place}
    rows = Veranstaltung.objects.all()
    if user is None:
        own = editable = rows.filter(veranstalter=veranstalter)
    else:
        own, editable = rows.organised_by(user), rows.editable_by(user)
    return [_take_over(entry, user, values, pool, own, editable) for entry in entries]


def _take_over(entry, user, values, pool, own, editable):
    if entry.refused:
        return Line("refused", entry.title, entry.refused)
    with transaction.atomic():
        _wait_for_others(user or values["veranstalter"])
        known = own.filter(source_key=source_key(entry.uid)).order_by("pk").first()
        if known is None:
            return _create(entry, user, values, pool)
        return _update(entry, known, editable)


def _wait_for_others(keeper):
    """The same file sent twice at once: the second one waits and finds what the first one made."""
    rows = keeper._meta.default_manager.select_for_update(no_key=True)
    rows.get(pk=keeper.pk)


def _create(entry, user, values, pool):
    veranstaltung = Veranstaltung(
        title=entry.title,
        description=entry.description,
        place=entry.place,
        website=entry.url,
        created_by=user,
        source_key=source_key(entry.uid),
        notes="\n".join(entry.notes),
        **values,
    )
    save_new(veranstaltung, pool)
    added, left = _add_dates(entry, veranstaltung)
    notes = " ".join([f"Als Entwurf angelegt, Termine: {added}.{left}", *entry.notes])
    return Line("new", entry.title, notes, veranstaltung)


def _update(entry, veranstaltung, editable):
    """Only dates are added; what people changed in the portal stays."""
    Veranstaltung.objects.lock(veranstaltung)
    may = editable.filter(pk=veranstaltung.pk).exists()
    if not may or veranstaltung.status not in ("draft", "returned"):
        text = f"Gibt es schon und wird hier nicht geändert.{_differing(entry, veranstaltung)}"
        return Line("known", entry.title, text, veranstaltung)
    differing = _differing(entry, veranstaltung)
    added, note = _add_dates(entry, veranstaltung)
    kind, text = ("changed", f", neue Termine: {added}.") if added else ("known", ".")
    return Line(kind, entry.title, f"Gibt es schon{text}{differing}{note}", veranstaltung)


def _differing(entry, veranstaltung):
    """A sentence about dates that are here and take place at another time in the file."""
    here = {}
    for termin in veranstaltung.termine.all():
        here.setdefault(termin.source_recurrence, []).append(_facts(termin))
    found = [
        day
        for day in entry.dates
        if day.recurrence in here and _facts(day) not in here[day.recurrence]
    ]
    if not found:
        return ""
    times = [_time_text(day) for day in found[:MAX_TIMES]]
    if len(found) > MAX_TIMES:
        times.append(f"und {len(found) - MAX_TIMES} weitere")
    return f" Anders als hier steht in der Datei: {'; '.join(times)}. Bitte prüfen Sie die Termine."


def _facts(day):
    """What readers need of a date of the file or of ours; seconds are shown nowhere."""
    if day.is_cancelled:
        return None
    return ortszeit.to_the_minute(day.starts_at), ortszeit.to_the_minute(day.ends_at)


def _time_text(day):
    time = zeitangaben.span_text(day.starts_at, day.ends_at, day.is_all_day)
    return f"{time} (abgesagt)" if day.is_cancelled else time


def _add_dates(entry, veranstaltung):
    """(how many were added, a sentence about those for which there is no room)."""
    rows = list(veranstaltung.termine.values_list("source_recurrence", "starts_at", "is_cancelled"))
    known = {recurrence for recurrence, _, _ in rows}
    starts = {start for _, start, is_cancelled in rows if not is_cancelled}
    room, new, left = MAX_TERMINE - len(starts), [], 0
    for day in entry.dates:
        if day.recurrence in known or day.starts_at in starts:
            continue
        if not day.is_cancelled and room <= 0:
            left += 1
            continue
        room -= not day.is_cancelled
        known.add(day.recurrence)
        starts.add(day.starts_at)
        new.append(
            Termin(
                veranstaltung=veranstaltung,
                starts_at=day.starts_at,
                ends_at=day.ends_at,
                is_all_day=day.is_all_day,
                is_cancelled=day.is_cancelled,
                source_recurrence=day.recurrence,
            )
        )
    added = len(Termin.objects.bulk_create(new))
    if added:  # a new version: nobody publishes dates that were not on the screen
        Veranstaltung.objects.filter(pk=veranstaltung.pk).update(updated_at=timezone.now())
    note = f" Mehr als {MAX_TERMINE} Termine gehen nicht, nicht übernommen: {left}." if left else ""
    return added, note


def source_key(uid):
    """The UID; long ones as their hash, which fits the column."""
    return uid if len(uid) <= 80 else hashlib.sha256(uid.encode()).hexdigest()
