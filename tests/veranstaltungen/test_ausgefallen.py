"""Guests of what falls out, is over or was taken down: what they read and what they can do."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from tests.factories_veranstaltungen import VeranstaltungFactory
from tests.veranstaltungen.anmelden import own_url, register_url, take
from veranstaltungen import anmeldung as registration
from veranstaltungen import bestaetigungen
from veranstaltungen.models import Anmeldung, Termin, Veranstaltung

pytestmark = pytest.mark.django_db

LINK = "https://raum.example.org/x"


@pytest.fixture
def row():
    return VeranstaltungFactory(registering=True, format="hybrid", online_link=LINK)


@pytest.fixture
def guest(row):
    (guest,) = take(row, "ada")
    return guest


def test_dates_that_fall_out_one_by_one_end_nothing(client, row, guest):
    Termin.objects.update(is_cancelled=True)

    pages = [
        client.get(url).text for url in (row.get_absolute_url(), register_url(row), own_url(guest))
    ]
    client.post(own_url(guest, "registration_cancel"))

    guest.refresh_from_db()
    assert ["ist vorbei" in page for page in pages] == [False, False, False]
    assert ["noch kommen, fallen aus" in page for page in pages] == [True, True, False]
    assert "Abmelden" in pages[2]
    assert guest.state == "cancelled"
    with pytest.raises(registration.AnmeldungError, match="sobald neue feststehen"):
        registration.register(row, name="ben", email="ben@example.org")


@pytest.mark.parametrize("change", ["over", "called off"])
def test_nobody_leaves_afterwards(client, row, guest, mailoutbox, change):
    if change == "over":
        hour = timedelta(hours=1)
        Termin.objects.update(starts_at=timezone.now() - 2 * hour, ends_at=timezone.now() - hour)
    else:
        Veranstaltung.objects.update(status="cancelled")
    mailoutbox.clear()

    asked = client.get(own_url(guest, "registration_cancel")).text
    answer = client.post(own_url(guest, "registration_cancel"), follow=True).text

    sentence = "Diese Veranstaltung ist vorbei." if change == "over" else "ist abgesagt."
    assert ["Möchten Sie sich abmelden?" in text for text in (asked, answer)] == [False, False]
    assert [sentence in text for text in (asked, answer)] == [True, True]
    assert (Anmeldung.objects.get().state, mailoutbox) == ("confirmed", [])
    assert Veranstaltung.objects.get().taken_places == 1


@pytest.mark.parametrize("status", ["published", "returned", "submitted", "draft"])
def test_what_was_taken_down_gives_away_no_link(client, row, guest, mailoutbox, status):
    Veranstaltung.objects.update(status=status)
    guest.refresh_from_db()
    mailoutbox.clear()

    own = client.get(own_url(guest, "registration_calendar")).content
    bestaetigungen.tell(guest)

    is_public = status == "published"
    (mail,) = mailoutbox
    (_name, attached, _kind) = mail.attachments[0]
    (event,) = Calendar.from_ical(own).walk("VEVENT")
    assert event["status"] == ("CONFIRMED" if is_public else "TENTATIVE")
    assert ("url" in event) is is_public
    page = f"/veranstaltungen/{row.slug}/"
    for text in (own.decode().replace("\r\n ", ""), attached.replace("\r\n ", ""), mail.body):
        assert [LINK in text, page in text] == [is_public, is_public]
