"""Cells of real tables: what becomes of them and what is remarked."""

import pytest

from netzwerke.importe import putzen


@pytest.mark.parametrize(
    ("cell", "values", "remarks"),
    [
        ("12105 Berlin", {"Postleitzahl": "12105", "Ort": "Berlin"}, []),
        ("12105 Bad Belzig", {"Postleitzahl": "12105", "Ort": "Bad Belzig"}, []),
        (
            "12105 Berlin 4",
            {"Postleitzahl": "12105", "Ort": "Berlin"},
            ["Überzählige Ziffer im Ort: „12105 Berlin 4“."],
        ),
        ("0", {}, ["„0“ ist keine Postleitzahl mit Ort."]),
        ("", {}, ["Postleitzahl und Ort fehlen."]),
    ],
)
def test_place(cell, values, remarks):
    assert putzen.place(cell) == (values, remarks)


@pytest.mark.parametrize(
    ("cell", "values", "remarks"),
    [
        ("Strelitzstraße 15", {"Straße": "Strelitzstraße 15"}, []),
        ("Strelitzstraße. 15", {"Straße": "Strelitzstraße 15"}, []),
        ("Wallstr. 43", {"Straße": "Wallstr. 43"}, []),
        ("Parkweg 12 -10", {"Straße": "Parkweg 12-10"}, []),
        ("", {}, ["Straße fehlt."]),
        (
            "Holzmannstraße 22 12099 Berlin",
            {"Straße": "Holzmannstraße 22", "Postleitzahl": "12099", "Ort": "Berlin"},
            ["Anschrift in einem Feld: „Holzmannstraße 22 12099 Berlin“."],
        ),
    ],
)
def test_street(cell, values, remarks):
    assert putzen.street(cell) == (values, remarks)


@pytest.mark.parametrize(
    ("cell", "values", "remarks"),
    [
        ("60", {"Kapazität": "60"}, []),
        ("", {}, []),
        ("0", {}, ["Kapazität 0 in der Quelle: als unbekannt übernommen."]),
        ("ca. 60", {}, ["Kapazität ist keine Zahl: „ca. 60“."]),
        ("²", {}, ["Kapazität ist keine Zahl: „²“."]),
    ],
)
def test_capacity(cell, values, remarks):
    assert putzen.capacity(cell) == (values, remarks)


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("030 39081218  oder 0159 06197971", "030 39081218 oder 0159 06197971"),
        ("030 - 992811-50/ -52 (Leitung/Verwaltung)", "030 - 992811-50"),
        ("030 90277-2871 und dienstags auch 0176 45728580", "030 90277-2871"),
    ],
)
def test_long_phone_numbers_are_cut_to_the_first(cell, phone):
    values, remarks = putzen.phone(cell)

    assert values == {"Telefon": phone}
    assert bool(remarks) is (len(" ".join(cell.split())) > putzen.MAX_PHONE)


@pytest.mark.parametrize(
    ("cell", "values", "remarks"),
    [
        ("https://a.de/b", {"Internetseite": "https://a.de/b"}, []),
        ("www.a.de", {"Internetseite": "https://www.a.de"}, ["Ergänzt zu https://www.a.de."]),
        (
            "http://a.de (offline)",
            {},
            ["Das ist keine Internetadresse: „http://a.de (offline)“."],
        ),
        ("http//a.de", {}, ["Das ist keine Internetadresse: „http//a.de“."]),
        ("javascript:alert(1)", {}, ["Das ist keine Internetadresse: „javascript:alert(1)“."]),
        ("", {}, []),
    ],
)
def test_website(cell, values, remarks):
    assert putzen.website(cell) == (values, remarks)


@pytest.mark.parametrize(
    ("cell", "days", "remarks"),
    [
        ("01.07-31.12.2017", ("01.07.2017", "31.12.2017"), []),
        ("01.04.-31.12.2017", ("01.04.2017", "31.12.2017"), []),
        ("15.11.2016 bis 14.02.2018", ("15.11.2016", "14.02.2018"), []),
        (
            "01.01-31.12.2017  Fortsetzung geplant",
            ("01.01.2017", "31.12.2017"),
            ["Laufzeit mit Zusatz: „Fortsetzung geplant“."],
        ),
        (
            "31.02-31.12.2017",
            (None, None),
            ["Laufzeit ist Freitext, Beginn und Ende bleiben offen: „31.02-31.12.2017“."],
        ),
        (
            "01.07-31.01.2017",
            (None, None),
            ["Laufzeit ist Freitext, Beginn und Ende bleiben offen: „01.07-31.01.2017“."],
        ),
        (
            "zwei Jahre",
            (None, None),
            ["Laufzeit ist Freitext, Beginn und Ende bleiben offen: „zwei Jahre“."],
        ),
    ],
)
def test_period(cell, days, remarks):
    values, found = putzen.period(cell)

    assert (values.get("Beginn"), values.get("Ende")) == days
    assert values["Laufzeit in Worten"] == " ".join(cell.split())
    assert found == remarks


def test_title_loses_its_quotation_marks_and_what_is_too_long():
    assert putzen.title("„Bauwagen“", "Titel", 20) == ({"Titel": "Bauwagen"}, [])
    assert putzen.title("Ein sehr langer Name", "Titel", 16) == (
        {"Titel": "Ein sehr langer…"},
        ["Titel gekürzt: „Ein sehr langer Name“."],
    )


def test_stars_at_an_area_key_are_taken_off_and_told():
    assert putzen.area_key("07050501*") == (
        "07050501",
        ["Kennzeichen am Gebietsschlüssel: „07050501*“."],
    )
    assert putzen.area_key("07050501") == ("07050501", [])


def test_row_key_is_stable_and_tells_rows_apart():
    long = "Niedrigschwellige Kommunikation von Bildungsangeboten " * 3

    assert putzen.row_key("Kita", "Parkweg 1") == putzen.row_key("Kita", "Parkweg  1")
    assert putzen.row_key("Kita", "Parkweg 1") != putzen.row_key("Kita", "Parkweg 11")
    assert putzen.row_key(long + "a") != putzen.row_key(long + "b")
    assert len(putzen.row_key(long)) <= 80
