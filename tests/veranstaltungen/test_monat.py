"""The month as weeks and days, and its page; times on the days when the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories_veranstaltungen import TerminFactory, VeranstaltungFactory
from veranstaltungen import monat, oeffentlich
from veranstaltungen.models import Veranstaltung
from veranstaltungen.zeitangaben import moment_text, span_text

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(*parts):
    return datetime(*parts, tzinfo=BERLIN)


def make(start, end, **fields):
    row = VeranstaltungFactory(published=True, termin=False, title="Fest")
    TerminFactory(veranstaltung=row, starts_at=start, ends_at=end, **fields)
    return row


def days_of(month):
    """{day of the month: [text]} of all public rows."""
    rows = oeffentlich.veranstaltungen()
    return {
        tag.day.day: [eintrag.text for eintrag in tag.eintraege]
        for woche in monat.weeks(month, rows)
        for tag in woche.tage
        if tag and tag.eintraege
    }


def test_month_has_whole_weeks_from_monday_with_their_number():
    woche, *_, last = monat.weeks(date(2026, 12, 1), [])

    assert (woche.number, last.number) == (49, 53)
    assert [tag and tag.day.day for tag in woche.tage] == [None, 1, 2, 3, 4, 5, 6]
    assert [tag and tag.day.day for tag in last.tage] == [28, 29, 30, 31, None, None, None]


def test_date_over_midnight_stands_on_both_days():
    make(berlin(2030, 5, 4, 22), berlin(2030, 5, 5, 1))

    assert days_of(date(2030, 5, 1)) == {4: ["22:00 Uhr"], 5: ["bis 01:00 Uhr"]}


def test_date_that_ends_at_midnight_does_not_reach_the_new_day():
    make(berlin(2030, 5, 4, 22), berlin(2030, 5, 5, 0))

    assert days_of(date(2030, 5, 1)) == {4: ["22:00 Uhr"]}


def test_date_over_months_stands_in_each_with_its_days():
    make(berlin(2030, 4, 29, 9), berlin(2030, 6, 2, 17))

    april, may, june = (days_of(date(2030, number, 1)) for number in (4, 5, 6))

    assert april == {29: ["09:00 Uhr"], 30: ["ganztägig"]}
    assert may == {day: ["ganztägig"] for day in range(1, 32)}
    assert june == {1: ["ganztägig"], 2: ["bis 17:00 Uhr"]}


def test_days_when_the_clocks_change_keep_their_dates():
    make(berlin(2026, 3, 29, 1), berlin(2026, 3, 29, 4))
    make(berlin(2026, 10, 25, 0), berlin(2026, 10, 25, 23, 30))

    assert days_of(date(2026, 3, 1)) == {29: ["01:00 Uhr"]}
    assert days_of(date(2026, 10, 1)) == {25: ["00:00 Uhr"]}


@pytest.mark.parametrize(
    ("start", "hours", "text"),
    [
        (
            datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
            1,
            "Sonntag, 29. März 2026, 01:30 bis 03:30 Uhr",
        ),
        (
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            1,
            "Sonntag, 25. Oktober 2026, 02:30 Uhr (Sommerzeit) bis 02:30 Uhr (Winterzeit)",
        ),
        (
            datetime(2026, 12, 3, 13, tzinfo=UTC),
            2,
            "Donnerstag, 3. Dezember 2026, 14:00 bis 16:00 Uhr",
        ),
        (
            datetime(2026, 12, 31, 22, tzinfo=UTC),
            3,
            "Donnerstag, 31. Dezember 2026, 23:00 Uhr bis Freitag, 1. Januar 2027, 02:00 Uhr",
        ),
    ],
)
def test_span_is_told_in_local_time(start, hours, text):
    assert span_text(start, start + timedelta(hours=hours)) == text


def test_moment_has_the_form_people_read():
    assert moment_text(berlin(2026, 12, 3, 14)) == "Donnerstag, 3. Dezember 2026, 14:00 Uhr"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (1, "Mittwoch, 2. Januar 2030, ganztägig"),
        (2, "Mittwoch, 2. Januar 2030 bis Donnerstag, 3. Januar 2030, ganztägig"),
    ],
)
def test_whole_days_have_no_clock(days, text):
    start = berlin(2030, 1, 2)

    assert span_text(start, start + timedelta(days=days), is_all_day=True) == text


# The page -------------------------------------------------------------------------------------


def test_calendar_shows_the_month_that_is_asked_for(client):
    row = make(berlin(2030, 5, 4, 22), berlin(2030, 5, 5, 1))
    make(berlin(2030, 6, 4, 22), berlin(2030, 6, 5, 1))

    response = client.get("/veranstaltungen/kalender/", {"monat": "2030-05"})

    assert response.context["count"] == 1
    assert response.text.count(row.get_absolute_url()) == 2
    assert "<caption>Mai 2030</caption>" in response.text
    assert response.text.count('<th scope="col">') == 8


def test_calendar_links_keep_the_filters(client):
    response = client.get("/veranstaltungen/kalender/", {"monat": "2030-01", "kostenfrei": "on"})

    before, after = response.context["before"], response.context["after"]
    assert before[0] == "/veranstaltungen/kalender/?kostenfrei=on&monat=2029-12"
    assert after[0] == "/veranstaltungen/kalender/?kostenfrei=on&monat=2030-02"
    assert response.context["downloads"][0]["url"] == (
        "/veranstaltungen.ics?kostenfrei=on&von=2030-01-01&bis=2030-01-31"
    )


def test_calendar_filters_like_the_list(client):
    make(berlin(2030, 5, 4, 22), berlin(2030, 5, 5, 1))
    Veranstaltung.objects.update(fee="5 €")

    response = client.get("/veranstaltungen/kalender/", {"monat": "2030-05", "kostenfrei": "on"})

    assert response.context["count"] == 0


@pytest.mark.parametrize(("month", "before", "after"), [("2000-01", 0, 1), ("2099-12", 1, 0)])
def test_calendar_ends_somewhere(client, month, before, after):
    context = client.get("/veranstaltungen/kalender/", {"monat": month}).context

    assert (bool(context["before"]), bool(context["after"])) == (bool(before), bool(after))


@pytest.mark.parametrize("month", ["2030-13", "1999-12", "2100-01", "٢٠٣٠-01", "2030-1", "x"])
def test_unknown_month_is_an_error_and_shows_today(client, month):
    response = client.get("/veranstaltungen/kalender/", {"monat": month})

    assert response.context["filter_form"].errors == {"monat": ["Diesen Monat gibt es nicht."]}
    assert response.context["month"] == timezone.localdate().replace(day=1)


def test_calendar_is_bounded(client, monkeypatch):
    for _ in range(3):
        make(berlin(2030, 5, 4, 22), berlin(2030, 5, 5, 1))
    monkeypatch.setattr("veranstaltungen.views.monat.MAX_ROWS", 2)

    response = client.get("/veranstaltungen/kalender/", {"monat": "2030-05"})

    assert (response.context["count"], response.context["is_cut"]) == (2, True)
