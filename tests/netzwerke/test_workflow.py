import pytest

from netzwerke import workflow
from netzwerke.models import Angebot, Massnahme, Vorschlag
from tests.factories import QuartierFactory, UserFactory
from tests.factories_netzwerke import AngebotFactory, MassnahmeFactory, VorschlagFactory

pytestmark = pytest.mark.django_db

Phase = Massnahme.Phase


def test_phase_follows_the_newest_date_not_the_newest_entry():
    massnahme = MassnahmeFactory()

    workflow.record_phase(massnahme, Phase.COMPLETED, "2026-03-01", "Abnahme")
    workflow.record_phase(massnahme, Phase.RUNNING, "2025-03-01")

    massnahme.refresh_from_db()
    assert massnahme.phase == Phase.COMPLETED
    assert [(step.phase, step.note) for step in massnahme.phasenwechsel.all()] == [
        ("running", ""),
        ("completed", "Abnahme"),
    ]


def test_accepted_vorschlag_becomes_a_draft_in_its_quartier():
    quartier, user = QuartierFactory(), UserFactory()
    AngebotFactory(slug="suppe-fuer-alle")
    vorschlag = VorschlagFactory(
        kommune=quartier.kommune,
        quartier=quartier,
        title="Suppe für alle",
        organisation="Nachbarn e. V.",
        sender_email="ich@example.org",
    )

    angebot = workflow.accept(vorschlag, user, "Danke")

    vorschlag.refresh_from_db()
    assert (vorschlag.state, vorschlag.answer, vorschlag.decided_by) == (
        Vorschlag.State.ACCEPTED,
        "Danke",
        user,
    )
    assert (angebot.title, angebot.status, angebot.kommune) == (
        "Suppe für alle",
        Angebot.Status.DRAFT,
        quartier.kommune,
    )
    assert list(Angebot.objects.serving(quartier)) == [angebot]
    assert angebot.notes == "Anbieter: Nachbarn e. V."


def test_accepted_correction_makes_no_angebot():
    angebot = AngebotFactory()
    vorschlag = VorschlagFactory(kind=Vorschlag.Kind.CORRECTION, angebot=angebot, title="")

    assert workflow.accept(vorschlag, UserFactory()) is None
    assert list(Angebot.objects.all()) == [angebot]


@pytest.mark.parametrize("second", [workflow.accept, workflow.decline])
def test_second_decision_is_refused_and_changes_nothing(second):
    vorschlag = VorschlagFactory()
    other = Vorschlag.objects.get()
    workflow.decline(vorschlag, UserFactory(), "gibt es schon")

    with pytest.raises(workflow.TransitionError):
        second(other, UserFactory())

    vorschlag.refresh_from_db()
    assert (vorschlag.state, vorschlag.answer) == (Vorschlag.State.DECLINED, "gibt es schon")
    assert not Angebot.objects.exists()
