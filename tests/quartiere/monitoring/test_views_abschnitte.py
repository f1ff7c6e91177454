"""The monitoring on pages of Quartiere, Kommunen and Zielgruppen."""

from datetime import date

import pytest

from quartiere.models import Zielgruppe
from quartiere.monitoring import abschnitte
from quartiere.monitoring.daten import IndikatorSpec
from quartiere.monitoring.models import Indikator, Planungsraum
from tests.factories import KommuneFactory, QuartierFactory
from tests.factories_monitoring import EinschaetzungFactory, ZuordnungFactory, make_ausgabe

pytestmark = pytest.mark.django_db

INDICATORS = [
    IndikatorSpec("S1", "status", name="Arbeitslosigkeit", unit="%", city_value=5.0),
    IndikatorSpec("K1", zielgruppe="kinder", name="Kinderarmut", unit="%"),
    IndikatorSpec("K2", zielgruppe="senioren", name="Altersarmut", unit="%"),
]
ROWS = {
    "01": [2.0, 10.0, 1.0],
    "02": [4.0, 10.0, 2.0],
    "03": [6.0, 11.0, 1.0],
    "04": [5.0, 10.5, 1.0],
    "05": [5.0, 31.0, 1.0],
}
INHABITANTS = {"01": 1000, "02": 3000}


@pytest.fixture
def mitte(kommune):
    make_ausgabe(kommune, rows=ROWS, indicators=INDICATORS, inhabitants=INHABITANTS)
    quartier = QuartierFactory(
        kommune=kommune, published=True, slug="mitte", contact_function="Quartiersbüro Mitte"
    )
    for key, share in [("01", 1.0), ("02", 0.5), ("03", 0.05)]:
        area = Planungsraum.objects.get(kommune=kommune, key=key)
        ZuordnungFactory(planungsraum=area, quartier=quartier, share=share)
    return quartier


def test_quartier_shows_areas_it_covers_by_a_tenth_with_their_share(client, mitte):
    context = abschnitte.of_quartier(mitte)

    assert [(row["area"].key, row["share"]) for row in context["rows"]] == [
        ("01", 1.0),
        ("02", 0.5),
    ]
    assert "100\N{NO-BREAK SPACE}%" in client.get(mitte.get_absolute_url()).text


def test_quartier_as_a_whole_is_weighted_by_residents_and_share(mitte):
    context = abschnitte.of_quartier(mitte)

    # (2 · 1000 + 4 · 3000 · 0.5) ÷ (1000 + 1500)
    found = context["profile"][0]
    assert (found["indicator"].code, found["value"], found["city"]) == ("S1", 3.2, 5.0)


def test_quartier_shows_judgement_beside_the_figures(client, mitte):
    EinschaetzungFactory(quartier=mitte, published=True, text="Viel Zuzug.", date=date(2026, 3, 1))
    EinschaetzungFactory(quartier=mitte, text="Nur ein Entwurf.")

    text = client.get(mitte.get_absolute_url()).text

    assert "Viel Zuzug." in text
    assert "1. März 2026" in text
    assert "Nur ein Entwurf." not in text


def test_quartier_without_judgement_says_whom_to_ask(client, mitte):
    text = client.get(mitte.get_absolute_url()).text

    assert "noch keine örtliche Einschätzung" in text
    assert "Fragen Sie Quartiersbüro Mitte" in text


def test_quartier_without_figures_has_no_section(client):
    quartier = QuartierFactory(published=True)

    response = client.get(quartier.get_absolute_url())

    assert [section.id for section in response.context["sections"]] == []
    assert "Einschätzung" not in response.text


def test_kommune_lists_its_published_editions(client, kommune, mitte):
    make_ausgabe(kommune, year=2023, rows=ROWS, indicators=INDICATORS, state="draft")

    text = client.get("/kommunen/musterstadt/").text

    assert 'href="/monitoring/musterstadt/2021/"' in text
    assert "/monitoring/musterstadt/2023/" not in text


def test_zielgruppe_counts_areas_in_need_of_each_newest_edition(client, kommune, mitte):
    other = KommuneFactory(name="Anderstadt", slug="anderstadt")
    # Here the groups stand in another order: "jugendliche" comes before "kinder".
    more = [*INDICATORS[:2], IndikatorSpec("K3", zielgruppe="jugendliche", name="Jugend")]
    make_ausgabe(other, rows=ROWS | {"04": [5.0, 30.0, 1.0]}, indicators=more)

    response = client.get("/zielgruppen/kinder/")

    assert "Anderstadt: 2 von 5 Gebieten" in response.text
    assert "Musterstadt: 1 von 5 Gebieten" in response.text
    assert 'href="/monitoring/musterstadt/2021/ueberlagerung/?zielgruppe=kinder"' in response.text
    assert "Wo der Bedarf hoch ist" not in client.get("/zielgruppen/familien/").text


def test_zielgruppe_with_hidden_indicators_alone_is_not_shown(client, mitte):
    Indikator.objects.filter(code="K1").update(is_public=False)

    assert "Wo der Bedarf hoch ist" not in client.get("/zielgruppen/kinder/").text


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize(
    ("section", "place", "queries"),
    [
        (abschnitte.of_quartier, "mitte", 6),
        (abschnitte.of_kommune, "kommune", 1),
        (abschnitte.of_zielgruppe, "kinder", 2),
    ],
)
def test_number_of_queries_does_not_grow(
    kommune, mitte, django_assert_num_queries, section, place, queries, many
):
    for year in (2013, 2015, 2017, 2019) if many else ():
        make_ausgabe(kommune, year=year, rows=ROWS, indicators=INDICATORS)
        make_ausgabe(KommuneFactory(), year=year, rows=ROWS, indicators=INDICATORS[:2])
    EinschaetzungFactory.create_batch(5 if many else 1, quartier=mitte, published=True)
    places = {"mitte": mitte, "kommune": kommune, "kinder": Zielgruppe.objects.get(slug="kinder")}

    with django_assert_num_queries(queries):
        context = section(places[place])

    assert context


def test_start_page_counts_editions_and_leads_to_the_monitoring(client, mitte):
    response = client.get("/")

    step = response.context["steps"][0]
    assert (step["count"], step["label"], step["url"]) == (
        1,
        "Ausgabe im Monitoring",
        "/monitoring/",
    )
