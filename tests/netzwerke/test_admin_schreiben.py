"""What people choose and change in the admin, each in their own range."""

import pytest
from django.urls import reverse

from netzwerke.models import Akteur, Angebot, Massnahme, Vorschlag
from tests.admin_forms import form_data
from tests.factories import QuartierFactory
from tests.factories_netzwerke import (
    AkteurFactory,
    AngebotFactory,
    MassnahmeFactory,
    VorschlagFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


def in_quartier(factory, quartier, **values):
    return factory(kommune=quartier.kommune, quartiere=[quartier], **values)


def url(page, model, *args):
    return reverse(f"admin:netzwerke_{model}_{page}", args=args)


def test_akteur_is_made_with_a_slug_from_its_name(client, staff, kommune):
    client.force_login(staff)
    page = client.get(url("add", "akteur"))

    response = client.post(url("add", "akteur"), form_data(page, name="Café für alle"))

    assert response.status_code == 302
    assert Akteur.objects.values_list("slug", "kommune", "status").get() == (
        "cafe-fuer-alle",
        kommune.pk,
        "draft",
    )


def test_foreign_quartier_is_no_choice(client, staff, kommune):
    akteur, foreign = AkteurFactory(kommune=kommune), QuartierFactory(published=True)
    client.force_login(staff)
    page = client.get(url("change", "akteur", akteur.pk))

    response = client.post(
        url("change", "akteur", akteur.pk),
        form_data(page, reach="quartiere", quartiere=[foreign.pk]),
    )

    assert "quartiere" in response.context["adminform"].form.errors


@pytest.mark.parametrize(("published", "is_choice"), [(True, True), (False, False)])
def test_public_akteur_of_another_kommune_may_be_named(
    client, staff, kommune, published, is_choice
):
    angebot = AngebotFactory(kommune=kommune)
    other = AkteurFactory(published=published)
    client.force_login(staff)
    page = client.get(url("change", "angebot", angebot.pk))

    response = client.post(url("change", "angebot", angebot.pk), form_data(page, akteur=other.pk))

    angebot.refresh_from_db()
    assert (response.status_code == 302) is is_choice
    assert (angebot.akteur == other) is is_choice


def test_autocomplete_finds_own_and_public_akteure(client, staff, kommune):
    AkteurFactory(kommune=kommune, name="Treff eigener")
    AkteurFactory(published=True, name="Treff öffentlich")
    AkteurFactory(name="Treff fremder Entwurf")
    client.force_login(staff)

    response = client.get(
        "/verwaltung/autocomplete/",
        {
            "app_label": "netzwerke",
            "model_name": "angebot",
            "field_name": "akteur",
            "term": "Treff",
        },
    )

    assert [row["text"] for row in response.json()["results"]] == [
        "Treff eigener",
        "Treff öffentlich",
    ]


def test_foreign_quartiere_survive_saving(client, staff, quartier):
    foreign = QuartierFactory()
    akteur = in_quartier(AkteurFactory, quartier)
    akteur.quartiere.add(foreign)
    client.force_login(staff)
    page = client.get(url("change", "akteur", akteur.pk))

    client.post(
        url("change", "akteur", akteur.pk), form_data(page, name="Neu", quartiere=[quartier.pk])
    )

    akteur.refresh_from_db()
    assert (akteur.name, set(akteur.quartiere.all())) == ("Neu", {quartier, foreign})


@pytest.mark.parametrize(
    ("reach", "own", "is_saved"),
    [("quartiere", True, True), ("quartiere", False, False), ("kommune", True, False)],
)
def test_quartiersmanagement_makes_rows_of_its_quartiere_only(
    client, quartiersmanagement, quartier, reach, own, is_saved
):
    client.force_login(quartiersmanagement)
    page = client.get(url("add", "angebot"))

    client.post(
        url("add", "angebot"),
        form_data(
            page,
            kommune=quartier.kommune_id,
            title="Suppe",
            reach=reach,
            quartiere=[quartier.pk] if own else [],
        ),
    )

    assert Angebot.objects.exists() is is_saved


@pytest.mark.parametrize(
    ("person", "status"),
    [("staff", "published"), ("quartiersmanagement", "draft")],
    indirect=["person"],
)
def test_only_the_redaktion_publishes(client, person, quartier, status):
    angebot = in_quartier(AngebotFactory, quartier)
    client.force_login(person)
    page = client.get(url("change", "angebot", angebot.pk))

    client.post(
        url("change", "angebot", angebot.pk), form_data(page, status="published", title="Neu")
    )

    angebot.refresh_from_db()
    assert (angebot.title, angebot.status) == ("Neu", status)


@pytest.mark.parametrize(
    ("person", "is_changed"), [("staff", True), ("quartiersmanagement", False)], indirect=["person"]
)
def test_trust_and_access_are_the_redaktions(client, person, quartier, is_changed):
    akteur = in_quartier(AkteurFactory, quartier)
    client.force_login(person)
    page = client.get(url("change", "akteur", akteur.pk))

    client.post(url("change", "akteur", akteur.pk), form_data(page, trust="trusted"))

    akteur.refresh_from_db()
    assert akteur.is_trusted is is_changed


def test_phase_of_a_new_massnahme_starts_its_history(client, staff):
    client.force_login(staff)
    page = client.get(url("add", "massnahme"))

    client.post(
        url("add", "massnahme"),
        form_data(page, title="Platz", phase="running", starts_on="01.03.2025"),
    )

    massnahme = Massnahme.objects.get()
    assert [(str(s.dated_on), s.phase) for s in massnahme.phasenwechsel.all()] == [
        ("2025-03-01", "running")
    ]


def test_new_step_in_the_history_moves_the_phase(client, staff, kommune):
    massnahme = MassnahmeFactory(kommune=kommune, phase="running")
    massnahme.phasenwechsel.create(phase="running", dated_on="2025-03-01")
    client.force_login(staff)
    page = client.get(url("change", "massnahme", massnahme.pk))

    client.post(
        url("change", "massnahme", massnahme.pk),
        form_data(
            page,
            **{
                "phasenwechsel-TOTAL_FORMS": 2,
                "phasenwechsel-1-phase": "completed",
                "phasenwechsel-1-dated_on": "01.03.2026",
            },
        ),
    )

    massnahme.refresh_from_db()
    assert massnahme.phase == "completed"


def test_accepted_vorschlag_becomes_a_draft(client, staff, kommune):
    own, foreign = VorschlagFactory(kommune=kommune, title="Suppe"), VorschlagFactory()
    client.force_login(staff)

    client.post(
        url("changelist", "vorschlag"),
        {"action": "accept", "_selected_action": [own.pk, foreign.pk]},
    )

    assert list(Angebot.objects.values_list("title", "status")) == [("Suppe", "draft")]
    assert [(v.pk, v.state) for v in Vorschlag.objects.order_by("pk")] == [
        (own.pk, "accepted"),
        (foreign.pk, "new"),
    ]
