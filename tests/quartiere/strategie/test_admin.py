"""The admin of the strategy: roles, own range, one Quartier for a whole chain, open ends."""

import pytest
from django.contrib import admin
from django.urls import reverse

from quartiere.strategie.models import Bedarf, Handlungsansatz, Problemlage, Ziel
from tests.admin_forms import form_data
from tests.factories import QuartierFactory, ZielgruppeFactory
from tests.factories_monitoring import EinschaetzungFactory, make_ausgabe
from tests.factories_netzwerke import (
    BedarfFactory,
    HandlungsansatzFactory,
    StrategieFactory,
    ZielFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

COLUMNS = [("programmleitung", 0), ("staff", 1), ("quartiersmanagement", 2), ("visitor", 3)]
FULL, LOOK, OUT = (200, 200, 200, 200), (200, 403, 200, 403), (302, 302, 302, 302)
FACTORIES = {
    "strategie": StrategieFactory,
    "bedarf": BedarfFactory,
    "ziel": ZielFactory,
    "handlungsansatz": HandlungsansatzFactory,
}
MATRIX = {
    **dict.fromkeys(FACTORIES, (FULL, FULL, FULL, OUT)),
    "problemlage": (FULL, LOOK, LOOK, OUT),
}


def url(page, model, *args):
    return reverse(f"admin:strategie_{model}_{page}", args=args)


def make(model, quartier):
    if model == "problemlage":
        return Problemlage.objects.first()
    return FACTORIES[model](quartier=quartier)


@pytest.mark.parametrize(("person", "column"), COLUMNS, indirect=["person"])
@pytest.mark.parametrize("model", MATRIX)
def test_role_opens_exactly_its_pages(client, quartier, person, column, model):
    obj = make(model, quartier)
    client.force_login(person)

    pages = [("changelist", []), ("add", []), ("change", [obj.pk]), ("delete", [obj.pk])]
    found = tuple(client.get(url(page, model, *args)).status_code for page, args in pages)

    assert found == MATRIX[model][column]


def test_matrix_covers_every_admin_of_this_app():
    registered = {
        m._meta.model_name for m in admin.site._registry if m._meta.app_label == "strategie"
    }

    assert registered == set(MATRIX)


@pytest.mark.parametrize("person", ["staff", "quartiersmanagement"], indirect=True)
@pytest.mark.parametrize("model", FACTORIES)
def test_foreign_rows_are_not_there(client, quartier, person, model):
    own, foreign = make(model, quartier), FACTORIES[model](published=True)
    client.force_login(person)

    rows = list(client.get(url("changelist", model)).context["cl"].result_list)
    pages = [client.get(url(page, model, foreign.pk)) for page in ("change", "delete", "history")]

    assert rows == [own]
    assert [page.status_code for page in pages] == [404, 404, 404]


def bedarf_data(page, **values):
    return form_data(page, title="Orte zum Treffen", observed_on="02.03.2026", **values)


def test_bedarf_is_justified_by_a_judgement(client, quartiersmanagement, quartier):
    judgement = EinschaetzungFactory(quartier=quartier)
    client.force_login(quartiersmanagement)
    page = client.get(url("add", "bedarf"))

    client.post(
        url("add", "bedarf"),
        bedarf_data(page, zielgruppe=ZielgruppeFactory().pk, einschaetzung=judgement.pk),
    )

    assert Bedarf.objects.values_list("slug", "quartier", "status").get() == (
        "orte-zum-treffen",
        quartier.pk,
        "draft",
    )


def test_bedarf_is_justified_by_a_published_edition(client, quartiersmanagement, quartier):
    ausgabe = make_ausgabe(quartier.kommune)
    client.force_login(quartiersmanagement)
    page = client.get(url("add", "bedarf"))

    client.post(
        url("add", "bedarf"),
        bedarf_data(page, zielgruppe=ZielgruppeFactory().pk, ausgabe=ausgabe.pk),
    )

    assert Bedarf.objects.get().ausgabe == ausgabe


def test_bedarf_without_a_reason_is_refused(client, staff, quartier):
    client.force_login(staff)
    page = client.get(url("add", "bedarf"))

    response = client.post(
        url("add", "bedarf"),
        bedarf_data(page, quartier=quartier.pk, zielgruppe=ZielgruppeFactory().pk),
    )

    assert "braucht eine Begründung" in response.text
    assert not Bedarf.objects.exists()


@pytest.mark.parametrize("state", ["foreign judgement", "draft edition", "foreign edition"])
def test_foreign_or_unpublished_reasons_are_no_choice(client, staff, quartier, state):
    values = {
        "foreign judgement": lambda: {"einschaetzung": EinschaetzungFactory().pk},
        "draft edition": lambda: {"ausgabe": make_ausgabe(quartier.kommune, state="checked").pk},
        "foreign edition": lambda: {"ausgabe": make_ausgabe().pk},
    }[state]()
    client.force_login(staff)
    page = client.get(url("add", "bedarf"))

    client.post(
        url("add", "bedarf"),
        bedarf_data(page, quartier=quartier.pk, zielgruppe=ZielgruppeFactory().pk, **values),
    )

    assert not Bedarf.objects.exists()


def test_ziel_answers_needs_of_its_own_quartier_only(client, staff, quartier, kommune):
    neighbour = BedarfFactory(quartier=QuartierFactory(kommune=kommune, published=True))
    client.force_login(staff)
    page = client.get(url("add", "ziel"))

    response = client.post(
        url("add", "ziel"),
        form_data(page, quartier=quartier.pk, title="Mehr Räume", bedarfe=[neighbour.pk]),
    )

    assert response.context["adminform"].form.errors == {
        "bedarfe": [f"Das gehört zu einem anderen Quartier: {neighbour}."]
    }


@pytest.mark.parametrize(
    ("person", "status"),
    [("staff", "published"), ("quartiersmanagement", "draft")],
    indirect=["person"],
)
def test_only_the_redaktion_publishes(client, person, quartier, status):
    ziel = ZielFactory(quartier=quartier)
    client.force_login(person)
    page = client.get(url("change", "ziel", ziel.pk))

    client.post(url("change", "ziel", ziel.pk), form_data(page, title="Neu", status="published"))

    ziel.refresh_from_db()
    assert (ziel.title, ziel.status) == ("Neu", status)


@pytest.mark.parametrize(
    ("label", "make_end", "model", "relation"),
    [
        ("Bedarfe ohne Ziel", BedarfFactory, Ziel, "bedarfe"),
        ("Ziele ohne Handlungsansatz", ZielFactory, Handlungsansatz, "ziele"),
    ],
)
def test_open_end_is_closed_in_three_clicks(
    client, staff, quartier, label, make_end, model, relation
):
    """First page, link of the task (the form is filled in), save."""
    end = make_end(quartier=quartier, published=True)
    make_end(published=True)
    client.force_login(staff)
    tasks = {task.label: task for task in client.get("/verwaltung/").context["tasks"]}
    ((_, address),) = tasks[label].examples
    page = client.get(address)

    client.post(address, form_data(page, title="Räume öffnen", status="published"))

    after = {task.label for task in client.get("/verwaltung/").context["tasks"]}
    assert list(getattr(model.objects.get(), relation).all()) == [end]
    assert (tasks[label].number, label in after) == (1, False)


def test_list_of_open_ends_shows_only_them(client, staff, quartier):
    open_one, closed = BedarfFactory.create_batch(2, quartier=quartier, published=True)
    ZielFactory(quartier=quartier, published=True, bedarfe=[closed])
    client.force_login(staff)

    response = client.get(url("changelist", "bedarf"), {"kette": "offen"})

    assert list(response.context["cl"].result_list) == [open_one]
