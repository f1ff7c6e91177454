"""Other people's calendars: the real ones and hostile ones."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veranstaltungen.kalender_lesen import MAX_BYTES, KalenderError, read
from veranstaltungen.serien import MAX_DATES

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def calendar(*lines, uid="eins"):
    event = [f"UID:{uid}", "SUMMARY:Treffen", *lines]
    text = ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", *event, "END:VEVENT", "END:VCALENDAR"]
    return "\r\n".join(text).encode()


def one(*lines, now=NOW):
    (entry,) = read(calendar(*lines), now)
    return entry


@pytest.fixture
def real(daten):
    def read_real(name, now=datetime(2018, 1, 1, tzinfo=UTC)):
        return read((daten / "veranstaltungen" / name).read_bytes(), now)

    return read_real


def test_end_before_start_is_refused(real):
    (entry,) = real("end_before_start_event.ics")

    assert (entry.refused, entry.dates) == ("Das Ende liegt nicht nach dem Beginn.", [])


def test_log_in_page_is_no_calendar(real):
    with pytest.raises(KalenderError, match="Das ist eine Internetseite"):
        real("placecal_family-action-org-uk-bad.ics")


def test_cancelled_date_of_a_series_is_known(real):
    (entry,) = real("issue_18_cancel_status.ics", datetime(2019, 12, 1, tzinfo=UTC))

    assert [(day.recurrence, day.is_cancelled) for day in entry.dates] == [
        ("20200128T210000Z", False),
        ("20200129T210000Z", True),
        ("20200130T210000Z", False),
    ]


def test_zone_of_the_calendar_holds_for_times_without_one(real):
    (entry,) = real("issue_86_x_wr_timezone_without_time_zone_in_dt.ics")

    assert entry.dates[0].starts_at == datetime(2021, 9, 16, 19, tzinfo=UTC)
    assert entry.notes == ["Ohne Zeitzone in der Datei: gelesen als Europe/Brussels."]


def test_times_without_any_zone_are_german(real):
    (entry,) = real(
        "quartiersplattform_stammtisch-vernetzung-fuer-ein-gutes-morgen-"
        "mit-markus-fromm-wittenberg.ics"
    )

    assert entry.dates[0].starts_at == datetime(2020, 10, 28, 17, tzinfo=UTC)


@pytest.mark.parametrize("name", ["fablab_cottbus.ics", "machbar_16_feb_2019.ics"])
def test_real_calendars_are_read_with_a_word_about_every_entry(real, daten, name):
    text = (daten / "veranstaltungen" / name).read_text()
    entries = real(name)

    changes = text.count("RECURRENCE-ID")
    assert len(entries) >= text.count("BEGIN:VEVENT") - changes > 10
    assert {entry.title for entry in entries if not (entry.dates or entry.refused)} == set()
    assert {entry.refused for entry in entries} <= {
        "",
        "Alle Termine liegen in der Vergangenheit.",
        "Die Serie hat in den nächsten zwei Jahren keinen Termin.",
        "Die Veranstaltung ist abgesagt.",
    }
    assert sum(bool(entry.dates) for entry in entries) > 5


def test_series_keeps_its_hour_when_the_clocks_change():
    entry = one(
        "DTSTART;TZID=Europe/Berlin:20260322T180000",
        "DTEND;TZID=Europe/Berlin:20260322T200000",
        "RRULE:FREQ=WEEKLY;COUNT=3",
    )

    starts = [day.starts_at.astimezone(BERLIN).hour for day in entry.dates]
    lengths = {day.ends_at - day.starts_at for day in entry.dates}
    assert (starts, lengths) == ([18, 18, 18], {timedelta(hours=2)})
    assert [day.starts_at.hour for day in entry.dates] == [17, 16, 16]


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("20260329T023000", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("20261025T023000", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("20280229T100000", datetime(2028, 2, 29, 9, 0, tzinfo=UTC)),
    ],
)
def test_hour_that_is_missing_or_comes_twice_is_read(local, utc):
    entry = one(f"DTSTART;TZID=Europe/Berlin:{local}", "DURATION:PT1H")

    assert entry.dates[0].starts_at == utc


def test_excluded_dates_and_whole_days():
    entry = one(
        "DTSTART;VALUE=DATE:20260327",
        "RRULE:FREQ=DAILY;UNTIL=20260330",
        "EXDATE;VALUE=DATE:20260328",
    )

    days = [(day.starts_at.astimezone(BERLIN), day.is_all_day) for day in entry.dates]
    assert [(day.day, day.hour, whole) for day, whole in days] == [
        (27, 0, True),
        (29, 0, True),
        (30, 0, True),
    ]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;BYDAY=SA,SU;COUNT=3", [3, 4, 10]),
        ("FREQ=DAILY;BYMONTHDAY=5,-1;COUNT=2", [5, 31]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,MO;COUNT=3", [2, 12, 16]),
        ("FREQ=MONTHLY;BYDAY=1TU;COUNT=2", [6, 3]),
    ],
)
def test_usual_rules_give_the_dates_people_mean(rule, days):
    entry = one("DTSTART:20260102T100000Z", "DURATION:PT1H", f"RRULE:{rule}")

    assert [day.starts_at.day for day in entry.dates] == days


def test_endless_series_is_cut_and_says_so():
    entry = one("DTSTART:20200101T100000Z", "DTEND:20200101T110000Z", "RRULE:FREQ=DAILY")

    assert len(entry.dates) == MAX_DATES
    assert entry.notes == ["Die Serie hat kein nahes Ende. Übernommen werden die nächsten Termine."]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["RRULE:FREQ=SECONDLY"], "zu dicht"),
        (["RRULE:FREQ=HOURLY;COUNT=9"], "zu dicht"),
        (["RRULE:FREQ=DAILY;INTERVAL=0"], "nicht lesbar"),
        (["RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"], "keinen Termin"),
        (["RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU"], "keinen Termin"),
        (["RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"], "keinen Termin"),
        (["RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"], "keinen Termin"),
        (["RRULE:FREQ=DAILY;BYHOUR=1,2,3"], "nicht lesbar"),
        (["RRULE:Unsinn"], "."),
        (["RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"], "mehrere"),
    ],
)
def test_hostile_rule_is_refused_quickly(lines, reason):
    before = time.perf_counter()

    entry = one("DTSTART:20260201T100000Z", "DTEND:20260201T110000Z", *lines)

    assert reason in entry.refused
    assert entry.dates == []
    assert time.perf_counter() - before < 10


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["SUMMARY:ohne Beginn"], "Dem Eintrag fehlt der Beginn."),
        (["DTSTART:gestern"], "Der Eintrag ist beschädigt."),
        (["DTSTART:00010101T000000Z"], "Das Jahr ist nicht plausibel."),
        (["DTSTART:20260101T000000Z", "DTEND:20290101T000000Z"], "dauert länger als ein Jahr"),
        (["DTSTART:20200101T000000Z", "DTEND:20200101T010000Z"], "in der Vergangenheit"),
        (["DTSTART:20260201T000000Z", "DURATION:PT1H", "STATUS:CANCELLED"], "abgesagt"),
    ],
)
def test_broken_entry_says_why(lines, reason):
    entry = one(*lines)

    assert reason in entry.refused
    assert entry.dates == []


def test_broken_entry_costs_only_itself():
    text = calendar("DTSTART:gestern") + b"\r\n"
    good = calendar("DTSTART:20260201T100000Z", "DURATION:PT1H", uid="zwei")
    both = text.replace(b"END:VCALENDAR\r\n", b"") + good.split(b"VERSION:2.0\r\n")[1]

    entries = read(both, NOW)

    assert [(entry.uid, bool(entry.dates)) for entry in entries] == [
        ("eins", False),
        ("zwei", True),
    ]


def test_address_that_is_a_script_is_dropped_and_controls_are_removed():
    entry = one(
        "DTSTART:20260201T100000Z", "DURATION:PT1H", "URL:javascript:alert(1)",
        "DESCRIPTION:a\x07b\\nc",
    )  # fmt: skip

    assert (entry.url, entry.description) == ("", "ab\nc")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"BEGIN:VCALENDAR" + b"x" * MAX_BYTES, "größer als 1 MB"),
        (b"", "keine Kalenderdatei"),
        (b"\x89PNG\x00", "keine Kalenderdatei"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 501, "mehr als 500"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "beschädigt"),
    ],
)
def test_file_that_is_none_is_refused(data, reason):
    with pytest.raises(KalenderError, match=reason):
        read(data, NOW)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6), st.binary(max_size=60))
def test_nothing_but_a_german_refusal_comes_out_of_nonsense(lines, noise):
    try:
        entries = read(calendar(*lines) + noise, NOW)
    except KalenderError as error:
        assert str(error)
    else:
        assert all(entry.dates or entry.refused for entry in entries)
