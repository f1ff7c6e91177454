"""A series that is continued: what was given up stays away, what is repeated stays whole."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories_veranstaltungen import TerminFactory, VeranstaltungFactory
from tests.veranstaltungen import plan
from tests.veranstaltungen.seiten import errors_of, fill_in, part, termin
from veranstaltungen import termine

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


@pytest.fixture
def first():
    return timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + WEEK


@pytest.fixture
def row(client, first):
    """Three dates, one each week."""
    row = VeranstaltungFactory(published=True, termin=False)
    for week in range(3):
        start = first + week * WEEK
        TerminFactory(veranstaltung=row, starts_at=start, ends_at=start + timedelta(hours=2))
    client.force_login(row.created_by)
    return row


def extend(client, row, weeks, **changes):
    """One date a week up to `weeks` weeks after today's."""
    until = timezone.localdate() + weeks * WEEK
    series = {"serie-frequency": termine.WEEK, "serie-until": until.isoformat()}
    response = fill_in(client, part(row, "wann"), **series, **changes)
    assert response.status_code == 302, errors_of(response)


def weeks(row, first):
    """In which week after the first date something takes place."""
    starts = row.termine.taking_place().values_list("starts_at", flat=True)
    return [(timezone.localdate(start) - first.date()).days / 7 for start in starts]


def test_date_that_fell_out_does_not_come_back(client, row, first):
    plan.cancel_termin(row.termine.all()[1], row.created_by, "Der Saal ist gesperrt.")

    extend(client, row, 5)

    assert weeks(row, first) == [0, 2, 3, 4]


def test_place_of_a_date_that_moved_stays_empty(client, row, first):
    start = first + WEEK + timedelta(days=3, hours=12)
    plan.move_termin(row.termine.all()[1], start, start + timedelta(hours=1), row.created_by)

    extend(client, row, 5)

    assert weeks(row, first) == [0, 1 + 3 / 7, 2, 3, 4]


@pytest.mark.parametrize("status", ["draft", "published"])
def test_struck_out_and_moved_with_the_series_stay_away(client, row, first, status):
    type(row).objects.update(status=status)
    day = (first + 2 * WEEK + timedelta(days=1)).date().isoformat()

    extend(client, row, 5, **{"termine-1-DELETE": "on"}, **termin(2, day))

    assert weeks(row, first) == [0, 2 + 1 / 7, 3, 4]


def test_series_starts_from_where_its_first_date_moves_to(client, first):
    row = VeranstaltungFactory(termin=False)
    start = first + WEEK
    TerminFactory(veranstaltung=row, starts_at=start, ends_at=start + timedelta(hours=2))
    client.force_login(row.created_by)

    extend(client, row, 3, **termin(0, first.date().isoformat()))

    assert weeks(row, first) == [0, 1, 2]


def test_series_adds_nothing_that_is_over(client, first):
    row = VeranstaltungFactory(published=True, termin=False)
    past = first - 4 * WEEK - timedelta(days=1)
    TerminFactory(veranstaltung=row, starts_at=past, ends_at=past + timedelta(hours=2))
    client.force_login(row.created_by)

    extend(client, row, 2)

    assert weeks(row, past) == [0, 4, 5]


def test_repeats_of_a_whole_day_are_whole_days_with_its_note(client, first):
    row = VeranstaltungFactory(termin=False)
    client.force_login(row.created_by)
    day = first.date().isoformat()

    extend(client, row, 2, **termin(0, day, "", "", is_all_day="on", note="Im Garten"))

    facts = [
        (timezone.localtime(item.starts_at).hour, item.is_all_day, item.note, str(item))
        for item in row.termine.all()
    ]
    days = [f"{first + week * WEEK:%d.%m.%Y}" for week in range(2)]
    assert facts == [(0, True, "Im Garten", day) for day in days]
