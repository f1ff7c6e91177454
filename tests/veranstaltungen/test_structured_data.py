"""JSON-LD of the page: one Event for each date."""

import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.factories_veranstaltungen import (
    TerminFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen.oeffentlichkeit import START, make, page_of
from veranstaltungen.models import (
    Veranstaltung,
)

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")

Status, Format, Mode = Veranstaltung.Status, Veranstaltung.Format, Veranstaltung.Mode


PLACE = {
    "@type": "Place",
    "name": "Saal",
    "address": {
        "@type": "PostalAddress",
        "streetAddress": "Weg 1",
        "postalCode": "12345",
        "addressLocality": "Musterstadt",
        "addressCountry": "DE",
    },
    "geo": {"@type": "GeoCoordinates", "latitude": 52.0, "longitude": 13.0},
}


def make_full():
    return make(
        title="Fachtag",
        teaser="Ein Tag.",
        format=Format.HYBRID,
        online_link="https://konferenz.example.org/geheim",
        place="Saal",
        street="Weg 1",
        postcode="12345",
        city="Musterstadt",
        longitude=13.0,
        latitude=52.0,
        registration=Mode.HERE,
        capacity=1,
        taken_places=1,
        veranstalter=VeranstalterFactory(name="Verein", website="https://verein.example"),
    )


def graph_of(client, row):
    """The Events of the page's JSON-LD."""
    scripts = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page_of(client, row)
    )
    graphs = [json.loads(script)["@graph"] for script in scripts]
    return next(graph for graph in graphs if graph[0]["@type"] == "Event")


def test_json_ld_describes_each_date(client, quartier):
    row = make_full()
    TerminFactory(veranstaltung=row, starts_at=START + timedelta(days=1), is_cancelled=True)
    url = f"http://testserver{row.get_absolute_url()}"

    first, second = graph_of(client, row)

    assert first == {
        "@type": "Event",
        "@id": f"{url}#{row.termine.first().uid}",
        "name": "Fachtag",
        "url": url,
        "description": "Ein Tag.",
        "startDate": "2030-12-03T14:00+01:00",
        "endDate": "2030-12-03T16:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            PLACE,
            {"@type": "VirtualLocation", "url": url},
        ],
        "isAccessibleForFree": True,
        "offers": {
            "@type": "Offer",
            "url": url,
            "availability": "https://schema.org/SoldOut",
            "price": 0,
            "priceCurrency": "EUR",
        },
        "organizer": {"@type": "Organization", "name": "Verein", "url": "https://verein.example"},
        "maximumAttendeeCapacity": 1,
    }
    assert second["eventStatus"] == "https://schema.org/EventCancelled"


@pytest.mark.parametrize(
    ("status", "moved", "expected"),
    [
        (Status.CANCELLED, False, "EventCancelled"),
        (Status.POSTPONED, False, "EventPostponed"),
        (Status.PUBLISHED, True, "EventRescheduled"),
    ],
)
def test_json_ld_tells_the_state(client, status, moved, expected):
    row = make(status=status)
    if moved:
        row.termine.update(moved_from=START - timedelta(days=1))

    (event,) = graph_of(client, row)

    assert event["eventStatus"] == f"https://schema.org/{expected}"
    assert event.get("previousStartDate") == ("2030-12-02T14:00+01:00" if moved else None)


def test_json_ld_of_whole_days_has_no_clock(client):
    row = VeranstaltungFactory(published=True, termin=False)
    start = datetime(2030, 1, 2, tzinfo=BERLIN)
    end = start + timedelta(days=2)
    TerminFactory(veranstaltung=row, starts_at=start, ends_at=end, is_all_day=True)

    (event,) = graph_of(client, row)

    assert (event["startDate"], event["endDate"]) == ("2030-01-02", "2030-01-03")
