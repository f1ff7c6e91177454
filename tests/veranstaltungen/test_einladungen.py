"""Access that ends: taken away by organisers, or never used."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.konten import einstieg
from portal.konten.models import User
from portal.konten.roles import Role
from tests.factories import UserFactory
from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen.seiten import address, fill_in
from veranstaltungen import beteiligte
from veranstaltungen.models import Anmeldung, Veranstaltung

pytestmark = pytest.mark.django_db

OTHERS = ["staff", "other_staff", "quartiersmanagement", "programmleitung", "superuser", "visitor"]


@pytest.fixture
def row(kommune, quartier):
    row = VeranstaltungFactory(registering=True, kommune=kommune, quartier=quartier)
    AnmeldungFactory(veranstaltung=row, state="confirmed")
    return row


def known():
    """Somebody who has logged in before."""
    return UserFactory(last_login=timezone.now())


def remove(client, row, person):
    return client.post(address(row, f"zugang/{person.pk}/entfernen/"), follow=True)


def test_whoever_made_it_is_removed_by_another_one_and_told(client, row, mailoutbox):
    maker, other = row.created_by, known()
    row.mitveranstaltende.add(other)
    client.force_login(other)
    page = client.get(address(row, "zugang/")).text

    response = remove(client, row, maker)

    row.refresh_from_db()
    assert f"zugang/{maker.pk}/entfernen/" in page
    assert "Der Zugang ist entfernt." in response.text
    assert (row.created_by, list(row.organisers())) == (None, [other])
    assert not Anmeldung.objects.managed_by(maker).exists()
    assert [(mail.to, "Zugang beendet" in mail.subject) for mail in mailoutbox] == [
        ([maker.email], True)
    ]
    assert (row.verlauf.get().step, row.verlauf.get().actor) == ("dismiss_person", other)


@pytest.mark.parametrize("rest", ["nobody", "never came", "switched off"])
def test_one_person_who_can_come_in_stays(client, row, rest, mailoutbox):
    maker = row.created_by
    if rest != "nobody":
        is_active = rest == "never came"
        last_login = None if is_active else timezone.now()
        row.mitveranstaltende.add(UserFactory(is_active=is_active, last_login=last_login))
    client.force_login(maker)

    response = remove(client, row, maker)

    row.refresh_from_db()
    assert "Eine Person muss bleiben" in response.text
    assert row.created_by == maker
    assert (row.verlauf.count(), mailoutbox) == (0, [])


def test_people_of_the_organisation_count_as_those_who_stay(client, row):
    member = known()
    Veranstaltung.objects.update(veranstalter=VeranstalterFactory(mitglieder=[member]))
    client.force_login(row.created_by)

    response = remove(client, row, row.created_by)

    row.refresh_from_db()
    assert "Meine Veranstaltungen" in response.text
    assert list(row.organisers()) == [member]


@pytest.mark.parametrize("person", OTHERS, indirect=True)
def test_nobody_else_ends_access(client, row, person):
    row.mitveranstaltende.add(known())
    client.force_login(person)

    response = remove(client, row, row.created_by)

    row.refresh_from_db()
    assert response.status_code == 404
    assert row.created_by
    with pytest.raises(beteiligte.AccessDenied):
        beteiligte.dismiss(row, row.created_by_id, person)


def test_the_two_last_ones_cannot_remove_each_other(row):
    maker, other = row.created_by, known()
    User.objects.filter(pk=maker.pk).update(last_login=timezone.now())
    row.mitveranstaltende.add(other)
    stale = Veranstaltung.objects.get()

    beteiligte.dismiss(row, maker.pk, other)
    with pytest.raises(beteiligte.AccessDenied):
        beteiligte.dismiss(stale, other.pk, maker)

    assert list(row.organisers()) == [other]


def test_old_copy_does_not_give_access_back(row):
    old, other = Veranstaltung.objects.get(), known()
    row.mitveranstaltende.add(other)
    beteiligte.dismiss(row, row.created_by_id, other)

    old.save()

    row.refresh_from_db()
    assert row.created_by is None


def test_staff_who_take_access_away_tell_the_person(client, staff, kommune, mailoutbox):
    member = UserFactory()
    organisation = VeranstalterFactory(kommune=kommune, mitglieder=[member])
    client.force_login(staff)
    url = f"/verwaltung/veranstaltungen/veranstalter/{organisation.pk}/change/"

    client.post(url, {"name": organisation.name, "kommune": kommune.pk, "trust": "moderated"})

    assert not organisation.mitglieder.exists()
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([member.email], f"Zugang beendet: {organisation}")
    ]


# Invitations nobody reacts to -------------------------------------------------------------------


def ago(days):
    return timezone.now() - timedelta(days=days, minutes=1)


@pytest.fixture(params=["veranstaltung", "organisation"])
def invite(request, row, client):
    """`invite(email)`: to the Veranstaltung or to an organisation; returns the account."""
    member = known()
    organisation = VeranstalterFactory(mitglieder=[member])

    def do(email):
        if request.param == "veranstaltung":
            beteiligte.invite(row, email, row.created_by)
        else:
            beteiligte.admit(organisation, [email], member)
        return User.objects.get(email=email)

    return do


def joined(user, days):
    User.objects.filter(pk=user.pk).update(date_joined=ago(days))


def clean_up(**options):
    call_command("delete_unconfirmed_konten", **options)


@pytest.mark.parametrize(("days", "stays"), [(8, True), (29, True), (30, False)])
def test_invitation_ends_with_the_account_after_its_days(invite, days, stays):
    person = invite("neu@example.org")
    joined(person, days)

    clean_up(dry_run=True)
    assert User.objects.filter(pk=person.pk).exists()
    clean_up()

    assert User.objects.filter(pk=person.pk).exists() is stays


def test_last_invitation_counts(invite, mailoutbox):
    person = invite("neu@example.org")
    joined(person, 29)
    another = VeranstaltungFactory()

    beteiligte.invite(another, person.email, another.created_by)
    joined_at = User.objects.get(pk=person.pk).date_joined
    clean_up()

    assert joined_at > ago(1)
    assert User.objects.filter(pk=person.pk).exists()
    assert f"nach {einstieg.INVITATION_DAYS} Tagen" in mailoutbox[0].body


def test_verlauf_says_that_an_invitation_is_over_without_an_address(row):
    beteiligte.invite(row, "neu@example.org", row.created_by)
    joined(User.objects.get(email="neu@example.org"), 31)

    clean_up()

    steps = list(row.verlauf.values_list("step", "actor", "reason"))
    assert steps == [("invite", row.created_by.pk, ""), ("invitation_over", None, "")]
    assert not row.mitveranstaltende.exists()


def test_whoever_came_in_or_was_made_by_somebody_in_charge_stays(invite, client):
    came = invite("da@example.org")
    client.force_login(came)
    confirmed = invite("bestaetigt@example.org")
    confirmed.emailaddress_set.update(verified=True)
    with_role = UserFactory(role=Role.VERANSTALTER)
    maker = UserFactory()
    VeranstaltungFactory(created_by=maker)
    people = [came, confirmed, with_role, maker]
    for person in people:
        joined(person, 100)

    clean_up()

    assert set(User.objects.filter(pk__in=[p.pk for p in people])) == set(people)


def test_account_of_a_code_nobody_typed_goes_after_a_week():
    old, fresh = (einstieg.account_of(f"{name}@example.org") for name in ("alt", "neu"))
    joined(old, einstieg.UNCONFIRMED_DAYS)

    clean_up()

    assert list(User.objects.all()) == [fresh]


def test_person_who_comes_in_at_that_moment_keeps_the_account(invite, client):
    person = invite("neu@example.org")
    joined(person, 31)
    found = list(beteiligte.unconfirmed())
    client.force_login(person)

    assert (found, [beteiligte.forget(user) for user in found]) == ([person], [False])
    assert User.objects.filter(pk=person.pk).exists()


def test_page_says_who_has_not_come_in_yet(client, row):
    client.force_login(row.created_by)

    fill_in(client, address(row, "zugang/"), email="neu@example.org")

    text = client.get(address(row, "zugang/")).text
    assert text.count("noch nicht angemeldet") == 1
