"""No date of an imported calendar is lost without a word."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import UserFactory
from tests.factories_veranstaltungen import TerminFactory, VeranstaltungFactory
from tests.veranstaltungen.seiten import errors_of, fill_in, filled, part, termin
from tests.veranstaltungen.test_kalender_lesen import NOW, one
from veranstaltungen.kalender_import import import_calendar
from veranstaltungen.kalender_lesen import read
from veranstaltungen.models import Veranstaltung
from veranstaltungen.models.termin import MAX_TERMINE

pytestmark = pytest.mark.django_db

RULE = "RRULE:FREQ=WEEKLY;COUNT=3"


def event(*lines, uid="1@x"):
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Treffen", *lines, "END:VEVENT"])


def calendar(*events):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def single(day, hour=18, original=None):
    """A date of February 2026 that belonged to `original` in its series."""
    return event(
        f"RECURRENCE-ID:202602{original or day:02}T180000Z",
        f"DTSTART:202602{day:02}T{hour}0000Z",
        "DURATION:PT2H",
    )


def days(dates):
    return [date.starts_at.day for date in dates]


@pytest.fixture
def user():
    return UserFactory()


def take_over(user, *events):
    (line,) = import_calendar(calendar(*events), user=user, now=NOW)
    return line.kind, line.text


def test_single_dates_without_their_series_are_one_entry(user):
    dates = [single(4), single(11, original=10), single(18)]

    (entry,) = read(calendar(*dates), NOW)
    kinds = [take_over(user, *dates)[0] for _ in range(2)]

    assert [date.recurrence for date in entry.dates] == [
        "20260204T180000Z", "20260210T180000Z", "20260218T180000Z",
    ]  # fmt: skip
    assert kinds == ["new", "known"]
    assert days(Veranstaltung.objects.get().termine.all()) == [4, 11, 18]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["RDATE:20260207T180000Z,20260205T180000Z"], [4, 5, 7]),
        (["RDATE:20260207T180000Z", RULE, "EXDATE:20260211T180000Z"], [4, 7, 18]),
        (["RDATE:20260204T180000Z,20390101T180000Z"], [4]),
    ],
)
def test_listed_dates_are_taken_over(lines, found):
    entry = one("DTSTART:20260204T180000Z", "DURATION:PT2H", *lines)

    assert days(entry.dates) == found
    assert {date.ends_at - date.starts_at for date in entry.dates} == {timedelta(hours=2)}


def test_listed_dates_with_a_length_of_their_own_are_refused_with_a_word():
    entry = one("DTSTART:20260204T180000Z", "RDATE;VALUE=PERIOD:20260207T180000Z/PT5H")

    assert "eigene Dauer" in entry.refused


@pytest.mark.parametrize("status", ["draft", "published"])
@pytest.mark.parametrize(
    ("start", "length", "time"),
    [
        ("20260205T183000Z", "PT2H", "Donnerstag, 5. Februar 2026, 19:30 bis 21:30 Uhr"),
        ("20260204T180000Z", "PT3H", "Mittwoch, 4. Februar 2026, 19:00 bis 22:00 Uhr"),
    ],
)
def test_date_that_moved_in_the_file_is_named(user, status, start, length, time):
    take_over(user, event("DTSTART:20260204T180000Z", "DURATION:PT2H"))
    Veranstaltung.objects.update(status=status)

    kind, text = take_over(user, event(f"DTSTART:{start}", f"DURATION:{length}"))

    assert kind == "known"
    assert f"Anders als hier steht in der Datei: {time}" in text
    assert Veranstaltung.objects.get().termine.get().starts_at == datetime(
        2026, 2, 4, 18, tzinfo=UTC
    )


def test_dates_of_a_series_that_moved_or_fell_out_are_named(user):
    series = event("DTSTART:20260204T180000Z", "DURATION:PT2H", RULE)
    out = single(18).replace("END:VEVENT", "STATUS:CANCELLED\r\nEND:VEVENT")
    take_over(user, series)

    kind, text = take_over(user, series, single(12, original=11), out)

    assert (kind, text) == (
        "known",
        "Gibt es schon. Anders als hier steht in der Datei: "
        "Donnerstag, 12. Februar 2026, 19:00 bis 21:00 Uhr; "
        "Mittwoch, 18. Februar 2026, 19:00 bis 21:00 Uhr (abgesagt). "
        "Bitte prüfen Sie die Termine.",
    )


def test_import_stops_where_a_veranstaltung_is_full_and_says_so(user):
    daily = event("DTSTART:20260101T180000Z", "DURATION:PT2H", "RRULE:FREQ=DAILY")

    first = import_calendar(calendar(daily), user=user, now=NOW)
    second = import_calendar(calendar(daily), user=user, now=NOW + timedelta(days=40))

    assert [line.kind for line in (*first, *second)] == ["new", "known"]
    assert f"Mehr als {MAX_TERMINE} Termine gehen nicht, nicht übernommen: 9." in second[0].text
    assert Veranstaltung.objects.get().termine.count() == MAX_TERMINE


@pytest.fixture
def full(client):
    """Ten dates more than a form may add."""
    row = VeranstaltungFactory(termin=False)
    start = timezone.now() + timedelta(days=1)
    for number in range(MAX_TERMINE + 10):
        begin = start + timedelta(days=number)
        TerminFactory(veranstaltung=row, starts_at=begin, ends_at=begin + timedelta(hours=1))
    client.force_login(row.created_by)
    return row


def test_page_with_too_many_dates_can_be_saved_and_thinned_out(client, full):
    changes = {f"termine-{number}-DELETE": "on" for number in range(100, 110)}
    page = client.get(part(full, "wann"))

    response = client.post(part(full, "wann"), filled(page, **changes))

    assert page.text.count("diesen Termin streichen") == MAX_TERMINE + 10
    assert response.status_code == 302, errors_of(response)
    assert full.termine.count() == MAX_TERMINE


def test_page_with_too_many_dates_takes_no_more(client, full):
    rows = MAX_TERMINE + 10
    more = {"termine-TOTAL_FORMS": rows + 1, **termin(rows, "2031-05-04")}

    response = fill_in(client, part(full, "wann"), **more)

    assert response.status_code == 422
    assert "So viele Termine kann eine Veranstaltung nicht haben." in response.text
    assert full.termine.count() == rows
