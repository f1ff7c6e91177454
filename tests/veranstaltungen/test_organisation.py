"""The page of one's own organisation: its people invite, leave, and see each other."""

import pytest

from portal.konten.models import User
from tests.factories import UserFactory
from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen.seiten import address, fill_in, filled, part
from veranstaltungen import beteiligte
from veranstaltungen.models import Anmeldung, Veranstaltung

pytestmark = pytest.mark.django_db

OTHERS = ["staff", "other_staff", "quartiersmanagement", "programmleitung", "superuser", "visitor"]


@pytest.fixture
def row(kommune, quartier):
    """A Veranstaltung with a guest, in the name of an organisation with people."""
    organisation = VeranstalterFactory(
        kommune=kommune, mitglieder=[UserFactory(email="sie@example.org")]
    )
    row = VeranstaltungFactory(
        registering=True, kommune=kommune, quartier=quartier, veranstalter=organisation
    )
    AnmeldungFactory(veranstaltung=row, state="confirmed")
    return row


def page_of(organisation, more=""):
    return f"/meine-veranstaltungen/organisation/{organisation.pk}/{more}"


@pytest.mark.parametrize("person", OTHERS, indirect=True)
def test_only_its_people_open_the_page_of_an_organisation(client, row, person):
    client.force_login(person)
    member = row.veranstalter.mitglieder.get()
    remove = page_of(row.veranstalter, f"{member.pk}/entfernen/")

    answers = [
        client.get(page_of(row.veranstalter)).status_code,
        client.post(page_of(row.veranstalter), {"email": person.email}).status_code,
        client.post(remove).status_code,
    ]

    assert answers == [404, 404, 404]
    assert list(row.veranstalter.mitglieder.all()) == [member]
    with pytest.raises(beteiligte.AccessDenied):
        beteiligte.dismiss_from_organisation(row.veranstalter, member.pk, person)


def test_people_of_an_organisation_invite_and_leave_but_the_last_one_stays(client, row, mailoutbox):
    organisation = row.veranstalter
    member = organisation.mitglieder.get()
    client.force_login(member)

    fill_in(client, page_of(organisation), email="neu@example.org")
    invited = User.objects.get(email="neu@example.org")
    too_early = client.post(page_of(organisation, f"{member.pk}/entfernen/"), follow=True)
    client.force_login(invited)
    left = client.post(page_of(organisation, f"{member.pk}/entfernen/"), follow=True)
    client.post(page_of(organisation, f"{invited.pk}/entfernen/"))

    assert [mail.to for mail in mailoutbox] == [["neu@example.org"], [member.email]]
    assert "Eine Person muss bleiben" in too_early.text
    assert "Der Zugang ist entfernt" in left.text
    assert list(organisation.mitglieder.all()) == [invited]
    assert not Anmeldung.objects.managed_by(member).exists()


def test_organisers_see_everybody_with_access(client, row):
    row.mitveranstaltende.add(UserFactory(email="mit@example.org"))
    client.force_login(row.created_by)

    text = client.get(address(row, "zugang/")).text
    assert [email in text for email in ("mit@example.org", "sie@example.org")] == [True, True]
    assert page_of(row.veranstalter) not in text
    client.force_login(row.veranstalter.mitglieder.get())
    assert page_of(row.veranstalter) in client.get(address(row, "zugang/")).text


def test_who_made_it_elsewhere_does_not_invite_in_the_name_of_people_who_know_nothing(row, staff):
    """Its maker would see everybody who registers because they trust that organisation."""
    made_by_staff = VeranstaltungFactory(registering=True, created_by=staff)

    with pytest.raises(beteiligte.AccessDenied, match="hat eigene Leute"):
        beteiligte.hand_over(made_by_staff, row.veranstalter, staff)

    made_by_staff.refresh_from_db()
    assert made_by_staff.veranstalter != row.veranstalter


@pytest.mark.parametrize("way", ["form", "forged"])
def test_invited_person_does_not_put_the_organisation_out(client, row, way, mailoutbox):
    invited = UserFactory()
    row.mitveranstaltende.add(invited)
    client.force_login(invited)
    page = client.get(part(row, "was"))

    offered = [label for _value, label in page.context["form"].fields["veranstalter"].choices]
    if way == "forged":
        answer = client.post(part(row, "was"), filled(page, title="Anders") | {"veranstalter": ""})
        assert "zu der Sie nicht gehören" in answer.text
    else:
        client.post(part(row, "was"), filled(page, title="Anders"))

    assert offered == [str(row.veranstalter)]
    stored = Veranstaltung.objects.get(pk=row.pk)
    assert stored.veranstalter == row.veranstalter
    assert stored.title == (row.title if way == "forged" else "Anders")
    assert not [mail for mail in mailoutbox if mail.subject.startswith("Zugang beendet")]


def test_whoever_loses_access_by_a_hand_over_is_told(row, mailoutbox):
    member = row.veranstalter.mitglieder.get()
    row.veranstalter.mitglieder.add(other := UserFactory(email="andere@example.org"))

    beteiligte.hand_over(row, None, member)

    assert [mail.to for mail in mailoutbox] == [[other.email]]
    assert mailoutbox[0].subject == f"Zugang beendet: {row}"
    assert not Anmeldung.objects.managed_by(other).exists()
