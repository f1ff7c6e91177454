"""Forged ids are form errors, and what a user cannot see survives saving."""

import pytest
from django.urls import reverse

from quartiere.models import Bild, Meilenstein, Quartier
from tests.admin_forms import form_data
from tests.factories import (
    BildFactory,
    HandlungsfeldFactory,
    QuartierFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

AUTOCOMPLETE = "/verwaltung/autocomplete/"


def url(name, obj):
    return reverse(f"admin:quartiere_{obj._meta.model_name}_{name}", args=[obj.pk])


def autocomplete(client, model, field, term=""):
    response = client.get(
        AUTOCOMPLETE,
        {"app_label": "quartiere", "model_name": model, "field_name": field, "term": term},
    )
    return [row["text"] for row in response.json()["results"]]


@pytest.fixture
def foreign():
    """A Quartier of somebody else with everything that could leak."""
    quartier = QuartierFactory(name="Fremdes Quartier", published=True)
    quartier.handlungsfelder.add(HandlungsfeldFactory(name="Fremdes Feld"))
    Meilenstein.objects.create(quartier=quartier, year=2020, title="Fremder Schritt")
    return quartier


# Forged values --------------------------------------------------------------


def test_foreign_kommune_is_no_choice(client, staff, quartier, foreign):
    client.force_login(staff)
    page = client.get(url("change", quartier))

    response = client.post(url("change", quartier), form_data(page, kommune=foreign.kommune_id))

    assert "kommune" in response.context["adminform"].form.errors
    assert Quartier.objects.get(pk=quartier.pk).kommune == quartier.kommune


@pytest.mark.parametrize("field", ["picture", "owner", "quartiersmanagement"])
def test_foreign_pictures_and_people_are_no_choice(client, staff, quartier, foreign, field):
    strangers = {
        "picture": lambda: BildFactory(kommune=foreign.kommune),
        "owner": UserFactory,
        "quartiersmanagement": UserFactory,
    }
    stranger = strangers[field]()
    client.force_login(staff)
    page = client.get(url("change", quartier))

    response = client.post(url("change", quartier), form_data(page, **{field: stranger.pk}))

    assert field in response.context["adminform"].form.errors


def test_row_of_a_foreign_quartier_cannot_be_taken_over_by_an_inline(
    client, staff, quartier, foreign
):
    theirs = foreign.meilensteine.get()
    client.force_login(staff)
    page = client.get(url("change", quartier))

    client.post(
        url("change", quartier),
        form_data(
            page,
            **{
                "meilensteine-TOTAL_FORMS": 1,
                "meilensteine-INITIAL_FORMS": 1,
                "meilensteine-0-id": theirs.pk,
                "meilensteine-0-quartier": quartier.pk,
                "meilensteine-0-year": 2021,
                "meilensteine-0-title": "Gekapert",
            },
        ),
    )

    theirs.refresh_from_db()
    assert (theirs.quartier, theirs.title) == (foreign, "Fremder Schritt")


def test_new_quartier_cannot_be_put_into_a_foreign_kommune(client, staff, foreign):
    client.force_login(staff)
    page = client.get(reverse("admin:quartiere_quartier_add"))

    client.post(
        reverse("admin:quartiere_quartier_add"),
        form_data(page, name="Vorposten", kommune=foreign.kommune_id),
    )

    assert not Quartier.objects.filter(name="Vorposten").exists()


def test_new_picture_cannot_be_put_into_a_foreign_kommune(client, quartiersmanagement, foreign):
    client.force_login(quartiersmanagement)
    page = client.get(reverse("admin:quartiere_bild_add"))

    response = client.post(
        reverse("admin:quartiere_bild_add"), form_data(page, kommune=foreign.kommune_id)
    )

    assert "kommune" in response.context["adminform"].form.errors
    assert Bild.objects.count() == 0


# What the user cannot see stays ---------------------------------------------


def test_saving_keeps_people_from_outside_that_somebody_else_chose(client, staff, quartier):
    outsider, owner = UserFactory(), UserFactory()
    quartier.quartiersmanagement.add(outsider)
    quartier.owner = owner
    quartier.save()
    client.force_login(staff)
    page = client.get(url("change", quartier))

    client.post(
        url("change", quartier),
        form_data(page, name="Neuer Name", quartiersmanagement=[staff.pk]),
    )

    saved = Quartier.objects.get(pk=quartier.pk)
    assert (saved.name, saved.owner) == ("Neuer Name", owner)
    assert set(saved.quartiersmanagement.all()) == {staff, outsider}
