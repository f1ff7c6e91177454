"""The page on supply against need: filters, reasons, measures, downloads of the same rows."""

import csv
import io
import json

import pytest

from quartiere.monitoring.daten import KONTEXT, STATUS, IndikatorSpec
from quartiere.monitoring.models import Planungsraum
from tests.factories import KommuneFactory, QuartierFactory
from tests.factories_monitoring import ZuordnungFactory, make_ausgabe
from tests.factories_netzwerke import AngebotFactory, AngebotsartFactory
from tests.netzwerke.angebotsarten import youth_clubs

pytestmark = pytest.mark.django_db

URL = "/monitoring/musterstadt/2021/versorgung/"
INDICATORS = [
    IndikatorSpec("S1", STATUS, name="Arbeitslosigkeit"),
    IndikatorSpec("K1", KONTEXT, zielgruppe="jugendliche", name="Jugendarbeitslosigkeit"),
    IndikatorSpec("K2", KONTEXT, zielgruppe="senioren", name="Altersarmut"),
    IndikatorSpec("EW_6_25", KONTEXT, name="Menschen von 6 bis unter 25", unit="Personen"),
]
ROWS = {f"0{n}": [float(n), 1.0, 1.0 + n / 100, 100.0] for n in range(1, 8)}
ROWS |= {"08": [9.0, 9.0, 9.0, 500.0], "09": "unter 300 Einwohner"}
REASON = (
    "Jugendliche: Bedarf hoch, und es fehlt an: Jugendfreizeit: 30 Plätze für 500 Menschen von 6 "
    "bis unter 25 Jahren, nach Richtwert nötig 57."
)


@pytest.fixture
def ausgabe(kommune):
    """Nine areas; only 08 has youth and seniors in need, and one club with 30 places."""
    ausgabe = make_ausgabe(kommune, indicators=INDICATORS, rows=ROWS)
    quartier = QuartierFactory(kommune=kommune, slug="nordstadt", published=True)
    area = Planungsraum.objects.get(kommune=kommune, key="08")
    ZuordnungFactory(planungsraum=area, quartier=quartier, share=1)
    AngebotFactory(
        kommune=kommune,
        published=True,
        angebotsart=youth_clubs(),
        capacity=30,
        quartiere=[quartier],
    )
    return ausgabe


def keys(response):
    return [row["area"].key for row in response.context["rows"]]


def test_gap_stands_with_its_reason_and_numbers(client, ausgabe):
    response = client.get(URL)

    (row,) = response.context["rows"]
    assert (row["area"].key, row["gaps"], row["sentences"]) == ("08", 1, [REASON])
    assert (response.context["with_gap"], response.context["valid"]) == (1, 8)
    assert REASON in response.text


def test_reason_stays_german_in_english_and_says_so(client, ausgabe):
    start = REASON.split(" %")[0].split(":")[0]

    assert f'<li lang="de">{start}' in client.get(f"/en{URL}").text
    assert f"<li>{start}" in client.get(URL).text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"zeigen": "mangel"}, ["01", "02", "03", "04", "05", "06", "07", "08"]),
        ({"zeigen": "alle"}, ["01", "02", "03", "04", "05", "06", "07", "08", "09"]),
        ({"zeigen": "alle", "q": "gebiet 03"}, ["03"]),
        ({"zeigen": "alle", "q": "09"}, ["09"]),
        ({"quartier": "nordstadt"}, ["08"]),
        ({"zielgruppe": "jugendliche"}, ["08"]),
        ({"zielgruppe": "senioren"}, []),
        ({"zeigen": "mangel", "zielgruppe": "senioren"}, []),
        ({"art": "jugendfreizeit"}, ["08"]),
        ({"art": "spielplatz"}, []),
    ],
)
def test_filter_narrows_the_areas(client, ausgabe, query, expected):
    response = client.get(URL, query)

    assert keys(response) == expected
    assert response.context["filter_form"].active == len(query)


def test_quartier_without_areas_shows_none(client, ausgabe):
    QuartierFactory(kommune=ausgabe.kommune, slug="suedstadt", published=True)

    assert keys(client.get(URL, {"quartier": "suedstadt", "zeigen": "alle"})) == []


@pytest.mark.parametrize("name", ["zeigen", "quartier", "zielgruppe", "art"])
def test_unknown_value_shows_its_error_and_gives_no_file(client, ausgabe, name):
    response = client.get(URL, {name: "x\0y"})
    download = client.get(f"{URL[:-1]}.csv", {name: "gibtesnicht"})

    assert name in response.context["filter_form"].errors
    assert (response.status_code, download.status_code) == (200, 400)


def test_draft_quartier_is_no_choice(client, ausgabe):
    QuartierFactory(kommune=ausgabe.kommune, slug="geheim")

    form = client.get(URL, {"quartier": "geheim"}).context["filter_form"]

    assert "quartier" in form.errors
    assert [slug for slug, _ in form.fields["quartier"].choices] == ["", "nordstadt"]


def test_measure_names_norm_and_source(client, ausgabe):
    response = client.get(URL)

    measures = {row["art"].slug: row for row in response.context["massstaebe"]}
    clubs = measures["jugendfreizeit"]
    assert (clubs["offers"], clubs["deficits"], clubs["judged"]) == (1, 8, 8)
    assert "Richtwert: 0,114 Plätze je Person" in response.text
    assert clubs["art"].norm_source in response.text


def test_kind_of_offer_nobody_needs_is_not_measured(client, ausgabe):
    art = AngebotsartFactory(slug="sonstiges")
    AngebotFactory(kommune=ausgabe.kommune, published=True, angebotsart=art)

    slugs = [row["art"].slug for row in client.get(URL).context["massstaebe"]]

    assert "sonstiges" not in slugs


def test_downloads_hold_the_numbers_of_the_same_rows(client, ausgabe):
    query = {"zielgruppe": "jugendliche"}

    table = b"".join(client.get(f"{URL[:-1]}.csv", query).streaming_content)
    document = json.loads(b"".join(client.get(f"{URL[:-1]}.json", query).streaming_content))

    (row,) = csv.DictReader(io.StringIO(table.decode("utf-8-sig")), delimiter=";")
    (record,) = document["versorgung"]
    expected = {
        "schluessel": "08", "zielgruppe": "Jugendliche", "bedarf": "hoch", "luecke": "ja",
        "angebotsart": "Jugendfreizeit", "mangel": "ja", "angebote": 1, "menge": 30,
        "einheit": "Plätze", "personen": 500.0, "wert": 0.52632,
    }  # fmt: skip
    assert {name: record[name] for name in expected} == expected
    assert (row["wert"], row["personen"]) == ("0,52632", "500,0")
    assert record["begruendung"] in REASON


@pytest.mark.parametrize("address", ["/monitoring/musterstadt/2020/versorgung/", f"{URL[:-1]}.xml"])
def test_what_is_not_there_is_a_404(client, ausgabe, address):
    assert client.get(address).status_code == 404


def test_edition_without_groups_says_what_is_missing(client, kommune):
    make_ausgabe(kommune)

    assert "lässt sich noch nichts vergleichen" in client.get(URL).text


def test_pages_of_the_edition_lead_there(client, ausgabe):
    pages = ["", "ueberlagerung/"]
    texts = [client.get(f"/monitoring/musterstadt/2021/{page}").text for page in pages]
    texts.append(client.get("/monitoring/musterstadt/").text)
    area = client.get("/monitoring/musterstadt/gebiete/2021/08/").text
    quartier = client.get("/quartiere/musterstadt/nordstadt/").text

    assert [f'href="{URL}"' in text for text in texts] == [True, True, True]
    assert f'href="{URL}?zeigen=alle&amp;q=08"' in area
    assert f'href="{URL}?zeigen=mangel&amp;quartier=nordstadt"' in quartier


@pytest.mark.parametrize("count", [1, 8])
def test_query_count_does_not_grow(client, ausgabe, count, django_assert_num_queries):
    for _ in range(count):
        AngebotFactory(
            kommune=ausgabe.kommune, published=True, angebotsart=youth_clubs(), capacity=30
        )

    with django_assert_num_queries(11):
        client.get(URL, {"zeigen": "alle", "quartier": "nordstadt"})


def test_other_kommune_has_offers_of_its_own(client, ausgabe):
    other = KommuneFactory(slug="anderswo")
    AngebotFactory(kommune=other, published=True, angebotsart=youth_clubs(), capacity=900)

    assert keys(client.get(URL)) == ["08"]
