"""XLSX uploads: real workbooks, and archives that want to do harm."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from quartiere.monitoring import arbeitsmappe
from quartiere.monitoring.tabellen import TabelleError
from tests.quartiere.monitoring.builders import rows_of, table

NAME = "werte.xlsx"


def workbook(*sheets):
    """The bytes of a workbook; each sheet is (title, rows)."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(content, changes):
    """The archive with some members replaced (None leaves a member out)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            if changes.get(name, "") is not None:
                new.writestr(name, changes.get(name) or old.read(name))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return stream.getvalue()


@pytest.fixture
def plain():
    return workbook(("Daten", [["ID", "Name", "S1"], ["01", "Stülerstraße", 4.5], ["02", None, 7]]))


def test_cells_keep_their_type(plain):
    opened = table(plain, NAME)

    assert opened.headings == ["ID", "Name", "S1"]
    assert list(opened.rows()) == [(2, ["01", "Stülerstraße", 4.5]), (3, ["02", None, 7])]
    assert opened.dialect == "Arbeitsmappe, Blatt „Daten“"


def test_short_rows_are_padded(plain):
    opened = table(workbook(("Daten", [["ID", "S1", "S2"], ["01", 1], ["02", 1, 2]])), NAME)

    assert rows_of(opened) == [["01", 1, None], ["02", 1, 2]]


def test_the_ending_does_not_decide(plain):
    assert len(rows_of(table(plain, "werte.csv"))) == 2


def test_sheet_with_the_key_is_found():
    content = workbook(
        ("Inhalt", [["Sozialmonitoring"], ["Blatt 1", "Werte"], ["Blatt 2", "mehr"]]),
        ("Tabelle 1", [["Anteile in %"], [], ["PLR_ID", "S1"], ["01", 1.5]]),
    )

    opened = table(content, NAME, key="PLR_ID")

    assert (opened.dialect, opened.heading_row) == ("Arbeitsmappe, Blatt „Tabelle 1“", 3)
    assert rows_of(opened) == [["01", 1.5]]


def test_sheet_can_be_named(plain):
    content = workbook(("A", [["ID", "S1"], ["01", 1]]), ("B", [["ID", "S1"], ["02", 2]]))

    assert rows_of(table(content, NAME, sheet="B")) == [["02", 2]]
    with pytest.raises(TabelleError, match="kein Blatt „C“, sondern „A“, „B“"):
        table(content, NAME, sheet="C")


def test_workbook_without_table_is_refused():
    with pytest.raises(TabelleError, match="kein Blatt mit einer Tabelle"):
        table(workbook(("leer", [])), NAME)


def test_dates_stay_dates_so_that_they_can_be_refused():
    opened = table(workbook(("D", [["ID", "S1"], ["01", date(2026, 4, 3)]])), NAME)

    assert str(rows_of(opened)[0][1])[:10] == "2026-04-03"


def test_a_wrong_dimension_does_not_hide_rows(plain):
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        xml = archive.read(sheet).replace(b'ref="A1:C3"', b'ref="A1:C2"')

    opened = table(repacked(plain, {sheet: xml}), NAME)

    assert len(rows_of(opened)) == 2


def test_old_excel_file_is_explained():
    with pytest.raises(TabelleError, match="alte Excel-Datei"):
        table(b"\xd0\xcf\x11\xe0" + b"\0" * 100, "werte.xls")


@pytest.mark.parametrize("cut", [100, 2000, -30])
def test_truncated_archive_is_refused(plain, cut):
    with pytest.raises(TabelleError, match=r"beschädigt|keine lesbare"):
        rows_of(table(plain[:cut], NAME))


def test_other_archive_is_refused(plain):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")

    with pytest.raises(TabelleError, match="keine Excel-Arbeitsmappe"):
        table(stream.getvalue(), NAME)


def test_zip_bomb_is_refused_before_it_is_unpacked(plain):
    bomb = repacked(plain, {"xl/worksheets/sheet1.xml": b"<x>" + b" " * 30_000_000})

    with pytest.raises(TabelleError, match="entpackt zu groß"):
        table(bomb, NAME)


def test_archive_with_too_many_members_is_refused(plain):
    crowd = repacked(plain, {f"xl/media/{n}.bin": b"x" for n in range(2_001)})

    with pytest.raises(TabelleError, match="entpackt zu groß"):
        table(crowd, NAME)


def test_archive_beyond_the_limit_is_refused(plain, monkeypatch):
    monkeypatch.setattr(arbeitsmappe, "MAX_UNPACKED_BYTES", 100)

    with pytest.raises(TabelleError, match="entpackt zu groß"):
        table(plain, NAME)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(plain, encoding):
    laughs = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">&b;</sst>'
    )
    content = repacked(plain, {"xl/sharedStrings.xml": laughs.encode(encoding)})

    with pytest.raises(TabelleError, match="unerlaubte Anweisungen"):
        table(content, NAME)


@pytest.mark.parametrize(
    ("member", "content"),
    [
        ("xl/workbook.xml", b"<not xml"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c r='?'"),
        ("xl/worksheets/sheet1.xml", b""),
        ("[Content_Types].xml", None),
    ],
)
def test_damaged_workbook_is_refused(plain, member, content):
    damaged = repacked(plain, {member: content if content != b"" else b" "})

    with pytest.raises(TabelleError):
        rows_of(table(damaged, NAME))


def test_external_links_are_not_followed():
    book = Workbook()
    book.active.append(["ID", "S1", "S2"])
    book.active.append(["01", "='[http://127.0.0.1:9/x.xlsx]A'!A1", 1])
    stream = io.BytesIO()
    book.save(stream)

    assert rows_of(table(stream.getvalue(), NAME)) == [["01", None, 1]]
