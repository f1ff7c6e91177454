"""iCalendar out: what a Veranstaltung looks like in other people's calendars (RFC 5545).

Times are UTC, so no time zone has to be described. Identifiers are stable and carry a version, so
a moved or cancelled date changes in a calendar that has it already. No ORGANIZER: programs would
mail that person whenever somebody adds the date.
"""

from datetime import UTC, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from veranstaltungen import adressen
from veranstaltungen.models import Veranstaltung

Status = Veranstaltung.Status
STATUS = {Status.CANCELLED: "CANCELLED", Status.POSTPONED: "TENTATIVE"}
DEADLINE_LENGTH = timedelta(minutes=15)


def calendar(veranstaltungen, *, name=None, with_deadline=False, with_online_link=False):
    """Bytes of a calendar with every date of the Veranstaltungen.

    `with_deadline` adds an entry for the end of the registration, in the future;
    `with_online_link` is for registered people alone.
    """
    result = Calendar()
    result.add("prodid", f"-//{settings.SITE_NAME}//Veranstaltungen//DE")
    result.add("version", "2.0")
    result.add("method", "PUBLISH")
    result.add("x-wr-calname", name or settings.SITE_NAME)
    for veranstaltung in veranstaltungen:
        for termin in veranstaltung.termine.all():
            result.add_component(_event(veranstaltung, termin, with_online_link))
        if with_deadline and _has_deadline(veranstaltung):
            result.add_component(_deadline(veranstaltung))
    return result.to_ical()


def _event(veranstaltung, termin, with_online_link):
    event = Event()
    event.add("uid", f"{termin.uid}@{adressen.host()}")
    event.add("dtstamp", _utc(veranstaltung.updated_at))
    event.add("last-modified", _utc(veranstaltung.updated_at))
    event.add("sequence", termin.sequence)
    event.add("status", "CANCELLED" if termin.is_cancelled else _status(veranstaltung))
    event.add("summary", veranstaltung.title)
    _add_times(event, termin)
    _add_texts(event, veranstaltung, termin, with_online_link)
    return event


def _status(veranstaltung):
    """Nobody knows yet what comes of a page that was taken down."""
    return STATUS.get(veranstaltung.status, "CONFIRMED" if veranstaltung.is_public else "TENTATIVE")


def _add_times(event, termin):
    if not termin.is_all_day:
        event.add("dtstart", _utc(termin.starts_at))
        event.add("dtend", _utc(termin.ends_at))
        return
    # The end of a whole day is the day after the last one.
    last = timezone.localdate(termin.ends_at - timedelta(microseconds=1))
    event.add("dtstart", timezone.localdate(termin.starts_at))
    event.add("dtend", last + timedelta(days=1))


def _add_texts(event, veranstaltung, termin, with_online_link):
    page = adressen.public(veranstaltung)
    # Public feeds do not even load the link.
    link = veranstaltung.online_link if with_online_link and page else ""
    online = f"Online teilnehmen: {link}" if link else ""
    reason = f"Grund der Änderung: {termin.reason}" if termin.reason else ""
    parts = [reason, veranstaltung.teaser, termin.note, online, page]
    event.add("description", "\n\n".join(part for part in parts if part))
    if page:
        event.add("url", page)
    if place := veranstaltung.address or ("online" if veranstaltung.is_online else ""):
        event.add("location", place)
    if veranstaltung.longitude is not None and veranstaltung.latitude is not None:
        event.add("geo", (veranstaltung.latitude, veranstaltung.longitude))


def _has_deadline(veranstaltung):
    closes = veranstaltung.registration_closes_at
    is_open = veranstaltung.status == Status.PUBLISHED
    return bool(is_open and closes and closes > timezone.now())


def _deadline(veranstaltung):
    closes = veranstaltung.registration_closes_at
    event = Event()
    event.add("uid", f"anmeldung-{veranstaltung.pk}@{adressen.host()}")
    event.add("dtstamp", _utc(veranstaltung.updated_at))
    event.add("summary", f"Anmeldeschluss: {veranstaltung.title}")
    event.add("dtstart", _utc(closes - DEADLINE_LENGTH))
    event.add("dtend", _utc(closes))
    event.add("transp", "TRANSPARENT")
    event.add("url", adressen.detail(veranstaltung))
    return event


def _utc(moment):
    return moment.astimezone(UTC)
