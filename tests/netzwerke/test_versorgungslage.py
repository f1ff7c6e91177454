"""Rows of an edition and public offers become supplies and gaps."""

from datetime import timedelta

import pytest
from django.utils import timezone

from netzwerke.models import Angebot, Angebotsart
from netzwerke.versorgungslage import supply_situation
from quartiere.models import Zielgruppe
from quartiere.monitoring.daten import KONTEXT, STATUS, IndikatorSpec
from quartiere.monitoring.models import Planungsraum
from tests.factories import KommuneFactory, QuartierFactory
from tests.factories_monitoring import ZuordnungFactory, make_ausgabe
from tests.factories_netzwerke import AngebotFactory
from tests.netzwerke.angebotsarten import youth_clubs

pytestmark = pytest.mark.django_db

INDICATORS = [
    IndikatorSpec("S1", STATUS, name="Arbeitslosigkeit"),
    IndikatorSpec("K1", KONTEXT, zielgruppe="jugendliche", name="Jugendarbeitslosigkeit"),
    IndikatorSpec("EW_6_25", KONTEXT, name="Menschen von 6 bis unter 25", unit="Personen"),
]
ROWS = {f"0{n}": [float(n), 1.0, 100.0] for n in range(1, 9)} | {"09": [9.0, 9.0, 500.0]}


@pytest.fixture
def kommune():
    return KommuneFactory()


@pytest.fixture
def ausgabe(kommune):
    """Nine areas; only area 09 has youth in need, and 500 of them."""
    return make_ausgabe(kommune, indicators=INDICATORS, rows=ROWS)


@pytest.fixture
def clubs():
    return youth_clubs()


def offer(kommune, angebotsart, **values):
    return AngebotFactory(
        kommune=kommune, published=True, angebotsart=angebotsart, capacity=30, **values
    )


def in_area(kommune, key):
    """A Quartier that covers exactly this Planungsraum."""
    planungsraum = Planungsraum.objects.get(kommune=kommune, key=key)
    quartier = QuartierFactory(kommune=kommune, published=True)
    ZuordnungFactory(planungsraum=planungsraum, quartier=quartier, share=1)
    return quartier


def test_need_and_deficit_by_norm_make_a_gap(kommune, ausgabe, clubs):
    offer(kommune, clubs, quartiere=[in_area(kommune, "09")])

    lage = supply_situation(ausgabe)

    assert [(found.area, found.zielgruppe) for found in lage.gaps] == [("09", "Jugendliche")]
    assert lage.gaps[0].missing[0].reason == (
        "Jugendfreizeit: 30 Plätze für 500 Menschen von 6 bis unter 25 Jahren, nach Richtwert "
        "nötig 57."
    )
    assert lage.supplies["jugendfreizeit"]["01"].offers == 0


def test_enough_places_close_the_gap(kommune, ausgabe, clubs):
    for _ in range(2):
        offer(kommune, clubs, quartiere=[in_area(kommune, "09")])

    assert supply_situation(ausgabe).gaps == ()


def test_offer_for_the_whole_kommune_serves_every_area(kommune, ausgabe, clubs):
    offer(kommune, clubs)

    supplies = supply_situation(ausgabe).supplies["jugendfreizeit"]

    assert {(item.offers, item.shared) for item in supplies.values()} == {(1, 30)}


def test_offer_around_its_address_serves_the_area_there(kommune, ausgabe, clubs):
    area = Planungsraum.objects.get(kommune=kommune, key="03")
    offer(
        kommune,
        clubs,
        reach=Angebot.Reach.NEARBY,
        longitude=area.longitude,
        latitude=area.latitude,
    )

    supplies = supply_situation(ausgabe).supplies["jugendfreizeit"]

    assert [key for key, item in supplies.items() if item.offers] == ["03"]


@pytest.mark.parametrize(
    "values",
    [
        {"status": "draft"},
        {"valid_until": timezone.localdate() - timedelta(days=1)},
        {"kommune": None},
    ],
)
def test_only_public_current_offers_of_the_kommune_count(kommune, ausgabe, clubs, values):
    elsewhere = KommuneFactory()
    angebot = offer(elsewhere if "kommune" in values else kommune, clubs)
    values.pop("kommune", None)
    Angebot.objects.filter(pk=angebot.pk).update(**values)

    supplies = supply_situation(ausgabe).supplies["jugendfreizeit"]

    assert {item.offers for item in supplies.values()} == {0}


def test_without_the_number_of_young_people_the_norm_is_not_used(kommune, ausgabe, clubs):
    clubs.population_code = ""
    clubs.save()
    offer(kommune, clubs)

    found = supply_situation(ausgabe).supplies["jugendfreizeit"]["01"]

    assert found.median == 30
    assert "je 1.000 Einwohnerinnen und Einwohner" in found.reason


def test_norm_per_inhabitant_needs_no_further_number(kommune, ausgabe):
    playground = Angebotsart.objects.get(slug="spielplatz")
    offer(kommune, playground, quartiere=[in_area(kommune, "09")])

    found = supply_situation(ausgabe).supplies["spielplatz"]["09"]

    assert (found.value, found.is_deficit) == (0.03, True)
    assert found.reason == (
        "Spielplatz: 30 m² Nettospielfläche für 1.000 Einwohnerinnen und Einwohner, nach "
        "Richtwert nötig 1.000."
    )


def test_group_that_needs_another_kind_of_offer_has_no_gap(kommune, ausgabe, clubs):
    clubs.zielgruppen.set(Zielgruppe.objects.filter(slug="senioren"))

    assert supply_situation(ausgabe).gaps == ()


def test_hidden_indicator_gives_neither_population_nor_gap(kommune, ausgabe, clubs):
    kommune.indikatoren.filter(code__in=["EW_6_25", "K1"]).update(is_public=False)

    lage = supply_situation(ausgabe)

    assert lage.gaps == ()
    assert "Menschen von 6" not in str(lage.supplies)


@pytest.mark.parametrize("count", [1, 6])
def test_number_of_queries_does_not_grow(kommune, ausgabe, clubs, count, django_assert_num_queries):
    for _ in range(count):
        offer(kommune, clubs, quartiere=[in_area(kommune, "09")])

    with django_assert_num_queries(8):
        supply_situation(ausgabe)
