"""CSV, JSON and GeoJSON of exactly the filtered rows."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date

import pytest

from quartiere import exporte
from quartiere.models import Quartier
from tests.factories import (
    HandlungsfeldFactory,
    KommuneFactory,
    QuartierFactory,
    ZielgruppeFactory,
    square,
)

pytestmark = pytest.mark.django_db


def body(response):
    return b"".join(response).decode()


def read_csv(response):
    text = body(response)
    assert text.startswith("\ufeffname;kommune;")
    return list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))


@pytest.fixture
def nordstadt():
    quartier = QuartierFactory(
        published=True,
        name="Nordstadt",
        slug="nordstadt",
        key="0101",
        kommune=KommuneFactory(name="Musterstadt", slug="musterstadt", ags="05000001"),
        inhabitants=12345,
        boundary=square(13.0, 52.0),
        programme_until=2020,
        reviewed_on=date(2026, 3, 2),
    )
    quartier.handlungsfelder.set(
        [HandlungsfeldFactory(name="Alpha"), HandlungsfeldFactory(name="Beta")]
    )
    quartier.zielgruppen.set([ZielgruppeFactory(name="Riesen")])
    return quartier


ROW = {
    "name": "Nordstadt",
    "kommune": "Musterstadt",
    "land": "Nordrhein-Westfalen",
    "ags": "05000001",
    "gebietsschluessel": "0101",
    "kurztext": "Ein Quartier mit vielen Stärken.",
    "programm": "Sozialer Zusammenhalt",
    "seit": 2019,
    "bis": 2020,
    "stand": "abgeschlossen",
    "einwohner": 12345,
    "flaeche_km2": 0.7634,
    "laengengrad": 13.005,
    "breitengrad": 52.005,
    "handlungsfelder": ["Alpha", "Beta"],
    "zielgruppen": ["Riesen"],
    "geprueft_am": "2026-03-02",
    "adresse": "http://testserver/quartiere/musterstadt/nordstadt/",
}


def test_json_has_numbers_as_numbers_and_the_licence(client, nordstadt):
    response = client.get("/quartiere.json")

    data = json.loads(body(response))
    assert data["lizenz"] == exporte.LICENCE
    assert data["quartiere"] == [ROW | {"flaeche_km2": nordstadt.area_km2}]
    assert response.headers["Content-Type"] == "application/json"


def test_csv_is_made_for_german_spreadsheets(client, nordstadt):
    response = client.get("/quartiere.csv")

    [row] = read_csv(response)
    assert row == ROW | {
        "seit": "2019",
        "bis": "2020",
        "einwohner": "12345",
        "flaeche_km2": str(nordstadt.area_km2).replace(".", ","),
        "laengengrad": "13,005",
        "breitengrad": "52,005",
        "handlungsfelder": "Alpha, Beta",
        "zielgruppen": "Riesen",
    }
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="quartiere.csv"'
    assert response.headers["Link"] == f'<{exporte.LICENCE["url"]}>; rel="license"'


def test_geojson_has_boundary_point_or_nothing(client, nordstadt):
    kommune = nordstadt.kommune
    point = {"boundary": None, "longitude": 13.5, "latitude": 52.5}
    QuartierFactory(published=True, name="Punkt", kommune=kommune, **point)
    QuartierFactory(published=True, name="Unbekannt", kommune=kommune, boundary=None)

    data = json.loads(body(client.get("/quartiere.geojson")))

    assert data["type"] == "FeatureCollection"
    assert [(item["properties"]["name"], item["geometry"]) for item in data["features"]] == [
        ("Nordstadt", nordstadt.boundary),
        ("Punkt", {"type": "Point", "coordinates": [13.5, 52.5]}),
        ("Unbekannt", None),
    ]


@pytest.mark.parametrize("suffix", ["csv", "json", "geojson"])
def test_export_holds_exactly_the_rows_of_the_list(client, nordstadt, suffix):
    QuartierFactory(published=True, name="Anderswo", kommune__slug="anderswo")
    QuartierFactory(name="Geheimplatz", kommune=nordstadt.kommune)
    query = {"kommune": "musterstadt"}

    listed = [quartier.name for quartier in client.get("/quartiere/", query).context["quartiere"]]
    text = body(client.get(f"/quartiere.{suffix}", query))

    assert listed == ["Nordstadt"]
    assert "Nordstadt" in text
    assert "Anderswo" not in text
    assert "Geheimplatz" not in text


@pytest.mark.parametrize("suffix", ["csv", "json", "geojson"])
def test_faulty_filter_exports_nothing(client, nordstadt, suffix):
    response = client.get(f"/quartiere.{suffix}", {"kommune": "gibt-es-nicht"})

    assert response.status_code == 400
    assert response.text == (
        "Diese Auswahl gibt es nicht.\nkommune: Diese Kommune gibt es im Portal nicht.\n"
    )


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_text_never_starts_a_formula(text):
    assert exporte.cell(text) == f"'{text}"
    assert exporte.cell([text, "b"]) == f"'{text}, b"


@pytest.mark.parametrize(("value", "expected"), [(None, ""), (0, "0"), (1.5, "1,5"), ("", "")])
def test_cell_writes_values_as_spreadsheets_read_them(value, expected):
    assert exporte.cell(value) == expected


def test_empty_export_is_still_a_document(client):
    assert read_csv(client.get("/quartiere.csv")) == []
    assert json.loads(body(client.get("/quartiere.json")))["quartiere"] == []
    assert json.loads(body(client.get("/quartiere.geojson")))["features"] == []


def test_many_rows_come_in_pieces():
    QuartierFactory.create_batch(3, published=True)

    pieces = list(exporte.as_json(Quartier.objects.published(), "http://testserver"))

    assert len(pieces) == 5


@pytest.mark.parametrize("suffix", ["csv", "json", "geojson"])
def test_page_of_another_portal_may_read_the_data(client, nordstadt, suffix):
    headers = client.get(f"/quartiere.{suffix}").headers

    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("url", ["/", "/quartiere/", "/quartiere.csv?kommune=gibtesnicht"])
def test_what_is_no_open_data_stays_closed_to_other_pages(client, nordstadt, url):
    headers = client.get(url).headers

    assert "Access-Control-Allow-Origin" not in headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_licence_of_the_data_is_a_setting():
    script = "import django; django.setup(); from quartiere import exporte; print(exporte.LICENCE)"
    own = {"DATA_LICENCE": "CC0 1.0", "DATA_LICENCE_URL": "https://example.org/cc0"}
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **own}

    run = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )

    assert run.stdout == "{'name': 'CC0 1.0', 'url': 'https://example.org/cc0'}\n"
    assert exporte.LICENCE["url"] == "https://www.govdata.de/dl-de/by-2-0"
