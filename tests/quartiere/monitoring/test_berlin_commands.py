"""From an empty database to Berlin's published edition, as the handbook says."""

import csv
import io
import json

import pytest

from quartiere.monitoring.models import Ausgabe, Planungsraum
from quartiere.monitoring.profil_ausgabe import dump
from quartiere.monitoring.verify import verify
from tests.factories import KommuneFactory
from tests.quartiere.monitoring import berlin
from tests.quartiere.monitoring.einspielung import run

pytestmark = pytest.mark.django_db

CODES = ["S1", "S3", "S4", "D1", "D3", "D4", *(f"KI_{n:02}" for n in range(1, 18))]
HEAD = [
    "schluessel", "name", "einwohner", "gueltig", "ausschlussgrund", "status_index",
    "status_klasse", "dynamik_index", "dynamik_klasse", "ueberlagerung", "bewertete_gruppen",
]  # fmt: skip


def import_areas(file, gebietsstand, key, name):
    run(
        "import_planungsraeume", file, "--kommune", "11000000", "--gebietsstand", gebietsstand,
        "--key", key, "--name", name,
    )  # fmt: skip


def import_edition(tmp_path, profil, files):
    path = tmp_path / "berlin.toml"
    path.write_text(dump(profil), encoding="utf-8")
    run("import_ausgabe", path, *files, "--publish")


def export(year, form="csv"):
    return run("export_ausgabe", "--kommune", "11000000", "--jahr", year, "--format", form)


def test_berlin_2021_from_files_to_open_data(daten, tmp_path):
    folder = daten / "berlin"
    KommuneFactory(name="Berlin", ags="11000000")
    import_areas(folder / "lor_planungsraeume_2021.geojson", "2021", "PLR_ID", "PLR_NAME")

    files = [folder / name for name in berlin.FILES_2021]
    import_edition(tmp_path, berlin.profil_2021(CODES), files)

    rows = list(csv.DictReader(io.StringIO(export(2021))))
    by_key = {row["schluessel"]: row for row in rows}
    published = berlin.published_rows(daten, "mss_2021_indizes.csv")
    expected = {k: (r["SI_V"], r["DI_V"]) for k, r in published.items() if r["KOM"] == "gültig"}
    classes = {
        key: (row["status_klasse"], row["dynamik_klasse"])
        for key, row in by_key.items()
        if row["gueltig"] == "ja"
    }
    assert (len(rows), len(classes), classes == expected) == (542, 536, True)
    groups = ["alleinerziehende", "jugendliche", "kinder", "senioren"]
    assert list(rows[0]) == HEAD + CODES + [f"bedarf_{slug}" for slug in groups]
    assert sum(int(row["ueberlagerung"] or 0) >= 2 for row in rows) == 106
    excluded = [row for row in rows if row["gueltig"] == "nein"]
    assert {tuple(row.values())[5:] for row in excluded} == {("",) * (len(rows[0]) - 5)}
    assert {row["ausschlussgrund"] for row in excluded} == {
        "ungültig (EW unter 300)",
        "ungültig (Ausreißer)",
    }
    assert {len(row["status_index"].split(".")[1]) for row in rows if row["status_index"]} == {5}
    assert verify(Ausgabe.objects.get()) == []


def test_berlin_2017_from_its_one_geojson(daten, tmp_path):
    file = daten / "berlin" / "mss_2017_komplett.geojson"
    KommuneFactory(name="Berlin", ags="11000000")
    import_areas(file, "2006", "SCHLUESSEL", "NAME")
    import_edition(tmp_path, berlin.profil_2017(), [file])

    found = json.loads(export(2017, "geojson"))

    official = {
        feature["properties"]["SCHLUESSEL"]: feature["properties"]
        for feature in json.loads(file.read_text(encoding="utf-8"))["features"]
    }
    far = [
        key
        for feature in found["features"]
        if feature["properties"]["gueltig"]
        for key in [feature["properties"]["schluessel"]]
        if abs(feature["properties"]["status_index"] - float(official[key]["zSI"])) > 3e-5
    ]
    assert (len(found["features"]), found["ausgabe"]["gebietsstand"], far) == (447, "2006", [])
    assert Planungsraum.objects.count() == 447
    assert found["ausgabe"]["pruefsumme_sha256"] == Ausgabe.objects.get().checksum
