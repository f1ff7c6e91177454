"""Reading the columns that a profile names out of one table, by area key."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quartiere.monitoring.meldungen import Bericht
from quartiere.monitoring.tabellen import Tabelle
from quartiere.monitoring.zahlen import KOMMA, PUNKT, as_key, decimal_sign

PROBED_ROWS = 50


@dataclass(slots=True)
class Spalten:
    """The wanted columns of one table; `keys`, `numbers` and each column stand row by row."""

    file: str
    keys: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    columns: dict[str, list] = field(default_factory=dict)

    def cells(self, heading):
        """(key, row number, cell) of a column."""
        return zip(self.keys, self.numbers, self.columns[heading], strict=True)

    def decimal_signs(self) -> set[str]:
        """The decimal signs that the columns of this table prove."""
        return {decimal_sign(cells) for cells in self.columns.values()} & {KOMMA, PUNKT}


def read_columns(
    tabelle: Tabelle, key: str, wanted: list[str], known: Mapping[str, str], bericht: Bericht
) -> Spalten | None:
    """Key and wanted columns of a table; None if it has no key column.

    Reports rows without key, doubled keys and everything the table itself finds. A key that
    lost its leading zeros is mended where only that makes it one of the known areas.
    Raises TabelleError if the table breaks.
    """
    position = tabelle.column(key)
    if position is None:
        headings = ", ".join(f"„{heading}“" for heading in tabelle.headings[:30] if heading)
        bericht.error(
            "schlüsselspalte",
            f"Die Schlüsselspalte „{key}“ fehlt. Vorhanden sind: {headings}.",
            file=tabelle.name,
        )
        return None
    places = {heading: tabelle.column(heading) for heading in wanted}
    places = {heading: place for heading, place in places.items() if place is not None}
    found = Spalten(tabelle.name, columns={heading: [] for heading in places})
    _fill(found, tabelle, position, places, _Keys(known, bericht, tabelle.name))
    bericht.extend(tabelle.bericht)
    return found


def _fill(found, tabelle, position, places, keys):
    columns = [(found.columns[heading], place) for heading, place in places.items()]
    for number, cells in tabelle.rows():
        key = keys.accept(cells[position], number)
        if not key:
            continue
        found.keys.append(key)
        found.numbers.append(number)
        for column, place in columns:
            column.append(cells[place])


class _Keys:
    """Takes each key once and reports the others."""

    def __init__(self, known, bericht, file):
        self.known, self.bericht, self.file = known, bericht, file
        self.length = max(map(len, known), default=0)
        self.rows = {}

    def accept(self, cell, number):
        key = self._mended(as_key(cell), number)
        if not key:
            self._error("schlüssel fehlt", "Die Zeile hat keinen Schlüssel.", number)
        elif key in self.rows:
            text = f"Der Schlüssel {key} steht schon in Zeile {self.rows[key]}."
            self._error("schlüssel doppelt", text, number, key=key)
            return ""
        self.rows[key] = number
        return key

    def _mended(self, key, number):
        padded = key.zfill(self.length)
        if key in self.known or not key.isdecimal() or padded not in self.known:
            return key
        text = f"Dem Schlüssel {key} fehlen führende Nullen, gelesen als {padded}."
        self.bericht.warn("führende null", text, file=self.file, row=number, key=padded)
        return padded

    def _error(self, kind, text, number, key=""):
        self.bericht.error(kind, text, file=self.file, row=number, key=key)


def column_with_keys(tabelle: Tabelle, known: Mapping[str, str]) -> str | None:
    """The heading below which known keys really stand: names a shifted heading."""
    hits = {}
    for count, (_, cells) in enumerate(tabelle.rows()):
        if count >= PROBED_ROWS:
            break
        for heading, cell in zip(tabelle.headings, cells, strict=True):
            hits[heading] = hits.get(heading, 0) + (as_key(cell) in known)
    best = max(hits, key=hits.get, default=None)
    return best if best is not None and hits[best] else None
