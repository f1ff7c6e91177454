"""What was postponed takes place: with new dates or with the old ones after all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories_veranstaltungen import AnmeldungFactory, VeranstaltungFactory
from tests.veranstaltungen import plan
from tests.veranstaltungen.seiten import address
from tests.veranstaltungen.test_aenderungen import told
from tests.veranstaltungen.test_moderation import step_url
from veranstaltungen import workflow
from veranstaltungen.models import Veranstaltung

pytestmark = pytest.mark.django_db

GUEST = "gast@example.org"


@pytest.fixture
def row(kommune):
    row = VeranstaltungFactory(registering=True, kommune=kommune)
    AnmeldungFactory(veranstaltung=row, state="confirmed", email=GUEST)
    return row


def add_date(row, days):
    start = timezone.now() + timedelta(days=days)
    plan.add_termin(row, start, start + timedelta(hours=2), row.created_by)


@pytest.mark.parametrize("when", ["while postponed", "before", "never"])
def test_new_dates_are_told_only_where_there_are_some(row, mailoutbox, when):
    if when == "before":
        add_date(row, 20)
    workflow.postpone(row, row.created_by, "Der Saal ist gesperrt.")
    if when == "while postponed":
        add_date(row, 30)
    mailoutbox.clear()

    workflow.reschedule(row, row.created_by)

    is_new = when == "while postponed"
    (guest,), (organiser,) = told(mailoutbox, GUEST), told(mailoutbox, row.created_by.email)
    assert ("stehen neue Termine fest" in guest, "nicht mehr verschoben" in guest) == (
        is_new, not is_new,
    )  # fmt: skip
    assert ("mit neuen Terminen" in organiser) is is_new


@pytest.mark.parametrize("way", ["organisers' page", "admin"])
@pytest.mark.parametrize(("days", "hinted"), [(-1, True), (1, False), (None, False)])
def test_registration_that_ended_before_the_new_dates_is_pointed_out(
    client, staff, row, way, days, hinted
):
    closes = None if days is None else timezone.now() + timedelta(days=days)
    Veranstaltung.objects.update(status="postponed", registration_closes_at=closes)
    client.force_login(row.created_by if way != "admin" else staff)
    url = address(row, "schritt/reschedule/") if way != "admin" else step_url(row, "reschedule")

    page = client.post(url, follow=True).text

    assert ("ändern Sie „Anmeldung bis“" in page) is hinted
