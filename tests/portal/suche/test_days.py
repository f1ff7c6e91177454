"""Hits narrowed to days: Veranstaltungen by each of their dates, all else by its one day."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.suche import days, engine, index
from portal.suche.models import SuchDokument
from tests.factories import ZielgruppeFactory
from tests.factories_netzwerke import AngebotFactory
from tests.factories_veranstaltungen import TerminFactory, VeranstaltungFactory
from tests.portal.suche.found import titles

pytestmark = pytest.mark.django_db

MAY, JUNE, JULY = date(2031, 5, 10), date(2031, 6, 10), date(2031, 7, 10)


@pytest.fixture(autouse=True)
def _empty_index():
    SuchDokument.objects.all().delete()


def at(day, hour=18):
    return timezone.make_aware(datetime.combine(day, time(hour)))


def event(title, *dates, cancelled=(), **fields):
    row = VeranstaltungFactory(title=title, termin=False, published=True, **fields)
    for day in dates:
        TerminFactory(veranstaltung=row, starts_at=at(day))
    for day in cancelled:
        TerminFactory(veranstaltung=row, starts_at=at(day), is_cancelled=True)
    return row


def on(first, last=None, text="suppe"):
    return titles(text, days=(first, last or first))


def test_each_date_of_a_series_is_found():
    event("Suppe", MAY, JUNE, JULY)

    assert [on(day) for day in (MAY, JUNE, JULY)] == [["Suppe"]] * 3
    assert on(MAY + timedelta(days=1), JUNE - timedelta(days=1)) == []
    assert on(JULY + timedelta(days=1), date(2032, 1, 1)) == []


def test_date_that_falls_out_is_not_found():
    event("Suppe", MAY, JULY, cancelled=[JUNE, date(2031, 8, 1)])

    assert on(JUNE) == on(date(2031, 8, 1)) == []
    assert on(JULY) == ["Suppe"]
    assert SuchDokument.objects.get(title="Suppe").date == JULY


def test_event_without_a_date_that_takes_place_is_found_by_its_words_alone():
    event("Suppe", cancelled=[MAY])

    assert (titles("suppe"), on(date(2000, 1, 1), date(2100, 1, 1))) == (["Suppe"], [])


def test_every_day_of_a_long_date_is_found():
    row = event("Suppe")
    TerminFactory(veranstaltung=row, starts_at=at(MAY), ends_at=at(MAY + timedelta(days=4), 0))

    found = [on(MAY + timedelta(days=number)) for number in range(-1, 5)]

    assert found == [[], ["Suppe"], ["Suppe"], ["Suppe"], ["Suppe"], []]


def test_open_sides_and_long_spans_are_answered():
    event("Suppe", MAY, date(2061, 1, 1))
    event("Suppe ohne Datum")

    assert on(None, MAY) == on(MAY, None) == on(date(1990, 1, 1), MAY) == ["Suppe"]
    assert titles("suppe", days=(None, date(2031, 5, 9))) == []
    assert titles("suppe", days=(date.min, date.max)) == ["Suppe"]
    assert titles("suppe", days=(JUNE, MAY)) == []


def test_days_without_words_narrow_everything():
    event("Suppe", MAY, JUNE)
    event("Brot", MAY)
    event("Tee", JULY)

    assert sorted(on(MAY, text="")) == ["Brot", "Suppe"]
    assert on(JUNE, text="") == ["Suppe"]


def test_marks_narrow_dates_too():
    group = ZielgruppeFactory()
    event("Suppe", MAY, JUNE)
    event("Brot", MAY, JUNE).zielgruppen.add(group)

    assert titles("", marks=[f"__z{group.pk}"], days=(MAY, MAY)) == ["Brot"]


def test_what_has_no_day_is_not_found_by_days():
    ZielgruppeFactory(name="Suppenkasper")

    assert titles("suppenkasper") == ["Suppenkasper"]
    assert on(None, date(1990, 1, 1), "suppenkasper") == []


def test_some_of_the_words_are_found_on_their_dates():
    event("Suppe im Hof", MAY, JULY)
    event("Garten", JULY)

    assert on(MAY, text="suppe garten") == ["Suppe im Hof"]


def test_new_moved_and_deleted_dates_are_followed():
    row = event("Suppe", MAY)
    termin = TerminFactory(veranstaltung=row, starts_at=at(JULY))
    assert on(MAY) == ["Suppe"]

    termin.starts_at, termin.ends_at = at(JUNE), at(JUNE, 20)
    termin.save()
    assert (on(JUNE), on(JULY)) == (["Suppe"], [])
    termin.delete()
    assert (on(MAY), on(JUNE)) == (["Suppe"], [])


def test_links_keep_the_marks_of_months():
    row = event("Suppe", MAY, JULY)

    row.zielgruppen.add(ZielgruppeFactory())

    kept = SuchDokument.objects.values("id", "marks").get(title="Suppe")
    index.rebuild()
    assert SuchDokument.objects.values("id", "marks").get(title="Suppe") == kept
    assert on(MAY) == ["Suppe"]


def test_series_beyond_the_days_take_nobodys_place(monkeypatch):
    """Which dates lie on the days is looked at before the newest are cut off."""
    monkeypatch.setattr(engine, "MAX_CANDIDATES", 3)
    for number in range(3):
        event(f"Suppe {number}", MAY + timedelta(days=5), JULY)
    AngebotFactory(title="Suppe heute", published=True, akteur=None)
    event("Suppe", MAY)

    assert on(MAY) == ["Suppe"]


def test_dates_are_asked_for_once():
    for number in range(5):
        event(f"Suppe {number}", MAY, JULY)

    with CaptureQueriesContext(connection) as queries:
        assert len(on(MAY, text="suppe garten")) == 5

    asked = [row["sql"] for row in queries if "veranstaltungen_termin" in row["sql"]]
    assert len(asked) == 1


def test_very_long_date_has_few_marks():
    row = event("Suppe")
    TerminFactory(veranstaltung=row, starts_at=at(MAY), ends_at=at(date(2900, 1, 1)))

    marks = SuchDokument.objects.get(title="Suppe").marks.split()

    assert len(marks) < days.MAX_MONTHS + 10


def test_hit_tells_the_date_on_the_days(client):
    event("Suppe", MAY, JUNE, JULY)

    def day(**asked):
        (row,) = client.get("/suche/", {"q": "suppe", **asked}).context["rows"]
        return row["date"]

    assert (day(von="2031-05-20", bis="2031-06-30"), day()) == (JUNE, JULY)
