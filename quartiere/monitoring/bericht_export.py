"""The report of a reading as JSON and CSV, in German: it is read by people."""

import csv
import io

from quartiere.exporte import BOM, cell
from quartiere.monitoring.meldungen import Bericht

COLUMNS = {
    "stufe": "level",
    "art": "kind",
    "text": "text",
    "datei": "file",
    "zeile": "row",
    "spalte": "column",
    "schluessel": "key",
}


def as_document(bericht: Bericht) -> dict:
    """Counts, messages with their place, and how many more of a kind there are."""
    return {
        "fehler": bericht.error_count,
        "warnungen": bericht.warning_count,
        "meldungen": [_row(meldung) for meldung in bericht.meldungen],
        "weitere": [
            {"stufe": level, "art": kind, "anzahl": count}
            for level, kind, count in bericht.unshown()
        ],
    }


def as_csv(bericht: Bericht) -> str:
    """The messages for a German spreadsheet: BOM, semicolon; text never starts a formula."""
    return document_as_csv(as_document(bericht))


def document_as_csv(document: dict) -> str:
    """The same from a report that was stored by `as_document`."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(COLUMNS)
    for row in document.get("meldungen", []):
        writer.writerow([cell(row[name]) for name in COLUMNS])
    return BOM + stream.getvalue()


def _row(meldung):
    return {name: getattr(meldung, attribute) for name, attribute in COLUMNS.items()}
