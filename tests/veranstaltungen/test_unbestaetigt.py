"""Addresses that nobody has confirmed: a number for organisers, and nothing else."""

import pytest

from tests.factories_veranstaltungen import AnmeldungFactory, VeranstaltungFactory
from tests.veranstaltungen.anmelden import organiser_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def veranstaltung():
    return VeranstaltungFactory(registering=True)


@pytest.fixture(autouse=True)
def _organiser(client, veranstaltung):
    client.force_login(veranstaltung.created_by)


def test_of_unconfirmed_addresses_organisers_see_the_number_alone(client, veranstaltung):
    for state, name in (("pending", "Nie Eins"), ("cancelled", "Nie Zwei")):
        AnmeldungFactory(veranstaltung=veranstaltung, state=state, confirmed_at=None, name=name)
    AnmeldungFactory(veranstaltung=veranstaltung, state="confirmed", name="Ada")
    pages = ["registrations", "registrations_csv", "check_in_list", "attendance"]

    texts = [client.get(organiser_url(veranstaltung, page)).text for page in pages]
    counts = dict(client.get(organiser_url(veranstaltung)).context["counts"])

    assert [("Ada" in text, "Nie " in text) for text in texts] == [(True, False)] * 4
    assert (counts["noch nicht bestätigt"], counts["abgemeldet"], counts["angemeldet"]) == (1, 0, 1)


@pytest.mark.parametrize("page", ["registration_dismiss", "attend", "certificate"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_unconfirmed_address_is_found_by_no_address(
    client, veranstaltung, mailoutbox, page, method
):
    row = AnmeldungFactory(veranstaltung=veranstaltung)

    response = getattr(client, method)(
        organiser_url(veranstaltung, page, row.pk), {"reason": "x", "present": "ja"}
    )

    row.refresh_from_db()
    assert response.status_code in (404, 405)
    assert (row.state, mailoutbox) == ("pending", [])


def test_messages_reach_no_unconfirmed_address(client, veranstaltung, mailoutbox):
    AnmeldungFactory(veranstaltung=veranstaltung)
    data = {"audience": "all", "subject": "Raum", "text": "Neu", "send": "1"}

    client.post(organiser_url(veranstaltung, "message"), data)

    assert mailoutbox == []
