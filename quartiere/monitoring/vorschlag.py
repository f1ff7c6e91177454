"""Guessing which column holds what, from headings and the first rows; people correct it."""

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from quartiere.monitoring.daten import DYNAMIK, KONTEXT, STATUS
from quartiere.monitoring.profil import CODE, Profil
from quartiere.monitoring.tabellen import Tabelle
from quartiere.monitoring.zahlen import KOMMA, PUNKT, Fehlwerte, as_key, as_text, same_heading

SAMPLED_ROWS = 300
KEY_HEADINGS = ("plrid", "schluessel", "schlüssel", "raumid", "lorid", "gebietsid", "gebiet", "id")
NAME_HEADINGS = ("plrname", "name", "bezeichnung", "gebietsname", "planungsraumname")
INHABITANTS = re.compile(r"ew\d*|ew.*20\d\d|einwohner.*|einw|bevölkerung.*|gesamt")
VALID_WORDS = ("gültig", "gueltig", "valid", "ja")
CLASS_COLUMN = re.compile(r".*_(SD_GR|AG_GR|N|V|KL)$")
ROLES_BY_CODE = (
    (re.compile(r"S\d+"), STATUS),
    (re.compile(r"D\d+"), DYNAMIK),
    (re.compile(r"K(I_?)?\d+"), KONTEXT),
)


@dataclass(frozen=True, slots=True)
class Vorschlag:
    """A profile's document, still without Kommune and year, and columns nobody has claimed.

    `lost` names what a previous profile used and these tables do not have.
    """

    document: dict
    others: tuple[str, ...] = ()
    lost: tuple[str, ...] = field(default=())


def suggest(tables: Sequence[Tabelle], known: Collection[str] = ()) -> Vorschlag:
    """A mapping guessed from headings and, better, from which column holds the known keys."""
    samples = _samples(tables)
    columns = {"schluessel": _key(samples, known)}
    columns["name"] = _first(samples, lambda same, _: same in NAME_HEADINGS)
    columns["einwohner"] = _first(
        samples, lambda same, cells: INHABITANTS.fullmatch(same) and _is_numeric(cells)
    )
    taken = set(columns.values())
    exclusion = _exclusion(samples)
    numeric = [
        heading
        for heading, cells in samples.items()
        if heading not in taken and not CLASS_COLUMN.match(heading) and _is_numeric(cells)
    ]
    indicators = {_code(h): _entry(h) for h in numeric if _role(h)}
    return Vorschlag(
        {
            "spalten": {name: heading for name, heading in columns.items() if heading},
            "ausschluss": exclusion,
            "indikatoren": indicators,
        },
        others=tuple(heading for heading in numeric if not _role(heading)),
    )


def adapt(profil: Profil, tables: Sequence[Tabelle]) -> tuple[Profil, tuple[str, ...]]:
    """The profile of the last edition for new tables: indicators without column are dropped.

    Gives the new profile and the headings that were not found.
    """
    present = {same_heading(h) for tabelle in tables for h in tabelle.headings}
    kept = tuple(i for i in profil.indicators if same_heading(i.column) in present)
    lost = tuple(i.column for i in profil.indicators if same_heading(i.column) not in present)
    values = {name: getattr(profil, name) for name in profil.__slots__}
    return Profil(**(values | {"indicators": kept})), lost


def _samples(tables):
    samples = {}
    for tabelle in tables:
        rows = [cells for _, cells in itertools.islice(tabelle.rows(), SAMPLED_ROWS)]
        for i, heading in enumerate(tabelle.headings):
            if heading:
                samples.setdefault(heading, [cells[i] for cells in rows])
    return samples


def _key(samples, known):
    hits = {h: sum(as_key(cell) in known for cell in cells) for h, cells in samples.items()}
    best = max(hits, key=hits.get, default="")
    if best and hits[best]:
        return best
    named = [h for word in KEY_HEADINGS for h in samples if same_heading(h) == word]
    unique = [h for h, cells in samples.items() if _is_unique(cells)]
    return next(itertools.chain(named, unique), "")


def _is_unique(cells):
    keys = [as_key(cell) for cell in cells]
    return bool(keys) and all(keys) and len(set(keys)) == len(keys)


def _first(samples, fits):
    return next((h for h, cells in samples.items() if fits(same_heading(h), cells)), "")


def _exclusion(samples):
    for heading, cells in samples.items():
        found = {as_text(cell) for cell in cells}
        valid = sorted(text for text in found if text.casefold() in VALID_WORDS)
        if valid:
            return {"spalte": heading, "gueltig": valid}
    return {}


def _is_numeric(cells):
    """At least one number, and words in at most a fifth of what is filled."""
    fehlwerte = Fehlwerte()
    kinds = [_kind(cell, fehlwerte) for cell in cells]
    return kinds.count("number") > 0 and kinds.count("word") <= 0.2 * len(kinds)


def _kind(cell, fehlwerte):
    for decimal in (PUNKT, KOMMA):
        try:
            return "missing" if fehlwerte.read(cell, decimal) is None else "number"
        except ValueError:
            continue
    return "word"


def _role(heading):
    return next((role for form, role in ROLES_BY_CODE if form.fullmatch(heading)), None)


def _code(heading):
    code = re.sub(r"[^A-Za-z0-9_-]+", "_", heading).strip("_-")[:30]
    return code if CODE.fullmatch(code) else f"X{code}"[:30]


def _entry(heading):
    return {"spalte": heading, "rolle": _role(heading), "name": heading}
