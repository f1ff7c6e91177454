"""Who opens what of the monitoring's admin, and what stays foreign."""

import pytest
from django.contrib import admin
from django.urls import reverse

from quartiere.monitoring.models import Ausgabe
from tests.factories import QuartierFactory
from tests.factories_monitoring import (
    EinschaetzungFactory,
    EinspielungFactory,
    ImportProfilFactory,
    IndikatorFactory,
    PlanungsraumFactory,
    ZuordnungFactory,
    make_ausgabe,
)
from tests.quartiere.monitoring.einspielungen import begin, check, make_areas, url

pytestmark = pytest.mark.django_db

COLUMNS = [("programmleitung", 0), ("staff", 1), ("quartiersmanagement", 2), ("visitor", 3)]
# Status of list, add, change, delete for an object of the person's own Kommune.
FULL, NONE, OUT = (200, 200, 200, 200), (403, 403, 403, 403), (302, 302, 302, 302)
LOOK = (200, 403, 200, 403)
MATRIX = {
    "indikator": (FULL, FULL, LOOK, OUT),
    "importprofil": (FULL, FULL, NONE, OUT),
    "zuordnung": (FULL, FULL, LOOK, OUT),
    "planungsraum": ((200, 403, 200, 200), (200, 403, 200, 200), LOOK, OUT),
    "ausgabe": ((200, 403, 200, 200), (200, 403, 200, 200), LOOK, OUT),
    "einschaetzung": (FULL, (200, 403, 200, 200), (200, 200, 200, 403), OUT),
    # `change` leads on to the step where somebody stopped.
    "einspielung": ((200, 200, 302, 200), (200, 200, 302, 200), (403, 403, 404, 404), OUT),
}
OBJECTS = {
    "indikator": lambda quartier: IndikatorFactory(kommune=quartier.kommune),
    "importprofil": lambda quartier: ImportProfilFactory(kommune=quartier.kommune),
    "zuordnung": lambda quartier: ZuordnungFactory(
        quartier=quartier, planungsraum__kommune=quartier.kommune
    ),
    "planungsraum": lambda quartier: PlanungsraumFactory(kommune=quartier.kommune),
    "ausgabe": lambda quartier: make_ausgabe(quartier.kommune, state="draft"),
    "einschaetzung": lambda quartier: EinschaetzungFactory(quartier=quartier),
    "einspielung": lambda quartier: EinspielungFactory(kommune=quartier.kommune),
}


def statuses(client, model, pk):
    pages = [("changelist", []), ("add", []), ("change", [pk]), ("delete", [pk])]
    urls = [reverse(f"admin:monitoring_{model}_{page}", args=args) for page, args in pages]
    return tuple(client.get(address).status_code for address in urls)


@pytest.mark.parametrize(("person", "column"), COLUMNS, indirect=["person"])
@pytest.mark.parametrize("model", MATRIX)
def test_role_opens_exactly_its_pages(client, quartier, person, column, model):
    obj = OBJECTS[model](quartier)
    client.force_login(person)

    found = statuses(client, model, obj.pk)

    assert found == MATRIX[model][column]


def test_matrix_covers_every_admin_of_this_app():
    registered = {
        m._meta.model_name for m in admin.site._registry if m._meta.app_label == "monitoring"
    }

    assert registered == set(MATRIX)


@pytest.mark.parametrize("model", MATRIX)
def test_foreign_object_is_not_found(client, staff, model):
    obj = OBJECTS[model](QuartierFactory())
    client.force_login(staff)

    urls = [reverse(f"admin:monitoring_{model}_{page}", args=[obj.pk])
            for page in ("change", "delete", "history")]  # fmt: skip

    assert [client.get(address).status_code for address in urls] == [404, 404, 404]


STEPS = ["dateien", "spalten", "bericht", "vorschau", "veroeffentlichen"]


@pytest.mark.parametrize("step", STEPS)
def test_foreign_wizard_is_not_found(client, other_staff, staff, kommune, step):
    client.force_login(staff)
    einspielung = check(client, begin(client, make_areas(kommune)))
    client.force_login(other_staff)

    answers = [client.get(url(einspielung, step)), client.post(url(einspielung, step), {})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Ausgabe.objects.get().state == "draft"


@pytest.mark.parametrize("pk", ["0", "abc", "9" * 40, "%00"])
@pytest.mark.parametrize("step", [*STEPS, "bericht.csv", "change"])
def test_impossible_ids_are_not_found(client, staff, pk, step):
    client.force_login(staff)
    slash = "" if "." in step else "/"

    response = client.get(f"/verwaltung/monitoring/einspielung/{pk}/{step}{slash}")

    assert response.status_code == 404


def test_wizard_is_closed_to_the_quartiersmanagement(client, quartiersmanagement, quartier):
    einspielung = EinspielungFactory(kommune=quartier.kommune)
    client.force_login(quartiersmanagement)

    answers = [client.get(url(einspielung, step)).status_code for step in STEPS]

    assert answers == [404] * 5
