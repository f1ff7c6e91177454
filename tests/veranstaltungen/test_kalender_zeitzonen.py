"""Other people's calendars: which clocks their dates follow."""

from datetime import timedelta

import pytest

from tests.veranstaltungen.test_kalender_lesen import BERLIN, NOW, calendar, one
from veranstaltungen.kalender_lesen import read


def in_zone(name, *lines, now=NOW):
    """The entry of a calendar that names `name` as its zone."""
    text = calendar(*lines).replace(b"VERSION:2.0", f"VERSION:2.0\r\nX-WR-TIMEZONE:{name}".encode())
    (entry,) = read(text, now)
    return entry


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
@pytest.mark.parametrize(
    ("start", "hours"),
    [
        ("DTSTART;TZID=Europe/Berlin:20261018T180000", [18, 18, 18]),
        ("DTSTART;TZID=Europe/London:20261018T170000", [18, 18, 18]),
    ],
)
def test_series_follows_the_clocks_of_its_own_zone(zone, start, hours):
    entry = in_zone(zone, start, "DURATION:PT2H", "RRULE:FREQ=WEEKLY;COUNT=3")

    assert [day.starts_at.astimezone(BERLIN).hour for day in entry.dates] == hours
    assert {day.ends_at - day.starts_at for day in entry.dates} == {timedelta(hours=2)}


def test_series_in_utc_follows_the_clocks_that_the_calendar_names():
    lines = ["DTSTART:20261018T160000Z", "DURATION:PT2H", "RRULE:FREQ=WEEKLY;COUNT=3"]

    found = [
        [day.starts_at.astimezone(BERLIN).hour for day in in_zone(zone, *lines).dates]
        for zone in ("UTC", "Europe/Berlin")
    ]

    assert found == [[18, 17, 17], [18, 18, 18]]


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_whole_days_are_days_here(zone):
    rule = "RRULE:FREQ=WEEKLY;COUNT=3"
    single = in_zone(zone, "DTSTART;VALUE=DATE:20261025", "DTEND;VALUE=DATE:20261026")
    series = in_zone(zone, "DTSTART;VALUE=DATE:20261025", rule, "EXDATE;VALUE=DATE:20261101")

    spans = [
        (day.starts_at.astimezone(BERLIN), day.ends_at.astimezone(BERLIN))
        for day in (*single.dates, *series.dates)
    ]
    assert [(start.isoformat(), end.isoformat()) for start, end in spans] == [
        ("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"),
        ("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"),
        ("2026-11-08T00:00:00+01:00", "2026-11-09T00:00:00+01:00"),
    ]


def test_date_in_the_night_without_its_hour_still_ends_after_its_start():
    entry = one(
        "DTSTART;TZID=Europe/Berlin:20260322T023000",
        "DTEND;TZID=Europe/Berlin:20260322T030000",
        "RRULE:FREQ=WEEKLY;COUNT=2",
    )

    assert {day.ends_at - day.starts_at for day in entry.dates} == {timedelta(minutes=30)}


def with_own_zone(freq, *lines):
    """A calendar that says itself when the clocks change in "Unser Ort"."""
    parts = [
        [
            f"BEGIN:{part}", "DTSTART:19700101T000000", f"RRULE:FREQ={freq}",
            f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}", f"END:{part}",
        ]
        for part, before, after in (("STANDARD", "+0900", "+0800"), ("DAYLIGHT", "+0800", "+0900"))
    ]  # fmt: skip
    zone = ["BEGIN:VTIMEZONE", "TZID:Unser Ort", *parts[0], *parts[1], "END:VTIMEZONE"]
    text = "\r\n".join(["VERSION:2.0", *zone])
    return calendar(*lines).replace(b"VERSION:2.0", text.encode())


@pytest.mark.parametrize("freq", ["YEARLY", "SECONDLY"])
def test_zone_that_only_the_file_knows_is_not_reckoned(freq):
    own = "TZID=Unser Ort:202602"
    lines = [
        f"DTSTART;{own}04T180000", f"DTEND;{own}04T190000", "RRULE:FREQ=WEEKLY;COUNT=3",
        f"EXDATE;{own}11T180000", f"RDATE;{own}05T180000",
    ]  # fmt: skip

    (entry,) = read(with_own_zone(freq, *lines), NOW)

    local = [day.starts_at.astimezone(BERLIN) for day in entry.dates]
    assert [(start.day, start.hour) for start in local] == [(4, 18), (5, 18), (18, 18)]
    assert entry.notes == ["Mit unbekannter Zeitzone in der Datei: gelesen als Europe/Berlin."]
