import io
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quartiere.gemeindeverzeichnis import Gemeinde, display_name, read_register
from quartiere.importe.report import ImportRefused, Report
from tests.quartiere.gv100ad import (
    KOELN,
    MARL,
    as_file,
    gemeinde_line,
    line,
    register_file,
    register_lines,
)


def read(file, *, is_extract=True):
    """The Register and the texts of the errors."""
    report = Report("Kommunen")
    register = read_register(file, report, is_extract=is_extract)
    return register, [str(line) for line in report.errors]


def errors(*lines):
    return read(as_file(lines))[1]


def complete_lines():
    gemeinden = [
        (f"{land:02}{kreis:03}{n:03}", f"Ort {n}") for land in range(1, 17) for kreis in (1, 2)
        for n in range(330)
    ]  # fmt: skip
    return register_lines(*((ags, name, "64", 100) for ags, name in gemeinden))


def test_register_gives_gemeinden_with_their_columns():
    register, faults = read(register_file(MARL, KOELN))

    assert faults == []
    assert register.date == date(2025, 8, 31)
    assert register.gemeinden == [
        Gemeinde(
            line=4,
            ags="05562024",
            name="Marl",
            official_name="Marl, Stadt",
            land="Land 05",
            kreis="Kreis 05562",
            kind="67",
            area_km2=40.5,
            inhabitants=86_000,
            postcode="12345",
        ),
        Gemeinde(
            line=5,
            ags="05315000",
            name="Köln",
            official_name="Köln, Stadt",
            land="Land 05",
            kreis="",
            kind="61",
            area_km2=40.5,
            inhabitants=1_024_621,
            postcode="12345",
        ),
    ]


@pytest.mark.parametrize(
    ("official", "name"),
    [
        ("Köln, Stadt", "Köln"),
        ("Hamburg, Freie und Hansestadt", "Hamburg"),
        ("Halle (Saale), Stadt", "Halle (Saale)"),
        ("Lauenburg/ Elbe, Stadt", "Lauenburg/Elbe"),
        ("Sachsenwald (Forstgutsbez.),gemfr.Geb.", "Sachsenwald (Forstgutsbez.)"),
        ("Cottbus/Chóśebuz, Stadt", "Cottbus/Chóśebuz"),
        ("Neuenkirchen", "Neuenkirchen"),
    ],
)
def test_display_name_leaves_out_the_addition(official, name):
    assert display_name(official) == name


def test_territory_without_kreis_is_no_fault():
    gewaesser = gemeinde_line("13000999", "Küstengewässer", "66")

    register, faults = read(as_file([line("10", "13", "Mecklenburg-Vorpommern"), gewaesser]))

    assert faults == []
    assert [gemeinde.kreis for gemeinde in register.gemeinden] == [""]


LAND, KREIS, GEMEINDE = register_lines(MARL)


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (GEMEINDE[:100], "Der Satz hat 100 statt 220 Zeichen. Ist die Datei abgeschnitten? "
         "Bitte laden Sie sie neu herunter."),
        (GEMEINDE + " ", "Der Satz hat 221 statt 220 Zeichen. Ist die Datei abgeschnitten? "
         "Bitte laden Sie sie neu herunter."),
        ("99" + GEMEINDE[2:], "Spalten 1–2: unbekannte Satzart „99“."),
        (GEMEINDE.replace("05562024", "0556202A"),
         "Spalten 11–18: „0556202A“ ist kein achtstelliger Gemeindeschlüssel."),
        (GEMEINDE.replace("05562024", "05999024"),
         "Spalten 11–18: Zu „05999024“ fehlt in der Datei das Land oder der Kreis."),
        (GEMEINDE.replace("Marl, Stadt", "           "), "Spalten 23–72: Der Name fehlt."),
        (GEMEINDE[:122] + "99" + GEMEINDE[124:],
         "Spalten 123–124: unbekanntes Textkennzeichen „99“."),
        (GEMEINDE[:128] + "0000000 050" + GEMEINDE[139:],
         "Spalten 129–139: Fläche: „0000000 050“ ist keine Zahl."),
        (GEMEINDE[:139] + "          -" + GEMEINDE[150:],
         "Spalten 140–150: Einwohner: „-“ ist keine Zahl."),
        (GEMEINDE.replace("12345", "1234 "),
         "Spalten 166–170: „1234“ ist keine Postleitzahl."),
    ],
)  # fmt: skip
def test_faulty_line_is_reported_with_place_and_columns(broken, message):
    assert errors(LAND, KREIS, broken) == [f"Zeile 3: {message}"]


def test_doubled_key_is_reported_on_both_lines():
    message = "Spalten 11–18: Der Schlüssel 05562024 kommt 2-mal vor."

    assert errors(LAND, KREIS, GEMEINDE, GEMEINDE) == [f"Zeile {n}: {message}" for n in (3, 4)]


def test_different_dates_are_reported():
    later = GEMEINDE.replace("20250831", "20260831")

    assert errors(LAND, KREIS, later) == [
        "Datei: Spalten 3–10: kein einheitlicher Gebietsstand („20250831“, „20260831“)."
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "Das ist kein Gemeindeverzeichnis im Format GV100AD."),
        (b"ags;name\n1;2\n", "Das ist kein Gemeindeverzeichnis im Format GV100AD."),
        (
            "\n".join([LAND, KREIS, GEMEINDE.replace("Marl", "Märl")]).encode("latin-1"),
            "Zeile 3 ist nicht in UTF-8 geschrieben.",
        ),
        (b" " * 20_000_001, "Die Datei ist größer als 20 MB."),
    ],
)
def test_what_is_no_register_is_refused(content, problem):
    with pytest.raises(ImportRefused) as error:
        read(io.BytesIO(content))

    assert error.value.problem == problem


def test_complete_register_is_accepted_and_one_cut_between_lines_is_not():
    lines = complete_lines()

    whole, no_faults = read(as_file(lines), is_extract=False)
    _, faults = read(as_file(lines[:-330]), is_extract=False)

    assert (len(whole.gemeinden), no_faults) == (10_560, [])
    assert faults == [
        "Datei: Das Verzeichnis ist unvollständig: 16 Länder, 10.230 Gemeinden, 1 Kreise ohne "
        "Gemeinde. Bitte laden Sie die Datei neu herunter. Einen Auszug lesen Sie mit --auszug ein."
    ]


def test_real_register_is_read_without_a_fault(daten):
    with (daten / "gemeinden" / "GV100AD_31082025.txt").open("rb") as file:
        register, faults = read(file, is_extract=False)

    kinds = Counter(gemeinde.kind for gemeinde in register.gemeinden)
    assert faults == []
    assert register.date == date(2025, 8, 31)
    # The figures of the register itself: 10,952 Gemeinden, 97 + 9 cities without a Kreis
    assert len(register.gemeinden) == 10_952
    assert kinds == {
        "60": 386, "61": 97, "62": 9, "63": 1829, "64": 8305, "65": 2, "66": 199, "67": 125,
    }  # fmt: skip
    assert sum(gemeinde.inhabitants for gemeinde in register.gemeinden) == 83_577_140


SOUND = as_file([LAND, KREIS, GEMEINDE]).getvalue().decode("utf-8-sig")


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.characters(codec="utf-8"))))
def test_any_changed_characters_give_a_register_or_errors(changes):
    content = list(SOUND)
    for position, character in changes:
        content[position] = character

    try:
        register, faults = read(io.BytesIO("".join(content).encode()))
    except ImportRefused:
        return
    assert faults or len(register.gemeinden) <= 1


@given(st.binary(max_size=500))
def test_any_bytes_are_no_register(content):
    with pytest.raises(ImportRefused):
        read(io.BytesIO(content))
