"""Upload of a calendar file: a report for each event, and a clear word about what is none."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from tests.factories import UserFactory
from tests.factories_veranstaltungen import VeranstalterFactory, VeranstaltungFactory
from veranstaltungen.kalender_import import import_calendar
from veranstaltungen.models import Veranstaltung
from veranstaltungen.neue import free_addresses, save_new

pytestmark = pytest.mark.django_db

URL = "/meine-veranstaltungen/importieren/"


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def send(client, content, name="termine.ics", **fields):
    content = content.encode() if isinstance(content, str) else content
    return client.post(URL, {"file": SimpleUploadedFile(name, content), **fields})


def calendar(*events):
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""])


def event(uid="1@x", title="Fachtag", **lines):
    start = timezone.now() + timedelta(days=30)
    values = {"DTSTART": f"{start:%Y%m%dT100000Z}", "SUMMARY": title, "UID": uid, **lines}
    return "\r\n".join(
        ["BEGIN:VEVENT", *(f"{name}:{text}" for name, text in values.items()), "END:VEVENT"]
    )


def test_events_become_own_drafts_with_provenance_once(client, user, quartier):
    kommune = quartier.kommune
    veranstalter = VeranstalterFactory(mitglieder=[user])
    fields = {"ort": f"{kommune.slug}.{quartier.slug}", "veranstalter": veranstalter.pk}
    bad = event("2@x", "Kaputt", DTEND="20200101T100000Z")
    content = calendar(event(DESCRIPTION="<b>fett</b>"), bad)

    first = send(client, content, **fields)
    second = send(client, content, **fields)

    row = Veranstaltung.objects.get()
    assert (row.status, row.created_by, row.veranstalter, row.kommune, row.quartier) == (
        "draft", user, veranstalter, kommune, quartier,
    )  # fmt: skip
    assert (row.source, row.source_key, row.description) == ("termine.ics", "1@x", "<b>fett</b>")
    assert [line.label for line in first.context["lines"]] == ["neu", "abgelehnt"]
    assert [line.label for line in second.context["lines"]] == ["bekannt", "abgelehnt"]
    assert "Das Ende liegt nicht nach dem Beginn." in first.text
    assert "termine.ics" in client.get(f"/meine-veranstaltungen/{row.slug}/").text


def test_file_of_somebody_else_does_not_touch_their_veranstaltung(client, user):
    foreign = VeranstaltungFactory(source_key="1@x", title="Fremd", termin=False)

    send(client, calendar(event()))

    assert not foreign.termine.exists()
    assert Veranstaltung.objects.filter(created_by=user, title="Fachtag").count() == 1


@pytest.mark.django_db(transaction=True)
def test_same_file_sent_twice_at_once_makes_each_event_once(client, user):
    # SQLite lets one write after the other by itself, and its database in memory has no locks.
    workers = 4 if connection.vendor == "postgresql" else 1
    data = calendar(*[event(f"{number}@x") for number in range(5)]).encode()
    start = Barrier(workers)

    def upload(_number):
        start.wait()
        try:
            return [line.kind for line in import_calendar(data, user=user)]
        finally:
            connection.close() if workers > 1 else None

    with ThreadPoolExecutor(workers) as pool:
        kinds = [upload(0)] if workers == 1 else list(pool.map(upload, range(workers)))

    assert sorted(kind for lines in kinds for kind in lines) == (
        ["known"] * 5 * (workers - 1) + ["new"] * 5
    )
    assert Veranstaltung.objects.count() == 5


def test_address_that_somebody_took_meanwhile_is_no_obstacle(user):
    stale = free_addresses()
    VeranstaltungFactory(title="Fachtag", slug="fachtag")

    row = save_new(Veranstaltung(title="Fachtag", created_by=user), stale)

    assert row.slug == "fachtag-2"


def test_dates_that_an_import_adds_are_another_version(user):
    """Whoever decides about a text has seen its dates."""
    import_calendar(calendar(event(RRULE="FREQ=DAILY;COUNT=2")).encode(), user=user)
    before = Veranstaltung.objects.get()

    import_calendar(calendar(event(RRULE="FREQ=DAILY;COUNT=2")).encode(), user=user)
    unchanged = Veranstaltung.objects.get()
    import_calendar(calendar(event(RRULE="FREQ=DAILY;COUNT=3")).encode(), user=user)

    assert unchanged.version == before.version
    assert Veranstaltung.objects.get().version != before.version


def test_many_dates_cost_one_statement(user, django_assert_max_num_queries):
    data = calendar(event(RRULE="FREQ=DAILY")).encode()

    with django_assert_max_num_queries(20):
        import_calendar(data, user=user)

    assert Veranstaltung.objects.get().termine.count() == 100


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<!doctype html><html><body>Anmelden</body></html>", "Das ist eine Internetseite"),
        ("Guten Tag", "Das ist keine Kalenderdatei"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "Das ist keine Kalenderdatei"),
        (b"x" * 10_000_000, "größer als 1 MB"),
        (b"", "Diese Datei ist leer"),
        (calendar(), "steht kein Eintrag"),
        (calendar(*[event(str(n)) for n in range(501)]), "mehr als 500 Einträge"),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1", "beschädigt"),
    ],
    ids=["page", "text", "picture", "10 MB", "empty", "no event", "too many", "cut off"],
)
def test_what_is_no_calendar_is_refused_with_a_clear_word(client, user, content, message):
    response = send(client, content)

    assert message in response.text
    assert not Veranstaltung.objects.exists()


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ({"RRULE": "FREQ=SECONDLY"}, "zu dicht"),
        ({"RRULE": "FREQ=WEEKLY;INTERVAL=0"}, "nicht lesbar"),
        ({"DTSTART;TZID=Nirgends/Wo": "20990105T100000"}, ""),
        ({"DTSTART": "kein-datum"}, "beschädigt"),
        ({"DTSTART": "20100105T100000Z"}, "Vergangenheit"),
    ],
)
def test_hostile_and_broken_events_cost_only_themselves(client, user, lines, message):
    response = send(client, calendar(event(**lines), event("2@x", "Gut")))

    assert response.status_code == 200
    assert message in response.text
    assert Veranstaltung.objects.filter(title="Gut").exists()


def test_endless_series_is_cut_and_says_so(client, user):
    response = send(client, calendar(event(RRULE="FREQ=DAILY")))

    row = Veranstaltung.objects.get()
    assert "Die Serie hat kein nahes Ende" in response.text
    assert row.termine.count() == 100


def test_only_own_organisations_and_places_of_the_portal_can_be_chosen(client, user):
    VeranstalterFactory(mitglieder=[user])
    foreign = VeranstalterFactory()

    response = send(client, calendar(event()), veranstalter=foreign.pk, ort="gibt.es-nicht")

    assert set(response.context["form"].errors) == {"veranstalter", "ort"}
    assert not Veranstaltung.objects.exists()


def test_real_files_are_read_or_refused_event_by_event(client, user, daten):
    files = sorted((daten / "veranstaltungen").glob("*.ics"))
    assert files

    for path in files:
        cache.clear()
        response = send(client, path.read_bytes(), path.name)
        assert response.status_code == 200
        texts = [line.text for line in response.context["lines"]]
        assert texts or response.context["form"].errors["file"]
        assert "" not in texts
