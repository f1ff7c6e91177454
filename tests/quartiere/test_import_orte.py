import io

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from quartiere.importe.orte import import_orte
from quartiere.importe.report import ImportRefused, Report
from quartiere.models import Ort
from quartiere.postleitzahlen import PostcodePlace, read_postcodes

HEADING = (
    "country_code,zipcode,place,state,state_code,province,province_code,community,"
    "community_code,latitude,longitude"
)
KOELN = 'DE,50667,Köln,Nordrhein-Westfalen,NW,,053,"Köln, Stadt",05315,50.9387,6.9547'
POTSDAM = 'DE,14461,Potsdam,Brandenburg,BB,,00,"Potsdam, Stadt",12054,52.4,13.05'
COMPANY = 'DE,12345,Linde GmbH,Land Berlin,16,,,"Berlin, Stadt",11000,52.452,13.4229'
ABROAD = "DE,87491,Jungholz,,,,,,,47.5741,10.4472"


def file_of(*rows, encoding="utf-8"):
    return io.BytesIO("\r\n".join([HEADING, *rows, ""]).encode(encoding))


def read(*rows):
    report = Report("Orte")
    return read_postcodes(file_of(*rows), report), report


def test_rows_become_places_without_companies():
    places, report = read(KOELN, COMPANY, ABROAD)

    assert places == [PostcodePlace("50667", "Köln", "05315", 50.9387, 6.9547)]
    assert report.outcomes == {
        "Firmenpostleitzahlen ausgelassen": 1,
        "Orte außerhalb Deutschlands ausgelassen": 1,
    }


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            KOELN.replace("50667", "5066"),
            "zipcode: „5066“ ist keine Postleitzahl mit fünf Ziffern.",
        ),
        (KOELN.replace(",Köln,", ",,"), "place: Der Ort fehlt oder ist länger als 100 Zeichen."),
        (KOELN.replace("NW", "XX"), "state_code: „XX“ ist kein Land."),
        (KOELN.replace("05315", "5315"), "community_code: „5315“ ist kein Kreisschlüssel."),
        (
            KOELN.replace("50.9387,6.9547", "6.9547,50.9387"),
            "Der Punkt 6.9547, 50.9387 liegt nicht in Deutschland.",
        ),
        (KOELN.replace("6.9547", "x"), "Der Punkt 50.9387, x liegt nicht in Deutschland."),
        (KOELN.replace("6.9547", "nan"), "Der Punkt 50.9387, nan liegt nicht in Deutschland."),
        (
            "DE,50667,Köln,,NW",
            "Sie hat nicht so viele Spalten wie die Überschrift.",
        ),
    ],
)
def test_faulty_row_is_reported_with_its_column(row, message):
    _, report = read(POTSDAM, row)

    assert [str(line) for line in report.errors] == [f"Zeile 3: {message}"]


def test_doubled_row_is_kept_once_and_noted():
    places, report = read(KOELN, KOELN)

    assert len(places) == 1
    assert [str(line) for line in report.notes] == ["Zeile 3: „50667 Köln“ steht doppelt da."]


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (io.BytesIO(b""), "Es fehlen die Spalten zipcode, place, state_code, community_code, "
         "latitude, longitude."),
        (io.BytesIO(b"zipcode,place\n"), "Es fehlen die Spalten state_code, community_code, "
         "latitude, longitude."),
        (file_of(KOELN, encoding="latin-1"), "Die Datei ist nicht in UTF-8 geschrieben."),
        (file_of('DE,50667,"Köln'), "Ab Zeile 2 ist die Datei kein gültiges CSV."),
    ],
)  # fmt: skip
def test_what_is_no_postcode_table_is_refused(file, problem):
    with pytest.raises(ImportRefused) as error:
        read_postcodes(file, Report("Orte"))

    assert error.value.problem == problem


@given(st.lists(st.sampled_from([KOELN, POTSDAM, COMPANY]) | st.text(max_size=80), max_size=5))
def test_any_rows_are_read_reported_or_refused(rows):
    try:
        places, _ = read(*rows)
    except ImportRefused as error:
        assert error.problem.endswith(".")
    else:
        assert len(places) <= len(rows)


@pytest.mark.django_db
def test_second_import_changes_nothing():
    first = import_orte(file_of(KOELN, COMPANY))
    before = list(Ort.objects.values())

    second = import_orte(file_of(KOELN, COMPANY))

    assert first.summary() == (
        "Orte mit Postleitzahl: 1 Firmenpostleitzahlen ausgelassen, 1 neu. Gespeichert."
    )
    assert second.summary() == (
        "Orte mit Postleitzahl: 1 Firmenpostleitzahlen ausgelassen, 1 unverändert. Es gab nichts "
        "zu speichern."
    )
    assert list(Ort.objects.values()) == before


@pytest.mark.django_db
def test_moved_place_is_changed_and_a_missing_one_stays():
    import_orte(file_of(KOELN, POTSDAM))

    report = import_orte(file_of(KOELN.replace("6.9547", "6.96")))

    assert dict(report.outcomes) == {
        "neu": 0,
        "geändert": 1,
        "unverändert": 0,
        "nicht mehr in der Datei": 1,
    }
    assert list(Ort.objects.values_list("name", "longitude")) == [
        ("Potsdam", 13.05),
        ("Köln", 6.96),
    ]


@pytest.mark.django_db
def test_dry_run_and_errors_write_nothing(tmp_path):
    path = tmp_path / "plz.csv"
    path.write_bytes(file_of(KOELN, "Unsinn").getvalue())

    import_orte(file_of(KOELN), dry_run=True)
    with pytest.raises(CommandError):
        call_command("import_orte", path)

    assert not Ort.objects.exists()


@pytest.mark.django_db
def test_real_table_is_imported_without_company_postcodes(daten, capsys):
    call_command("import_orte", daten / "gemeinden" / "zipcodes.de.csv")

    assert capsys.readouterr().out == (
        "Orte mit Postleitzahl: 6.819 Firmenpostleitzahlen ausgelassen, 1 Orte außerhalb "
        "Deutschlands ausgelassen, 16.477 neu. Gespeichert.\n"
    )
    assert not Ort.objects.filter(name__regex=r"(GmbH|Finanzamt|Agentur)").exists()
