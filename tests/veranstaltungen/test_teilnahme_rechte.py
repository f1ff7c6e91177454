"""Registered people's data × every role: only who organises that Veranstaltung sees them."""

import pytest

from portal.konten.roles import Role
from tests.factories import UserFactory
from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    FrageFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen.anmelden import organiser_url, own_url
from veranstaltungen.models import Anmeldung

pytestmark = pytest.mark.django_db

ORGANISERS = ["organiser", "co_organiser", "member"]
OTHERS = [
    "anonymous", "visitor", "other_organiser", "staff", "other_staff", "quartiersmanagement",
    "programmleitung", "superuser",
]  # fmt: skip
# Name of the address: whether it names one Anmeldung.
READ = {
    "registrations": False, "registrations_csv": False, "check_in_list": False,
    "attendance": False, "message": False, "capacity": False, "questions": False, "people": False,
    "registration_dismiss": True, "certificate": True,
}  # fmt: skip
WRITE = {
    "attend": {"present": "ja"},
    "registration_dismiss": {"reason": "x"},
    "message": {"audience": "all", "subject": "x", "text": "x", "send": "1"},
    "capacity": {"capacity": "77"},
    "questions": {
        "fragen-TOTAL_FORMS": "1", "fragen-INITIAL_FORMS": "0", "fragen-0-text": "x",
        "fragen-0-kind": "text", "fragen-0-order": "0",
    },
    # Whoever let themselves in would see the guests.
    "people": {"email": "sich-selbst@example.org"},
}  # fmt: skip
SECRET = ["Geheim Person", "geheim@example.org"]


@pytest.fixture
def veranstaltung(kommune):
    veranstalter = VeranstalterFactory(kommune=kommune)
    return VeranstaltungFactory(registering=True, kommune=kommune, veranstalter=veranstalter)


@pytest.fixture
def row(veranstaltung):
    FrageFactory(veranstaltung=veranstaltung)
    return AnmeldungFactory(
        veranstaltung=veranstaltung, name=SECRET[0], email=SECRET[1], state="attended"
    )


@pytest.fixture
def organiser(veranstaltung):
    return veranstaltung.created_by


@pytest.fixture
def co_organiser(veranstaltung):
    user = UserFactory()
    veranstaltung.mitveranstaltende.add(user)
    return user


@pytest.fixture
def member(veranstaltung):
    user = UserFactory(role=Role.VERANSTALTER)
    veranstaltung.veranstalter.mitglieder.add(user)
    return user


@pytest.fixture
def other_organiser(kommune):
    """Organises something else in the same Kommune, with guests of its own."""
    row = AnmeldungFactory(veranstaltung__kommune=kommune)
    return row.veranstaltung.created_by


def url_of(name, row):
    arguments = [row.pk] if READ.get(name, True) else []
    return organiser_url(row.veranstaltung, name, *arguments)


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("person", [*ORGANISERS, *OTHERS], indirect=True)
def test_only_organisers_read(client, request, row, person, name):
    role = request.node.callspec.params["person"]
    if person:
        client.force_login(person)

    response = client.get(url_of(name, row))

    expected = 200 if role in ORGANISERS else 302 if role == "anonymous" else 404
    assert response.status_code == expected
    if role in OTHERS:
        assert [secret for secret in SECRET if secret in response.text] == []


@pytest.mark.parametrize("name", WRITE)
@pytest.mark.parametrize("person", OTHERS, indirect=True)
def test_nobody_else_writes(client, request, row, person, mailoutbox, name):
    role = request.node.callspec.params["person"]
    if person:
        client.force_login(person)
    Anmeldung.objects.filter(pk=row.pk).update(state="confirmed")
    path = organiser_url(
        row.veranstaltung, name, *([row.pk] if "is" in name or name == "attend" else [])
    )

    response = client.post(path, WRITE[name])

    row.refresh_from_db()
    row.veranstaltung.refresh_from_db()
    assert response.status_code == (302 if role == "anonymous" else 404)
    assert (row.state, row.veranstaltung.capacity, mailoutbox) == ("confirmed", 2, [])
    assert row.veranstaltung.fragen.count() == 1
    assert not row.veranstaltung.mitveranstaltende.exists()


@pytest.mark.parametrize("name", ["attend", "registration_dismiss", "certificate"])
def test_guest_of_another_veranstaltung_is_not_found_below_ones_own(client, row, name):
    own = VeranstaltungFactory(registering=True)
    client.force_login(own.created_by)

    response = client.post(organiser_url(own, name, row.pk), {"reason": "x", "present": "nein"})

    row.refresh_from_db()
    assert (response.status_code, row.state) == (405 if name == "certificate" else 404, "attended")
    assert client.get(organiser_url(own, "certificate", row.pk)).status_code == 404


@pytest.mark.parametrize("person", ["staff", "programmleitung", "superuser"], indirect=True)
def test_staff_who_organise_see_their_own_guests_only(client, veranstaltung, row, person):
    veranstaltung.mitveranstaltende.add(person)
    other = AnmeldungFactory(veranstaltung__kommune=veranstaltung.kommune)
    client.force_login(person)

    codes = [client.get(url_of("registrations", guest)).status_code for guest in (row, other)]

    assert codes == [200, 404]


@pytest.mark.parametrize("person", ["organiser", "programmleitung", "superuser"], indirect=True)
def test_being_logged_in_opens_no_registration_without_its_key(client, row, person):
    client.force_login(person)

    response = client.get(f"/veranstaltungen/anmeldung/{row.pk}/")

    assert response.status_code == 404
    assert client.get(own_url(row)).status_code == 200


def test_person_who_lost_the_account_loses_the_guests(client, row, organiser):
    client.force_login(organiser)
    organiser.is_active = False
    organiser.save()

    assert client.get(url_of("registrations", row)).status_code == 302
