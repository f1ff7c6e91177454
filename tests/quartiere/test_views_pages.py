"""The pages of one Quartier, the Kommunen, Zielgruppen and Handlungsfelder, and the start page."""

import json
import re

import pytest

from quartiere.models import Meilenstein, Quartier
from tests.factories import (
    HandlungsfeldFactory,
    MaterialFactory,
    QuartierFactory,
    ZielgruppeFactory,
    square,
)

pytestmark = pytest.mark.django_db

DETAIL_URL = "/quartiere/musterstadt/nordstadt/"
PAGES = [
    "/",
    "/quartiere/",
    "/quartiere/?ansicht=tabelle",
    "/quartiere/finden/",
    "/quartiere/finden/?q=Nordstadt",
    "/quartiere/finden/?lat=52.005&lon=13.005",
    DETAIL_URL,
    f"{DETAIL_URL}steckbrief/",
    "/kommunen/",
    "/kommunen/musterstadt/",
    "/zielgruppen/",
    "/zielgruppen/nachtmenschen/",
    "/handlungsfelder/",
    "/handlungsfelder/nachtleben/",
    "/sitemap.xml",
]
SECTIONS = [
    "charakter", "potenziale", "organisation", "meilensteine", "perspektiven", "daten", "material",
]  # fmt: skip


def json_ld_of(response):
    return json.loads(re.search(r'ld\+json">(.+?)</script>', response.text, re.DOTALL)[1])


@pytest.mark.parametrize("url", PAGES)
def test_public_page_sets_no_cookie_and_does_not_vary_by_it(client, nordstadt, url):
    response = client.get(url)

    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "csrfmiddlewaretoken" not in response.text


@pytest.mark.parametrize("url", PAGES)
def test_drafts_leak_into_no_page(client, nordstadt, url):
    hidden = QuartierFactory(
        name="Geheimplatz",
        slug="geheimplatz",
        kommune=nordstadt.kommune,
        boundary=square(13.01, 52.0),
    )
    hidden.zielgruppen.set(nordstadt.zielgruppen.all())
    hidden.handlungsfelder.set(nordstadt.handlungsfelder.all())
    QuartierFactory(kommune__name="Geheimstadt", kommune__slug="geheimstadt")

    response = client.get(url)

    assert "geheim" not in response.text.lower()
    assert "2 Quartiere" not in response.text


@pytest.mark.parametrize("url", [DETAIL_URL, f"{DETAIL_URL}steckbrief/", "/kommunen/musterstadt/"])
@pytest.mark.parametrize("status", [Quartier.Status.DRAFT, Quartier.Status.ARCHIVED])
def test_page_is_gone_while_the_quartier_is_not_published(client, nordstadt, url, status):
    nordstadt.status = status
    nordstadt.save()

    response = client.get(url)

    assert response.status_code == 404


def test_quartier_is_found_under_its_own_kommune_only(client, nordstadt):
    QuartierFactory(published=True, slug="nordstadt", kommune__slug="anderswo")

    here, there, nowhere = (
        client.get(f"/quartiere/{kommune}/nordstadt/")
        for kommune in ("musterstadt", "anderswo", "nirgendwo")
    )

    assert here.context["quartier"] == nordstadt
    assert there.context["quartier"] != nordstadt
    assert nowhere.status_code == 404


def test_address_without_quartier_leads_to_the_kommune(client, nordstadt):
    response = client.get("/quartiere/musterstadt/")

    assert (response.status_code, response.url) == (302, "/kommunen/musterstadt/")


def test_quartier_page_has_all_sections_in_order_and_the_review(client, nordstadt):
    response = client.get(DETAIL_URL)

    assert re.findall(r'<section id="([a-z]+)"', response.text) == SECTIONS
    assert re.findall(r'href="#([a-z]+)"', response.text)[-len(SECTIONS) :] == SECTIONS
    assert "2. März 2026</time> von: Quartiersmanagement Nord" in response.text
    assert "Mai 2021" in response.text
    assert response.context["facts"] == [
        ("Kommune", "Musterstadt"),
        ("Programm", "Sozialer Zusammenhalt"),
        ("Im Programm", "seit 2019"),
        ("Einwohnerinnen und Einwohner", 12345),
        ("Fläche", "0,76 km²"),
    ]
    assert "12.345" in response.text


def test_empty_sections_are_left_out(client):
    QuartierFactory(
        published=True, slug="leer", kommune__slug="musterstadt", potentials="<p>Ruhe.</p>"
    )

    response = client.get("/quartiere/musterstadt/leer/")

    assert re.findall(r'<section id="([a-z]+)"', response.text) == ["potenziale"]


def test_json_ld_describes_the_place(client, nordstadt):
    response = client.get(DETAIL_URL)

    [place] = json_ld_of(response)["@graph"]
    assert place == {
        "@type": "Place",
        "@id": "http://testserver/quartiere/musterstadt/nordstadt/",
        "url": "http://testserver/quartiere/musterstadt/nordstadt/",
        "name": "Nordstadt",
        "description": "Ein Quartier mit vielen Stärken.",
        "containedInPlace": {"@type": "City", "name": "Musterstadt"},
        "geo": {"@type": "GeoCoordinates", "latitude": 52.005, "longitude": 13.005},
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Hauptstraße 1",
            "postalCode": "12345",
            "addressLocality": "Musterstadt",
            "addressCountry": "DE",
        },
    }


def test_json_ld_cannot_be_left(client, nordstadt):
    evil = "</script><script>alert(1)</script><!--"
    nordstadt.name = nordstadt.teaser = evil
    nordstadt.save()

    response = client.get(DETAIL_URL)

    assert json_ld_of(response)["@graph"][0]["name"] == evil
    assert "<script>alert" not in response.text


def test_map_shows_published_neighbours_as_links_and_not_itself(client, nordstadt):
    QuartierFactory(published=True, slug="daneben", boundary=square(13.01, 52.0))
    QuartierFactory(published=True, slug="weit-weg", boundary=square(13.5, 52.0))

    response = client.get(DETAIL_URL)

    areas = response.context["karte"].areas
    assert [(area.url.split("/")[-2], area.is_current) for area in areas] == [
        ("daneben", False),
        ("nordstadt", True),
    ]
    assert f'<a href="{DETAIL_URL}" class="karte__area' not in response.text


def test_neighbours_on_the_map_are_listed_as_links_too(client, nordstadt):
    other = {"published": True, "kommune__name": "Nachbarstadt", "kommune__slug": "nachbarstadt"}
    QuartierFactory(slug="west", name="West", boundary=square(12.99, 52.0), **other)
    QuartierFactory(published=True, slug="ost", name="Ost", boundary=square(13.01, 52.0),
                    kommune=nordstadt.kommune)  # fmt: skip

    page = client.get(DETAIL_URL).text
    steckbrief = client.get(f"{DETAIL_URL}steckbrief/").text

    listed = re.search(r'<nav[^>]+id="nachbarn".+?</nav>', page, re.DOTALL)[0]
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', listed) == [
        ("/quartiere/musterstadt/ost/", "Ost, Musterstadt"),
        ("/quartiere/nachbarstadt/west/", "West, Nachbarstadt"),
    ]
    assert '<a href="#nachbarn">Dieselben Angaben als Text</a>' in page
    assert "Daneben: Ost, Musterstadt; West, Nachbarstadt." in steckbrief


def test_quartier_without_neighbours_lists_none(client, nordstadt):
    assert "nachbarn" not in client.get(DETAIL_URL).text
    assert "Daneben" not in client.get(f"{DETAIL_URL}steckbrief/").text


@pytest.mark.parametrize("count", [1, 5])
def test_quartier_page_query_count_does_not_grow(client, django_assert_num_queries, count):
    quartier = QuartierFactory(
        published=True, slug="nordstadt", kommune__slug="musterstadt", boundary=square(13.0, 52.0)
    )
    quartier.zielgruppen.set(ZielgruppeFactory.create_batch(count))
    quartier.handlungsfelder.set(HandlungsfeldFactory.create_batch(count))
    MaterialFactory.create_batch(count, quartier=quartier)
    for year in range(2000, 2000 + count):
        Meilenstein.objects.create(quartier=quartier, year=year, title="Etappe")
    QuartierFactory.create_batch(count, published=True, boundary=square(13.01, 52.0))

    # The Quartier, four related lists, the neighbours, whether there are Beiträge and the like.
    with django_assert_num_queries(16):
        client.get(DETAIL_URL)


@pytest.mark.parametrize("count", [1, 5])
def test_steckbrief_query_count_does_not_grow(client, nordstadt, django_assert_num_queries, count):
    nordstadt.handlungsfelder.set(HandlungsfeldFactory.create_batch(count))
    for year in range(2000, 2000 + count):
        Meilenstein.objects.create(quartier=nordstadt, year=year, title="Etappe")
    QuartierFactory.create_batch(count, published=True, boundary=square(13.01, 52.0))

    # The Quartier, four related lists, the neighbours, whether there are Beiträge and the like.
    with django_assert_num_queries(6):
        response = client.get(f"{DETAIL_URL}steckbrief/")

    assert len(response.context["karte"].neighbours) == count


def test_steckbrief_cuts_long_texts(client, nordstadt):
    nordstadt.character = f"<p>{'Wort ' * 500}</p>"
    nordstadt.perspectives = f"<p>{'Langeswort ' * 500}</p>"
    nordstadt.save()
    for year in range(2001, 2010):
        Meilenstein.objects.create(quartier=nordstadt, year=year, title="Etappe")

    response = client.get(f"{DETAIL_URL}steckbrief/")

    assert response.text.count("Wort") == 80
    assert response.text.count("Langeswort") == 47
    assert [row.year for row in response.context["meilensteine"]] == [2006, 2007, 2008, 2009, 2021]
    assert "<a href" not in re.search(r"<svg class=\"karte.+?</svg>", response.text, re.DOTALL)[0]
