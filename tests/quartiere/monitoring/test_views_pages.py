"""Public pages of the monitoring: what they show, what they never show, how much they ask."""

import re
from datetime import date

import pytest

from quartiere.models import Kommune
from quartiere.monitoring.daten import IndikatorSpec
from quartiere.monitoring.models import Indikator, Planungsraum
from tests.factories import KommuneFactory, QuartierFactory
from tests.factories_monitoring import EinschaetzungFactory, ZuordnungFactory, make_ausgabe
from tests.quartiere.monitoring.pages import FILES, INDICATORS, PAGES, ROWS, body

pytestmark = pytest.mark.django_db

MARKER = 47.114711
# Where areas lie, in data and drawings: numbers that are nobody's.
SHAPES = re.compile(r'"coordinates": ?\[[^a-z"]*\]| (?:d|viewBox|cx|cy|x|y)="[^"]*"')
OTHER_PAGES = [
    "/",
    "/sitemap.xml",
    "/kommunen/musterstadt/",
    "/zielgruppen/kinder/",
    "/quartiere/musterstadt/mitte/",
]


@pytest.fixture
def ausgabe(kommune):
    return make_ausgabe(kommune, rows=ROWS, indicators=INDICATORS)


@pytest.fixture
def mitte(kommune, ausgabe):
    """A published Quartier that covers area 05."""
    quartier = QuartierFactory(kommune=kommune, published=True, slug="mitte", phone="0123 456")
    area = Planungsraum.objects.get(kommune=kommune, key="05")
    ZuordnungFactory(planungsraum=area, quartier=quartier, share=0.4)
    return quartier


# What is public ------------------------------------------------------------------------------


@pytest.mark.parametrize("url", PAGES[2:] + FILES)
@pytest.mark.parametrize("hidden", ["draft", "inactive", "unknown"])
def test_only_published_editions_of_existing_kommunen_are_public(client, kommune, url, hidden):
    state = "draft" if hidden == "draft" else "published"
    make_ausgabe(kommune, rows=ROWS, indicators=INDICATORS, state=state)
    if hidden == "inactive":
        Kommune.objects.update(is_active=False)

    response = client.get(url.replace("musterstadt", "x") if hidden == "unknown" else url)

    assert response.status_code == 404


@pytest.mark.parametrize("url", PAGES)
def test_page_sets_no_cookie_and_has_one_heading_of_each_step(client, ausgabe, url):
    response = client.get(url)

    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", response.text)]
    assert (response.status_code, response.cookies) == (200, {})
    assert levels.count(1) == 1
    assert [b for a, b in zip(levels, levels[1:], strict=False) if b > a + 1] == []


@pytest.mark.parametrize("url", PAGES + FILES + OTHER_PAGES)
def test_hidden_indicator_appears_nowhere(client, kommune, url):
    secret = IndikatorSpec("GEHEIM", "status", name="Verborgenes", unit="%", city_value=MARKER)
    rows = {
        key: row if isinstance(row, str) else [*row, MARKER if key == "05" else row[0] * 2]
        for key, row in ROWS.items()
    }
    make_ausgabe(kommune, rows=rows, indicators=[*INDICATORS, secret])
    area = Planungsraum.objects.get(kommune=kommune, key="05")
    quartier = QuartierFactory(kommune=kommune, published=True, slug="mitte")
    ZuordnungFactory(planungsraum=area, quartier=quartier, share=1.0)
    was_public = body(client.get(url))
    Indikator.objects.filter(code="GEHEIM").update(is_public=False)

    text = body(client.get(url))

    shown = [word for word in ("GEHEIM", "Verborgenes", "47,1", "47.1") if word in text]
    assert shown == []
    if "ausgabe." in url or "gebiete" in url:
        assert "GEHEIM" in was_public or "Verborgenes" in was_public
    hidden_page = client.get("/monitoring/musterstadt/indikatoren/GEHEIM/")
    assert hidden_page.status_code == 404


@pytest.mark.parametrize("url", PAGES[3:7] + FILES)
def test_small_numbers_are_suppressed(client, kommune, url):
    make_ausgabe(kommune, rows=ROWS, indicators=INDICATORS, inhabitants={"05": 3})

    text = SHAPES.sub("", body(client.get(url)))

    assert [value for value in ("14,0", "14.0", "40,0", "40.0") if value in text] == []
    if url in PAGES:
        assert "unter 5" in text


# Editions ------------------------------------------------------------------------------------


def test_overview_lists_kommunen_with_their_editions(client, ausgabe):
    make_ausgabe(ausgabe.kommune, year=2023, rows=ROWS, indicators=INDICATORS)
    KommuneFactory(name="Leerstadt")

    response = client.get("/monitoring/")

    (kommune,) = response.context["kommunen"]
    assert [row.year for row in kommune.editions] == [2023, 2021]


def test_page_of_an_edition_shows_map_table_rule_and_checksum(client, ausgabe):
    response = client.get("/monitoring/musterstadt/2021/")

    assert [item.slug for item in response.context["ansichten"]] == [
        "status", "dynamik", "ueberlagerung", "bedarf-jugendliche", "bedarf-kinder",
    ]  # fmt: skip
    legend = [(item.label, item.count) for item in response.context["karte"].legend]
    assert legend == [
        ("hoch", 0), ("mittel", 4), ("niedrig", 0), ("sehr niedrig", 1),
        ("nicht bewertet oder keine Angabe", 1),
    ]  # fmt: skip
    assert "<title>Gebiet 05: Status sehr niedrig</title>" in response.text
    assert "<title>Gebiet 06: nicht bewertet (unter 300 Einwohner)</title>" in response.text
    assert "Status „niedrig“ mit Dynamik „negativ“" in response.text
    assert ausgabe.checksum in response.text


@pytest.mark.parametrize(
    ("ansicht", "label"),
    [
        ("dynamik", "Gebiet 05: Dynamik positiv"),
        ("ueberlagerung", "Gebiet 05: Bedarf erhöht oder hoch: 2 Gruppen"),
        ("bedarf-kinder", "Gebiet 05: Bedarf hoch"),
        ("gibt-es-nicht", "Gebiet 05: Status sehr niedrig"),
    ],
)
def test_map_switches_what_it_shows(client, ausgabe, ansicht, label):
    response = client.get("/monitoring/musterstadt/2021/", {"ansicht": ansicht})

    assert f"<title>{label}</title>" in response.text


@pytest.mark.parametrize("path", ["", "ueberlagerung/"])
def test_superseded_edition_says_so_and_leads_to_the_valid_one(client, ausgabe, path):
    make_ausgabe(ausgabe.kommune, rows=ROWS, indicators=INDICATORS)

    response = client.get(f"/monitoring/musterstadt/2021/fassung-1/{path}")
    valid = client.get(f"/monitoring/musterstadt/2021/{path}")

    assert response.context["ausgabe"] == ausgabe
    assert "Grund der Korrektur: Ein Wert war falsch." in response.text
    assert f'<a href="/monitoring/musterstadt/2021/{path}">Zur gültigen Fassung</a>' in (
        response.text
    )
    assert valid.context["ausgabe"].version == 2
    assert "Berichtigte Fassung 2:" in valid.text
    assert client.get(f"/monitoring/musterstadt/2021/fassung-2/{path}").status_code == 404


def test_large_edition_offers_its_map_in_parts(client, ausgabe, monkeypatch):
    monkeypatch.setattr("quartiere.monitoring.ausschnitt.MAX_AREAS", 5)

    whole = client.get("/monitoring/musterstadt/2021/", {"bereich": "gibt-es-nicht"})
    part = client.get("/monitoring/musterstadt/2021/", {"bereich": "05"})

    assert whole.context["karte"] is None
    assert len(whole.context["rows"]) == 6
    assert [key for key, _ in whole.context["part"].parts] == ["01", "02", "03", "04", "05", "06"]
    assert [area.label for area in part.context["karte"].areas] == [
        "Gebiet 05: Status sehr niedrig"
    ]


# Areas ---------------------------------------------------------------------------------------


def test_area_shows_values_with_city_and_change_over_time(client, ausgabe):
    later = ROWS | {"05": [11.5, -2.5, 30.0, 8.0]}
    make_ausgabe(ausgabe.kommune, year=2023, rows=later, indicators=INDICATORS)

    response = client.get("/monitoring/musterstadt/gebiete/2021/05/")

    reihe, bild = response.context["reihen"][0]
    assert [(p.year, p.value, p.city, p.change) for p in reihe.points] == [
        (2021, 14.0, 5.0, None),
        (2023, 11.5, 5.0, -2.5),
    ]
    assert len(bild.area.points) == 1
    newest = response.context["history"][0]
    assert [(change["value"], change["city"]) for change in newest["changes"]] == [(-2.5, -0.3)]


def test_area_names_quartiere_and_judgements(client, ausgabe, mitte):
    EinschaetzungFactory(quartier=mitte, published=True, text="Viel Zuzug.", date=date(2026, 3, 1))
    area = Planungsraum.objects.get(key="05")
    EinschaetzungFactory(planungsraum=area, quartier=None, published=True, text="Ein Wohnheim.")
    EinschaetzungFactory(quartier=mitte, text="Nur ein Entwurf.")

    response = client.get("/monitoring/musterstadt/gebiete/2021/05/")

    assert {row.text for row in response.context["einschaetzungen"]} == {
        "Viel Zuzug.", "Ein Wohnheim.",
    }  # fmt: skip
    assert "Nur ein Entwurf." not in response.text
    assert f'<a href="{mitte.get_absolute_url()}">' in response.text
    assert "Weicht von den Daten ab" in response.text


def test_area_without_judgement_says_whom_to_ask(client, ausgabe, mitte):
    response = client.get("/monitoring/musterstadt/gebiete/2021/05/")

    assert "noch keine örtliche Einschätzung" in response.text
    assert response.context["kontakte"] == [mitte]


def test_unpublished_quartier_of_an_area_stays_hidden(client, ausgabe, mitte):
    mitte.status = mitte.Status.DRAFT
    mitte.save()

    response = client.get("/monitoring/musterstadt/gebiete/2021/05/")

    assert response.context["zuordnungen"] == []
    assert mitte.name not in response.text


def test_key_with_a_slash_has_a_page(client, kommune):
    rows = {f"{key}/~1": row for key, row in ROWS.items()}
    make_ausgabe(kommune, rows=rows, indicators=INDICATORS)

    page = client.get("/monitoring/musterstadt/2021/")
    url = page.context["rows"][0]["url"]

    assert client.get(url).context["planungsraum"].key == "01/~1"
