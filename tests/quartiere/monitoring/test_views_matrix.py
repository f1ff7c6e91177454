"""The matrix area × Zielgruppe: filter, order, reasons, downloads of the same rows."""

import csv
import io
import json

import pytest

from quartiere.models import Zielgruppe
from quartiere.monitoring import einspielen
from quartiere.monitoring.daten import IndikatorSpec
from quartiere.monitoring.models import Indikator, Planungsraum
from tests.factories import KommuneFactory
from tests.factories_monitoring import make_ausgabe
from tests.quartiere.monitoring import berlin

pytestmark = pytest.mark.django_db

URL = "/monitoring/musterstadt/2021/ueberlagerung/"
INDICATORS = [
    IndikatorSpec("S1", "status", name="Arbeitslosigkeit", unit="%"),
    IndikatorSpec("D1", "dynamik", name="Veränderung"),
    IndikatorSpec("K1", zielgruppe="kinder", name="Armut", unit="%", phrase="arm", city_value=8.0),
    IndikatorSpec("K2", zielgruppe="senioren", name="Altersarmut", unit="%", city_value=3.0),
]
ROWS = {
    "01": [2.0, 0.1, 30.0, 2.0],
    "02": [3.0, 0.2, 10.0, None],
    "03": [4.0, 0.0, 11.0, 1.5],
    "04": [3.5, 0.2, 10.5, 1.2],
    "05": [9.0, -2.0, 31.0, 9.0],
    "06": [2.5, 0.1, 10.0, 1.0],
    "07": "unter 300 Einwohner",
    "08": [2.4, 0.3, 10.1, 1.1],
    "09": [2.6, 0.0, 10.2, 1.3],
}


@pytest.fixture
def ausgabe(kommune):
    return make_ausgabe(
        kommune, rows=ROWS, indicators=INDICATORS, inhabitants={"03": 9000, "07": None}
    )


def keys(response):
    return [row["area"].key for row in response.context["rows"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["01", "02", "03", "04", "05", "06", "07", "08", "09"]),
        ({"ab": "1"}, ["01", "05"]),
        ({"ab": "2"}, ["05"]),
        ({"zielgruppe": "kinder"}, ["01", "05"]),
        ({"zielgruppe": "senioren"}, ["05"]),
        ({"status": "sehr niedrig"}, ["05"]),
        ({"dynamik": "positiv"}, ["05"]),
        ({"aufmerksamkeit": "ja"}, ["05"]),
        ({"aufmerksamkeit": "nein", "q": "Gebiet 0"}, ["01", "02", "03", "04", "06", "08", "09"]),
        ({"q": "gebiet 03"}, ["03"]),
        ({"q": "07"}, ["07"]),
        ({"zielgruppe": "kinder", "status": "mittel"}, ["01"]),
    ],
)
def test_filter_narrows_the_table(client, ausgabe, query, expected):
    response = client.get(URL, query)

    assert keys(response) == expected
    assert response.context["filter_form"].active == len(query)


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("gruppen", ["05", "01", "02"]),
        ("einwohner", ["03", "01", "02"]),
        ("name", ["01", "02", "03"]),
        ("bedarf-kinder", ["05", "01", "03"]),
        ("bedarf-senioren", ["05", "01", "03"]),
    ],
)
def test_table_is_sorted_on_request_and_by_number_otherwise(client, ausgabe, order, first):
    assert keys(client.get(URL, {"sortierung": order}))[:3] == first


def test_row_counts_rated_groups_and_gives_a_sentence_per_flag(client, ausgabe):
    response = client.get(URL)

    rows = {row["area"].key: row for row in response.context["rows"]}
    counts = {key: (row["area"].overlap, row["area"].rated) for key, row in rows.items()}
    assert counts["05"] == (2, 2)
    assert counts["02"] == (0, 1)
    assert counts["07"] == (None, None)
    assert [sentence.split(", z =")[0] for sentence in rows["05"]["sentences"]] == [
        "Kinder: 31,0 % arm, Stadt 8,0 %",
        "Seniorinnen und Senioren: Altersarmut 9,0 %, Stadt 3,0 %",
    ]
    assert "nicht bewertet: unter 300 Einwohner" in response.text


def test_number_and_percent_sign_stay_on_one_line(client, ausgabe):
    assert "31,0\N{NO-BREAK SPACE}% arm" in client.get(URL).text


def test_summary_counts_what_the_overall_index_overlooks(client, kommune):
    rows = ROWS | {"01": [2.0, 0.1, 30.0, 9.0]}
    make_ausgabe(kommune, rows=rows, indicators=INDICATORS)

    response = client.get(URL, {"q": "gibtesnicht"})

    assert response.context["summary"] == {"valid": 8, "several": 2, "middle": 1, "outside": 1}
    assert "Zu Ihrer Auswahl gibt es kein Gebiet." in response.text


def test_wrong_value_shows_its_error_and_the_other_filters_hold(client, ausgabe):
    response = client.get(URL, {"status": "gut", "ab": "1"})

    assert keys(response) == ["01", "05"]
    assert response.context["filter_form"].errors == {
        "status": ["Das gibt es in dieser Ausgabe nicht."]
    }


def test_group_that_must_not_be_shown_is_neither_counted_nor_offered(client, ausgabe):
    Indikator.objects.filter(code="K2").update(is_public=False)

    response = client.get(URL, {"ab": "1"})

    assert response.context["columns"] == ["Kinder"]
    assert [(row["area"].key, row["area"].overlap) for row in response.context["rows"]] == [
        ("01", 1),
        ("05", 1),
    ]
    assert [choice for choice, _ in response.context["filter_form"].fields["ab"].choices] == [
        "", "1",
    ]  # fmt: skip
    assert response.context["summary"]["several"] == 0
    assert keys(client.get(URL, {"sortierung": "bedarf-senioren"}))[0] == "01"


def test_edition_without_status_offers_no_filter_by_status(client, kommune):
    rows = {key: row if isinstance(row, str) else row[2:] for key, row in ROWS.items()}
    make_ausgabe(kommune, rows=rows, indicators=INDICATORS[2:])

    response = client.get(URL)

    fields = set(response.context["filter_form"].fields)
    assert fields == {"q", "zielgruppe", "ab", "sortierung"}
    assert client.get("/monitoring/musterstadt/2021/").context["ansicht"].slug == "ueberlagerung"


@pytest.mark.parametrize("query", ["", "?ab=1&sortierung=gruppen", "?q=gebiet+03"])
def test_downloads_hold_the_same_rows_as_the_page(client, ausgabe, query):
    page = client.get(f"{URL}{query}")
    table = client.get(f"/monitoring/musterstadt/2021/ueberlagerung.csv{query}")
    document = client.get(f"/monitoring/musterstadt/2021/ueberlagerung.json{query}")

    text = b"".join(table).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    areas = json.loads(b"".join(document))["gebiete"]
    assert [line["schluessel"] for line in lines] == keys(page)
    assert [area["schluessel"] for area in areas] == keys(page)
    assert [item["url"].endswith(query) for item in page.context["downloads"]] == [True, True]


def test_download_gives_class_and_reason(client, ausgabe):
    document = client.get("/monitoring/musterstadt/2021/ueberlagerung.json?ab=2")

    found = json.loads(b"".join(document))
    (area,) = found["gebiete"]
    assert (area["ueberlagerung"], area["bewertete_gruppen"]) == (2, 2)
    assert (area["klasse_kinder"], area["aufmerksamkeit"]) == ("hoch", "ja")
    assert area["begruendung"].startswith("Kinder: 31,0 % arm, Stadt 8,0 %")
    assert found["pruefsumme_sha256"] == ausgabe.checksum


def test_download_of_a_wrong_filter_is_refused(client, ausgabe):
    response = client.get("/monitoring/musterstadt/2021/ueberlagerung.csv?ab=99")

    assert (response.status_code, response.text) == (
        400,
        "Diese Auswahl gibt es nicht.\nab: Das gibt es in dieser Ausgabe nicht.\n",
    )


def test_matrix_of_berlin_shows_106_areas_with_two_or_more_groups_in_need(client, daten):
    kommune = KommuneFactory(ags="11000000", name="Berlin", slug="berlin")
    names = berlin.known_areas(daten).names
    Planungsraum.objects.bulk_create(
        Planungsraum(kommune=kommune, gebietsstand="2021", key=key, name=name)
        for key, name in names.items()
    )
    streams = [(name, (daten / "berlin" / name).open("rb")) for name in berlin.FILES_2021]
    ausgabe = einspielen.store_draft(einspielen.read(berlin.profil_2021(), streams))
    for _, stream in streams:
        stream.close()
    einspielen.check(ausgabe)
    einspielen.publish(ausgabe)

    response = client.get("/monitoring/berlin/2021/ueberlagerung/", {"ab": "2"})

    assert response.context["page_obj"].paginator.count == 106
    assert response.context["summary"] == {
        "valid": 536, "several": 106, "middle": 24, "outside": 55,
    }  # fmt: skip
    assert Zielgruppe.objects.filter(slug__in=ausgabe.zielgruppen).count() == 4
