import json
from datetime import date

import pytest

from portal.beitraege import vorschau
from tests.factories import (
    BildFactory,
    HandlungsfeldFactory,
    KommuneFactory,
    QuartierFactory,
    ZielgruppeFactory,
)
from tests.factories_beitraege import BeitragBildFactory, BeitragFactory
from tests.factories_netzwerke import MassnahmeFactory, NetzwerkFactory

pytestmark = pytest.mark.django_db


def titles(response):
    return [row.title for row in response.context["rows"]]


def exported(response):
    return [row["titel"] for row in json.loads(response.getvalue())["beitraege"]]


@pytest.fixture
def topic(kommune, quartier):
    """Relations of public rows, and what each page about them is called."""
    place = {"kommune": kommune, "quartiere": [quartier], "published": True}
    return {
        "quartiere": [quartier],
        "zielgruppen": [ZielgruppeFactory()],
        "handlungsfelder": [HandlungsfeldFactory()],
        "netzwerke": [NetzwerkFactory(**place)],
        "massnahmen": [MassnahmeFactory(**place)],
    }


def test_list_shows_public_rows_the_newest_first(client, kommune, hidden):
    hidden()
    BeitragFactory(kommune=kommune, published=True, title="alt", date=date(2020, 1, 1))
    BeitragFactory(kommune=kommune, published=True, title="neu", date=date(2021, 1, 1))

    response = client.get("/beitraege/")

    assert titles(response) == ["neu", "alt"]
    assert "GEHEIM" not in response.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("art=nachrichten", ["Neuigkeit"]),
        ("kommune={kommune}", ["Quartier", "genannt", "von außen"]),
        ("quartier={kommune}.{quartier}", ["Quartier", "von außen"]),
        ("zielgruppe={zielgruppe}", ["Gruppe"]),
        ("handlungsfeld={handlungsfeld}", ["Feld"]),
        ("jahr=2019", ["alt"]),
        ("q=gruppe", ["Gruppe"]),
    ],
)
def test_filter_and_data_and_feed_give_the_same_rows(client, kommune, quartier, query, expected):
    other = KommuneFactory()
    QuartierFactory(kommune=other, published=True)
    QuartierFactory(kommune=kommune, published=True)
    zielgruppe, feld = ZielgruppeFactory(), HandlungsfeldFactory()
    ZielgruppeFactory()
    HandlungsfeldFactory()
    common = {"published": True, "kommune": other, "date": date(2024, 5, 1)}
    BeitragFactory(**common, title="Neuigkeit", kind="news")
    BeitragFactory(**{**common, "kommune": kommune}, title="Quartier", quartiere=[quartier])
    BeitragFactory(**common, title="genannt", kommunen=[kommune])
    BeitragFactory(**common, title="von außen", quartiere=[quartier])
    draft = QuartierFactory(kommune=kommune)
    BeitragFactory(**common, title="über einen Entwurf", quartiere=[draft])
    BeitragFactory(**common, title="Gruppe", slug="gruppe", zielgruppen=[zielgruppe])
    BeitragFactory(**common, title="Feld", handlungsfelder=[feld])
    BeitragFactory(**{**common, "date": date(2019, 5, 1)}, title="alt")
    query = query.format(
        kommune=kommune.slug,
        quartier=quartier.slug,
        zielgruppe=zielgruppe.slug,
        handlungsfeld=feld.slug,
    )

    page, data = client.get(f"/beitraege/?{query}"), client.get(f"/beitraege.json?{query}")

    assert sorted(titles(page)) == sorted(expected)
    assert exported(data) == titles(page)


@pytest.mark.parametrize(
    "query",
    [
        "art=gibtesnicht", "jahr=x", "jahr=99999999999999999999", "jahr=1700", "quartier=a.b",
        "kommune=gibtesnicht", "q=%00", "page=zwei", "zielgruppe=%3Cscript%3E",
    ],
)  # fmt: skip
def test_junk_in_the_address_is_no_error(client, kommune, query):
    BeitragFactory(kommune=kommune, published=True)

    response = client.get(f"/beitraege/?{query}")
    data = client.get(f"/beitraege.csv?{query}")
    feed = client.get(f"/beitraege.atom?{query}")

    assert response.status_code == 200
    assert {data.status_code, feed.status_code} <= {200, 400}


def test_empty_list_says_so(client):
    assert "Hier steht noch nichts." in client.get("/beitraege/").text
    assert "Zu Ihrer Auswahl gibt es nichts." in client.get("/beitraege/?q=nichts").text


def test_archive_counts_public_rows_by_year(client, kommune, hidden):
    hidden(date=date(2018, 1, 1))
    BeitragFactory.create_batch(2, kommune=kommune, published=True, date=date(2023, 2, 1))
    BeitragFactory(kommune=kommune, published=True, date=date(2021, 2, 1))

    response = client.get("/beitraege/")

    assert response.context["years"] == [(2023, 2), (2021, 1)]
    assert '<a class="tall-link" href="/beitraege/?jahr=2021">2021 (1)</a>' in response.text


def test_detail_shows_pictures_in_their_places_with_alternative_text(client, kommune):
    beitrag = BeitragFactory(
        kommune=kommune,
        published=True,
        text="<p>Anfang</p><p>[Bild 2]</p><p>Ende</p><p>[Bild 9]</p>",
    )
    first = BeitragBildFactory(beitrag=beitrag, caption="Erstes", order=1)
    second = BeitragBildFactory(beitrag=beitrag, caption="Zweites", order=2)

    response = client.get(beitrag.get_absolute_url())

    parts = [part.html or part.bild for part in response.context["parts"]]
    assert parts == ["<p>Anfang</p>", second, "<p>Ende</p>", first]
    assert response.text.count(f'alt="{first.bild.alt_text}"') == 2
    assert "[Bild" not in response.text


def test_detail_describes_itself_to_search_engines_and_social_media(client, kommune):
    beitrag = BeitragFactory(
        kommune=kommune,
        published=True,
        title='Ein "Titel" </script>',
        kind="news",
        date=date(2024, 5, 1),
        picture=BildFactory(),
    )

    response = client.get(beitrag.get_absolute_url())

    [item] = json.loads(response.context["json_ld"])["@graph"]
    assert (item["@type"], item["headline"], item["datePublished"]) == (
        "NewsArticle",
        'Ein "Titel" </script>',
        "2024-05-01T00:00:00+02:00",
    )
    assert '<meta property="og:type" content="article">' in response.text
    image = f"http://testserver{beitrag.picture.medium.url}"
    assert f'<meta property="og:image" content="{image}">' in response.text
    assert "</script>" not in response.context["json_ld"]


@pytest.mark.parametrize("trait", ["reviewed", "scheduled", "expired"])
def test_hidden_beitrag_has_no_page_but_a_preview(client, kommune, trait):
    beitrag = BeitragFactory(kommune=kommune, **{trait: True})

    response = client.get(vorschau.BEITRAEGE.url(beitrag))

    assert client.get(beitrag.get_absolute_url()).status_code == 404
    assert response.status_code == 200
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response.headers["Cache-Control"]
    assert "Vorschau – noch nicht öffentlich" in response.text
    assert "ld+json" not in response.text


def test_preview_of_a_public_beitrag_leads_to_its_page(client, kommune):
    beitrag = BeitragFactory(kommune=kommune, published=True)

    response = client.get(vorschau.BEITRAEGE.url(beitrag))

    assert (response.status_code, response.url) == (302, beitrag.get_absolute_url())


def test_preview_link_opens_no_row_of_another_model(client, kommune):
    beitrag = BeitragFactory(kommune=kommune)
    token = vorschau.SEITEN.url(beitrag).split("/")[-2]

    assert client.get(f"/vorschau/beitrag/{token}/").status_code == 404


@pytest.mark.parametrize(
    "address", ["quartiere", "zielgruppen", "handlungsfelder", "netzwerke", "massnahmen", "kommune"]
)
def test_pages_show_public_beitraege_about_them_and_no_others(
    client, kommune, topic, hidden, address
):
    hidden(**topic)
    BeitragFactory(kommune=kommune, published=True, title="Sichtbarer Beitrag", **topic)
    BeitragFactory(published=True, title="Fremder Beitrag")
    page = kommune if address == "kommune" else topic[address][0]

    text = client.get(page.get_absolute_url()).text

    assert text.count(">Sichtbarer Beitrag<") == 1
    assert "GEHEIM" not in text
    assert "Fremder Beitrag" not in text


def test_start_page_shows_the_newest_and_the_way_to_all(client, kommune, hidden):
    hidden()
    BeitragFactory(kommune=kommune, published=True, title="Das Neueste")

    text = client.get("/").text

    assert ">Das Neueste<" in text
    assert "Alle Neuigkeiten im Blog" in text
    assert "GEHEIM" not in text


def test_data_and_sitemap_hold_public_rows_only(client, kommune, hidden):
    secret = hidden()
    public = BeitragFactory(kommune=kommune, published=True, title="offen")

    data = client.get("/beitraege.json")
    sitemap = client.get("/sitemap.xml").text

    assert exported(data) == ["offen"]
    assert public.get_absolute_url() in sitemap
    assert [row for row in secret if row.get_absolute_url() in sitemap] == []


@pytest.mark.parametrize("address", ["/beitraege/", "/beitraege.json", "/beitraege.atom"])
def test_number_of_queries_does_not_grow(client, kommune, topic, address, count_queries):
    BeitragFactory(kommune=kommune, published=True, picture=BildFactory(), **topic)
    one = count_queries(address)
    for _ in range(5):
        BeitragFactory(kommune=kommune, published=True, picture=BildFactory(), **topic)

    assert count_queries(address) == one


def test_detail_query_count_does_not_grow(client, kommune, topic, count_queries):
    beitrag = BeitragFactory(kommune=kommune, published=True, **topic)
    BeitragFactory(kommune=kommune, published=True, **topic)
    one = count_queries(beitrag.get_absolute_url())
    BeitragFactory.create_batch(6, kommune=kommune, published=True, **topic)
    BeitragBildFactory.create_batch(3, beitrag=beitrag)

    assert count_queries(beitrag.get_absolute_url()) <= one + 1


def test_english_page_writes_kind_and_day_in_english(client, kommune):
    beitrag = BeitragFactory(kommune=kommune, published=True, kind="news", date="2024-05-01")

    german, english = [
        client.get(f"{start}{beitrag.get_absolute_url()}").text for start in ("", "/en")
    ]

    assert '<p class="muted page-kind">Neuigkeit</p>' in german
    assert '<time datetime="2024-05-01">1. Mai 2024</time>' in german
    assert '<p class="muted page-kind">News</p>' in english
    assert '<time datetime="2024-05-01">1 May 2024</time>' in english
