from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from tests.factories import UserFactory
from tests.factories_veranstaltungen import TerminFactory, VeranstaltungFactory
from tests.veranstaltungen import plan
from veranstaltungen import workflow
from veranstaltungen.kalender import calendar
from veranstaltungen.kalender_import import import_calendar
from veranstaltungen.kalender_lesen import read
from veranstaltungen.models import Termin, Veranstaltung

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def events(*veranstaltungen, **options):
    return Calendar.from_ical(calendar(veranstaltungen, **options)).walk("VEVENT")


def test_date_is_given_in_utc_with_what_a_calendar_needs(settings):
    settings.SITE_URL = "https://portal.example.org"
    row = VeranstaltungFactory(
        published=True, termin=False, slug="fest", title="Fest; für alle", place="Saal", city="Ort",
        longitude=13.4, latitude=52.5,
    )  # fmt: skip
    start = datetime(2026, 6, 1, 16, tzinfo=UTC)
    termin = TerminFactory(veranstaltung=row, starts_at=start)

    (event,) = events(row)

    assert str(event["uid"]) == f"{termin.uid}@portal.example.org"
    assert (event["dtstart"].dt, event["dtend"].dt) == (start, start + timedelta(hours=2))
    assert (str(event["summary"]), str(event["location"])) == ("Fest; für alle", "Saal, Ort")
    assert (str(event["status"]), int(event["sequence"])) == ("CONFIRMED", 0)
    assert str(event["url"]) == "https://portal.example.org/veranstaltungen/fest/"
    assert b"ORGANIZER" not in calendar([row])
    assert b"VTIMEZONE" not in calendar([row])


def test_moved_and_cancelled_dates_keep_their_id_and_raise_their_version():
    row = VeranstaltungFactory(published=True)
    termin = row.termine.get()
    before = str(events(row)[0]["uid"])
    later = termin.starts_at + timedelta(days=1)

    plan.move_termin(termin, later, later + timedelta(hours=1), row.created_by)
    moved = events(row)[0]
    workflow.cancel(row, row.created_by, "Sturm")
    cancelled = events(row)[0]

    facts = [(str(e["uid"]), int(e["sequence"]), str(e["status"])) for e in (moved, cancelled)]
    assert facts == [(before, 1, "CONFIRMED"), (before, 2, "CANCELLED")]


def test_whole_days_end_on_the_day_after():
    row = VeranstaltungFactory(termin=False)
    berlin = timezone.get_default_timezone()
    TerminFactory(
        veranstaltung=row,
        starts_at=datetime(2026, 3, 28, tzinfo=berlin),
        ends_at=datetime(2026, 3, 30, tzinfo=berlin),
        is_all_day=True,
    )

    (event,) = events(row)

    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 3, 28), date(2026, 3, 30))


@pytest.mark.parametrize(("days", "entries"), [(1, 2), (-1, 1)])
def test_end_of_registration_is_an_entry_while_it_lies_ahead(days, entries):
    closes = timezone.now() + timedelta(days=days)
    row = VeranstaltungFactory(registering=True, registration_closes_at=closes)

    titles = [str(event["summary"]) for event in events(row, with_deadline=True)]

    assert titles == [row.title, f"Anmeldeschluss: {row.title}"][:entries]


def test_link_to_take_part_online_is_in_no_public_calendar():
    row = VeranstaltungFactory(format="online", online_link="https://raum.example.org/geheim")

    assert b"geheim" not in calendar([row])


def test_own_calendar_comes_back_as_it_went():
    row = VeranstaltungFactory(published=True)
    termin = row.termine.get()

    (entry,) = read(calendar([row]))

    dates = [(day.starts_at, day.ends_at) for day in entry.dates]
    rounded = [moment.replace(microsecond=0) for moment in (termin.starts_at, termin.ends_at)]
    assert (entry.title, dates) == (row.title, [tuple(rounded)])


SERIES = b"""BEGIN:VCALENDAR\r
BEGIN:VEVENT\r
UID:serie@example.org\r
SUMMARY:Lesekreis\r
DTSTART;TZID=Europe/Berlin:20260204T180000\r
DTEND;TZID=Europe/Berlin:20260204T190000\r
RRULE:FREQ=WEEKLY;COUNT=%d\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:vorbei@example.org\r
SUMMARY:Vorbei\r
DTSTART:20200204T180000Z\r
END:VEVENT\r
END:VCALENDAR\r
"""


def test_import_makes_drafts_once_and_adds_only_new_dates():
    user = UserFactory()

    kinds = [
        [line.kind for line in import_calendar(SERIES % count, user=user, source="lk.ics", now=NOW)]
        for count in (3, 3, 5)
    ]

    row = Veranstaltung.objects.get()
    assert kinds == [["new", "refused"], ["known", "refused"], ["changed", "refused"]]
    assert (row.title, row.status, row.source, row.created_by) == (
        "Lesekreis",
        "draft",
        "lk.ics",
        user,
    )
    assert (row.source_key, row.termine.count()) == ("serie@example.org", 5)


def test_import_changes_nothing_that_is_public_or_somebody_elses():
    user, other = UserFactory(), UserFactory()
    import_calendar(SERIES % 3, user=user, now=NOW)
    Veranstaltung.objects.update(status="published")

    mine = import_calendar(SERIES % 5, user=user, now=NOW)[0]
    theirs = import_calendar(SERIES % 5, user=other, now=NOW)[0]

    assert (mine.kind, theirs.kind) == ("known", "new")
    assert mine.text == "Gibt es schon und wird hier nicht geändert."
    assert Termin.objects.filter(veranstaltung__created_by=user).count() == 3
