"""Keys and areas: doubled, unknown, missing, of another vintage, cut off."""

from quartiere.monitoring.ausgabe_daten import build
from quartiere.monitoring.pruefung import Bekannt
from tests.quartiere.monitoring.builders import profil, table, texts
from tests.quartiere.monitoring.einlesen import (
    AREAS,
    BEKANNT,
    COLUMNS,
    VALID_COLUMN,
    errors,
    full,
    read,
    values_of,
)
from tests.quartiere.monitoring.test_arbeitsmappe import workbook


def test_missing_key_column_names_the_headings_there_are():
    assert errors(read("Nummer;S1\n01;1\n")) == [
        "datei1.csv: Die Schlüsselspalte „ID“ fehlt. Vorhanden sind: „Nummer“, „S1“."
    ]


def test_key_twice_is_an_error_with_both_rows():
    reading = read(full() + "03;9\n")

    assert reading.edition is None
    assert errors(reading) == ["datei1.csv, Zeile 8: Der Schlüssel 03 steht schon in Zeile 4."]


def test_row_without_key_is_an_error():
    assert errors(read(full() + ";9\n")) == ["datei1.csv, Zeile 8: Die Zeile hat keinen Schlüssel."]


def test_unknown_area_is_an_error():
    assert errors(read(full() + "77;9\n")) == [
        "datei1.csv, Zeile 8: Der Schlüssel 77 gehört zu keinem bekannten Gebiet."
    ]


def test_lost_leading_zeros_are_mended_where_the_areas_are_known():
    content = workbook(("D", [["ID", "S1"], *([n, n * 1.5] for n in range(1, 7))]))

    reading = build(profil(), [table(content, "a.xlsx")], BEKANNT)

    assert values_of(reading) == {key: int(key) * 1.5 for key in AREAS}
    assert texts(reading.bericht.warnings())[0] == (
        "a.xlsx, Zeile 2: Dem Schlüssel 1 fehlen führende Nullen, gelesen als 01."
    )


def test_lost_leading_zeros_stay_lost_where_no_area_is_known():
    reading = read("ID;S1\n1;1\n2;2\n", bekannt=None)

    assert list(values_of(reading)) == ["1", "2"]


def test_no_common_key_is_one_message_that_names_the_vintage():
    assert errors(read("ID;S1\n91;1\n92;2\n93;3\n")) == [
        "datei1.csv: Kein Schlüssel gehört zum Gebietsstand 2030. "
        "Die Datei passt zum Gebietsstand 2006."
    ]


def test_shifted_heading_is_named_by_where_the_keys_are():
    shifted = "ID;Schl;S1\n" + "".join(f"Mitte;{key};1\n" for key in AREAS)
    shifted = shifted.replace("Mitte", "{}").format(*"abcdef")

    assert errors(read(shifted)) == [
        "datei1.csv: Kein Schlüssel gehört zum Gebietsstand 2030. "
        "Stammt die Datei von einem anderen Gebietsstand, oder ist die Spalte falsch?",
        "datei1.csv: Die Schlüssel stehen unter „Schl“ und nicht unter „ID“: Die Überschriften "
        "sind verschoben, oder das Profil nennt die falsche Spalte.",
    ]


def test_file_that_stops_half_way_is_recognised():
    reading = read(full("123"))

    assert errors(reading) == [
        "datei1.csv: Die Datei bricht nach 03 ab. Sie enthält 3 von 6 Gebieten.",
        "datei1.csv: Das Gebiet 04 (Gebiet 4) fehlt in der Datei.",
        "datei1.csv: Das Gebiet 05 (Gebiet 5) fehlt in der Datei.",
        "datei1.csv: Das Gebiet 06 (Gebiet 6) fehlt in der Datei.",
    ]


def test_second_file_that_stops_half_way_is_recognised():
    indikatoren = {
        "S1": {"spalte": "S1", "rolle": "status"},
        "K1": {"spalte": "K1", "rolle": "kontext"},
    }

    reading = read(full(), full("1234", "ID;K1\n"), indikatoren=indikatoren)

    assert errors(reading)[0] == (
        "datei2.csv: Die Datei bricht nach 04 ab. Sie enthält 4 von 6 Gebieten."
    )


def test_file_that_breaks_inside_a_row_is_recognised():
    reading = read("ID;Name;S1\n01;a;1\n02;b;2\n03;c")

    assert errors(reading)[0] == (
        "datei1.csv, Zeile 4: Die Datei bricht hier ab: 2 von 3 Feldern sind da."
    )


def test_file_that_breaks_inside_a_word_is_recognised():
    text = "ID;S1;KOM\n" + "".join(f"{key};{int(key)};gültig\n" for key in AREAS)

    reading = read(text[:-4], ausschluss=VALID_COLUMN)

    assert errors(reading) == ["Spalte „KOM“: „gül“ sieht nach einem abgeschnittenen „gültig“ aus."]


def test_missing_area_is_an_error():
    assert errors(read("ID;S1\n01;1\n02;2\n04;4\n05;5\n06;6\n")) == [
        "datei1.csv: Das Gebiet 03 (Gebiet 3) fehlt in der Datei."
    ]


def test_missing_area_may_be_excluded_by_the_profile():
    names = {f"{n:02}": "" for n in range(1, 13)}
    text = "ID;S1\n" + "".join(f"{key};{int(key)}\n" for key in names if key != "03")

    reading = read(
        text, bekannt=Bekannt("2030", names), ausschluss={"fehlende_gebiete": "gesperrt"}
    )

    assert errors(reading) == []
    assert {a.key: a.exclusion for a in reading.edition.areas if a.exclusion} == {"03": "gesperrt"}
    assert (
        texts(reading.bericht.warnings())[0]
        == "Das Gebiet 03 fehlt, ausgeschlossen als „gesperrt“."
    )


def test_too_many_missing_areas_are_no_exclusion():
    reading = read("ID;S1\n01;1\n02;2\n04;4\n06;6\n", ausschluss={"fehlende_gebiete": "gesperrt"})

    assert errors(reading) == ["Es fehlen 2 von 6 Gebieten: zu viele für Ausnahmen."]


def test_excluded_area_may_be_missing_in_another_file():
    first = "ID;KOM\n" + "".join(f"{k};{'gültig' if k != '03' else 'Gewerbe'}\n" for k in AREAS)
    second = "ID;S1\n01;1\n02;2\n04;4\n05;5\n06;6\n"

    reading = read(first, second, ausschluss=VALID_COLUMN)

    assert values_of(reading) == {"01": 1, "02": 2, "03": None, "04": 4, "05": 5, "06": 6}


def test_names_that_differ_or_repeat_are_warnings():
    text = "ID;Name;EW;S1\n" + "".join(
        f"{key};{'Schloßstraße' if key in ('01', '02') else name};500;{int(key)}\n"
        for key, name in AREAS.items()
    )

    reading = read(text, spalten=COLUMNS)

    assert errors(reading) == []
    assert texts(reading.bericht.warnings()) == [
        "Das Gebiet 01 heißt hier „Schloßstraße“, bekannt ist „Gebiet 1“.",
        "Das Gebiet 02 heißt hier „Schloßstraße“, bekannt ist „Gebiet 2“.",
        "Den Namen „Schloßstraße“ tragen mehrere Gebiete: 01, 02.",
    ]
    assert reading.edition.areas[0].name == "Gebiet 1"
