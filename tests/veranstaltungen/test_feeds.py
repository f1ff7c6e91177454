"""Feeds as programs read them, beside the rows of the page."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import feedparser
import icalendar
import pytest
from django.utils import timezone

from tests.factories import ZielgruppeFactory
from tests.factories_veranstaltungen import TerminFactory, VeranstaltungFactory
from veranstaltungen import feeds
from veranstaltungen.models import Veranstaltung

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")

Status = Veranstaltung.Status


def events_of(response):
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def test_feeds_hold_the_rows_of_the_page(client):
    group = ZielgruppeFactory()
    for number in range(3):
        row = VeranstaltungFactory(published=True, title=f"Tag {number}")
        TerminFactory(veranstaltung=row, starts_at=timezone.now() + timedelta(days=30 + number))
        row.zielgruppen.add(group)
    VeranstaltungFactory(published=True)
    query = {"zielgruppe": group.slug, "zeit": "monat"}

    page = [row.title for row in client.get("/veranstaltungen/", query).context["rows"]]
    atom = feedparser.parse(client.get("/veranstaltungen.atom", query).content)
    ics = events_of(client.get("/veranstaltungen.ics", query))

    assert page == ["Tag 0", "Tag 1", "Tag 2"]
    assert [entry.title for entry in atom.entries] == page
    # A calendar gets every date of a row, also those outside the filtered time.
    assert [str(event["summary"]) for event in ics] == [title for title in page for _ in range(2)]
    assert not atom.bozo


def test_atom_names_time_place_and_state_and_escapes(client):
    row = VeranstaltungFactory(
        status=Status.CANCELLED,
        title="<b>Markt</b> & mehr\x0b",
        teaser="<script>alert(1)</script>",
        place="Halle",
        termin=False,
    )
    start = datetime(2030, 12, 3, 14, tzinfo=BERLIN)
    TerminFactory(veranstaltung=row, starts_at=start)

    feed = feedparser.parse(client.get("/veranstaltungen.atom").content, sanitize_html=False)

    (entry,) = feed.entries
    assert entry.title == "<b>Markt</b> & mehr"
    assert entry.link == f"http://testserver{row.get_absolute_url()}"
    assert entry.summary == (
        "Abgesagt: Dienstag, 3. Dezember 2030, 14:00 bis 16:00 Uhr | Halle | "
        "&lt;script&gt;alert(1)&lt;/script&gt;"
    )
    assert feed.feed.links[1].href == "http://testserver/veranstaltungen.atom"


def test_feeds_keep_what_is_cancelled_so_that_calendars_learn_of_it(client):
    VeranstaltungFactory(status=Status.CANCELLED)

    (event,) = events_of(client.get("/veranstaltungen.ics"))

    assert event["status"] == "CANCELLED"


def test_feed_is_bounded(client, monkeypatch):
    VeranstaltungFactory.create_batch(3, published=True)
    monkeypatch.setattr("veranstaltungen.views.feeds.MAX_ROWS", 2)

    atom = feedparser.parse(client.get("/veranstaltungen.atom").content)

    assert (len(atom.entries), len(events_of(client.get("/veranstaltungen.ics")))) == (2, 2)
    assert feeds.MAX_ROWS == 300


def test_single_calendar_adds_the_end_of_the_registration(client):
    closes = timezone.now() + timedelta(days=3)
    row = VeranstaltungFactory(registering=True, title="Fachtag", registration_closes_at=closes)

    response = client.get(f"/veranstaltungen/{row.slug}.ics")

    date, deadline = events_of(response)
    assert (str(date["summary"]), str(deadline["summary"])) == (
        "Fachtag",
        "Anmeldeschluss: Fachtag",
    )
    assert deadline["dtend"].dt == closes.astimezone(UTC).replace(microsecond=0)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{row.slug}.ics"'


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.RETURNED])
def test_single_calendar_of_a_hidden_one_is_not_found(client, status):
    row = VeranstaltungFactory(status=status)

    response = client.get(f"/veranstaltungen/{row.slug}.ics")

    assert (response.status_code, b"VEVENT" in response.content) == (404, False)


def test_feeds_are_open_data(client):
    headers = client.get("/veranstaltungen.ics").headers

    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert 'rel="license"' in headers["Link"]


def test_page_names_the_feeds_of_its_filter(client):
    VeranstaltungFactory(published=True)

    text = client.get("/veranstaltungen/", {"kostenfrei": "on"}).text

    assert 'href="/veranstaltungen.atom?kostenfrei=on"' in text
    assert 'href="/veranstaltungen.ics?kostenfrei=on"' in text
