"""schema.org Events (JSON-LD) of a page: one for each date. Never the link to take part online."""

from datetime import timedelta

from django.utils import timezone

from quartiere.structured_data import json_ld
from veranstaltungen.models import Veranstaltung

MAX_EVENTS = 30
SCHEMA = "https://schema.org/"
Status, Format, Mode = Veranstaltung.Status, Veranstaltung.Format, Veranstaltung.Mode
ATTENDANCE = {
    Format.ON_SITE: "OfflineEventAttendanceMode",
    Format.ONLINE: "OnlineEventAttendanceMode",
    Format.HYBRID: "MixedEventAttendanceMode",
}


def events(veranstaltung, build_url):
    """JSON-LD for a script element; `build_url` makes addresses absolute."""
    url = build_url(veranstaltung.get_absolute_url())
    shared = _shared(veranstaltung, url, build_url)
    termine = list(veranstaltung.termine.all())[:MAX_EVENTS]
    return json_ld(*(shared | _times(veranstaltung, termin, url) for termin in termine))


def _shared(row, url, build_url):
    item = {
        "@type": "Event",
        "name": row.title,
        "url": url,
        "description": row.teaser or row.description,
        "eventAttendanceMode": SCHEMA + ATTENDANCE[row.format],
        "location": _locations(row, url),
        "isAccessibleForFree": row.is_free,
        "offers": _offer(row, url),
        "organizer": _organizer(row, build_url),
        "maximumAttendeeCapacity": row.capacity,
        "inLanguage": [sprache.code for sprache in row.sprachen.all()],
        "image": build_url(row.picture.medium.url) if row.picture else None,
    }
    return {key: value for key, value in item.items() if value not in (None, "", [])}


def _times(row, termin, url):
    item = {
        "@id": f"{url}#{termin.uid}",
        "startDate": _moment(termin.starts_at, termin.is_all_day),
        "endDate": _end(termin),
        "eventStatus": SCHEMA + _status(row, termin),
    }
    if termin.moved_from:
        item["previousStartDate"] = _moment(termin.moved_from, termin.is_all_day)
    return item


def _status(row, termin):
    if termin.is_cancelled or row.status == Status.CANCELLED:
        return "EventCancelled"
    if row.status == Status.POSTPONED:
        return "EventPostponed"
    return "EventRescheduled" if termin.moved_from else "EventScheduled"


def _end(termin):
    """Whole days end with the midnight after the last one, which is not meant."""
    last = termin.ends_at - timedelta(microseconds=1) if termin.is_all_day else termin.ends_at
    return _moment(last, termin.is_all_day)


def _moment(value, is_all_day):
    local = timezone.localtime(value)
    return local.date().isoformat() if is_all_day else local.isoformat(timespec="minutes")


def _locations(row, url):
    virtual = [{"@type": "VirtualLocation", "url": url}] if row.is_online else []
    return [*([_place(row)] if row.is_on_site else []), *virtual]


def _place(row):
    address = {
        "@type": "PostalAddress",
        "streetAddress": row.street,
        "postalCode": row.postcode,
        "addressLocality": row.city,
        "addressCountry": "DE",
    }
    place = {
        "@type": "Place",
        "name": row.place or str(row.quartier or row.city or row.kommune or ""),
        "address": {key: value for key, value in address.items() if value},
    }
    if row.longitude is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": row.latitude,
            "longitude": row.longitude,
        }
    return place


def _offer(row, url):
    """What it costs; a fee is text of the organiser and no number."""
    offer = {
        "@type": "Offer",
        "url": row.registration_link if row.registration == Mode.ELSEWHERE else url,
        "availability": SCHEMA + ("SoldOut" if row.is_full else "InStock"),
    }
    price = {"price": 0, "priceCurrency": "EUR"} if row.is_free else {"description": row.fee}
    opens, closes = row.registration_opens_at, row.registration_closes_at
    window = {"validFrom": opens, "validThrough": closes}
    return offer | price | {name: _moment(at, False) for name, at in window.items() if at}


def _organizer(row, build_url):
    if row.veranstalter is None:
        return None
    akteur = row.veranstalter.akteur
    url = build_url(akteur.get_absolute_url()) if akteur else row.veranstalter.website
    organisation = {"@type": "Organization", "name": row.veranstalter.name}
    return organisation | ({"url": url} if url else {})
