"""The import commands: mapping, reports, all or nothing, and the same rows twice."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from netzwerke.models import Akteur, Angebot, Massnahme
from tests.factories import KommuneFactory, QuartierFactory
from tests.factories_netzwerke import AkteurFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kommune():
    return KommuneFactory(ags="11000000", slug="berlin", name="Berlin")


@pytest.fixture
def run(tmp_path, kommune):
    """Write a file and import it; gives the lines the command prints."""

    def run(command, content, *options, name="liste.csv"):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        out = io.StringIO()
        call_command(command, str(path), "--kommune", kommune.ags, *options, stdout=out)
        return out.getvalue().splitlines()

    return run


def test_foreign_headings_are_guessed(run, kommune):
    quartier = QuartierFactory(kommune=kommune, key="07050501", slug="mariendorf")

    lines = run(
        "import_akteure",
        "LOR-ID,Name,Anschrift,PLZ / Ort,Anmerkung\n"
        "07050501*,Pflegestützpunkt,Mariendorfer Damm 161a,12107 Berlin,für den ganzen Bezirk\n",
    )

    assert lines == [
        "Hinweis liste.csv, Zeile 2: Kennzeichen am Gebietsschlüssel: „07050501*“.",
        "Akteure: 1 Zeilen gelesen, 1 neu. Gespeichert.",
    ]
    akteur = Akteur.objects.get()
    assert (akteur.name, akteur.slug, akteur.street, akteur.contact_postcode, akteur.place) == (
        "Pflegestützpunkt",
        "pflegestuetzpunkt",
        "Mariendorfer Damm 161a",
        "12107",
        "Berlin",
    )
    assert akteur.notes == ("für den ganzen Bezirk\nKennzeichen am Gebietsschlüssel: „07050501*“.")
    assert akteur.status == Akteur.Status.DRAFT
    assert list(Akteur.objects.serving(quartier)) == [akteur]


def test_key_of_a_region_stands_for_all_quartiere_in_it(run, kommune):
    quartiere = [QuartierFactory(kommune=kommune, key=key) for key in ("07050501", "07050502")]
    QuartierFactory(kommune=kommune, key="07040401")

    run("import_akteure", "LOR-ID,Name\n070505,Verbund\n")

    assert set(Akteur.objects.get().quartiere.all()) == set(quartiere)


def test_second_run_changes_nothing(run):
    table = "Name,Anschrift\nTreff,Parkweg 1\n"
    run("import_akteure", table)
    before = Akteur.objects.values().get()

    lines = run("import_akteure", table)

    assert lines[-1] == "Akteure: 1 Zeilen gelesen, 1 unverändert. Es gab nichts zu speichern."
    assert Akteur.objects.values().get() == before


def test_later_run_updates_the_known_row(run):
    run("import_akteure", "ID,Name,Telefon\n7,Treff,030 1\n")

    lines = run("import_akteure", "ID,Name,Telefon\n7,Treff am Park,030 2\n")

    assert lines[-1] == "Akteure: 1 Zeilen gelesen, 1 geändert. Gespeichert."
    assert Akteur.objects.values_list("slug", "name", "phone").get() == (
        "treff",
        "Treff am Park",
        "030 2",
    )


def test_column_without_target_is_kept_in_the_notes(run):
    lines = run("import_akteure", "Name,Farbe\nTreff,gelb\n")

    assert lines[0] == "Hinweis liste.csv: Ohne Ziel, steht in den internen Hinweisen: Farbe."
    assert Akteur.objects.get().notes == "Farbe: gelb"


def test_doubled_rows_are_merged_and_told(run, kommune):
    for key in ("1", "2"):
        QuartierFactory(kommune=kommune, key=key, slug=f"q{key}")

    lines = run(
        "import_akteure",
        "PLR,Name,Anschrift,Anmerkung\n1,Treff,Parkweg 1,am Markt\n2,Treff,Parkweg 1,am See\n",
    )

    assert lines == [
        "Hinweis liste.csv, Zeile 2: liste.csv, Zeile 3 nennt bei „interne Hinweise“: am See",
        "Hinweis liste.csv, Zeile 3: Doppelt: zusammengeführt mit liste.csv, Zeile 2.",
        "Akteure: 2 Zeilen gelesen, 1 zusammengeführt, 1 neu. Gespeichert.",
    ]
    akteur = Akteur.objects.get()
    assert [quartier.slug for quartier in akteur.quartiere.order_by("slug")] == ["q1", "q2"]
    assert "am See" in akteur.notes


def test_rows_with_one_name_at_two_places_stay_two(run):
    run("import_akteure", "Name,Anschrift\nTreff,Parkweg 1\nTreff,Seeweg 2\n")

    assert list(Akteur.objects.values_list("slug", flat=True).order_by("pk")) == [
        "treff",
        "treff-seeweg-2",
    ]


def test_unknown_traeger_becomes_a_draft_and_known_one_is_found(run, kommune):
    known = AkteurFactory(kommune=kommune, name="Outreach gGmbH")

    lines = run(
        "import_angebote",
        "Name,Träger,Plätze\nClub,outreach gGmbH,81\nVilla,Verein e. V.,0\n",
    )

    assert lines == [
        "Hinweis liste.csv, Zeile 3: Kapazität 0 in der Quelle: als unbekannt übernommen.",
        "Hinweis Träger: Bisher unbekannt, jetzt Entwürfe: Verein e. V..",
        "Angebote: 2 Zeilen gelesen, 1 neue Träger, 2 neu. Gespeichert.",
    ]
    assert list(Angebot.objects.values_list("title", "akteur__name", "capacity")) == [
        ("Club", known.name, 81),
        ("Villa", "Verein e. V.", None),
    ]


def test_amount_and_duration_of_a_massnahme(run):
    run(
        "import_massnahmen",
        "PLR,Objekt,Maßnahme,Programm Fördermittel,Programm-jahr,Wertumfang,Laufzeit\n"
        "Überregional,NUK,„Bauwagen“,Masterplan,2017,20350,01.07-31.12.2017 einmalig\n",
    )

    massnahme = Massnahme.objects.get()
    assert (massnahme.title, massnahme.place, massnahme.reach, massnahme.phase) == (
        "Bauwagen",
        "NUK",
        "kommune",
        "completed",
    )
    assert f"{massnahme.starts_on} {massnahme.ends_on}" == "2017-07-01 2017-12-31"
    assert list(massnahme.finanzierungen.values_list("year", "money_source", "amount")) == [
        (2017, "Masterplan", 20350)
    ]
    assert massnahme.notes.splitlines() == [
        "Gebiet „Überregional“: gilt für die ganze Kommune.",
        "Laufzeit mit Zusatz: „einmalig“.",
        "Stand „abgeschlossen“ aus der Laufzeit.",
    ]


def test_one_wrong_row_keeps_everything_out(run):
    with pytest.raises(CommandError) as error:
        run("import_akteure", "Name,E-Mail\nTreff,treff@example.org\nVilla,keine Adresse\n")

    assert str(error.value).endswith("1 Fehler. Es wurde nichts gespeichert.")
    assert not Akteur.objects.exists()


def test_dry_run_saves_nothing(run):
    lines = run("import_akteure", "Name,Ort\nTreff,Berlin\n", "--dry-run")

    assert lines[-1] == (
        "Akteure: 1 Zeilen gelesen, 1 neu. Probelauf: Es wurde nichts gespeichert."
    )
    assert not Akteur.objects.exists()


def test_mapping_by_options(run):
    run(
        "import_akteure",
        "bez,wo,nr\nTreff,Parkweg,3\n",
        "--spalte=Name=bez",
        "--spalte=Straße=wo",
        "--spalte=Straße=nr",
        "--wert=Akteursart=Hilfesystem",
        "--wert=Veröffentlichung=veröffentlicht",
    )

    assert Akteur.objects.values_list("name", "street", "akteursart__slug", "status").get() == (
        "Treff",
        "Parkweg 3",
        "hilfesystem",
        "published",
    )


def test_mapping_by_profile(run, tmp_path):
    profile = tmp_path / "profil.toml"
    profile.write_text('quelle = "Liste"\n[spalten]\nName = "bez"\n[werte]\nOrt = "Berlin"\n')

    run("import_akteure", "bez,x\nTreff,1\n", f"--profil={profile}")

    assert Akteur.objects.values_list("name", "place", "source").get() == (
        "Treff",
        "Berlin",
        "Liste",
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--spalte=Name"], "hat nicht die Form"),
        (["--spalte=Name=fehlt"], "1 Fehler"),
        (["--spalte=Gibtsnicht=Name"], "1 Fehler"),
        (["--profil=fehlt.toml"], "lässt sich nicht öffnen"),
        (["--kommune=00000000"], "import_kommunen"),
    ],
)
def test_wrong_options_are_explained(run, options, message):
    with pytest.raises(CommandError, match=message):
        run("import_akteure", "Name,Ort\nTreff,Berlin\n", *options)


@pytest.mark.parametrize("content", ["", "nur Text ohne Spalten", "<html>", '{"type": "Polygon"}'])
def test_what_is_no_table_is_refused(run, content):
    with pytest.raises(CommandError, match="nichts gespeichert"):
        run("import_akteure", content)


def test_points_in_another_coordinate_system_are_moved(run):
    run(
        "import_angebote",
        '{"type": "FeatureCollection", "crs": {"type": "name", "properties": '
        '{"name": "urn:ogc:def:crs:EPSG::25833"}}, "features": [{"type": "Feature", '
        '"properties": {"e_name": "Club"}, '
        '"geometry": {"type": "Point", "coordinates": [391841.9, 5822078.3]}}]}',
        name="orte.geojson",
    )

    angebot = Angebot.objects.get()
    assert angebot.longitude == pytest.approx(13.4053, abs=1e-4)
    assert angebot.latitude == pytest.approx(52.5380, abs=1e-4)
