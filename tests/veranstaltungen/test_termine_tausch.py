"""Dates that take each other's place: a series shifted by its own step, two that swap."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.admin_forms import form_data
from tests.factories_veranstaltungen import AnmeldungFactory, TerminFactory, VeranstaltungFactory
from tests.veranstaltungen.seiten import errors_of, fill_in, part, termin
from tests.veranstaltungen.test_terminplan import admin_post, admin_url, date_fields, told
from veranstaltungen import terminplan
from veranstaltungen.workflow import TransitionError

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)
# {date of the series: where it goes}, in weeks.
PLANS = {
    "later": {0: 1, 1: 2, 2: 3},
    "earlier": {0: -1, 1: 0, 2: 1},
    "swapped": {0: 1, 1: 0},
    "round": {0: 1, 1: 2, 2: 0},
}


@pytest.fixture
def first():
    return timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + 4 * WEEK


@pytest.fixture
def row(kommune, first):
    row = VeranstaltungFactory(registering=True, kommune=kommune, termin=False)
    for week in range(3):
        start = first + week * WEEK
        TerminFactory(
            veranstaltung=row, starts_at=start, ends_at=start + timedelta(hours=2), note=f"{week}"
        )
    AnmeldungFactory(veranstaltung=row, state="confirmed", email="gast@example.org")
    return row


def weeks(row, first):
    """{date of the series: week in which it is now}."""
    dates = row.termine.exclude(note="")
    return {
        int(date.note): (timezone.localdate(date.starts_at) - first.date()).days // 7
        for date in dates
    }


def by_form(client, row, first, plan):
    client.force_login(row.created_by)
    changes = {}
    for number, week in plan.items():
        day = (first + week * WEEK).date().isoformat()
        changes |= termin(number, day)
    return fill_in(client, part(row, "wann"), **changes)


def by_admin(client, row, first, plan):
    changes = {}
    for number, week in plan.items():
        changes |= date_fields(number, (first + week * WEEK).date())
    return admin_post(client, row, **changes)


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
@pytest.mark.parametrize("way", [by_form, by_admin])
def test_dates_take_the_place_of_others_that_move(client, row, staff, first, mailoutbox, way, plan):
    client.force_login(staff)

    response = way(client, row, first, plan)

    assert response.status_code == 302, errors_of(response) if way is by_form else response.text
    assert weeks(row, first) == {0: 0, 1: 1, 2: 2} | plan
    moved = {date.note: date.moved_from for date in row.termine.exclude(moved_from=None)}
    assert moved == {f"{number}": first + number * WEEK for number in plan}
    assert [body.count("Statt ") for body in told(mailoutbox)] == [len(plan)]
    assert row.verlauf.filter(step="move_termin").count() == len(plan)


@pytest.mark.parametrize("way", [by_form, by_admin])
def test_place_of_one_that_stays_is_refused(client, row, staff, first, mailoutbox, way):
    client.force_login(staff)

    response = way(client, row, first, {0: 1, 1: 2})

    assert response.status_code == (422 if way is by_form else 200)
    assert "überschneiden sich" in response.text
    assert weeks(row, first) == {0: 0, 1: 1, 2: 2}
    assert mailoutbox == []


@pytest.mark.parametrize("plan", [{0: 5, 1: 5}, {0: 1, 1: 2}])
def test_two_dates_at_one_time_undo_the_whole_step(row, first, mailoutbox, plan):
    dates = list(row.termine.all())
    moves = [
        (dates[number], first + week * WEEK, first + week * WEEK + timedelta(hours=1))
        for number, week in plan.items()
    ]

    def move():
        with terminplan.changing(row, row.created_by) as changes:
            changes.move(moves)

    with pytest.raises(TransitionError, match="gibt es bei dieser Veranstaltung schon"):
        move()

    assert weeks(row, first) == {0: 0, 1: 1, 2: 2}
    assert (row.verlauf.count(), mailoutbox) == (0, [])


def test_what_the_admin_cannot_save_stays_on_the_page(client, row, staff, first, mailoutbox):
    """Somebody adds a date while the page is open, and the warning is passed over."""
    client.force_login(staff)
    changes = date_fields(0, (first + 6 * WEEK).date())
    page = form_data(client.get(admin_url(row)), teaser="Anders", **changes)
    TerminFactory(veranstaltung=row, starts_at=first + 6 * WEEK)
    warned = client.post(admin_url(row), page)

    response = client.post(admin_url(row), form_data(warned))

    row.refresh_from_db()
    assert response.status_code == 200
    assert "Diesen Termin gibt es bei dieser Veranstaltung schon." in response.text
    kept = form_data(response)
    assert (kept["teaser"], kept["termine-0-starts_at_0"]) == (
        "Anders",
        changes["termine-0-starts_at_0"],
    )
    assert (row.teaser, weeks(row, first)) == ("", {0: 0, 1: 1, 2: 2})
    assert mailoutbox == []
