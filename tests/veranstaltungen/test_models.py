from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import KommuneFactory, UserFactory
from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    TerminFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
)
from veranstaltungen.models import Anmeldung, Termin, Veranstaltung, Veranstaltungsart

pytestmark = pytest.mark.django_db

Status = Veranstaltung.Status
PUBLIC = {"published", "postponed", "cancelled", "past", "documented"}


@pytest.mark.parametrize("status", Status)
def test_published_are_those_the_public_may_know(status):
    veranstaltung = VeranstaltungFactory(status=status)

    assert list(Veranstaltung.objects.published()) == ([veranstaltung] if status in PUBLIC else [])


def test_running_veranstaltung_is_upcoming_and_finished_one_past():
    now = timezone.now()
    finished = VeranstaltungFactory(published=True, past=True)
    running = VeranstaltungFactory(published=True, termin=False)
    TerminFactory(veranstaltung=running, starts_at=now - timedelta(hours=1))
    VeranstaltungFactory(termin=False)

    assert list(Veranstaltung.objects.upcoming()) == [running]
    assert list(Veranstaltung.objects.past()) == [finished]


def test_series_names_its_next_date_that_takes_place():
    veranstaltung = VeranstaltungFactory(termin=False)
    start = timezone.now()
    for days, cancelled in [(-7, False), (7, True), (14, False), (21, False)]:
        TerminFactory(
            veranstaltung=veranstaltung,
            starts_at=start + timedelta(days=days),
            is_cancelled=cancelled,
        )

    found = Veranstaltung.objects.upcoming().get()

    assert found.next_starts_at == start + timedelta(days=14)


def test_termin_ends_after_its_start():
    start = timezone.now()
    termin = TerminFactory.build(
        veranstaltung=VeranstaltungFactory(termin=False), starts_at=start, ends_at=start
    )

    with pytest.raises(ValidationError) as error:
        termin.full_clean()

    assert error.value.messages == ["Das Ende muss nach dem Beginn liegen."]
    with pytest.raises(IntegrityError), transaction.atomic():
        termin.save()


def test_same_start_twice_is_refused_unless_one_is_cancelled():
    termin = TerminFactory()
    again = Termin(
        veranstaltung=termin.veranstaltung, starts_at=termin.starts_at, ends_at=termin.ends_at
    )

    with pytest.raises(ValidationError) as error:
        again.full_clean()
    termin.is_cancelled = True
    termin.save()
    again.full_clean()

    assert error.value.messages == ["Diesen Termin gibt es bei dieser Veranstaltung schon."]


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        ("anonymous", []),
        ("visitor", []),
        ("staff", ["own", "in_quartier"]),
        ("other_staff", []),
        ("quartiersmanagement", ["in_quartier"]),
        ("programmleitung", ["own", "in_quartier", "supra_local"]),
        ("superuser", ["own", "in_quartier", "supra_local"]),
    ],
    indirect=["person"],
)
def test_managed_by_follows_the_kommune(person, sees, kommune, quartier):

    rows = {
        "own": VeranstaltungFactory(kommune=kommune),
        "in_quartier": VeranstaltungFactory(kommune=kommune, quartier=quartier),
        "supra_local": VeranstaltungFactory(kommune=None),
    }

    found = Veranstaltung.objects.managed_by(person or AnonymousUser()).order_by("pk")

    assert list(found) == [rows[name] for name in sees]


@pytest.mark.parametrize("tie", ["created_by", "veranstalter", "mitveranstaltende"])
@pytest.mark.parametrize("status", Status)
def test_organiser_edits_whenever_it_does_not_wait_for_a_decision(tie, status):
    user = UserFactory()
    veranstaltung = VeranstaltungFactory(status=status)
    if tie == "created_by":
        Veranstaltung.objects.update(created_by=user)
    elif tie == "veranstalter":
        Veranstaltung.objects.update(veranstalter=VeranstalterFactory(mitglieder=[user]))
    else:
        veranstaltung.mitveranstaltende.add(user)
    expected = [] if status == Status.SUBMITTED else [veranstaltung]

    assert list(Veranstaltung.objects.editable_by(user)) == expected
    assert list(Veranstaltung.objects.editable_by(UserFactory())) == []


def test_registrations_are_seen_by_the_organiser_of_that_veranstaltung_only(
    staff, kommune, programmleitung
):
    organiser = UserFactory()
    confirmed = {"veranstaltung__kommune": kommune, "state": "confirmed"}
    mine = AnmeldungFactory(veranstaltung__created_by=organiser, **confirmed)
    AnmeldungFactory(**confirmed)

    seen = [list(Anmeldung.objects.managed_by(p)) for p in (organiser, staff, programmleitung)]

    assert seen == [[mine], [], []]


@pytest.mark.parametrize("email", ["gast@example.org", "GAST@example.org"])
def test_one_address_registers_once(email):
    first = AnmeldungFactory(email="gast@example.org", state=Anmeldung.State.WAITING)

    with pytest.raises(IntegrityError), transaction.atomic():
        AnmeldungFactory(veranstaltung=first.veranstaltung, email=email)
    AnmeldungFactory(
        veranstaltung=first.veranstaltung, email=email, state=Anmeldung.State.CANCELLED
    )


def test_capacity_cannot_be_lower_than_the_places_taken():
    veranstaltung = VeranstaltungFactory(registering=True, capacity=3, taken_places=3)
    veranstaltung.capacity = 2

    with pytest.raises(ValidationError) as error:
        veranstaltung.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        veranstaltung.save()

    assert set(error.value.message_dict) == {"capacity"}


def test_saving_an_old_copy_undoes_no_step_and_no_registration():
    old = VeranstaltungFactory(registering=True)
    Veranstaltung.objects.update(status=Status.CANCELLED, taken_places=2)
    old.title = "Neuer Titel"

    old.save()

    old.refresh_from_db()
    assert (old.title, old.status, old.taken_places) == ("Neuer Titel", Status.CANCELLED, 2)


def test_kinds_are_there_from_the_start():
    KommuneFactory()

    assert Veranstaltungsart.objects.filter(slug="fachtag").exists()
