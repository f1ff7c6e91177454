"""A foreign object is a 404, and nothing of it shows: change list, pages, actions, choices."""

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from portal.konten.admin import KommuneScopedAdmin
from portal.konten.roles import Role
from quartiere.models import Meilenstein, Quartier
from tests.factories import (
    BildFactory,
    HandlungsfeldFactory,
    KommuneFactory,
    QuartierFactory,
)

pytestmark = pytest.mark.django_db

QUARTIER_LIST = "/verwaltung/quartiere/quartier/"
AUTOCOMPLETE = "/verwaltung/autocomplete/"
SCOPED_ROLES = ["staff", "quartiersmanagement"]


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


# Lists and pages ------------------------------------------------------------


@pytest.mark.parametrize("person", SCOPED_ROLES, indirect=True)
def test_list_shows_only_own_quartiere(client, person, quartier, foreign):
    client.force_login(person)

    response = client.get(QUARTIER_LIST)

    assert list(response.context["cl"].result_list) == [quartier]
    assert "Fremdes" not in response.text


def test_quartiersmanagement_does_not_see_the_neighbour_quartier(
    client, quartiersmanagement, quartier
):
    QuartierFactory(kommune=quartier.kommune)
    client.force_login(quartiersmanagement)

    response = client.get(QUARTIER_LIST)

    assert list(response.context["cl"].result_list) == [quartier]


def test_programmleitung_sees_everything(client, programmleitung, quartier, foreign):
    client.force_login(programmleitung)

    response = client.get(QUARTIER_LIST)

    assert set(response.context["cl"].result_list) == {quartier, foreign}


@pytest.mark.parametrize("person", SCOPED_ROLES, indirect=True)
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_foreign_quartier_is_not_found(client, person, foreign, page):
    client.force_login(person)

    response = client.get(url(page, foreign))

    assert response.status_code == 404


@pytest.mark.parametrize("person", SCOPED_ROLES, indirect=True)
@pytest.mark.parametrize("query", ["?_popup=1", "?_to_field=id", "?_popup=1&_to_field=id"])
def test_foreign_quartier_is_not_found_in_a_popup(client, person, foreign, query):
    client.force_login(person)

    response = client.get(url("change", foreign) + query)

    assert response.status_code == 404


@pytest.mark.parametrize("page", ["change", "delete"])
def test_foreign_quartier_cannot_be_posted_to(client, staff, foreign, page):
    client.force_login(staff)

    response = client.post(url(page, foreign), {"name": "Meins", "post": "yes"})

    assert response.status_code == 404
    assert Quartier.objects.get(pk=foreign.pk).name == "Fremdes Quartier"


@pytest.mark.parametrize("pk", ["0", "abc", "9" * 40, "%00", "1%20or%201=1"])
def test_impossible_ids_are_not_found(client, staff, pk):
    client.force_login(staff)

    response = client.get(f"{QUARTIER_LIST}{pk}/change/")

    assert response.status_code == 404


def test_foreign_kommune_is_not_found(client, staff, foreign):
    client.force_login(staff)

    response = client.get(url("change", foreign.kommune))

    assert response.status_code == 404


def test_foreign_picture_is_not_found(client, staff, foreign):
    picture = BildFactory(kommune=foreign.kommune)
    client.force_login(staff)

    responses = [client.get(url(page, picture)) for page in ("change", "delete", "history")]

    assert [response.status_code for response in responses] == [404, 404, 404]


def test_picture_of_the_whole_portal_belongs_to_the_programmleitung(client, staff, programmleitung):
    picture = BildFactory(kommune=None)

    client.force_login(staff)
    for_staff = client.get(url("change", picture))
    client.force_login(programmleitung)
    for_programmleitung = client.get(url("change", picture))

    assert (for_staff.status_code, for_programmleitung.status_code) == (404, 200)


def test_short_link_betrays_no_foreign_draft(client, staff, quartier):
    content_type = ContentType.objects.get_for_model(Quartier).pk
    foreign = QuartierFactory(slug="geheimer-entwurf")
    client.force_login(staff)

    own = client.get(f"/verwaltung/r/{content_type}/{quartier.pk}/")
    strange = client.get(f"/verwaltung/r/{content_type}/{foreign.pk}/")

    assert (own.url, strange.status_code) == (quartier.get_absolute_url(), 404)


@pytest.mark.parametrize("target", ["999999/1", "1/1", "0/x"])
def test_short_link_to_anything_else_is_not_found(client, staff, target):
    client.force_login(staff)

    response = client.get(f"/verwaltung/r/{target}/")

    assert response.status_code == 404


# Filters, search and autocomplete -------------------------------------------


def test_filters_name_only_values_of_own_rows(client, staff, quartier, foreign):
    own_field = HandlungsfeldFactory(name="Eigenes Feld")
    quartier.handlungsfelder.add(own_field)
    QuartierFactory(kommune=quartier.kommune).handlungsfelder.add(HandlungsfeldFactory())
    client.force_login(staff)

    response = client.get(QUARTIER_LIST)

    assert "Eigenes Feld" in response.text
    assert "Fremdes Feld" not in response.text


def test_search_finds_nothing_foreign(client, staff, quartier, foreign):
    client.force_login(staff)

    response = client.get(QUARTIER_LIST, {"q": "Fremdes"})

    assert list(response.context["cl"].result_list) == []


def test_filter_by_a_foreign_kommune_finds_nothing_of_it(client, staff, quartier, foreign):
    client.force_login(staff)

    response = client.get(QUARTIER_LIST, {"kommune__id__exact": foreign.kommune_id})

    # A filter with a single value has no choice to offer and does nothing.
    assert list(response.context["cl"].result_list) == [quartier]


def test_list_cannot_be_asked_through_relations(client, staff, quartier):
    client.force_login(staff)

    response = client.get(QUARTIER_LIST, {"owner__password__startswith": "argon2"})

    assert response.status_code == 400


@pytest.mark.parametrize(
    ("field", "own", "strange"),
    [("kommune", "Musterstadt", "Fremdstadt"), ("picture", "Eigenes Bild", "Fremdes Bild")],
)
def test_autocomplete_offers_only_own_rows(client, staff, kommune, field, own, strange):
    other = KommuneFactory(name="Fremdstadt")
    BildFactory(title="Eigenes Bild", kommune=kommune)
    BildFactory(title="Fremdes Bild", kommune=other)
    client.force_login(staff)

    offered = autocomplete(client, "quartier", field)

    assert offered == [own]
    assert autocomplete(client, "quartier", field, term=strange) == []


def test_autocomplete_offers_colleagues_only(client, staff, other_staff):
    client.force_login(staff)

    offered = autocomplete(client, "quartier", "quartiersmanagement")

    assert offered == [str(staff)]


def test_autocomplete_is_closed_to_who_may_not_look_people_up(client, quartiersmanagement):
    client.force_login(quartiersmanagement)

    response = client.get(
        AUTOCOMPLETE,
        {"app_label": "quartiere", "model_name": "quartier", "field_name": "owner", "term": "a"},
    )

    assert response.status_code == 403


# Actions --------------------------------------------------------------------


@pytest.mark.parametrize("action", ["publish", "withdraw", "mark_reviewed", "delete_selected"])
def test_actions_leave_foreign_rows_alone(client, staff, quartier, foreign, action):
    draft = QuartierFactory()
    client.force_login(staff)

    client.post(
        QUARTIER_LIST,
        {"action": action, "_selected_action": [foreign.pk, draft.pk], "post": "yes"},
    )

    found = Quartier.objects.filter(pk__in=[foreign.pk, draft.pk]).order_by("pk")
    assert [(row.status, row.reviewed_on) for row in found] == [
        ("published", None),
        ("draft", None),
    ]


# The rule itself -----------------------------------------------------------


def test_every_admin_of_a_scoped_model_applies_the_scope():
    scoped = [
        model_admin
        for model, model_admin in admin.site._registry.items()
        if hasattr(model._default_manager.all(), "managed_by")
    ]

    assert [item for item in scoped if not isinstance(item, KommuneScopedAdmin)] == []
    assert len(scoped) >= 4


def test_blocked_account_sees_nothing(staff, quartier):
    staff.is_active = False

    assert list(Quartier.objects.managed_by(staff)) == []
    assert staff.has_role(Role.REDAKTION) is False


@pytest.mark.parametrize(
    "query",
    [
        "p=-1", "p=0", "p=abc", "p=99999999999999999999", "o=99", "o=x", "q=%00", "q=%25_%27",
        "kommune__id__exact=abc", "pruefung=x", "fehlt=x", "status__exact=x", "all=x", "_facets=x",
        "status__exact=published&status__exact=draft", "_to_field=password", "unbekannt=1",
    ],
)  # fmt: skip
def test_odd_parameters_are_no_error(client, staff, quartier, query):
    client.force_login(staff)

    response = client.get(f"{QUARTIER_LIST}?{query}")

    assert response.status_code in {200, 302, 400}
