"""Somebody else was a moment faster: what is asked before the lock is asked again behind it."""

import pytest
from django.db.models import F

from tests.factories import KommuneFactory, UserFactory
from tests.factories_veranstaltungen import (
    DokumentationFactory,
    TerminFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen.anmelden import organiser_url
from tests.veranstaltungen.seiten import address, fill_in, filled, part
from tests.veranstaltungen.test_meine import complete
from veranstaltungen import workflow
from veranstaltungen.models import Dokumentation, Frage, Veranstalter, Veranstaltung
from veranstaltungen.models.veranstaltung import VeranstaltungQuerySet

pytestmark = pytest.mark.django_db


@pytest.fixture
def meanwhile(monkeypatch):
    """`meanwhile(change)`: `change()` is done right before the next lock is got."""
    lock = VeranstaltungQuerySet.lock

    def prepare(change):
        def wait(rows, row):
            monkeypatch.setattr(VeranstaltungQuerySet, "lock", lock)
            change()
            return lock(rows, row)

        monkeypatch.setattr(VeranstaltungQuerySet, "lock", wait)

    return prepare


def submit_it():
    Veranstaltung.objects.update(status="submitted")


@pytest.mark.parametrize(("name", "changes"), [
    ("was", {"title": "Anders"}),
    ("wo", {"place": "Anderswo"}),
    ("wann", {"termine-0-note": "anders"}),
    ("anmeldung", {"fee": "99 €"}),
])  # fmt: skip
def test_part_of_what_was_submitted_meanwhile_is_kept_and_not_saved(
    client, meanwhile, name, changes
):
    row = VeranstaltungFactory(title="Fachtag")
    client.force_login(row.created_by)
    sent = filled(client.get(part(row, name)), **changes)
    before = Veranstaltung.objects.values().get()

    meanwhile(submit_it)
    response = client.post(part(row, name), sent, follow=True)

    after = Veranstaltung.objects.values().get()
    assert "lässt sie sich nicht ändern" in response.text
    assert after == {**before, "status": "submitted"}
    assert row.termine.get().note == ""
    assert row.eingaben.get().part == name


@pytest.mark.parametrize("change", ["removed", "deleted"])
def test_part_is_not_found_without_access_or_row(client, meanwhile, change):
    row, user = VeranstaltungFactory(title="Fachtag"), UserFactory()
    row.mitveranstaltende.add(user)
    client.force_login(user)
    sent = filled(client.get(part(row, "was")), title="Anders")

    meanwhile(row.mitveranstaltende.clear if change == "removed" else row.delete)
    response = client.post(part(row, "was"), sent)

    assert response.status_code == 404
    assert not Veranstaltung.objects.filter(title="Anders").exists()


def test_questions_of_what_was_submitted_meanwhile_stay(client, meanwhile):
    row = VeranstaltungFactory(registration="here")
    client.force_login(row.created_by)
    data = {
        "fragen-TOTAL_FORMS": "1", "fragen-INITIAL_FORMS": "0", "fragen-0-text": "Essen?",
        "fragen-0-kind": "text", "fragen-0-order": "0",
    }  # fmt: skip

    meanwhile(submit_it)
    response = client.post(organiser_url(row, "questions"), data)

    assert "lässt sie sich nicht ändern" in response.text
    assert not Frage.objects.exists()


def trusted_row(kommune):
    user = UserFactory()
    veranstalter = VeranstalterFactory(trusted=True, kommune=kommune, mitglieder=[user])
    return VeranstaltungFactory(kommune=kommune, veranstalter=veranstalter, created_by=user)


CHANGES = {
    "trust": lambda row: Veranstalter.objects.update(trust=Veranstalter.Trust.MODERATED),
    "membership": lambda row: row.veranstalter.mitglieder.clear(),
    "organisation": lambda row: Veranstaltung.objects.update(veranstalter=None),
    "kommune": lambda row: Veranstaltung.objects.update(kommune=KommuneFactory()),
    "nothing": lambda row: None,
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("when", ["before the lock", "after it was loaded"])
def test_trust_that_was_lost_meanwhile_publishes_nothing(meanwhile, kommune, change, when):
    row = trusted_row(kommune)
    assert row.veranstalter.is_trusted
    if when == "before the lock":
        meanwhile(lambda: CHANGES[change](row))
    else:
        CHANGES[change](row)

    workflow.submit(row, row.created_by)

    row.refresh_from_db()
    assert row.status == ("published" if change == "nothing" else "submitted")


def test_what_became_incomplete_meanwhile_is_not_submitted(client, meanwhile):
    row = complete("draft", "submit")
    client.force_login(row.created_by)

    meanwhile(lambda: Veranstaltung.objects.update(art=None))
    response = client.post(address(row, "schritt/submit/"), follow=True)

    row.refresh_from_db()
    assert (row.status, "Es fehlt noch etwas" in response.text) == ("draft", True)


STEPS = {
    "submit": (workflow.submit, "draft", lambda row: row.termine.update(is_cancelled=True)),
    "publish": (
        lambda row, person: workflow.publish(row, person, row.version),
        "submitted", lambda row: row.termine.update(is_cancelled=True),
    ),
    "reschedule": (
        workflow.reschedule, "postponed", lambda row: row.termine.update(is_cancelled=True),
    ),
    "finish": (workflow.finish, "published", lambda row: TerminFactory(veranstaltung=row)),
    "document": (workflow.document, "past", lambda row: Dokumentation.objects.all().delete()),
}  # fmt: skip


@pytest.mark.parametrize("name", STEPS)
def test_what_a_step_needs_is_asked_behind_the_lock(meanwhile, programmleitung, name):
    step, status, change = STEPS[name]
    row = VeranstaltungFactory(status=status, past=name in ("finish", "document"))
    if name == "document":
        DokumentationFactory(veranstaltung=row)
    person = row.created_by if name == "submit" else programmleitung

    meanwhile(lambda: change(row))
    with pytest.raises(workflow.TransitionError):
        step(row, person)

    row.refresh_from_db()
    assert (row.status, row.verlauf.count()) == (status, 0)


def test_step_of_somebody_who_lost_access_meanwhile_is_refused(meanwhile):
    row, user = VeranstaltungFactory(published=True), UserFactory()
    row.mitveranstaltende.add(user)

    meanwhile(row.mitveranstaltende.clear)
    with pytest.raises(workflow.StepDenied):
        workflow.cancel(row, user, "Krank.")


def test_step_of_a_deleted_one_is_told(programmleitung):
    row = VeranstaltungFactory(published=True)
    Veranstaltung.objects.all().delete()

    with pytest.raises(workflow.TransitionError, match="gibt es nicht mehr"):
        workflow.cancel(row, programmleitung, "Krank.")


def test_material_of_what_was_submitted_meanwhile_stays(client, meanwhile):
    row = VeranstaltungFactory()
    material = row.material.create(title="Folien", link="https://example.org/")
    client.force_login(row.created_by)

    meanwhile(submit_it)
    client.post(address(row, f"material/{material.pk}/entfernen/"))

    assert row.material.exists()


def test_second_editor_of_dates_is_warned(client, meanwhile):
    row = VeranstaltungFactory(published=True)
    client.force_login(row.created_by)

    meanwhile(lambda: row.termine.update(note="schon anders", sequence=F("sequence") + 1))
    response = fill_in(client, part(row, "wann"), **{"termine-0-note": "anders"})

    assert response.status_code == 422
    assert row.termine.get().note == "schon anders"
