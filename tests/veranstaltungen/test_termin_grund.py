"""Why a single date is cancelled or moved: on the page, in calendars and in feeds."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from tests.factories_veranstaltungen import TerminFactory, VeranstaltungFactory
from tests.veranstaltungen import plan
from tests.veranstaltungen.seiten import address, fill_in, part

pytestmark = pytest.mark.django_db

WHY = "Der Saal ist <gesperrt>."


@pytest.fixture
def row(client):
    """Two dates; the first one is what a list shows."""
    row = VeranstaltungFactory(published=True)
    TerminFactory(veranstaltung=row, starts_at=timezone.now() + timedelta(days=50))
    client.force_login(row.created_by)
    return row


def change(row, step, reason=WHY):
    termin = row.termine.order_by("starts_at").first()
    if step == "cancel":
        plan.cancel_termin(termin, row.created_by, reason)
    else:
        day = timedelta(days=1)
        plan.move_termin(
            termin, termin.starts_at + day, termin.ends_at + day, row.created_by, reason
        )


@pytest.mark.parametrize("step", ["cancel", "move"])
def test_reason_stands_at_its_date_only(client, row, step):
    before = client.get(row.get_absolute_url()).text
    change(row, step)

    pages = [client.get(url).text for url in (row.get_absolute_url(), address(row))]

    assert "Grund:" not in before
    assert [page.count("Grund: Der Saal ist &lt;gesperrt&gt;.") for page in pages] == [1, 1]
    calendar = Calendar.from_ical(client.get(f"/veranstaltungen/{row.slug}.ics").content)
    texts = [str(event["description"]) for event in calendar.walk("VEVENT")]
    assert [WHY in text for text in texts] == [True, False]


def test_feed_tells_the_reason_of_the_date_it_shows(client, row):
    change(row, "move")

    assert (
        "(Grund: Der Saal ist &amp;lt;gesperrt&amp;gt;.)"
        in client.get("/veranstaltungen.atom").text
    )


def test_each_change_has_its_own_reason(row):
    change(row, "move")
    change(row, "move", reason="")

    assert row.termine.order_by("starts_at").first().reason == ""


def test_reason_of_the_form_reaches_the_dates_that_change(client, row):
    fill_in(client, part(row, "wann"), **{"termine-0-DELETE": "on", "serie-reason": WHY})

    reasons = row.termine.order_by("starts_at").values_list("reason", flat=True)
    assert list(reasons) == [WHY, ""]


def test_date_that_is_back_where_it_was_is_not_called_moved(client, row):
    change(row, "move")
    moved = row.termine.order_by("starts_at").first()
    day = timedelta(days=1)

    plan.move_termin(
        moved, moved.starts_at - day, moved.ends_at - day, row.created_by, "Der Saal ist frei."
    )

    text = client.get(row.get_absolute_url()).text
    assert ("verlegt" in text, "Ursprünglich" in text) == (False, False)
    assert text.count("Grund: Der Saal ist frei.") == 1
    assert row.termine.filter(moved_from=None).count() == 2


def test_new_end_is_no_new_start_and_has_its_reason(client, row):
    termin = row.termine.order_by("starts_at").first()
    later = termin.ends_at + timedelta(hours=1)

    plan.move_termin(termin, termin.starts_at, later, row.created_by, WHY)

    text = client.get(row.get_absolute_url()).text
    assert "Ursprünglich" not in text
    assert text.count("Grund: Der Saal ist &lt;gesperrt&gt;.") == 1
