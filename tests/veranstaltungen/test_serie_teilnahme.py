"""Who came to one date of a series: what the certificate says, and leaving the dates to come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories_veranstaltungen import TerminFactory, VeranstaltungFactory
from tests.veranstaltungen.anmelden import organiser_url, own_url, take
from veranstaltungen import anmeldung
from veranstaltungen.models import Veranstaltung

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    """The first date is over, the second to come; one place, taken by somebody who came."""
    row = VeranstaltungFactory(registering=True, capacity=1, past=True)
    TerminFactory(veranstaltung=row)
    return row


@pytest.fixture
def guest(row):
    (guest,) = take(row, "ada")
    anmeldung.mark_attended(guest)
    return guest


def day(termin):
    return f"{timezone.localtime(termin.starts_at):%d.%m.%Y}"


@pytest.mark.parametrize("whose", ["own", "organiser"])
def test_certificate_names_only_dates_that_were(client, row, guest, whose):
    first, _second = row.termine.all()
    client.force_login(row.created_by)
    urls = {
        "own": own_url(guest, "registration_certificate"),
        "organiser": organiser_url(row, "certificate", guest.pk),
    }

    page = client.get(urls[whose])

    assert list(page.context["termine"]) == [first]


def test_who_came_once_can_leave_the_dates_to_come(client, row, guest):
    (waiting,) = take(row, "ben")

    page = client.get(own_url(guest))
    asked = client.get(own_url(guest, "registration_cancel"))
    client.post(own_url(guest, "registration_cancel"))

    assert own_url(guest, "registration_cancel") in page.text
    assert "Bitte drucken Sie sie vorher aus." in asked.text
    guest.refresh_from_db()
    waiting.refresh_from_db()
    assert (guest.state, waiting.state) == ("cancelled", "offered")


@pytest.mark.parametrize("left", ["no date", "one that runs"])
def test_who_came_stays_when_no_date_is_to_come(client, row, guest, left):
    last = row.termine.last()
    last.starts_at = timezone.now() - timedelta(hours=1)
    last.ends_at = last.starts_at + timedelta(hours=2 if left == "one that runs" else 0.5)
    last.save()

    page = client.get(own_url(guest))
    client.post(own_url(guest, "registration_cancel"))

    assert "Abmelden" not in page.text
    guest.refresh_from_db()
    assert guest.state == "attended"


def test_nobody_leaves_what_is_over(client, row):
    (guest,) = take(row, "ada")
    row.termine.last().delete()

    client.post(own_url(guest, "registration_cancel"))

    guest.refresh_from_db()
    assert guest.state == "confirmed"
    assert Veranstaltung.objects.get().taken_places == 1


@pytest.mark.parametrize("status", ["returned", "postponed", "submitted"])
def test_list_of_guests_is_reached_while_it_is_not_public(client, row, guest, status):
    Veranstaltung.objects.update(status=status)
    client.force_login(row.created_by)

    page = client.get(f"/meine-veranstaltungen/{row.slug}/")

    assert f'href="{organiser_url(row)}"' in page.text
