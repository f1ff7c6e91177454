"""Values: every spelling of a number, and every way a value can be wrong."""

import pytest

from quartiere.monitoring.pruefung import Bekannt
from tests.quartiere.monitoring.builders import texts
from tests.quartiere.monitoring.einlesen import (
    AREAS,
    errors,
    full,
    read,
    values_of,
)


@pytest.mark.parametrize(
    "written",
    [
        ["0,5", "1,25", ",707", "1.234,5", "−2", "10"],
        ["0.5", "1.25", ".707", "1,234.5", "-2", "10.0"],
        ["0,50", "1,250", "0,707", "1 234,5", "–2", " 10 "],
        ["0,5", "1,25", "0,707", "1\u202f234,5", "-2,000", "1E1"],
    ],
)
def test_numbers_in_every_spelling_give_the_same_values(written):
    assert list(values_of(read(full(written))).values()) == [0.5, 1.25, 0.707, 1234.5, -2, 10]


def test_ambiguous_numbers_are_read_as_the_rest_of_the_file():
    text = "ID;EW;S1\n" + "".join(f"{k};{n}.500;{n},5\n" for n, k in enumerate(AREAS, start=1))
    columns = {"schluessel": "ID", "einwohner": "EW"}
    indikatoren = {
        "S1": {"spalte": "S1", "rolle": "status"},
        "K1": {"spalte": "EW", "rolle": "kontext"},
    }

    assert [area.inhabitants for area in read(text, spalten=columns).edition.areas] == [
        1500,
        2500,
        3500,
        4500,
        5500,
        6500,
    ]
    assert read(text, indikatoren=indikatoren).edition.areas[0].values == (1.5, 1500.0)


def test_ambiguous_numbers_alone_need_a_word_in_the_profile():
    text = full(["1.234", "2.345", "3.456", "4.567", "5.678", "6.789"])

    assert errors(read(text)) == [
        "datei1.csv, Spalte „S1“: Die Zahlen lassen offen, ob Punkt und Komma Dezimalzeichen sind "
        'oder Tausender trennen. Geben Sie im Profil dezimal = "komma" oder "punkt" an.'
    ]
    assert values_of(read(text, dezimal="punkt"))["01"] == 1.234
    assert values_of(read(text, dezimal="komma"))["01"] == 1234


def test_both_decimal_signs_in_a_column_are_refused():
    assert (
        "haben teils Dezimalkomma, teils Dezimalpunkt"
        in errors(read(full(["1,5", "2.5", "3", "4", "5", "6"])))[0]
    )


@pytest.mark.parametrize("text", ["abc", "03. Apr", "1,2,3", "12 34", "=1+1"])
def test_what_is_no_number_is_named_with_its_place(text):
    assert errors(read(full(["1", "2", text, "4", "5", "6"])))[0] == (
        f"datei1.csv, Zeile 4, Spalte „S1“: „{text}“ ist keine Zahl."
    )


def test_missing_index_value_of_a_valid_area_is_an_error():
    assert errors(read(full(["1", "2", "-9999", "4", "5", "6"]))) == [
        "Spalte „S1“: Das gültige Gebiet 03 (Gebiet 3) hat keinen Wert für S1."
    ]


def test_missing_context_value_is_none_and_no_error():
    indikatoren = {
        "S1": {"spalte": "S1", "rolle": "status"},
        "K1": {"spalte": "K1", "rolle": "kontext"},
    }
    text = "ID;S1;K1\n" + "".join(f"{k};{int(k)};{'-' if k == '02' else 3}\n" for k in AREAS)

    reading = read(text, indikatoren=indikatoren)

    assert errors(reading) == []
    assert [area.values[1] for area in reading.edition.areas] == [3, None, 3, 3, 3, 3]


def test_empty_column_is_an_error_for_the_index_and_a_warning_beside_it():
    text = "ID;S1;S2\n" + "".join(f"{k};{int(k)};\n" for k in AREAS)
    as_index = {c: {"spalte": c, "rolle": "status"} for c in ("S1", "S2")}
    beside = as_index | {"S2": {"spalte": "S2", "rolle": "kontext"}}

    assert errors(read(text, indikatoren=as_index)) == [
        "S2 hat in keinem gültigen Gebiet einen Wert."
    ]
    reading = read(text, indikatoren=beside)
    assert texts(reading.bericht.warnings())[0] == "S2 hat in keinem gültigen Gebiet einen Wert."


@pytest.mark.parametrize(
    ("entry", "is_error"),
    [
        ({"rolle": "dynamik"}, False),
        ({"rolle": "kontext"}, False),
        ({"rolle": "kontext", "maximum": 100}, True),
        ({"rolle": "kontext", "zielgruppe": "kinder"}, True),
        ({"rolle": "status"}, True),
    ],
)
def test_negative_per_cent_is_an_error_where_it_cannot_be_a_change(entry, is_error):
    text = "ID;S1;S2\n" + "".join(f"{key};{int(key)};{int(key) - 1.5}\n" for key in AREAS)
    indikatoren = {
        "S1": {"spalte": "S1", "rolle": "status"},
        "S2": {"spalte": "S2", "einheit": "%"} | entry,
    }

    reading = read(text, indikatoren=indikatoren)

    kinds = [meldung.kind for meldung in reading.bericht.errors()]
    assert kinds == ["wertebereich"] * is_error


@pytest.mark.parametrize(
    ("entry", "value", "message"),
    [
        ({"einheit": "%"}, "522", "522 liegt außerhalb des Bereichs von 0 bis 100"),
        ({"einheit": "%"}, "-1", "-1 liegt außerhalb des Bereichs von 0 bis 100"),
        (
            {"einheit": "Prozentpunkte"},
            "-999",
            "-999 liegt außerhalb des Bereichs von -100 bis 100",
        ),
        ({"minimum": 0}, "-1", "-1 liegt außerhalb des Bereichs ab 0"),
        ({"maximum": 5.5}, "6", "6 liegt außerhalb des Bereichs bis 5.5"),
    ],
)
def test_value_out_of_bounds_is_an_error_with_its_place(entry, value, message):
    indikatoren = {"S1": {"spalte": "S1", "rolle": "status"} | entry}

    found = errors(read(full(["1", "2", value, "4", "5", "3"]), indikatoren=indikatoren))

    assert found == [
        f"datei1.csv, Zeile 4, Spalte „S1“: {message}. Stimmt der Wert, geben Sie im Profil "
        "„minimum“ und „maximum“ an."
    ]


def test_bounds_of_the_profile_replace_the_usual_ones():
    entry = {"spalte": "S1", "rolle": "status", "einheit": "%", "minimum": -50, "maximum": 600}

    assert values_of(read(full(["-5", "2", "522", "4", "5", "6"]), indikatoren={"S1": entry}))


def test_outlier_is_a_warning():
    names = {f"{n:03}": "" for n in range(1, 101)}
    text = "ID;S1\n" + "".join(f"{k};{int(k) % 7}\n" for k in names if k != "050") + "050;522\n"

    reading = read(text, bekannt=Bekannt("2030", names))

    assert texts(reading.bericht.warnings()) == [
        "Spalte „S1“: S1 = 522 in 050 liegt weit ab von allen anderen. Ist das ein Schreibfehler?",
        "Die Ausgabe hat keine Einwohnerzahlen.",
    ]


def test_valid_area_with_nothing_but_zeros_is_a_warning():
    text = "ID;S1;S2\n" + "".join(f"{k};{int(k) % 3};{int(k) % 3}\n" for k in AREAS)
    indikatoren = {c: {"spalte": c, "rolle": "status"} for c in ("S1", "S2")}

    warnings = texts(read(text, indikatoren=indikatoren).bericht.warnings())

    assert warnings[:2] == [
        f"Beim gültigen Gebiet {k} ({AREAS[k]}) sind alle Indexwerte 0. "
        "Ist es in Wahrheit ausgeschlossen?"
        for k in ("03", "06")
    ]


@pytest.mark.parametrize("written", ["12,5", "-3"])
def test_inhabitants_are_whole_and_not_negative(written):
    text = "ID;EW;S1\n" + "".join(f"{k};{written if k == '02' else 500};{int(k)}\n" for k in AREAS)

    [message] = errors(read(text, spalten={"schluessel": "ID", "einwohner": "EW"}))

    assert message.startswith("datei1.csv, Zeile 3, Spalte „EW“: ")
    assert message.endswith("ist keine Einwohnerzahl: Erwartet wird eine ganze Zahl ab 0.")


def test_numbers_that_two_files_give_differently_are_refused():
    assert errors(read(full(), full("193456"))) == [
        "datei2.csv, Zeile 3, Spalte „S1“: Hier steht „9.0“, in einer anderen Datei „2.0“."
    ]


def test_value_missing_in_one_file_may_stand_in_the_other():
    assert values_of(read(full(["1", "", "3", "4", "5", "6"]), full()))["02"] == 2


def test_column_that_no_file_has_is_named_with_the_nearest():
    assert errors(read("ID;S_1a\n01;1\n", spalten={"schluessel": "ID", "einwohner": "EW"})) == [
        "Die Spalte „EW“ steht in keiner Datei.",
        "Die Spalte „S1“ steht in keiner Datei. Meinten Sie „S_1a“?",
    ]


def test_two_areas_at_least_must_be_valid():
    assert errors(read("ID;S1\n01;1\n", bekannt=None)) == [
        "Gültige Gebiete: 1. Nötig sind mindestens zwei."
    ]


def test_doubled_heading_of_a_wanted_column_is_an_error():
    assert errors(read("ID;S1;S1\n01;1;2\n")) == [
        "Die Überschrift „S1“ steht 2-mal in datei1.csv. Benennen Sie die Spalten eindeutig."
    ]


def test_table_that_breaks_while_it_is_read_is_an_error():
    text = full("1" * 60) + '61;"9\n62;1\n'

    assert errors(read(text)) == [
        "datei1.csv ist nach Zeile 61 nicht lesbar: "
        "ein Anführungszeichen ist nicht geschlossen oder steht an falscher Stelle."
    ]


def test_many_faults_of_a_kind_are_counted_but_not_all_listed():
    names = {f"{n:03}": "" for n in range(200)}
    text = "ID;S1\n" + "".join(f"{key};abc\n" for key in names)

    bericht = read(text, bekannt=Bekannt("2030", names)).bericht

    assert (bericht.error_count, len(bericht.errors())) == (200, 50)
    assert list(bericht.unshown()) == [("fehler", "zahl", 150)]
