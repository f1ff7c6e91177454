"""Reading text tables: every dialect and fault that real files showed."""

import io

import pytest

from quartiere.monitoring import grenzen, tabellen
from quartiere.monitoring.tabellen import TabelleError, open_table
from tests.quartiere.monitoring.builders import rows_of, table, texts

PLAIN = "ID;Name;S1\n01;Stülerstraße;4,5\n02;Großer Tiergarten;1,2\n"
ROWS = [["01", "Stülerstraße", "4,5"], ["02", "Großer Tiergarten", "1,2"]]


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("cp1252", ""),
        ("utf-16", ""),
        ("utf-16-le", "\ufeff"),
        ("utf-16-be", "\ufeff"),
        ("utf-16-le", ""),
        ("utf-16-be", ""),
        ("utf-32", ""),
    ],
)
def test_every_encoding_is_recognised(encoding, bom):
    opened = table((bom + PLAIN).encode(encoding))

    assert (opened.headings, rows_of(opened)) == (["ID", "Name", "S1"], ROWS)


@pytest.mark.parametrize("separator", [";", "\t", "|", ","])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_separator_and_line_end_is_recognised(separator, newline):
    text = PLAIN.replace(",", ".").replace(";", separator).replace("\n", newline)

    opened = table(text)

    assert opened.headings == ["ID", "Name", "S1"]
    assert rows_of(opened) == [[cell.replace(",", ".") for cell in row] for row in ROWS]


def test_decimal_comma_does_not_pass_for_a_separator():
    opened = table("ID;S1;S2\n01;4,5;1,25\n02;1,2;7,5\n")

    assert rows_of(opened) == [["01", "4,5", "1,25"], ["02", "1,2", "7,5"]]


def test_separator_line_of_excel_is_understood():
    opened = table("sep=;\nID;S1\n01;4,5\n", key="ID")

    assert (opened.headings, rows_of(opened)) == (["ID", "S1"], [["01", "4,5"]])


def test_quoted_line_breaks_and_separators_stay_in_their_cell():
    opened = table('"ID";"Anteil\nin %";"S1"\n"01";"a;b\nc ""d""";"1"\n"02";"x";"2"\n')

    assert opened.headings == ["ID", "Anteil in %", "S1"]
    assert list(opened.rows()) == [(2, ["01", 'a;b\nc "d"', "1"]), (3, ["02", "x", "2"])]


def test_headings_below_title_rows_are_found_by_the_key():
    text = "Sozialmonitoring 2030;;\nStand: 31.12.2029;;\n;;\nID;Name;S1\n01;a;1\n"

    opened = table(text, key="ID")

    assert (opened.heading_row, rows_of(opened)) == (4, [["01", "a", "1"]])


def test_headings_below_title_rows_are_found_without_key():
    opened = table("Sozialmonitoring 2030;;\n;;\nID;Name;S1\n01;a;1\n")

    assert opened.headings == ["ID", "Name", "S1"]


@pytest.mark.parametrize("heading", ["PLR_ID", "PLR-ID", "plr id", " PLR_ID "])
def test_column_is_found_by_similar_heading(heading):
    assert table(f"a;{heading}\n1;2\n").column("PLR_ID") == 1


def test_column_prefers_the_exact_heading():
    assert table("plr-id;PLR_ID\n1;2\n").column("PLR_ID") == 1


def test_column_that_is_missing_is_none():
    assert table("ID;S1\n1;2\n").column("S2") is None


def test_doubled_heading_is_refused_only_when_it_is_asked_for():
    opened = table("ID;S1;S1\n01;1;2\n")

    assert opened.column("ID") == 0
    with pytest.raises(TabelleError, match="„S1“ steht 2-mal in werte.csv"):
        opened.column("S1")


def test_blank_rows_and_empty_cells_at_the_end_do_no_harm():
    opened = table("ID;S1;;\n01;1;;\n\n;;;\n02;2;;\n")

    assert list(opened.rows()) == [(2, ["01", "1"]), (5, ["02", "2"])]
    assert opened.bericht.meldungen == []


def test_row_of_other_width_is_reported_and_left_out():
    opened = table("ID;Name;S1\n01;a;1\n02;b\n03;c;3;4\n04;d;4\n")

    assert [cells[0] for cells in rows_of(opened)] == ["01", "04"]
    assert texts(opened.bericht.errors()) == [
        "werte.csv, Zeile 3: Die Zeile hat 2 Felder, die Überschrift 3.",
        "werte.csv, Zeile 4: Die Zeile hat 4 Felder, die Überschrift 3.",
    ]


@pytest.mark.parametrize("last", ["02;b", "02", "02;b\n", "02;b\n\n"])
def test_truncated_last_row_is_reported_as_such(last):
    opened = table(f"ID;Name;S1\n01;a;1\n{last}")

    assert len(rows_of(opened)) == 1
    assert [meldung.kind for meldung in opened.bericht.errors()] == ["abgebrochen"]


def test_headings_shifted_against_the_rows_are_one_message():
    opened = table("ID;S1\n01;Name;1\n02;Name;2\n03;Name;3\n")

    assert rows_of(opened) == []
    assert texts(opened.bericht.errors()) == [
        "werte.csv, Zeile 1: Jede Zeile hat 3 Felder, die Überschrift aber 2: "
        "Die Überschriften sind verschoben."
    ]


def test_footnote_below_the_table_is_passed_over_with_a_warning():
    opened = table("ID;S1\n01;1\nQuelle: Amt für Statistik\n")

    assert rows_of(opened) == [["01", "1"]]
    assert texts(opened.bericht.meldungen) == [
        "werte.csv, Zeile 3: Als Fußnote übergangen: „Quelle: Amt für Statistik“."
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "werte.csv ist leer"),
        (b"%PDF-1.7 abc", "keine Texttabelle"),
        (b"<!DOCTYPE html><html>;</html>", "keine Texttabelle"),
        (b"ID;S1\n\x00\x01\x02\x00;\x00\n", "keine Texttabelle"),
        (b"ID\n01\n02\n", "kein Trennzeichen"),
        (b"1;2\n3;4\n", "keine Überschriften"),
        ("ID;Name\n01;Stüler".encode()[:-4], "endet mitten in einem Zeichen"),
        ("ID;S1\n01;ä\n".encode("utf-16")[:-1], "abgeschnitten oder beschädigt"),
        (b"\xef\xbb\xbfID;S1\n01;\xff\n", "abgeschnitten oder beschädigt"),
        (b"ID;N\n01;\x81\x8d\n", "weder UTF-8"),
        (b'ID;S1\n01;"1\n02;2\n', "Anführungszeichen"),
        (b'ID;S1\n01;"1"x\n02;2\n', "Anführungszeichen"),
    ],
)
def test_what_is_no_table_is_refused_in_german(content, message):
    with pytest.raises(TabelleError, match=message):
        rows_of(table(content))


def test_file_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(tabellen, "MAX_FILE_BYTES", 10)

    with pytest.raises(TabelleError, match="größer als 0 MB"):
        table(PLAIN)


def test_rows_beyond_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(tabellen, "MAX_ROWS", 2)

    with pytest.raises(TabelleError, match="mehr als 2 Zeilen"):
        rows_of(table(PLAIN))


def test_columns_and_cells_beyond_the_limits_are_refused():
    with pytest.raises(TabelleError, match="mehr als 1000 Spalten"):
        table(";".join(f"a{n}" for n in range(grenzen.MAX_COLUMNS + 1)) + "\n")
    with pytest.raises(TabelleError, match="ein Feld hat über 10000 Zeichen"):
        rows_of(table(f"ID;S1\n01;{'x' * 10_001}\n"))


def test_reading_leaves_the_upload_open_and_can_be_repeated():
    stream = io.BytesIO(PLAIN.encode())
    opened = open_table("werte.csv", stream)

    assert rows_of(opened) == rows_of(opened) == ROWS
    assert not stream.closed


def test_control_characters_and_formulas_are_only_text():
    opened = table("ID;Name\n01;=1+1\n02;@SUM(A1)\n")

    assert rows_of(opened) == [["01", "=1+1"], ["02", "@SUM(A1)"]]


def test_geojson_gives_one_row_a_feature():
    opened = table(
        '{"type": "FeatureCollection", "features": ['
        '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]},'
        ' "properties": {"ID": "01", "S1": 4.5}},'
        '{"type": "Feature", "geometry": null, "properties": {"ID": "02", "S2": null}}]}',
        "gebiete.geojson",
    )

    assert opened.headings == ["ID", "S1", "S2"]
    assert rows_of(opened) == [["01", 4.5, None], ["02", None, None]]


@pytest.mark.parametrize(
    "content",
    ['{"a": 1}', '{"features": []}', '{"features": [1]}', '{"features": [{"properties": 3}]}']
    + ['{"features": [{"properties": {"ID": NaN}}]}', "{" * 10, '{"a":' * 100_000],
)
def test_other_json_is_refused(content):
    with pytest.raises(TabelleError, match="keine lesbare GeoJSON-Datei"):
        table(content, "gebiete.geojson")
