"""The public tables of Tempelhof-Schöneberg and Berlin's youth centres."""

import csv
import io
import json

import pytest
from django.core.management import call_command
from django.db import transaction

from netzwerke.importe.resources import AkteurResource, AngebotResource, MassnahmeResource
from netzwerke.models import Angebot, Massnahme
from netzwerke.standorte import areas_of, count_by_area
from netzwerke.versorgung import Norm, Offer, OfferType, gap, supply
from quartiere.monitoring.bedarf import need_class
from quartiere.monitoring.statistik import standardise
from tests.factories import KommuneFactory, QuartierFactory

pytestmark = pytest.mark.django_db

PROFILE = """
kommune = "11000000"
quelle = "Jugendfreizeiteinrichtungen Berlin"
[spalten]
"Schlüssel" = "e_nr"
Titel = "e_name"
"Straße" = ["e_strasse", "e_hnr", "e_zus"]
"Träger" = "t_name"
[werte]
Angebotsart = "Jugendfreizeit"
Zielgruppen = "Jugendliche"
"Veröffentlichung" = "veröffentlicht"
"""


@pytest.fixture
def bezirk():
    """A Kommune of its own for the tables of the Bezirk."""
    return KommuneFactory(ags="11000007", slug="tempelhof-schoeneberg")


@pytest.fixture(scope="module")
def youth_centres(daten, tmp_path_factory, django_db_setup, django_db_blocker):
    """All 407 of them, imported once for this module; gives what the command printed."""
    profile = tmp_path_factory.mktemp("profil") / "profil.toml"
    profile.write_text(PROFILE)
    file = str(daten / "berlin" / "jugendfreizeiteinrichtungen.geojson")
    with django_db_blocker.unblock(), transaction.atomic():
        KommuneFactory(ags="11000000", slug="berlin", name="Berlin")
        yield run("import_angebote", file, f"--profil={profile}")
        transaction.set_rollback(True)


def run(command, *arguments):
    out = io.StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue().splitlines()


def tables(daten, pattern):
    return sorted(str(path) for path in (daten / "tempelhof-schoeneberg").glob(pattern))


def column(daten, name, key, value):
    with (daten / "berlin" / name).open(encoding="utf-8-sig", newline="") as file:
        return {row[key]: row[value] for row in csv.DictReader(file)}


def boundaries(daten):
    document = json.loads((daten / "berlin" / "lor_planungsraeume_2021.geojson").read_text())
    return {row["properties"]["PLR_ID"]: row["geometry"] for row in document["features"]}


def youth_need(daten):
    """The need of the group "Jugendliche" in the 536 valid areas of 2021."""
    unemployed = column(daten, "mss_2021_kontext_indikatoren.csv", "PLR_ID", "KI_01")
    valid = column(daten, "mss_2021_indizes.csv", "PLR_ID", "KOM")
    keys = [key for key, state in valid.items() if state == "gültig"]
    once, _ = standardise([float(unemployed[key]) for key in keys])
    twice, _ = standardise(once)
    return dict(zip(keys, map(need_class, twice), strict=True))


def test_every_planungsraum_has_the_published_number_of_youth_centres(daten, youth_centres):
    published = {
        key: int(float(count or 0))
        for key, count in column(
            daten, "jugendfreizeiteinrichtungen_per_plr.csv", "PLR_ID", "jfe_count"
        ).items()
    }

    points = Angebot.objects.published().values_list("longitude", "latitude")
    counts = count_by_area(points, boundaries(daten))

    assert (len(points), len(counts)) == (407, 542)
    assert counts == published


def test_28_of_the_86_areas_with_youth_need_have_no_youth_centre(daten, youth_centres):
    points = Angebot.objects.values_list("longitude", "latitude")
    counts = count_by_area(points, boundaries(daten))

    in_need = [key for key, need in youth_need(daten).items() if need in ("erhöht", "hoch")]

    assert len(in_need) == 86
    assert sum(counts[key] == 0 for key in in_need) == 28


def test_gaps_follow_from_need_and_berlins_norm(daten, youth_centres):
    """Places in the area itself against the norm for 6 to under 25, here from ages 6 to 27."""
    residents = {}
    with (daten / "berlin" / "einwohnerbestand_06-2022_plr.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        for row in csv.DictReader(file, delimiter=";"):
            residents[row["PLR-ID"]] = sum(
                int(row[age]) for age in ("6-15", "15-18", "18-27") if row[age].isdigit()
            )
    kind = OfferType("Jugendfreizeit", norm=Norm(0.114, "Berlin"))
    rows = list(Angebot.objects.values_list("longitude", "latitude", "capacity"))
    keys = areas_of([row[:2] for row in rows], boundaries(daten))
    offers = [Offer(frozenset([key]), row[2]) for key, row in zip(keys, rows, strict=True)]

    supplies = supply(kind, offers, residents)
    gaps = [
        found
        for key, need in youth_need(daten).items()
        if (found := gap("Jugendliche", key, need, [supplies[key]])).is_gap
    ]

    assert len([item for item in supplies.values() if item.offers == 0]) == 273
    assert len(gaps) == 61


def test_youth_centres_come_in_with_everything_odd_told(youth_centres):
    told = [line for line in youth_centres if "Eintrag" in line]

    assert youth_centres[-1] == (
        "Angebote: 407 Zeilen gelesen, 266 neue Träger, 407 neu. Gespeichert."
    )
    assert sum("Kapazität 0 in der Quelle" in line for line in told) == 16
    assert (
        "Hinweis jugendfreizeiteinrichtungen.geojson, Eintrag 382: Das ist keine "
        + ("Internetadresse: „http//www.kinderring-berlin.de“.")
        in told
    )
    odd = Angebot.objects.get(notes__contains="992811")
    assert "Telefon gekürzt: „030 - 992811-50/ -52 (Leitung/Verwaltung)“." in odd.notes


def test_institutions_come_in(daten, bezirk):
    for key in ("07050501", "07040403"):
        QuartierFactory(kommune=bezirk, key=key)

    lines = run("import_akteure", *tables(daten, "einrichtungen_*.csv"), "--kommune=11000007")

    assert lines[-1] == "Akteure: 45 Zeilen gelesen, 2 zusammengeführt, 43 neu. Gespeichert."
    assert sum(line.endswith("Straße fehlt.") for line in lines) == 3
    service = bezirk.akteure.get(name="Regionaler Sozialdienst des Jugendamtes")
    assert "Standort auch für Tempelhof zuständig" in service.notes
    assert "Standort liegt in Mariendorf" in service.notes
    assert [quartier.key for quartier in service.quartiere.all()] == ["07050501"]


def test_places_with_capacity_come_in(daten, bezirk):
    files = [*tables(daten, "jugendfreizeit_*.csv"), *tables(daten, "kitas_*.csv")]

    lines = run("import_angebote", *files, "--kommune=11000007", "--quelle=TS")

    assert lines[-1] == "Angebote: 121 Zeilen gelesen, 78 neue Träger, 121 neu. Gespeichert."
    villa = bezirk.angebote.get(title="Villa Holz")
    assert (villa.street, villa.contact_postcode, villa.place, villa.capacity) == (
        "Holzmannstraße 22",
        "12099",
        "Berlin",
        58,
    )


def test_measures_come_in_once_though_listed_in_three_areas(daten, bezirk):
    lines = run("import_massnahmen", *tables(daten, "massnahmen_*.csv"), "--kommune=11000007")

    assert lines[-1] == "Maßnahmen: 19 Zeilen gelesen, 12 zusammengeführt, 7 neu. Gespeichert."
    assert sum("„Überregional“" in line for line in lines) == 16
    amounts = Massnahme.objects.with_amount().values_list("amount", flat=True)
    assert sorted(amounts) == [8000, 8000, 20350, 50948, 52984, 110000, 137456]
    assert Massnahme.objects.filter(duration_note__contains="Fortsetzung").count() == 6


@pytest.mark.parametrize(
    ("command", "pattern", "resource"),
    [
        ("import_akteure", "einrichtungen_*.csv", AkteurResource),
        ("import_angebote", "jugendfreizeit_*.csv", AngebotResource),
        ("import_massnahmen", "massnahmen_*.csv", MassnahmeResource),
    ],
)
def test_real_tables_survive_the_round_trip(daten, bezirk, command, pattern, resource):
    run(command, *tables(daten, pattern), "--kommune=11000007")
    rows = resource._meta.model.objects.filter(kommune=bezirk)
    table = resource().export(rows.all())
    rows.delete()

    result = resource().import_data(table)

    assert {row.import_type for row in result.rows} == {"new"}
    assert resource().export(rows.all()).dict == table.dict
