"""What works around its address is found in the Quartier that holds the point."""

import io

import pytest
import tablib
from django.core.management import call_command
from django.db import IntegrityError

from netzwerke.einzugsbereich import locate
from netzwerke.importe.resources import AngebotResource
from netzwerke.models import Angebot
from tests.factories import KommuneFactory, QuartierFactory, square
from tests.factories_netzwerke import AngebotFactory, MassnahmeFactory, NetzwerkFactory

pytestmark = pytest.mark.django_db

NEARBY = Angebot.Reach.NEARBY


@pytest.fixture
def quartiere():
    kommune = KommuneFactory()
    return [
        QuartierFactory(kommune=kommune, name=name, boundary=square(longitude, 52))
        for name, longitude in (("Nord", 13.0), ("Süd", 13.5))
    ]


def nearby(quartier, longitude, **values):
    return AngebotFactory(
        kommune=quartier.kommune, reach=NEARBY, longitude=longitude, latitude=52.005, **values
    )


def test_row_around_its_address_serves_the_quartier_there(quartiere):
    nord, sued = quartiere
    inside, outside = nearby(nord, 13.005), nearby(nord, 13.3)

    changed = locate(Angebot.objects.all())

    assert changed == 1
    assert list(Angebot.objects.serving(nord)) == [inside]
    assert list(Angebot.objects.serving(sued)) == []
    assert set(Angebot.objects.serving_kommune(nord.kommune)) == {inside, outside}
    assert [inside.reach_text, outside.reach_text] == [
        "rund um die Adresse (Nord)",
        "rund um die Adresse",
    ]


def test_row_that_moved_changes_its_quartier(quartiere):
    nord, sued = quartiere
    angebot = nearby(nord, 13.005)
    locate(Angebot.objects.all())
    Angebot.objects.update(longitude=13.505)

    changed = [locate(Angebot.objects.all()) for _ in range(2)]

    assert changed == [1, 0]
    assert list(angebot.quartiere.all()) == [sued]


def test_named_quartiere_stay_as_they_are(quartiere):
    nord, sued = quartiere
    angebot = AngebotFactory(
        kommune=nord.kommune, quartiere=[sued], longitude=13.005, latitude=52.005
    )

    assert locate(Angebot.objects.all()) == 0
    assert list(angebot.quartiere.all()) == [sued]


def test_import_locates_new_rows(quartiere):
    nord, _ = quartiere
    dataset = tablib.Dataset(
        ["Treff", nord.kommune.ags, "rund um die Adresse", "13.005", "52.005"],
        headers=["Titel", "Kommune", "Einzugsbereich", "Längengrad", "Breitengrad"],
    )

    AngebotResource().import_data(dataset)

    assert [row.title for row in Angebot.objects.serving(nord)] == ["Treff"]


def test_command_locates_everything(quartiere):
    nearby(quartiere[0], 13.005)
    out = io.StringIO()

    call_command("locate_angebote", stdout=out)

    assert out.getvalue() == "Neu zugeordnet: 0 Akteure, 1 Angebote.\n"


@pytest.mark.parametrize("factory", [AngebotFactory, MassnahmeFactory, NetzwerkFactory])
def test_nothing_without_an_address_works_around_it(factory):
    with pytest.raises(IntegrityError):
        factory(reach=NEARBY)
