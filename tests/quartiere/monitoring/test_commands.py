"""The commands, with small files; Berlin's own are in test_berlin_commands.py."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from quartiere.monitoring.models import Ausgabe, Einspielung, Gebietswert
from tests.factories import square
from tests.factories_monitoring import (
    EinspielungDateiFactory,
    PlanungsraumFactory,
    ZuordnungFactory,
    make_ausgabe,
)
from tests.quartiere.monitoring.builders import KOMMUNE
from tests.quartiere.monitoring.einspielung import CSV, run

pytestmark = pytest.mark.django_db

PROFILE = """kommune = "99000001"
jahr = 2030
gebietsstand = "2030"

[spalten]
schluessel = "ID"

[indikatoren.S1]
spalte = "S1"
rolle = "status"
einheit = "%"
"""


@pytest.fixture
def profile(write):
    return write(PROFILE, "profil.toml")


# import_ausgabe -------------------------------------------------------------------------------


def test_edition_is_stored_and_not_yet_published(areas, profile, write):
    out = run("import_ausgabe", profile, write(CSV))

    assert out.splitlines()[-3:] == [
        "3 Gebiete, davon 3 gültig, 1 Indikatoren.",
        "Die Ausgabe wird gespeichert.",
        "Musterstadt 2030: geprüft.",
    ]
    assert Ausgabe.objects.get().state == "checked"


def test_edition_is_published_at_once(areas, profile, write):
    out = run("import_ausgabe", profile, write(CSV), "--publish")

    ausgabe = Ausgabe.objects.get()
    assert out.splitlines()[-1] == (
        f"Musterstadt 2030: veröffentlicht, Prüfsumme {ausgabe.checksum}."
    )
    assert ausgabe.state == "published"


def test_faulty_file_changes_nothing_and_is_explained_row_by_row(areas, profile, write, tmp_path):
    run("import_ausgabe", profile, write(CSV))
    before = list(Gebietswert.objects.order_by("pk").values())
    faulty = write("ID;S1\n01;1,5\n02;viel\n04;3\n04;3\n")
    report, out = tmp_path / "bericht.json", io.StringIO()

    with pytest.raises(CommandError) as error:
        call_command("import_ausgabe", profile, faulty, publish=True, report=report, stdout=out)

    assert (str(error.value), error.value.returncode) == (
        "4 Fehler. Es wurde nichts gespeichert.",
        1,
    )
    lines = [line for line in out.getvalue().splitlines() if line.startswith("Fehler")]
    assert lines == [
        "Fehler werte.csv, Zeile 5: Der Schlüssel 04 steht schon in Zeile 4.",
        "Fehler werte.csv, Zeile 4: Der Schlüssel 04 gehört zu keinem bekannten Gebiet.",
        f"Fehler werte.csv: Das Gebiet 03 ({areas[2].name}) fehlt in der Datei.",
        "Fehler werte.csv, Zeile 3, Spalte „S1“: „viel“ ist keine Zahl.",
    ]
    document = json.loads(report.read_text(encoding="utf-8"))
    assert (document["fehler"], document["meldungen"][-1]) == (
        4,
        {
            "stufe": "fehler",
            "art": "zahl",
            "text": "„viel“ ist keine Zahl.",
            "datei": "werte.csv",
            "zeile": 3,
            "spalte": "S1",
            "schluessel": "02",
        },
    )
    assert list(Gebietswert.objects.order_by("pk").values()) == before


def test_published_edition_is_superseded_with_a_reason_only(areas, profile, write):
    run("import_ausgabe", profile, write(CSV), "--publish")

    with pytest.raises(CommandError, match="1 Fehler"):
        run("import_ausgabe", profile, write(CSV), "--publish")
    run("import_ausgabe", profile, write(CSV), "--publish", "--supersede", "Ein Wert war falsch.")

    states = Ausgabe.objects.order_by("version").values_list("version", "state", "correction_note")
    assert list(states) == [
        (1, "superseded", ""),
        (2, "published", "Ein Wert war falsch."),
    ]


def test_dry_run_of_an_edition_saves_nothing(areas, profile, write):
    out = run("import_ausgabe", profile, write(CSV), "--dry-run")

    assert out.splitlines()[-1] == "Probelauf: Es wurde nichts gespeichert."
    assert Ausgabe.objects.count() == 0


def test_mistakes_of_the_profile_are_all_named(areas, write):
    broken = write(PROFILE.replace("status", "statuss").replace("2030\n", '"2030"\n'), "p.toml")

    with pytest.raises(CommandError) as error:
        run("import_ausgabe", broken, write(CSV))

    assert str(error.value).splitlines()[1:] == [
        "  „jahr“: Erwartet wird eine ganze Zahl von 1900 bis 2200.",
        "  [indikatoren.S1] „rolle“: Erwartet wird eines von: status, dynamik, kontext.",
    ]


def test_file_that_is_not_there_is_an_error(areas, profile, tmp_path):
    with pytest.raises(CommandError, match="fehlt.csv lässt sich nicht lesen"):
        run("import_ausgabe", profile, tmp_path / "fehlt.csv")


# export_ausgabe and the rest ------------------------------------------------------------------


def test_export_writes_the_same_into_a_file(areas, profile, write, tmp_path):
    run("import_ausgabe", profile, write(CSV), "--publish")
    arguments = ["export_ausgabe", "--kommune", KOMMUNE, "--jahr", "2030", "--format", "csv"]

    out = run(*arguments)
    run(*arguments, "--output", tmp_path / "aus.csv")

    assert (tmp_path / "aus.csv").read_text(encoding="utf-8") == out
    assert out.splitlines()[:2] == [
        "schluessel,name,einwohner,gueltig,ausschlussgrund,status_index,status_klasse,"
        "dynamik_index,dynamik_klasse,ueberlagerung,bewertete_gruppen,S1",
        f"01,{areas[0].name},,ja,,-0.84293,mittel,,,0,0,1.5",
    ]


def test_superseded_edition_is_exported_by_its_version(musterstadt):
    make_ausgabe(musterstadt, rows={"01": [1.0], "02": [2.0]})
    make_ausgabe(musterstadt, rows={"01": [1.0], "02": [5.0]})
    arguments = ["export_ausgabe", "--kommune", KOMMUNE, "--jahr", "2021", "--format", "json"]

    old, new = (json.loads(run(*arguments, *more)) for more in (["--fassung", "1"], []))

    assert [document["gebiete"][1]["S1"] for document in (old, new)] == [2.0, 5.0]
    assert (old["ausgabe"]["stand"], old["ausgabe"]["ersetzt_durch_fassung"]) == ("ersetzt", 2)
    assert new["ausgabe"]["grund_der_korrektur"] == "Ein Wert war falsch."


def test_unpublished_edition_is_not_exported(musterstadt):
    make_ausgabe(musterstadt, year=2019)
    make_ausgabe(musterstadt, state="checked")

    with pytest.raises(CommandError) as error:
        run("export_ausgabe", "--kommune", KOMMUNE, "--jahr", "2021")

    assert str(error.value) == (
        "Veröffentlicht ist keine Ausgabe Musterstadt 2021. Veröffentlicht: 2019."
    )


def test_name_never_starts_a_formula(musterstadt):
    PlanungsraumFactory(kommune=musterstadt, key="01", name="Gebiet 01")
    make_ausgabe(musterstadt, rows={"01": "=cmd|x", "02": [1.0], "03": [2.0]})

    out = run("export_ausgabe", "--kommune", KOMMUNE, "--jahr", "2021")

    assert next(csv.DictReader(io.StringIO(out)))["ausschlussgrund"] == "'=cmd|x"


def test_check_finds_nothing_wrong_with_published_editions(musterstadt):
    make_ausgabe(musterstadt)

    assert run("check_ausgaben") == "Musterstadt 2021: unverändert\n"


def test_assign_names_the_number(musterstadt):
    row = ZuordnungFactory(planungsraum__boundary=square(13, 52), quartier__boundary=square(13, 52))

    assert run("assign_planungsraeume") == "1 Zuordnungen berechnet.\n"
    ags = row.quartier.kommune.ags
    assert run("assign_planungsraeume", "--kommune", ags) == "1 Zuordnungen berechnet.\n"


def test_old_einspielungen_are_deleted_with_their_files(django_capture_on_commit_callbacks):
    old, fresh = EinspielungDateiFactory.create_batch(2)
    Einspielung.objects.filter(pk=old.einspielung.pk).update(created_at="2020-01-01T00:00Z")
    sentence = "1 Einspielungen {} (älter als 30 Tage).\n"

    assert run("delete_einspielungen", "--dry-run") == sentence.format("würden gelöscht")
    with django_capture_on_commit_callbacks(execute=True):
        assert run("delete_einspielungen") == sentence.format("gelöscht")

    assert list(Einspielung.objects.all()) == [fresh.einspielung]
    assert not old.file.storage.exists(old.file.name)
