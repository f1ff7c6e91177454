"""An edition against the one before: which areas change class, and where the series breaks."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from quartiere.monitoring.daten import DYNAMIK, AusgabeInput, AusgabeResult
from quartiere.monitoring.meldungen import Bericht
from quartiere.monitoring.statistik import moments

# Berlin's status indicators correlate with 0.97 and more from one edition to the next.
LEAST_CORRELATION = 0.5
MOST_SHIFT = 1.5


class Klassen(NamedTuple):
    """Both classes of an area; None where it was not valid."""

    status: str | None
    dynamik: str | None


class Wechsel(NamedTuple):
    """One area whose classes differ."""

    key: str
    before: Klassen
    after: Klassen


@dataclass(frozen=True, slots=True)
class Vergleich:
    """What a new edition changes. `moves` counts (status before, status after) of all areas.

    Areas that were or became invalid count in `newly_valid` and `newly_excluded` and not
    among the changed ones. `added` and `removed` are areas of one edition only.
    """

    common: int
    status_changed: tuple[Wechsel, ...]
    dynamik_changed: tuple[Wechsel, ...]
    newly_valid: tuple[str, ...]
    newly_excluded: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    moves: Mapping[tuple[str, str], int]


def classes_of(result: AusgabeResult) -> dict[str, Klassen]:
    """Classes by area key, as `compare` takes them."""
    return {area.key: Klassen(area.status_class, area.dynamik_class) for area in result.areas}


def compare(previous: Mapping[str, Klassen], current: Mapping[str, Klassen]) -> Vergleich:
    """How many areas change class, and which; sorted by key."""
    common = sorted(previous.keys() & current.keys())
    pairs = [Wechsel(key, previous[key], current[key]) for key in common]
    both = [pair for pair in pairs if pair.before.status and pair.after.status]
    return Vergleich(
        common=len(common),
        status_changed=tuple(pair for pair in both if pair.before.status != pair.after.status),
        dynamik_changed=tuple(
            pair
            for pair in both
            if None not in (pair.before.dynamik, pair.after.dynamik)
            and pair.before.dynamik != pair.after.dynamik
        ),
        newly_valid=tuple(p.key for p in pairs if p.after.status and not p.before.status),
        newly_excluded=tuple(p.key for p in pairs if p.before.status and not p.after.status),
        added=tuple(sorted(current.keys() - previous.keys())),
        removed=tuple(sorted(previous.keys() - current.keys())),
        moves=Counter((pair.before.status, pair.after.status) for pair in both),
    )


def check_breaks(previous: AusgabeInput, current: AusgabeInput, bericht: Bericht):
    """Warn of what makes both editions hard to compare: boundaries, indicators, values."""
    if previous.gebietsstand != current.gebietsstand:
        bericht.warn(
            "bruch",
            f"Der Gebietsstand ist {current.gebietsstand}, in der letzten Ausgabe war er "
            f"{previous.gebietsstand}: Gebiete und Klassen sind nicht vergleichbar.",
        )
    before = {spec.code: spec for spec in previous.indicators}
    after = {spec.code: spec for spec in current.indicators}
    _check_index_indicators(before, after, bericht)
    for code in before.keys() & after.keys():
        _check_definition(before[code], after[code], bericht)
    if previous.gebietsstand == current.gebietsstand:
        for code in sorted(before.keys() & after.keys()):
            _check_series(code, previous, current, bericht)


def _check_index_indicators(before, after, bericht):
    old = {code for code, spec in before.items() if spec.is_index}
    new = {code for code, spec in after.items() if spec.is_index}
    if old != new:
        bericht.warn(
            "bruch",
            f"Der Index besteht aus {', '.join(sorted(new))}, in der letzten Ausgabe aus "
            f"{', '.join(sorted(old))}: Die Indexwerte sind nicht vergleichbar.",
        )


def _check_definition(before, after, bericht):
    differing = [
        word
        for word, name in (("Rolle", "role"), ("Polarität", "polarity"), ("Einheit", "unit"))
        if getattr(before, name) != getattr(after, name)
    ]
    if differing:
        text = f"Bei {after.code} hat sich geändert: {', '.join(differing)}."
        bericht.warn("bruch", text, column=after.code)


def _check_series(code, previous, current, bericht):
    pairs = _paired(code, previous, current)
    if len(pairs) < 10:
        return
    old, new = (moments([pair[i] for pair in pairs]) for i in (0, 1))
    is_change = any(spec.code == code and spec.role == DYNAMIK for spec in current.indicators)
    if is_change or not old.sd or not new.sd:
        return
    covariance = math.fsum((a - old.mean) * (b - new.mean) for a, b in pairs) / len(pairs)
    if covariance / (old.sd * new.sd) < LEAST_CORRELATION:
        text = f"Die Werte von {code} passen kaum zur letzten Ausgabe. Sind Spalten vertauscht?"
        bericht.warn("bruch", text, column=code)
    elif old.mean * new.mean > 0 and not 1 / MOST_SHIFT < new.mean / old.mean < MOST_SHIFT:
        text = f"Der Mittelwert von {code} geht von {old.mean:.2f} auf {new.mean:.2f}."
        bericht.warn("bruch", text, column=code)


def _paired(code, previous, current):
    def values(edition):
        position = [spec.code for spec in edition.indicators].index(code)
        return {
            area.key: area.values[position]
            for area in edition.areas
            if not area.exclusion and area.values[position] is not None
        }

    old, new = values(previous), values(current)
    return [(old[key], new[key]) for key in sorted(old.keys() & new.keys())]
