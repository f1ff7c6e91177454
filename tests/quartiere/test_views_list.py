"""/quartiere/: filter, search, pages, map and what must not leak."""

import re

import pytest
from django.core.management import call_command

from quartiere.models import Ort, Quartier
from tests.factories import (
    HandlungsfeldFactory,
    KommuneFactory,
    QuartierFactory,
    ZielgruppeFactory,
    square,
)

pytestmark = pytest.mark.django_db

LIST_URL = "/quartiere/"
PARAMETERS = [
    "q", "kommune", "land", "handlungsfeld", "zielgruppe", "stand", "sortierung", "ansicht", "page",
]  # fmt: skip
ODD_VALUES = [
    "0", "-1", "1e309", "10" * 40, "abc", "%00", "a%00b", "%ED%A0%80", "%FF", "x" * 10_000,
    "9" * 5_000, "%25", "_", "%27%20OR%201=1--", "%E2%80%AE", "a%3Ab", "*", "%22", "%20", "1&{0}=2",
    "%D9%A3", "NaN", "-0", "None", "../..",
]  # fmt: skip


def names(response):
    return [quartier.name for quartier in response.context["quartiere"]]


def test_list_shows_only_what_is_public(client):
    visible = QuartierFactory(published=True)
    QuartierFactory()
    QuartierFactory(status=Quartier.Status.ARCHIVED)
    QuartierFactory(published=True, kommune__is_active=False)

    response = client.get(LIST_URL)

    assert list(response.context["quartiere"]) == [visible]
    assert '<p role="status" class="h3">1 Quartier</p>' in response.text


def test_drafts_appear_nowhere_on_the_page(client):
    QuartierFactory(published=True, kommune__name="Musterstadt")
    QuartierFactory(name="Geheimplatz", slug="geheimplatz", kommune__name="Geheimstadt")

    response = client.get(LIST_URL)

    assert "geheim" not in response.text.lower()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=ostend", ["Ostend"]),
        ("q=OESTLICHE", ["Östliche Höfe"]),
        ("q=%C3%96STLICHE+H%C3%96FE", ["Östliche Höfe"]),
        ("q=beispielhausen", ["Ostend"]),
        ("q=54321", ["Ostend"]),
        ("q=99999", ["Östliche Höfe"]),
        ("q=Kleindorf", ["Östliche Höfe"]),
        ("q=100%25", []),
        ("kommune=beispielhausen", ["Ostend"]),
        ("land=bayern", ["Ostend"]),
        ("land=nordrhein-westfalen", ["Westend", "Östliche Höfe"]),
        ("handlungsfeld=sport", ["Ostend"]),
        ("zielgruppe=riesen", ["Westend"]),
        ("stand=laufend", ["Ostend", "Östliche Höfe"]),
        ("stand=abgeschlossen", ["Westend"]),
        ("sortierung=einwohner", ["Westend", "Ostend", "Östliche Höfe"]),
        ("sortierung=kommune", ["Ostend", "Westend", "Östliche Höfe"]),
        ("kommune=beispielhausen&zielgruppe=riesen", []),
    ],
)
def test_filter_narrows_and_sorts(client, query, expected):
    ostend = QuartierFactory(
        published=True,
        name="Ostend",
        slug="ostend",
        kommune=KommuneFactory(name="Beispielhausen", slug="beispielhausen", ags="09000001"),
        contact_postcode="54321",
        inhabitants=20,
        boundary=square(11.0, 48.0),
    )
    ostend.handlungsfelder.add(HandlungsfeldFactory(slug="sport"))
    musterstadt = KommuneFactory(name="Musterstadt", slug="musterstadt", ags="05000001")
    westend = QuartierFactory(
        published=True,
        name="Westend",
        slug="westend",
        kommune=musterstadt,
        programme_until=2020,
        inhabitants=300,
        boundary=square(7.0, 51.0),
    )
    westend.zielgruppen.add(ZielgruppeFactory(slug="riesen"))
    QuartierFactory(
        published=True,
        name="Östliche Höfe",
        slug="oestliche-hoefe",
        kommune=musterstadt,
        boundary=square(8.0, 52.0),
    )
    Ort.objects.create(postcode="99999", name="Kleindorf", longitude=8.03, latitude=52.03)

    response = client.get(f"{LIST_URL}?{query}")

    assert names(response) == expected
    assert response.context["filter_form"].errors == {}


@pytest.mark.parametrize(
    "parameter", ["kommune", "land", "handlungsfeld", "zielgruppe", "stand", "sortierung"]
)
def test_unknown_value_shows_an_error_at_its_field_and_the_other_filters_hold(client, parameter):
    visible = QuartierFactory(published=True, name="Nordstadt")
    QuartierFactory(published=True, name="Südstadt")

    response = client.get(LIST_URL, {parameter: "gibt-es-nicht", "q": "Nordstadt"})

    assert list(response.context["quartiere"]) == [visible]
    assert list(response.context["filter_form"].errors) == [parameter]
    assert f'id="id_{parameter}_error"' in response.text


def test_kommune_without_public_quartier_is_neither_offered_nor_accepted(client):
    QuartierFactory(published=True, kommune__slug="sichtbar")
    QuartierFactory(kommune__slug="nur-entwurf")
    KommuneFactory(slug="nur-registriert")

    response = client.get(LIST_URL, {"kommune": "nur-entwurf"})

    form = response.context["filter_form"]
    assert [value for value, _ in form.fields["kommune"].choices] == ["", "sichtbar"]
    assert form.errors == {"kommune": ["Diese Kommune gibt es im Portal nicht."]}


@pytest.mark.parametrize("parameter", PARAMETERS)
@pytest.mark.parametrize("path", [LIST_URL, "/quartiere.csv"])
def test_odd_values_never_break_the_page(client, parameter, path):
    QuartierFactory(published=True)

    responses = {
        value[:40]: client.get(f"{path}?{parameter}={value.format(parameter)}")
        for value in ODD_VALUES
    }

    allowed = {200} if path == LIST_URL else {200, 400}
    assert {
        value: response.status_code
        for value, response in responses.items()
        if response.status_code not in allowed or not response.getvalue()
    } == {}


@pytest.mark.parametrize(
    ("page", "number"),
    [("1", 1), ("3", 3), ("4", 3), (str(10**20), 3), ("0", 3), ("-1", 3), ("abc", 1), ("", 1)],
)
def test_page_number_leads_to_the_nearest_page(client, page, number):
    kommune = KommuneFactory()
    QuartierFactory.create_batch(101, published=True, kommune=kommune, boundary=None)

    response = client.get(LIST_URL, {"page": page})

    assert response.context["page_obj"].number == number


@pytest.mark.parametrize("count", [1, 7])
@pytest.mark.parametrize("view", ["karten", "tabelle"])
def test_list_query_count_does_not_grow(client, django_assert_num_queries, count, view):
    for quartier in QuartierFactory.create_batch(count, published=True):
        quartier.handlungsfelder.set(HandlungsfeldFactory.create_batch(2))

    # Kommunen, two vocabularies, count, page, its Handlungsfelder, extent and areas of the map.
    with django_assert_num_queries(8):
        response = client.get(LIST_URL, {"ansicht": view})

    assert len(response.context["quartiere"]) == count


def test_few_are_cards_and_many_are_a_table_unless_asked_for(client):
    kommune = KommuneFactory()
    QuartierFactory.create_batch(24, published=True, kommune=kommune, boundary=None)

    few = client.get(LIST_URL)
    QuartierFactory(published=True, kommune=kommune)
    many = client.get(LIST_URL)
    asked = client.get(LIST_URL, {"ansicht": "karten"})

    assert [page.context["has_cards"] for page in (few, many, asked)] == [True, False, True]


def test_map_and_downloads_have_all_rows_of_the_filter_and_nothing_else(client):
    kommune = KommuneFactory(slug="musterstadt")
    QuartierFactory.create_batch(60, published=True, kommune=kommune)
    QuartierFactory(published=True, boundary=square(13.05, 52.05))

    response = client.get(LIST_URL, {"kommune": "musterstadt", "page": "2", "utm": "x"})

    assert len(response.context["karte"].areas) == 60
    assert len(response.context["quartiere"]) == 10
    assert "Die Karte zeigt alle 60 Quartiere, die Liste 51 bis 60" in response.text
    assert [item["url"] for item in response.context["downloads"]] == [
        "/quartiere.csv?kommune=musterstadt",
        "/quartiere.json?kommune=musterstadt",
        "/quartiere.geojson?kommune=musterstadt",
    ]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Noch ist kein Quartier veröffentlicht."),
        ("?q=xyz", "Zu Ihrer Auswahl gibt es kein Quartier."),
    ],
)
def test_empty_list_says_what_helps(client, query, sentence):
    response = client.get(LIST_URL + query)

    assert sentence in response.text
    assert 'role="status" class="h3">0 Quartiere' in response.text


def test_all_areas_of_a_whole_city_fit_on_one_light_page(client, daten, django_assert_num_queries):
    KommuneFactory(name="Berlin", slug="berlin", ags="11000000")
    file = daten / "berlin" / "lor_planungsraeume_2021.geojson"
    call_command(
        "import_quartiere",
        str(file),
        kommune="11000000",
        key="PLR_ID",
        name="PLR_NAME",
        verbosity=0,
    )

    with django_assert_num_queries(8):
        response = client.get(LIST_URL, {"kommune": "berlin"})

    assert response.context["paginator"].count == 542
    assert (
        len(
            re.findall(r'<a href="/quartiere/berlin/[a-z0-9-]+/" class="karte__area', response.text)
        )
        == 542
    )
    assert len(response.content) < 500_000


@pytest.mark.parametrize(
    ("query", "is_open"), [("", False), ("q=nord", False), ("kommune=gibtesnicht", True)]
)
def test_filter_stays_folded_on_a_phone_unless_it_is_faulty(client, nordstadt, query, is_open):
    html = client.get(f"{LIST_URL}?{query}").text

    toggle = re.search(r'<details class="filter-panel__toggle"(.*?)>', html)[1]
    assert toggle == (" open" if is_open else "")
