"""Which role opens what in the admin."""

import pytest
from django.contrib import admin
from django.urls import reverse

from netzwerke.models.vokabular import Akteursart, Angebotsart, Sprache
from tests.factories_netzwerke import (
    AkteurFactory,
    AngebotFactory,
    MassnahmeFactory,
    NetzwerkFactory,
    QuartiersmanagementFactory,
    VorschlagFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

COLUMNS = [("programmleitung", 0), ("staff", 1), ("quartiersmanagement", 2), ("visitor", 3)]
# Status of list, add, change, delete for a row of the person's own Quartier.
FULL, LOOK, OUT = (200, 200, 200, 200), (200, 403, 200, 403), (302, 302, 302, 302)
ROWS = (FULL, FULL, FULL, OUT)
VOCABULARY = (FULL, LOOK, LOOK, OUT)
MATRIX = {
    "akteur": ROWS,
    "netzwerk": ROWS,
    "angebot": ROWS,
    "massnahme": ROWS,
    "quartiersmanagement": (FULL, FULL, LOOK, OUT),
    "vorschlag": ((200, 403, 200, 200), LOOK, LOOK, OUT),
    "akteursart": VOCABULARY,
    "sprache": VOCABULARY,
    "angebotsart": VOCABULARY,
}
SCOPED = {
    "akteur": AkteurFactory,
    "netzwerk": NetzwerkFactory,
    "angebot": AngebotFactory,
    "massnahme": MassnahmeFactory,
}


def in_quartier(factory, quartier, **values):
    return factory(kommune=quartier.kommune, quartiere=[quartier], **values)


OBJECTS = {
    **{
        name: (lambda quartier, factory=factory: in_quartier(factory, quartier))
        for name, factory in SCOPED.items()
    },
    "quartiersmanagement": lambda quartier: QuartiersmanagementFactory(
        akteur__kommune=quartier.kommune, quartiere=[quartier]
    ),
    "vorschlag": lambda quartier: VorschlagFactory(kommune=quartier.kommune, quartier=quartier),
    "akteursart": lambda quartier: Akteursart.objects.first(),
    "sprache": lambda quartier: Sprache.objects.first(),
    "angebotsart": lambda quartier: Angebotsart.objects.first(),
}


def url(page, model, *args):
    return reverse(f"admin:netzwerke_{model}_{page}", args=args)


def statuses(client, model, pk):
    pages = [("changelist", []), ("add", []), ("change", [pk]), ("delete", [pk])]
    return tuple(client.get(url(page, model, *args)).status_code for page, args in pages)


@pytest.mark.parametrize(("person", "column"), COLUMNS, indirect=["person"])
@pytest.mark.parametrize("model", MATRIX)
def test_role_opens_exactly_its_pages(client, quartier, person, column, model):
    obj = OBJECTS[model](quartier)
    client.force_login(person)

    assert statuses(client, model, obj.pk) == MATRIX[model][column]


def test_matrix_covers_every_admin_of_this_app():
    registered = {
        m._meta.model_name for m in admin.site._registry if m._meta.app_label == "netzwerke"
    }

    assert registered == set(MATRIX)


@pytest.mark.parametrize("person", ["staff", "quartiersmanagement"], indirect=True)
@pytest.mark.parametrize("model", SCOPED)
def test_row_of_another_kommune_is_not_there_even_if_it_works_here(client, quartier, person, model):
    own = in_quartier(SCOPED[model], quartier)
    foreign = SCOPED[model](published=True, quartiere=[quartier])
    client.force_login(person)

    rows = list(client.get(url("changelist", model)).context["cl"].result_list)
    pages = [client.get(url(page, model, foreign.pk)) for page in ("change", "delete", "history")]

    assert rows == [own]
    assert [page.status_code for page in pages] == [404, 404, 404]


@pytest.mark.parametrize("person", ["staff", "quartiersmanagement"], indirect=True)
def test_foreign_rows_are_not_published_by_the_action(client, quartier, person):
    own, foreign = in_quartier(AngebotFactory, quartier), AngebotFactory(quartiere=[quartier])
    client.force_login(person)

    client.post(
        url("changelist", "angebot"),
        {"action": "publish", "_selected_action": [own.pk, foreign.pk]},
    )

    published = person.has_perm("netzwerke.publish_angebot")
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (own.is_published, foreign.is_published) == (published, False)
