"""The columns of the uploaded files, and a first mapping: guessed or from an earlier profile."""

import itertools
import tomllib
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from quartiere.monitoring import einspielen, profil, vorschlag, wizard
from quartiere.monitoring.profil_ausgabe import dump
from quartiere.monitoring.tabellen import Tabelle, open_table
from quartiere.monitoring.zahlen import as_text, same_heading

SHOWN_ROWS = 5
SHOWN_SAMPLES = 3
# Twelve fields a column: more would not fit into one form.
MOST_COLUMNS = 140
EDITION = ("kommune", "jahr", "zeitraum", "gebietsstand", "blatt")


@dataclass(frozen=True, slots=True)
class Ausschnitt:
    """The top of a file, for people to recognise it."""

    name: str
    dialect: str
    headings: list[str]
    rows: list[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Spalte:
    """A column that may be an indicator; `entry` is what the profile says of it so far."""

    heading: str
    samples: tuple[str, ...] = ()
    code: str = ""
    entry: dict | None = None
    is_missing: bool = False


@contextmanager
def opened(einspielung):
    """The tables of all files. Raises TabelleError where one cannot be read."""
    document = wizard.document_of(einspielung)
    key = document.get("spalten", {}).get("schluessel", "")
    with ExitStack() as stack:
        yield [
            open_table(name, stream, key=key, sheet=document.get("blatt", ""))
            for name, stream in wizard.open_streams(einspielung, stack)
        ]


def check_file(name, stream, sheet=""):
    """Raises TabelleError with a German sentence where a file is no table."""
    open_table(name, stream, sheet=sheet)
    stream.seek(0)


def ausschnitt(tabelle: Tabelle) -> Ausschnitt:
    rows = [
        (number, [as_text(cell) for cell in cells])
        for number, cells in itertools.islice(tabelle.rows(), SHOWN_ROWS)
    ]
    return Ausschnitt(tabelle.name, tabelle.dialect, tabelle.headings, rows)


def headings(tables) -> list[str]:
    """The headings of all tables, each once."""
    found = {}
    for heading in itertools.chain.from_iterable(tabelle.headings for tabelle in tables):
        if heading:
            found.setdefault(same_heading(heading), heading)
    return list(found.values())


def first_mapping(einspielung, tables, text="") -> tuple[dict, tuple[str, ...]]:
    """A document for the edition, and headings of the earlier profile `text` that are gone.

    Without an earlier profile everything is guessed; what the Kommune's sheets know of an
    indicator goes along.
    """
    document = wizard.document_of(einspielung)
    known = einspielen.known_areas(einspielung.kommune, document["gebietsstand"])
    guess = vorschlag.suggest(tables, known.names.keys()).document
    if not text:
        return _edition(document) | _with_sheets(guess, einspielung.kommune), ()
    adapted, lost = vorschlag.adapt(profil.parse(text), tables)
    earlier = tomllib.loads(dump(adapted))
    present = set(map(same_heading, headings(tables)))
    earlier["spalten"] = guess["spalten"] | _present(earlier["spalten"], present)
    exclusion = earlier.get("ausschluss", {})
    if same_heading(exclusion.get("spalte", "")) not in present | {""}:
        kept = {n: v for n, v in exclusion.items() if n == "fehlende_gebiete"}
        earlier["ausschluss"] = guess["ausschluss"] | kept
    return earlier | _edition(document), lost


def _edition(document):
    return {name: document[name] for name in EDITION if name in document}


def _present(columns, present):
    return {name: h for name, h in columns.items() if same_heading(h) in present}


def _with_sheets(guess, kommune):
    sheets = {i.code: i for i in kommune.indikatoren.select_related("zielgruppe")}
    for code, entry in guess["indikatoren"].items():
        if sheet := sheets.get(code):
            entry |= {
                "name": sheet.name,
                "einheit": sheet.unit,
                "polaritaet": sheet.polarity,
                "kurz": sheet.phrase,
                "oeffentlich": sheet.is_public,
                "zielgruppe": sheet.zielgruppe.slug if sheet.zielgruppe else "",
            }
    return guess


def candidates(einspielung, tables) -> tuple[list[Spalte], int]:
    """Columns that may be indicators in the order of the files, and how many are not offered.

    Those of the profile come along even where the files lack them: somebody has to decide.
    """
    document = wizard.document_of(einspielung)
    mapped = {
        same_heading(entry.get("spalte", "")): (code, entry)
        for code, entry in document.get("indikatoren", {}).items()
    }
    guess = vorschlag.suggest(tables)
    numeric = {same_heading(entry["spalte"]) for entry in guess.document["indikatoren"].values()}
    numeric |= {same_heading(heading) for heading in guess.others}
    wanted = numeric - _taken(document) | mapped.keys()
    samples = _samples(tables, wanted)
    columns = [
        _column(heading, found, mapped.get(same_heading(heading)))
        for heading, found in samples.items()
    ]
    there = {same_heading(column.heading) for column in columns}
    gone = [
        Spalte(entry.get("spalte", ""), (), code, entry, is_missing=True)
        for heading, (code, entry) in mapped.items()
        if heading not in there
    ]
    columns.sort(key=lambda column: column.entry is None)
    shown = (gone + columns)[:MOST_COLUMNS]
    return shown, len(gone) + len(columns) - len(shown)


def _taken(document):
    taken = {*document.get("spalten", {}).values()}
    taken.add(document.get("ausschluss", {}).get("spalte", ""))
    return set(map(same_heading, taken))


def _column(heading, samples, known):
    code, entry = known or ("", None)
    return Spalte(heading, samples, code, entry)


def _samples(tables, wanted):
    """The first filled cells below each wanted heading."""
    found = {}
    for tabelle in tables:
        rows = [cells for _, cells in itertools.islice(tabelle.rows(), SHOWN_ROWS * 4)]
        for place, heading in enumerate(tabelle.headings):
            if heading and same_heading(heading) in wanted and heading not in found:
                cells = [text for cells in rows if (text := as_text(cells[place]))]
                found[heading] = tuple(cells[:SHOWN_SAMPLES])
    return found
