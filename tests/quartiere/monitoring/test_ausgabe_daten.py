"""From files to an edition: joining and exclusion."""

import pytest

from quartiere.monitoring.daten import GebietInput
from tests.quartiere.monitoring.builders import texts
from tests.quartiere.monitoring.einlesen import (
    AREAS,
    COLUMNS,
    VALID_COLUMN,
    errors,
    full,
    read,
    values_of,
)


def test_tables_are_joined_on_the_key_in_any_order():
    first = "ID;Name;EW;KOM\n" + "".join(
        f"{key};{name};{100 * int(key)};{'gültig' if key != '06' else 'unter 300 EW'}\n"
        for key, name in AREAS.items()
    )
    second = "S1;ID\n" + "".join(f"{int(key)},5;{key}\n" for key in reversed(list(AREAS)))
    values = {"spalten": COLUMNS, "ausschluss": VALID_COLUMN}

    reading = read(first, second, **values)

    assert errors(reading) == []
    assert reading.edition.areas == (
        GebietInput("01", "Gebiet 1", 100, "", (1.5,)),
        GebietInput("02", "Gebiet 2", 200, "", (2.5,)),
        GebietInput("03", "Gebiet 3", 300, "", (3.5,)),
        GebietInput("04", "Gebiet 4", 400, "", (4.5,)),
        GebietInput("05", "Gebiet 5", 500, "", (5.5,)),
        GebietInput("06", "Gebiet 6", 600, "unter 300 EW", (6.5,)),
    )
    assert read(second, first, **values).edition == reading.edition


def test_edition_takes_over_what_the_profile_says():
    edition = read(full(), zeitraum="2029").edition

    assert (edition.kommune, edition.year, edition.period) == ("99000001", 2030, "2029")
    assert (edition.gebietsstand, [i.code for i in edition.indicators]) == ("2030", ["S1"])


@pytest.mark.parametrize("word", ["gültig", " Gültig ", "GÜLTIG"])
def test_valid_word_is_recognised_whatever_its_blanks_and_case(word):
    text = "ID;S1;KOM\n" + "".join(f"{key};{int(key)};{word}\n" for key in AREAS)

    assert len(values_of(read(text, ausschluss=VALID_COLUMN))) == 6


def test_empty_cell_does_not_make_an_area_valid():
    text = "ID;S1;KOM\n" + "".join(f"{k};{int(k)};{'gültig' * (k != '02')}\n" for k in AREAS)

    reading = read(text, ausschluss=VALID_COLUMN)

    assert errors(reading) == []
    assert reading.edition.areas[1].exclusion == "ohne Angabe eines Grundes"
    assert texts(reading.bericht.warnings())[0] == (
        "Spalte „KOM“: Das Gebiet 02 ist ausgeschlossen, aber ohne Angabe eines Grundes."
    )


@pytest.mark.parametrize("sign", ["-9999", "0", "0,0", "", ".", "–", "geheim"])
def test_nothing_in_an_excluded_row_becomes_a_number(sign):
    text = "ID;S1;KL\n" + "".join(f"{k};{int(k)},5;1\n" for k in AREAS if k != "02")
    text += f"02;{sign};0\n"
    rule = {"spalte": "KL", "ungueltig": ["0", ""], "grund": "ohne Index"}

    reading = read(text, ausschluss=rule)

    assert values_of(reading)["02"] is None
    assert reading.edition.areas[1].exclusion == "ohne Index"


def test_files_that_contradict_each_other_on_validity_are_refused():
    first = "ID;S1;KOM\n" + "".join(f"{k};{int(k)};gültig\n" for k in AREAS)
    second = "ID;KOM\n" + "".join(f"{k};{'gültig' if k != '02' else 'Ausreißer'}\n" for k in AREAS)

    assert errors(read(first, second, ausschluss=VALID_COLUMN)) == [
        "datei2.csv, Zeile 3, Spalte „KOM“: "
        "Hier steht „Ausreißer“, in einer anderen Datei „gültig“."
    ]
