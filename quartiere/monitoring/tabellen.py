"""Reading an uploaded table row by row: CSV, TSV, XLSX and GeoJSON, whatever their dialect.

A table is read as a stream, as often as needed and never held as a whole. What makes it
unreadable raises TabelleError; what is wrong with single rows is reported with the row.
"""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from quartiere.monitoring import arbeitsmappe, geojson, textdatei
from quartiere.monitoring.grenzen import MAX_CELL, MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS
from quartiere.monitoring.grenzen import TabelleError as TabelleError
from quartiere.monitoring.meldungen import Bericht
from quartiere.monitoring.zahlen import as_text, same_heading

SEARCHED_FOR_HEADINGS = 30
EMPTY = (None, "", " ")
FOOTNOTE = re.compile(r"[^\W\d]{2}.*\s|\s.*[^\W\d]{2}")

Row = tuple[int, list]


@dataclass(slots=True)
class Tabelle:
    """An opened table. `rows()` gives (row number, cells), cells padded to the headings.

    Row numbers count from 1 as a spreadsheet program shows them. Cells of text files are
    str, of XLSX and GeoJSON also int, float or None. `source` yields the raw rows anew with
    each call; `dialect` says in German how the file was read. Rows of a `ragged` table may
    be short. `bericht` belongs to the last run of `rows()` and is complete when that ends.
    """

    name: str
    source: Callable[[], Iterator[Row]]
    dialect: str
    headings: list[str]
    heading_row: int
    ragged: bool
    bericht: Bericht = field(default_factory=Bericht)

    def column(self, heading: str) -> int | None:
        """Position of a column by its heading, exact before similar; None if missing.

        Raises TabelleError if the heading stands more than once.
        """
        for form in (str, same_heading):
            wanted = form(heading)
            found = [i for i, own in enumerate(self.headings) if own and form(own) == wanted]
            if len(found) > 1:
                raise TabelleError(
                    f"Die Überschrift „{heading}“ steht {len(found)}-mal in {self.name}. "
                    "Benennen Sie die Spalten eindeutig."
                )
            if found:
                return found[0]
        return None

    def rows(self) -> Iterator[Row]:
        """All rows below the headings that are not blank; misshapen ones are reported only."""
        self.bericht = Bericht()
        misshapen, good, last = [], 0, None
        for number, cells in itertools.islice(self.source(), self.heading_row, None):
            filled = [cell for cell in cells if cell not in EMPTY]
            if len(filled) < 3 and not any(map(as_text, filled)):
                continue
            last = number
            if len(filled) == 1 and FOOTNOTE.search(as_text(filled[0])):
                self._warn_of_footnote(number, as_text(filled[0]))
            elif (shaped := self._shaped(cells)) is None:
                misshapen.append((number, len(cells)))
            else:
                good += 1
                yield number, shaped
        self._report(misshapen, good, last)

    def _shaped(self, cells):
        width = len(self.headings)
        if any(as_text(cell) for cell in cells[width:]):
            return None
        if len(cells) < width and not self.ragged:
            return None
        return cells[:width] + [None] * (width - len(cells))

    def _warn_of_footnote(self, number, text):
        self.bericht.warn(
            "fußnote", f"Als Fußnote übergangen: „{text[:80]}“.", file=self.name, row=number
        )

    def _report(self, misshapen, good, last):
        width = len(self.headings)
        counts = {count for _, count in misshapen}
        if misshapen and not good and len(counts) == 1:
            text = (
                f"Jede Zeile hat {counts.pop()} Felder, die Überschrift aber {width}: "
                "Die Überschriften sind verschoben."
            )
            self.bericht.error("überschriften", text, file=self.name, row=self.heading_row)
            return
        for number, count in misshapen:
            if number == last and count < width:
                text = f"Die Datei bricht hier ab: {count} von {width} Feldern sind da."
                self.bericht.error("abgebrochen", text, file=self.name, row=number)
            else:
                text = f"Die Zeile hat {count} Felder, die Überschrift {width}."
                self.bericht.error("felder", text, file=self.name, row=number)


def open_table(name: str, stream: BinaryIO, *, key: str = "", sheet: str = "") -> Tabelle:
    """Open a file by what it holds, not by its ending; the headings are found by themselves.

    `stream` is seekable and stays open as long as the table is read. `key` is the heading of
    the key column, which finds headings below title rows; `sheet` names a sheet of a workbook.
    Raises TabelleError with a German sentence for what is no table or exceeds the limits.
    """
    size = stream.seek(0, 2)
    if not size:
        raise TabelleError(f"{name} ist leer.")
    if size > MAX_FILE_BYTES:
        raise TabelleError(f"{name} ist größer als {MAX_FILE_BYTES // 10**6} MB.")
    stream.seek(0)
    reader = _reader_for(stream.read(64))
    source, dialect = reader.open_source(name, stream, key=key, sheet=sheet)

    def limited():
        return _limited(name, source())

    heading_row, headings = _find_headings(name, limited(), key)
    return Tabelle(name, limited, dialect, headings, heading_row, ragged=reader is not textdatei)


def _reader_for(start):
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return arbeitsmappe
    return geojson if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else textdatei


def _limited(name, rows):
    for number, cells in rows:
        if number > MAX_ROWS:
            raise TabelleError(f"{name} hat mehr als {MAX_ROWS} Zeilen.")
        if len(cells) > MAX_COLUMNS:
            raise TabelleError(f"{name}, Zeile {number}: mehr als {MAX_COLUMNS} Spalten.")
        if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in cells):
            raise TabelleError(f"{name}, Zeile {number}: ein Feld hat über {MAX_CELL} Zeichen.")
        yield number, cells


def _find_headings(name, rows, key):
    """Title rows may stand above: the row with the key's heading, else the first wide one of words.

    Gives (how many rows end with the headings, headings).
    """
    top = itertools.islice(rows, SEARCHED_FOR_HEADINGS)
    top = [_without_end([as_text(cell) for cell in cells]) for _, cells in top]
    wanted = same_heading(key)
    for position, cells in enumerate(top, start=1):
        if wanted and any(same_heading(cell) == wanted for cell in cells):
            return position, cells
    widest = max((sum(map(bool, cells)) for cells in top), default=0)
    for position, cells in enumerate(top, start=1):
        filled = [cell for cell in cells if cell]
        if len(filled) >= max(2, widest * 0.6) and not any(cell[0].isdigit() for cell in filled):
            return position, cells
    raise TabelleError(f"{name} hat in den ersten {len(top)} Zeilen keine Überschriften.")


def _without_end(cells):
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells
