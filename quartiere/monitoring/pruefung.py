"""Checks of an edition's areas and values against what is known already."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from quartiere.monitoring.meldungen import Bericht
from quartiere.monitoring.statistik import standardise

MOST_MISSING = 0.1
OUTLIER = 6.0


@dataclass(frozen=True, slots=True)
class Bekannt:
    """The areas a Kommune has: `names` by key for the edition's Gebietsstand.

    `others` holds the keys of its other vintages, to name the one that a file belongs to.
    """

    gebietsstand: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, frozenset[str]] = field(default_factory=dict)


def same_name(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def check_keys(tables, bekannt: Bekannt, bericht: Bericht):
    """Keys that belong to no area; a file without any is told apart by its vintage.

    Nothing in common is one message and no list. Where nothing is known yet, the first table
    stands for the known areas.
    """
    expected = set(bekannt.names) or set(tables[0].keys)
    for table in tables:
        found = set(table.keys)
        if not found & expected:
            bericht.error("gebietsstand", _vintage_message(found, bekannt), file=table.file)
            continue
        if not bekannt.names:
            continue
        for key, row in zip(table.keys, table.numbers, strict=True):
            if key not in expected:
                text = f"Der Schlüssel {key} gehört zu keinem bekannten Gebiet."
                bericht.error("gebiet unbekannt", text, file=table.file, row=row, key=key)


def _vintage_message(found, bekannt):
    if not found:
        return "Die Datei enthält kein einziges Gebiet."
    if not bekannt.names:
        return "Die Datei hat mit der ersten Datei keinen Schlüssel gemeinsam."
    text = f"Kein Schlüssel gehört zum Gebietsstand {bekannt.gebietsstand}. "
    for gebietsstand, keys in sorted(bekannt.others.items()):
        if len(found & keys) > 0.5 * len(found):
            return text + f"Die Datei passt zum Gebietsstand {gebietsstand}."
    return text + "Stammt die Datei von einem anderen Gebietsstand, oder ist die Spalte falsch?"


def check_complete(tables, names, excluded, excluded_as: str, bericht: Bericht) -> set[str]:
    """Areas that a table leaves out; gives those in no table that count as `excluded_as`.

    An area that is excluded anyway may be missing. Any other is an error, unless it is in no
    table at all and the profile names the reason for that.
    """
    left_out = set(names).difference(*(table.keys for table in tables)) if excluded_as else set()
    for table in tables:
        missing = set(names) - set(table.keys) - left_out - excluded.keys()
        found = set(names) & set(table.keys)
        counted = f"Sie enthält {len(found)} von {len(names)} Gebieten"
        if len(missing) > 1 and found and min(missing) > max(found):
            text = f"Die Datei bricht nach {max(found)} ab. {counted}."
            bericht.error("abgebrochen", text, file=table.file, key=max(found))
        for key in sorted(missing) if found else ():
            text = f"Das Gebiet {key} {_in_brackets(names[key])}fehlt in der Datei."
            bericht.error("gebiet fehlt", text, file=table.file, key=key)
    for key in sorted(left_out):
        text = f"Das Gebiet {key} fehlt, ausgeschlossen als „{excluded_as}“."
        bericht.warn("gebiet fehlt", text, key=key)
    if len(left_out) > MOST_MISSING * len(names):
        text = f"Es fehlen {len(left_out)} von {len(names)} Gebieten: zu viele für Ausnahmen."
        bericht.error("unvollständig", text)
    return left_out


def _in_brackets(name):
    return f"({name}) " if name else ""


def check_names(names: Mapping[str, str], bekannt: Bekannt, bericht: Bericht):
    """Names that differ from the known ones, and names that two areas share (warnings)."""
    by_name = defaultdict(list)
    for key, name in sorted(names.items()):
        if name:
            by_name[same_name(name)].append(key)
        known = bekannt.names.get(key)
        if name and known and same_name(name) != same_name(known):
            text = f"Das Gebiet {key} heißt hier „{name}“, bekannt ist „{known}“."
            bericht.warn("name", text, key=key)
    for keys in by_name.values():
        if len(keys) > 1:
            text = f"Den Namen „{names[keys[0]]}“ tragen mehrere Gebiete: {', '.join(keys)}."
            bericht.warn("name doppelt", text, key=keys[0])


def check_values(edition, bericht: Bericht):
    """Index values that valid areas lack, empty columns, outliers, residents unknown."""
    valid = [area for area in edition.areas if not area.exclusion]
    if len(valid) < 2:
        bericht.error("gültig", f"Gültige Gebiete: {len(valid)}. Nötig sind mindestens zwei.")
        return
    for position, spec in enumerate(edition.indicators):
        column = [area.values[position] for area in valid]
        if all(value is None for value in column):
            note = bericht.error if spec.is_index else bericht.warn
            note("spalte leer", f"{spec.code} hat in keinem gültigen Gebiet einen Wert.")
            continue
        _check_gaps(spec, valid, column, bericht)
        _check_outliers(spec, valid, column, bericht)
    _check_zeros(edition, valid, bericht)
    _check_inhabitants(valid, bericht)


def _check_zeros(edition, valid, bericht):
    """Some files write 0 for what is excluded, and a 0 passes for a number."""
    places = [i for i, spec in enumerate(edition.indicators) if spec.is_index]
    for area in valid:
        if len(places) > 1 and not any(area.values[i] for i in places):
            text = f"Beim gültigen Gebiet {_named(area)} sind alle Indexwerte 0. "
            bericht.warn("nur nullen", text + "Ist es in Wahrheit ausgeschlossen?", key=area.key)


def _check_inhabitants(valid, bericht):
    """Single values are shown beside the number of residents only."""
    if not any(area.inhabitants for area in valid):
        bericht.warn("einwohner fehlen", "Die Ausgabe hat keine Einwohnerzahlen.")
        return
    for area in valid:
        if not area.inhabitants:
            text = f"Beim gültigen Gebiet {_named(area)} fehlt die Einwohnerzahl."
            bericht.warn("einwohner fehlen", text, key=area.key)


def _named(area):
    return f"{area.key} ({area.name})" if area.name else area.key


def _check_gaps(spec, valid, column, bericht):
    for area, value in zip(valid, column, strict=True):
        if value is None and spec.is_index:
            text = f"Das gültige Gebiet {_named(area)} hat keinen Wert für {spec.code}."
            bericht.error("wert fehlt", text, column=spec.code, key=area.key)


def _check_outliers(spec, valid, column, bericht):
    z_values, _ = standardise(column)
    for area, value, z in zip(valid, column, z_values, strict=True):
        if z is not None and abs(z) > OUTLIER:
            text = (
                f"{spec.code} = {value:g} in {_named(area)} liegt weit ab "
                "von allen anderen. Ist das ein Schreibfehler?"
            )
            bericht.warn("ausreißer", text, column=spec.code, key=area.key)
