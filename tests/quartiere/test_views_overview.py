"""Start page, Kommunen, Zielgruppen, Handlungsfelder and sitemap: what they count and list."""

import json
import re

import pytest

from quartiere.models import Zielgruppe
from tests.factories import (
    HandlungsfeldFactory,
    KommuneFactory,
    QuartierFactory,
    ZielgruppeFactory,
)
from tests.factories_monitoring import make_ausgabe
from tests.factories_netzwerke import MassnahmeFactory
from tests.netzwerke.ketten import make_chain

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize(
    ("url", "queries"),
    [
        ("/", 12),
        ("/kommunen/", 2),
        ("/kommunen/musterstadt/", 12),
        ("/zielgruppen/", 1),
        ("/zielgruppen/nachtmenschen/", 15),
        ("/handlungsfelder/", 1),
        ("/handlungsfelder/nachtleben/", 14),
        ("/sitemap.xml", 29),
        ("/quartiere.csv", 4),
    ],
)
def test_list_query_counts_do_not_grow(client, django_assert_num_queries, url, queries, count):
    kommune = KommuneFactory(slug="musterstadt")
    zielgruppe = ZielgruppeFactory(slug="nachtmenschen")
    handlungsfeld = HandlungsfeldFactory(slug="nachtleben")
    for _ in range(count):
        quartier = QuartierFactory(published=True, kommune=kommune)
        quartier.zielgruppen.add(zielgruppe)
        quartier.handlungsfelder.add(handlungsfeld)
        QuartierFactory(published=True)

    with django_assert_num_queries(queries):
        response = client.get(url)
        if response.streaming:
            b"".join(response)


def test_cross_cutting_handlungsfelder_are_marked(client):
    response = client.get("/handlungsfelder/")

    themen = response.context["themen"]
    assert [thema.is_cross_cutting for thema in themen] == [False] * 7 + [True] * 4
    assert "Querschnittsthemen" in response.text
    assert ">Querschnittsthema<" in client.get("/handlungsfelder/klima/").text


def test_vocabularies_keep_their_order_and_count_public_quartiere(client):
    kinder = Zielgruppe.objects.get(slug="kinder")
    for quartier in QuartierFactory.create_batch(3, published=True) + [QuartierFactory()]:
        quartier.zielgruppen.add(kinder)

    response = client.get("/zielgruppen/")

    themen = list(response.context["themen"])
    assert [thema.slug for thema in themen][:3] == ["kinder", "jugendliche", "junge-erwachsene"]
    assert [thema.count for thema in themen][:3] == [3, 0, 0]


def test_kommunen_count_their_public_quartiere(client):
    kommune = KommuneFactory()
    QuartierFactory.create_batch(2, published=True, kommune=kommune)
    QuartierFactory(kommune=kommune)
    KommuneFactory()

    response = client.get("/kommunen/")

    assert [(row, row.count) for row in response.context["kommunen"]] == [(kommune, 2)]


def test_kommune_page_shows_the_first_twelve_and_leads_to_all(client):
    kommune = KommuneFactory(slug="musterstadt")
    QuartierFactory.create_batch(13, published=True, kommune=kommune)

    response = client.get("/kommunen/musterstadt/")

    assert len(response.context["quartiere"]) == 12
    assert len(response.context["karte"].areas) == 13
    assert "13 Quartiere" in response.text
    assert 'href="/quartiere/?kommune=musterstadt"' in response.text


@pytest.mark.parametrize(
    ("url", "query"),
    [
        ("/kommunen/musterstadt/", "kommune=musterstadt"),
        ("/zielgruppen/nachtmenschen/", "zielgruppe=nachtmenschen"),
    ],
)
def test_map_leads_to_all_its_rows_and_no_heading_level_is_skipped(client, url, query):
    text = "<h3>Zwischenüberschrift</h3>"
    kommune = KommuneFactory(slug="musterstadt", introduction=text)
    zielgruppe = ZielgruppeFactory(slug="nachtmenschen", text=text)
    QuartierFactory(published=True, kommune=kommune).zielgruppen.add(zielgruppe)

    response = client.get(url)

    main = response.text.split("<main")[1].split("</main")[0]
    assert re.findall(r"<h([1-6])", main)[:3] == ["1", "2", "3"]
    assert f'href="/quartiere/?{query}#liste">Dieselben Angaben als Text' in response.text


def test_start_page_counts_what_is_public_in_each_step(client, nordstadt):
    make_ausgabe(nordstadt.kommune)
    for number in range(2):
        make_chain(nordstadt, ZielgruppeFactory(), number)
    make_chain(nordstadt, ZielgruppeFactory(), published=False)
    MassnahmeFactory(kommune=nordstadt.kommune, published=True)

    steps = client.get("/").context["steps"]

    assert {step["title"]: (step["count"], step["label"]) for step in steps} == {
        "Beobachtung": (1, "Ausgabe im Monitoring"),
        "Bedarf": (2, "Bedarfe, nach Zielgruppen"),
        "Ziel und Ansatz": (2, "Ziele"),
        "Maßnahme": (3, "Maßnahmen"),
        "Austausch": (0, "Veranstaltungen"),
        "Ergebnis": (2, "Maßnahmen mit Ergebnis"),
    }


def test_start_page_links_the_massnahmen_it_counts(client, nordstadt):
    *_, massnahme, _ = make_chain(nordstadt, ZielgruppeFactory())
    other = MassnahmeFactory(kommune=nordstadt.kommune, published=True, title="Ä ohne Ergebnis")

    *_, doing, _exchange, result = client.get("/").context["steps"]

    assert set(client.get(doing["url"]).context["rows"]) == {massnahme, other}
    assert list(client.get(result["url"]).context["rows"]) == [massnahme]


def test_sitemap_lists_public_pages_with_the_host_of_the_request(client, nordstadt):
    QuartierFactory(slug="entwurf")

    response = client.get("/sitemap.xml")

    addresses = re.findall(r"<loc>(.+?)</loc>", response.text)
    assert "http://testserver/quartiere/musterstadt/nordstadt/" in addresses
    assert "http://testserver/kommunen/musterstadt/" in addresses
    assert [address for address in addresses if "entwurf" in address] == []
    assert len(addresses) == len(set(addresses))


@pytest.mark.parametrize(
    ("url", "steps"),
    [
        ("/kommunen/musterstadt/", ["Start", "Kommunen", "Musterstadt"]),
        ("/zielgruppen/nachtmenschen/", ["Start", "Zielgruppen", "Nachtmenschen"]),
        ("/handlungsfelder/nachtleben/", ["Start", "Handlungsfelder", "Nachtleben"]),
        (
            "/quartiere/musterstadt/nordstadt/",
            ["Start", "Quartiere", "Musterstadt", "Nordstadt"],
        ),
    ],
)
def test_way_to_the_page_is_told_to_search_engines(client, nordstadt, url, steps):
    nordstadt.zielgruppen.update(name="Nachtmenschen")
    nordstadt.handlungsfelder.update(name="Nachtleben")

    scripts = re.findall(r'ld\+json">(.+?)</script>', client.get(url).text, re.DOTALL)

    [way] = json.loads(scripts[-1])["@graph"]
    assert way["@type"] == "BreadcrumbList"
    assert [item["name"] for item in way["itemListElement"]] == steps
    assert way["itemListElement"][0]["item"] == "http://testserver/"
    assert "item" not in way["itemListElement"][-1]
