"""XLSX workbooks, read row by row with openpyxl, after a look at what they unpack to."""

import io
import itertools
import warnings
import zipfile

from openpyxl import load_workbook

from quartiere.monitoring.grenzen import (
    MAX_ARCHIVE_MEMBERS,
    MAX_COLUMNS,
    MAX_RATIO,
    MAX_SHARED_STRINGS_BYTES,
    MAX_UNPACKED_BYTES,
    TabelleError,
)
from quartiere.monitoring.zahlen import same_heading

CHUNK = 1 << 16
SMALL = 10**6


def open_source(name, stream, *, key="", sheet=""):
    """(function that yields the rows anew, description of the dialect)."""
    check_archive(name, stream)
    title = _sheet_title(name, stream, key, sheet)
    return lambda: _rows(name, stream, title), f"Arbeitsmappe, Blatt „{title}“"


def check_archive(name, stream):
    """Refuse old XLS, damaged archives, zip bombs and XML with entities, all before parsing."""
    stream.seek(0)
    if stream.read(4) == b"\xd0\xcf\x11\xe0":
        raise TabelleError(
            f"{name} ist eine alte Excel-Datei (.xls) oder hat ein Kennwort. "
            "Speichern Sie sie ohne Kennwort als .xlsx oder CSV."
        )
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            _check_sizes(name, members)
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    _refuse_entities(name, archive, member)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise TabelleError(f"{name} ist beschädigt oder unvollständig.") from error


def _check_sizes(name, members):
    unpacked = sum(member.file_size for member in members)
    bomb = any(
        member.file_size > SMALL and member.file_size > MAX_RATIO * max(member.compress_size, 1)
        for member in members
    )
    shared = sum(m.file_size for m in members if m.filename.endswith("sharedStrings.xml"))
    if (
        bomb
        or len(members) > MAX_ARCHIVE_MEMBERS
        or unpacked > MAX_UNPACKED_BYTES
        or shared > MAX_SHARED_STRINGS_BYTES
    ):
        raise TabelleError(f"{name} ist entpackt zu groß. Speichern Sie die Tabelle als CSV.")
    if not any(member.filename == "xl/workbook.xml" for member in members):
        raise TabelleError(f"{name} ist keine Excel-Arbeitsmappe (.xlsx).")


def _refuse_entities(name, archive, member):
    """Spreadsheets need no document type; whoever sends one wants entities expanded."""
    tail = b""
    with archive.open(member) as part:
        while chunk := part.read(CHUNK):
            window = (tail + chunk).replace(b"\0", b"").upper()
            if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                raise TabelleError(f"{name} enthält unerlaubte Anweisungen.")
            tail = chunk[-32:]


def _workbook(name, stream):
    stream.seek(0)
    # A copy in memory (at most the upload limit): closing the workbook closes its file.
    copy = io.BytesIO(stream.read())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions it leaves out
        try:
            return load_workbook(copy, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # openpyxl lets KeyError, ParseError and more through
            raise TabelleError(f"{name} ist keine lesbare Arbeitsmappe.") from error


def _sheet_title(name, stream, key, wanted):
    """The named sheet; else the first visible one that holds the key's heading, else any rows."""
    book = _workbook(name, stream)
    try:
        sheets = [s for s in book.worksheets if s.sheet_state == "visible"]
        if wanted:
            if wanted not in [s.title for s in book.worksheets]:
                titles = ", ".join(f"„{s.title}“" for s in sheets)
                raise TabelleError(f"{name} hat kein Blatt „{wanted}“, sondern {titles}.")
            return wanted
        with_rows = [s.title for s in sheets if key and _holds(name, s, key)]
        with_rows = with_rows or [s.title for s in sheets if _holds(name, s, None)]
        if not with_rows:
            raise TabelleError(f"{name} enthält kein Blatt mit einer Tabelle.")
        return with_rows[0]
    finally:
        book.close()


def _holds(name, sheet, key):
    top = [row for _, row in itertools.islice(_sheet_rows(name, sheet), 30)]
    if key is None:
        return sum(1 for row in top if sum(cell is not None for cell in row) > 1) > 1
    wanted = same_heading(key)
    return any(wanted == same_heading(str(cell)) for row in top for cell in row)


def _rows(name, stream, title):
    book = _workbook(name, stream)
    try:
        yield from _sheet_rows(name, book[title])
    finally:
        book.close()


def _sheet_rows(name, sheet):
    sheet.reset_dimensions()  # what the file says of its own size is not to be trusted
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows = sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)
        try:
            for number, row in enumerate(rows, start=1):
                yield number, _trimmed(row)
        except TabelleError:
            raise
        except Exception as error:  # as above: any kind may come out of a damaged sheet
            raise TabelleError(f"{name} ist im Blatt „{sheet.title}“ beschädigt.") from error


def _trimmed(row):
    cells = list(row)
    while cells and cells[-1] in (None, ""):
        cells.pop()
    return cells
