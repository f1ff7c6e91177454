"""Files of the tables: read by the shared reader whatever their dialect, written for Excel.

A cell that a spreadsheet program would take for a formula gets an apostrophe in front, and loses
it again when it comes back.
"""

import csv
import io

import tablib
from import_export.formats.base_formats import Format
from openpyxl import Workbook

from quartiere.monitoring.tabellen import TabelleError, open_table
from quartiere.monitoring.zahlen import as_text

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
MAX_ROWS = 5_000


def escape(text: str) -> str:
    return f"'{text}" if text.startswith((*DANGEROUS, "'")) else text


def unescape(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith((*DANGEROUS, "'")) else text


def read_table(name: str, data: bytes) -> tablib.Dataset:
    """Raises TabelleError with a German sentence for what is no table of ours."""
    table = open_table(name, io.BytesIO(data))
    headings = table.headings
    if len(set(headings)) < len(headings) or not all(headings):
        raise TabelleError("Jede Spalte braucht eine eigene Überschrift.")
    dataset = tablib.Dataset(headers=headings)
    for _, cells in table.rows():
        dataset.append([_cell(cell) for cell in cells])
        if len(dataset) > MAX_ROWS:
            raise TabelleError(f"Die Tabelle hat mehr als {MAX_ROWS} Zeilen. Bitte teilen Sie sie.")
    if problems := table.bericht.errors():
        raise TabelleError(" ".join(str(problem) for problem in problems[:5]))
    return dataset


def _cell(cell):
    return unescape(cell) if isinstance(cell, str) else as_text(cell)


class TabelleFormat(Format):
    """Both formats read either kind of file: people do not always choose the right one."""

    def __init__(self, encoding=None):
        self.encoding = None

    def is_binary(self):
        return True

    def get_read_mode(self):
        return "rb"

    def can_import(self):
        return True

    def can_export(self):
        return True

    def create_dataset(self, in_stream, **kwargs):
        if not in_stream:
            raise TabelleError("Die Datei liegt nicht mehr bereit. Bitte laden Sie sie neu.")
        return read_table("Die Datei", in_stream)


class CsvFormat(TabelleFormat):
    """Semicolons and a byte-order mark, as Excel in German expects."""

    def get_title(self):
        return "CSV"

    def get_extension(self):
        return "csv"

    def get_content_type(self):
        return "text/csv; charset=utf-8"

    def export_data(self, dataset, **kwargs):
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        writer.writerow(dataset.headers)
        writer.writerows([escape(str(cell)) for cell in row] for row in dataset)
        return out.getvalue().encode("utf-8-sig")


class XlsxFormat(TabelleFormat):
    def get_title(self):
        return "XLSX"

    def get_extension(self):
        return "xlsx"

    def get_content_type(self):
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def export_data(self, dataset, **kwargs):
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Tabelle")
        sheet.append(dataset.headers)
        for row in dataset:
            sheet.append([escape(str(cell)) for cell in row])
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


FORMATS = [CsvFormat, XlsxFormat]
