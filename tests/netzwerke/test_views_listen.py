"""Filters of the lists, and the same rows as data."""

import csv
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from netzwerke.models import Akteursart, Sprache
from tests.factories import (
    HandlungsfeldFactory,
    KommuneFactory,
    OrtFactory,
    QuartierFactory,
    ZielgruppeFactory,
)
from tests.factories_netzwerke import (
    AkteurFactory,
    AngebotFactory,
    ErgebnisFactory,
    MassnahmeFactory,
    NetzwerkFactory,
    ZielFactory,
)
from tests.netzwerke.ketten import make_chain

pytestmark = pytest.mark.django_db


def rows_of(client, name, **query):
    return list(client.get(f"/{name}/", query).context["rows"])


def test_quartier_finds_all_that_serve_it_wherever_they_are(client, quartier):
    near = AngebotFactory(kommune=quartier.kommune, quartiere=[quartier], published=True)
    city_wide = AngebotFactory(kommune=quartier.kommune, published=True)
    other = QuartierFactory(kommune=quartier.kommune, published=True)
    AngebotFactory(kommune=quartier.kommune, quartiere=[other], published=True)
    AngebotFactory(kommune=KommuneFactory(), published=True)

    found = rows_of(client, "angebote", quartier=f"musterstadt.{quartier.slug}")

    assert found == [near, city_wide]


@pytest.mark.parametrize("name", ["angebote", "akteure", "massnahmen", "netzwerke"])
def test_zielgruppe_and_handlungsfeld_narrow(client, name):
    factory = {
        "angebote": AngebotFactory,
        "akteure": AkteurFactory,
        "massnahmen": MassnahmeFactory,
        "netzwerke": NetzwerkFactory,
    }[name]
    zielgruppe, feld = ZielgruppeFactory(), HandlungsfeldFactory()
    match = factory(zielgruppen=[zielgruppe], handlungsfelder=[feld], published=True)
    factory(zielgruppen=[zielgruppe], published=True)
    factory(handlungsfelder=[feld], published=True)

    query = {"zielgruppe": zielgruppe.slug, "handlungsfeld": feld.slug}

    assert rows_of(client, name, **query) == [match]


def test_language_accessibility_cost_and_kind_narrow(client):
    match = AngebotFactory(step_free=True, cost="free", published=True)
    match.sprachen.add(Sprache.objects.get(code="tr"))
    AngebotFactory(published=True)
    art = Akteursart.objects.get(slug="hilfesystem")
    akteur = AkteurFactory(akteursart=art, published=True)

    by = [{"sprache": "tr"}, {"barrierefrei": "step_free"}, {"kostenfrei": "on"}]

    assert [rows_of(client, "angebote", **query) for query in by] == [[match]] * 3
    assert rows_of(client, "akteure", art="hilfesystem") == [akteur]


def test_postcode_finds_what_is_near_the_nearest_first(client):
    OrtFactory(postcode="00102", longitude=13.0, latitude=52.0)
    far = AngebotFactory(longitude=13.02, latitude=52.0, published=True)
    near = AngebotFactory(longitude=13.001, latitude=52.0, published=True)
    AngebotFactory(longitude=13.5, latitude=52.0, published=True)
    AngebotFactory(published=True)

    assert rows_of(client, "angebote", ort="00102") == [near, far]
    assert rows_of(client, "angebote", ort="00102", umkreis="1") == [near]
    assert rows_of(client, "angebote", lon="13.0", lat="52.0", umkreis="1") == [near]


def test_unknown_place_is_an_error_and_not_an_empty_list(client):
    angebot = AngebotFactory(published=True)

    response = client.get("/angebote/", {"ort": "99999"})

    assert list(response.context["rows"]) == [angebot]
    assert list(response.context["filter_form"].errors) == ["ort"]


def test_expired_angebot_leaves_the_list_and_keeps_its_page(client):
    yesterday = timezone.localdate() - timedelta(days=1)
    angebot = AngebotFactory(valid_until=yesterday, published=True)

    page = client.get(angebot.get_absolute_url())

    assert rows_of(client, "angebote") == []
    assert (page.status_code, "Dieses Angebot ist beendet." in page.text) == (200, True)


@pytest.mark.parametrize(
    ("stand", "phases"),
    [
        ("laufend", ["running"]),
        ("geplant", ["planned"]),
        ("beendet", ["cancelled", "completed"]),
        ("ohne-ergebnis", ["cancelled"]),
    ],
)
def test_massnahmen_by_state(client, stand, phases):
    for phase in ("planned", "running", "completed", "cancelled"):
        row = MassnahmeFactory(phase=phase, published=True)
        if phase == "completed":
            ErgebnisFactory(massnahme=row)

    found = rows_of(client, "massnahmen", stand=stand)

    assert sorted(row.phase for row in found) == phases


def test_ziele_by_group_of_their_bedarf_and_by_open_end(client, quartier):
    zielgruppe = ZielgruppeFactory()
    _, ziel, *_ = make_chain(quartier, zielgruppe)
    make_chain(quartier, ZielgruppeFactory())
    lonely = ZielFactory(quartier=quartier, published=True)

    assert rows_of(client, "ziele", zielgruppe=zielgruppe.slug) == [ziel]
    assert rows_of(client, "ziele", stand="offen") == [lonely]


def test_word_is_found_with_umlaut_and_in_any_case(client):
    angebot = AngebotFactory(title="Mädchenfußball", slug="maedchenfussball", published=True)
    AngebotFactory(published=True)

    assert rows_of(client, "angebote", q="MÄDCHEN") == [angebot]


# Exports ------------------------------------------------------------------------------------


def json_of(response):
    return json.loads(b"".join(response.streaming_content))


def csv_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def test_export_holds_exactly_the_rows_of_the_list(client, quartier):
    zielgruppe = ZielgruppeFactory()
    *_, angebot = make_chain(quartier, zielgruppe)
    make_chain(quartier, ZielgruppeFactory())
    query = {"zielgruppe": zielgruppe.slug}

    as_json = json_of(client.get("/angebote.json", query))["angebote"]
    as_csv = csv_of(client.get("/angebote.csv", query))

    assert [row["titel"] for row in as_json] == [row["titel"] for row in as_csv] == [angebot.title]
    assert as_json[0]["adresse"] == f"http://testserver/angebote/{angebot.slug}/"


def test_massnahmen_export_tells_money_and_results(client, quartier):
    make_chain(quartier, ZielgruppeFactory())

    (row,) = json_of(client.get("/massnahmen.json"))["massnahmen"]

    assert row["mittel_euro"] == 12000
    assert row["mittel_im_einzelnen"] == ["2025 Sozialer Zusammenhalt: 12000.00"]
    assert row["ergebnisse"] == ["Der Treff ist an fünf Abenden geöffnet."]


def test_geojson_holds_the_point_of_each_address(client, quartier):
    make_chain(quartier, ZielgruppeFactory())

    (feature,) = json_of(client.get("/akteure.geojson"))["features"]

    assert feature["geometry"] == {
        "type": "Point",
        "coordinates": [quartier.longitude, quartier.latitude],
    }


def test_internal_notes_are_in_no_export(client):
    AngebotFactory(notes="vertraulich", source_key="77", source="Liste", published=True)
    AkteurFactory(notes="vertraulich", published=True)

    texts = [
        b"".join(client.get(f"/{name}.csv").streaming_content).decode()
        for name in ("angebote", "akteure")
    ]

    assert [("vertraulich" in text, "Liste" in text) for text in texts] == [(False, False)] * 2
