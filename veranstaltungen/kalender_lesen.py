"""iCalendar in: what other people's programs write, read with distrust.

Nothing here touches the database or the network. A broken event costs only itself: the report says
for each one what was read, changed or refused, and why, in German.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from icalendar import Calendar

from veranstaltungen import ortszeit, serien

MAX_BYTES = 1_000_000
MAX_EVENTS = 500
# Reckoning series may not keep a worker busy.
MAX_SECONDS = 10
MAX_TITLE, MAX_TEXT, MAX_PLACE = 160, 8000, 160
DEFAULT_LENGTH = timedelta(hours=1)
LONGEST = timedelta(days=366)


class KalenderError(Exception):
    """The whole file is refused; the message is German."""


class EventRefused(Exception):
    """One event is refused; the message is German."""


@dataclass(frozen=True)
class Date:
    """One date; `recurrence` identifies it inside its series ("" for a single one)."""

    starts_at: datetime
    ends_at: datetime
    is_all_day: bool
    recurrence: str = ""
    is_cancelled: bool = False


@dataclass
class Entry:
    """One event of the file; refused ones have a reason and no dates."""

    uid: str
    title: str
    description: str = ""
    place: str = ""
    url: str = ""
    dates: list[Date] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: str = ""


def read(data, now=None):
    """[Entry] of the bytes of an .ics file; raises KalenderError for what is none."""
    now = now or timezone.now()
    calendar = _parse(data)
    zone = _zone(calendar)
    masters, changes = _by_uid(calendar)
    entries, until = [], perf_counter() + MAX_SECONDS
    for uid, event in masters:
        if perf_counter() > until:
            raise KalenderError("Die Serien in diesem Kalender sind zu aufwendig.")
        entries.append(_entry(event, changes.get(uid, []), zone, now))
    return entries


def _parse(data):
    if len(data) > MAX_BYTES:
        raise KalenderError("Die Datei ist größer als 1 MB. Bitte teilen Sie den Kalender.")
    text = data.decode("utf-8-sig", errors="replace").replace("\0", "").lstrip()
    if not text.upper().startswith("BEGIN:VCALENDAR"):
        page = text[:200].lower()
        is_page = "<html" in page or "<!doctype" in page
        what = "eine Internetseite" if is_page else "keine Kalenderdatei"
        raise KalenderError(f"Das ist {what}. Bitte laden Sie eine Datei mit der Endung .ics hoch.")
    if text.upper().count("BEGIN:VEVENT") > MAX_EVENTS:
        raise KalenderError(f"Der Kalender hat mehr als {MAX_EVENTS} Einträge.")
    try:
        return Calendar.from_ical(text)
    except Exception as error:  # the parser raises many kinds
        raise KalenderError("Die Kalenderdatei ist beschädigt und nicht lesbar.") from error


def _zone(calendar):
    """For times without a zone and series in UTC: what the calendar names, else the portal's."""
    try:
        return ZoneInfo(str(calendar.get("X-WR-TIMEZONE", "")))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return timezone.get_default_timezone()


def _by_uid(calendar):
    """[(uid, event)] in the order of the file, and {uid: [changed single dates]}."""
    masters, changes = [], {}
    for number, event in enumerate(calendar.walk("VEVENT")):
        uid = _text(event, "UID", 500) or f"ohne-kennung-{number}"
        if "RECURRENCE-ID" in event:
            changes.setdefault(uid, []).append(event)
        else:
            masters.append((uid, event))
    known = {uid for uid, _ in masters}
    # Of a series that is not in the file its single dates remain: together one entry.
    masters += [(uid, changes[uid][0]) for uid in changes if uid not in known]
    return masters, changes


def _entry(event, changes, zone, now):
    uid, title = _text(event, "UID", 500), _text(event, "SUMMARY", 1000)
    entry = Entry(uid, title[:MAX_TITLE].strip() or "ohne Titel")
    try:
        _fill(entry, event, changes, zone, now)
    except EventRefused as refusal:
        entry.refused = str(refusal)
    except Exception:  # broken properties raise on access, each in its own way
        entry.refused = "Der Eintrag ist beschädigt."
    entry.notes = list(dict.fromkeys(entry.notes))
    if entry.refused:
        entry.dates = []
    elif len(title) > MAX_TITLE:
        entry.notes.append(f"Der Titel wurde auf {MAX_TITLE} Zeichen gekürzt.")
    return entry


def _fill(entry, event, changes, zone, now):
    if not entry.uid:
        raise EventRefused("Dem Eintrag fehlt die Kennung (UID).")
    entry.description = _text(event, "DESCRIPTION", MAX_TEXT)
    entry.place = _text(event, "LOCATION", MAX_PLACE)
    url = _text(event, "URL", 500)
    entry.url = url if url.startswith(("https://", "http://")) else ""
    entry.dates = _dates(entry, event, changes, zone, now)
    if not entry.dates:
        raise EventRefused("Die Serie hat in den nächsten zwei Jahren keinen Termin.")
    if not any(day.ends_at > now for day in entry.dates):
        raise EventRefused("Alle Termine liegen in der Vergangenheit.")
    if all(day.is_cancelled for day in entry.dates):
        raise EventRefused("Die Veranstaltung ist abgesagt.")


def _dates(entry, event, changes, zone, now):
    if "RECURRENCE-ID" in event:
        return _single_dates(entry, changes, zone)
    first = _date(entry, event, zone)
    if "RRULE" not in event and "RDATE" not in event:
        return [first]
    zone = _zone_of_series(event["DTSTART"], zone)
    begins = first.starts_at.astimezone(zone)
    try:
        starts, is_cut = serien.starts_of(event, begins, now)
    except serien.SerieError as error:
        raise EventRefused(str(error)) from error
    if is_cut:
        entry.notes.append("Die Serie hat kein nahes Ende. Übernommen werden die nächsten Termine.")
    # By the clock on the wall; in a night of two equal hours that may be nothing.
    wall = first.ends_at.astimezone(zone) - begins
    length = wall if wall > timedelta() else first.ends_at - first.starts_at
    series = {
        start.astimezone(UTC): Date(
            start.astimezone(UTC), _end_of(start, length), first.is_all_day, _key(start)
        )
        for start in starts
    }
    for change in changes:
        _apply(entry, series, change, zone)
    return sorted(series.values(), key=lambda day: day.starts_at)


def _zone_of_series(start, zone):
    """Whose clocks a series follows: its own, if it names any; whole days are days here."""
    if not isinstance(start.dt, datetime):
        return timezone.get_default_timezone()
    is_own = isinstance(start.dt.tzinfo, ZoneInfo) and "TZID" in start.params
    return start.dt.tzinfo if is_own else zone


def _single_dates(entry, changes, zone):
    """Dates of a series whose rule is not in the file."""
    series = {}
    for change in changes:
        _apply(entry, series, change, zone, is_complete=False)
    return sorted(series.values(), key=lambda day: day.starts_at)


def _apply(entry, series, change, zone, is_complete=True):
    """A moved or cancelled single date of the series; `is_complete`: all its dates are there."""
    try:
        original = _moment(change["RECURRENCE-ID"].dt, zone).astimezone(UTC)
        if original in series or not is_complete:
            series[original] = _date(entry, change, zone, _key(original))
    except EventRefused as refusal:
        entry.notes.append(f"Ein geänderter Termin wurde nicht übernommen: {refusal}")


def _date(entry, event, zone, recurrence=""):
    if "DTSTART" not in event:
        raise EventRefused("Dem Eintrag fehlt der Beginn.")
    start = event["DTSTART"].dt
    is_all_day = not isinstance(start, datetime)
    begins = _moment(start, zone)
    ends = _end(event, begins, is_all_day, zone, entry)
    if ends <= begins:
        raise EventRefused("Das Ende liegt nicht nach dem Beginn.")
    if ends - begins > LONGEST:
        raise EventRefused("Der Termin dauert länger als ein Jahr.")
    if not is_all_day and not isinstance(start.tzinfo, ZoneInfo):
        is_named = "TZID" in event["DTSTART"].params
        what = "Mit unbekannter" if is_named else "Ohne"
        entry.notes.append(f"{what} Zeitzone in der Datei: gelesen als {zone}.")
    is_cancelled = _text(event, "STATUS", 20).upper() == "CANCELLED"
    return Date(begins.astimezone(UTC), ends.astimezone(UTC), is_all_day, recurrence, is_cancelled)


def _end(event, begins, is_all_day, zone, entry):
    if "DTEND" in event:
        return _moment(event["DTEND"].dt, zone)
    if "DURATION" in event:
        return begins + event["DURATION"].dt
    if is_all_day:
        return _moment(event["DTSTART"].dt + timedelta(days=1), zone)
    entry.notes.append("Ohne Ende in der Datei: eine Stunde angenommen.")
    return begins + DEFAULT_LENGTH


def _end_of(start, length):
    """The end by the clock on the wall: a day stays a day when the clocks change."""
    begin, end = start.astimezone(UTC), (start + length).astimezone(UTC)
    return end if end > begin else begin + length


def _moment(value, zone):
    """Aware; whole days begin at midnight here, times without a known zone are in `zone`."""
    if not isinstance(value, datetime):
        if not isinstance(value, date):
            raise EventRefused("Der Zeitpunkt ist nicht lesbar.")
        return ortszeit.midnight(value)
    moment = serien.in_known_zone(value, zone)
    if not 1970 <= moment.year <= 2100:
        raise EventRefused("Das Jahr ist nicht plausibel.")
    return moment


def _key(start):
    return start.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(event, name, length):
    value = event.get(name, "")
    value = value[0] if isinstance(value, list) else value
    text = "".join(c for c in str(value) if c.isprintable() or c == "\n")
    return text.strip()[:length]
