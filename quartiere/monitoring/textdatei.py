"""CSV and TSV: encoding, separator and rows."""

import codecs
import csv
import io
import itertools
from collections import Counter

from quartiere.monitoring.grenzen import TabelleError
from quartiere.monitoring.zahlen import same_heading

SEPARATORS = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "senkrechter Strich"}
BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
CHUNK = 1 << 16
SAMPLED_ROWS = 100
CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 26}


def open_source(name, stream, *, key="", sheet=""):
    """(function that yields the rows anew, description of the dialect)."""
    encoding = encoding_of(name, stream)
    separator = separator_of(name, _lines(name, stream, encoding), key)
    dialect = f"Text, Zeichensatz {encoding.upper()}, Trennzeichen {SEPARATORS[separator]}"
    return lambda: _rows(name, stream, encoding, separator), dialect


def encoding_of(name, stream) -> str:
    """By byte-order mark, else UTF-16 by its zero bytes, else UTF-8 if it is, else cp1252.

    Raises TabelleError for what is no text.
    """
    stream.seek(0)
    start = stream.read(4096)
    for bom, encoding in BOMS:
        if start.startswith(bom):
            return encoding
    even, odd = start[::2].count(0), start[1::2].count(0)
    if even or odd:
        if max(even, odd) > len(start) * 0.3 and not min(even, odd):
            return "utf-16-le" if odd else "utf-16-be"
        raise TabelleError(f"{name} ist keine Texttabelle.")
    if start.startswith((b"%PDF", b"<")) or any(byte in CONTROLS for byte in start):
        raise TabelleError(f"{name} ist keine Texttabelle.")
    return _utf8_or_cp1252(name, stream)


def _utf8_or_cp1252(name, stream):
    for encoding in ("utf-8", "cp1252"):
        decoder = codecs.getincrementaldecoder(encoding)()
        stream.seek(0)
        try:
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
        except UnicodeDecodeError:
            continue
        if decoder.getstate()[0]:
            raise TabelleError(
                f"{name} endet mitten in einem Zeichen: Die Datei ist abgeschnitten."
            )
        return encoding
    raise TabelleError(f"Der Zeichensatz von {name} ist weder UTF-8, UTF-16 noch Windows-1252.")


def separator_of(name, lines, key="") -> str:
    """The sign that splits the rows most evenly, and the row of headings if `key` names one.

    Raises TabelleError if none gives at least two columns.
    """
    sample = list(itertools.islice(lines, SAMPLED_ROWS))
    if sample and (declared := sample[0].strip().strip('"')).startswith("sep=") and declared[4:]:
        return declared[4] if declared[4] in SEPARATORS else ";"
    scores = {separator: _score(sample, separator, key) for separator in SEPARATORS}
    best = max(scores, key=scores.get)
    if not scores[best]:
        raise TabelleError(f"{name} hat kein Trennzeichen, das Spalten ergibt.")
    return best


def _score(sample, separator, key):
    try:
        rows = [row for row in csv.reader(sample, delimiter=separator) if any(row)]
    except csv.Error:
        return ()
    width, even = Counter(len(row) for row in rows).most_common(1)[0] if rows else (0, 0)
    if width < 2:
        return ()
    wanted = same_heading(key)
    has_key = any(wanted and wanted == same_heading(cell) for row in rows[:30] for cell in row)
    return has_key, even / len(rows), width


def _lines(name, stream, encoding):
    binary = io.BufferedReader(_Borrowed(stream), CHUNK)
    try:
        yield from io.TextIOWrapper(binary, encoding=encoding, newline="")
    except UnicodeError as error:
        raise TabelleError(
            f"{name} ist abgeschnitten oder beschädigt: {encoding.upper()} lässt sich nicht lesen."
        ) from error


class _Borrowed(io.RawIOBase):
    """The upload with a position of its own, which stays open when this reader is closed."""

    def __init__(self, stream):
        self.stream, self.position = stream, 0

    def readable(self):
        return True

    def readinto(self, buffer):
        self.stream.seek(self.position)
        chunk = self.stream.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self.position += len(chunk)
        return len(chunk)


def _rows(name, stream, encoding, separator):
    reader = csv.reader(_lines(name, stream, encoding), delimiter=separator, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            yield number, row
    except csv.Error as error:
        raise TabelleError(
            f"{name} ist nach Zeile {number} nicht lesbar: "
            "ein Anführungszeichen ist nicht geschlossen oder steht an falscher Stelle."
        ) from error
