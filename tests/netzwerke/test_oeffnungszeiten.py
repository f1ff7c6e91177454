"""Open now? With holidays of the Land, over midnight and on the days the clocks change."""

from datetime import UTC, datetime, time

import pytest

from netzwerke.oeffnungszeiten import BERLIN, Span, open_state, week

HESSEN, BERLIN_LAND, BAYERN = "06", "11", "09"
TUESDAY = Span(1, time(9), time(17))
SATURDAY_NIGHT = Span(5, time(22), time(3))


def at(text, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN, fold=fold)


def state(spans, text, land=BERLIN_LAND, **options):
    found = open_state(spans, at(text), land, **options)
    return found.is_open, found.closes_at, found.opens_at


def test_no_rows_say_nothing():
    assert open_state([], at("2026-11-24T10:00"), BERLIN_LAND) is None


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [("08:59:59", False), ("09:00", True), ("16:59:59", True), ("17:00", False)],
)
def test_open_from_the_first_to_before_the_last_minute(moment, is_open):
    assert open_state([TUESDAY], at(f"2026-11-24T{moment}"), BERLIN_LAND).is_open is is_open


def test_closed_place_says_when_it_opens_next():
    assert state([TUESDAY], "2026-11-24T18:00") == (False, None, at("2026-12-01T09:00"))


def test_spans_without_a_break_are_one():
    spans = [Span(1, time(8), time(12)), Span(1, time(12), time(18))]

    assert state(spans, "2026-11-24T09:00") == (True, at("2026-11-24T18:00"), None)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-21T21:59", False),
        ("2026-11-21T23:00", True),
        ("2026-11-22T02:59", True),
        ("2026-11-22T03:00", False),
        ("2026-11-22T23:00", False),
    ],
)
def test_saturday_night_runs_into_sunday(moment, is_open):
    assert open_state([SATURDAY_NIGHT], at(moment), BERLIN_LAND).is_open is is_open


def test_around_the_clock():
    spans = [Span(day, time(0), time(0)) for day in range(7)]

    found = open_state(spans, at("2026-11-24T13:00"), BERLIN_LAND)

    assert found.is_open is True


def test_holiday_closes_and_is_named():
    found = open_state([Span(4, time(9), time(17))], at("2026-05-01T10:00"), BERLIN_LAND)

    assert (found.is_open, found.holiday, found.opens_at) == (
        False,
        "Erster Mai",
        at("2026-05-08T09:00"),
    )


def test_holidays_are_those_of_the_land():
    corpus_christi = [Span(3, time(9), time(17))]

    assert [
        open_state(corpus_christi, at("2026-06-04T10:00"), land).is_open
        for land in (BERLIN_LAND, HESSEN, BAYERN)
    ] == [True, False, False]


def test_place_may_open_on_holidays():
    found = open_state(
        [Span(4, time(9), time(17))], at("2026-05-01T10:00"), BERLIN_LAND, open_on_holidays=True
    )

    assert (found.is_open, found.holiday) == (True, "")


def test_night_before_a_holiday_runs_on_into_it():
    new_years_eve = [Span(3, time(20), time(4))]

    assert open_state(new_years_eve, at("2027-01-01T02:00"), BERLIN_LAND).is_open is True


def test_unknown_land_has_no_holidays():
    assert open_state([Span(4, time(9), time(17))], at("2026-05-01T10:00"), "").is_open is True


def test_spring_night_is_one_hour_shorter():
    found = open_state([SATURDAY_NIGHT], at("2026-03-28T23:00"), BERLIN_LAND)

    assert (found.closes_at - at("2026-03-28T23:00").astimezone(UTC)).total_seconds() == 3 * 3600


def test_autumn_night_ends_the_first_time_the_clock_strikes():
    spans = [Span(5, time(22), time(2, 30))]

    assert [
        open_state(spans, at("2026-10-25T02:29", fold), BERLIN_LAND).is_open for fold in (0, 1)
    ] == [True, False]


def test_opening_in_the_doubled_hour_waits_for_the_second_time():
    spans = [Span(6, time(2, 15), time(6))]

    assert [
        open_state(spans, at("2026-10-25T02:20", fold), BERLIN_LAND).is_open for fold in (0, 1)
    ] == [False, True]


def test_moment_of_another_zone_is_understood():
    moment = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)

    assert open_state([TUESDAY], moment, BERLIN_LAND).is_open is True


def test_week_lists_every_day_in_order():
    late, early = Span(1, time(14), time(18)), Span(1, time(9), time(12))

    assert week([late, early]) == [
        (0, []),
        (1, [early, late]),
        *((day, []) for day in range(2, 7)),
    ]
