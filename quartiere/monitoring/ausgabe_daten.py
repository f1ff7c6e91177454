"""From tables and profile to the inputs of an edition, with a report; nothing is stored here."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from quartiere.monitoring.daten import AusgabeInput, GebietInput
from quartiere.monitoring.grenzen import TabelleError
from quartiere.monitoring.lesen import column_with_keys, read_columns
from quartiere.monitoring.meldungen import Bericht
from quartiere.monitoring.profil import Profil
from quartiere.monitoring.pruefung import (
    Bekannt,
    check_complete,
    check_keys,
    check_names,
    check_values,
)
from quartiere.monitoring.tabellen import Tabelle
from quartiere.monitoring.werte import Zusammenfuehrung

NO_REASON = "ohne Angabe eines Grundes"


@dataclass(frozen=True, slots=True)
class Lesung:
    """What reading came to: `edition` is None as soon as the report holds an error."""

    edition: AusgabeInput | None
    bericht: Bericht


def build(profil: Profil, tables: Sequence[Tabelle], bekannt: Bekannt | None = None) -> Lesung:
    """Join the tables on the key and apply the profile.

    The same rows in another order, or in other files, give the same edition. Every problem is
    reported with its place; no exception leaves this function for what stands in a file.
    """
    bericht, bekannt = Bericht(), bekannt or Bekannt()
    read = _read_all(profil, tables, bekannt, bericht)
    if not read:
        return Lesung(None, bericht)
    joined = Zusammenfuehrung(read, profil, bericht)
    if _check_columns(profil, joined, tables, bericht):
        edition = _edition(profil, joined, bekannt, bericht)
        if bericht.is_clean:
            check_values(edition, bericht)
        if bericht.is_clean:
            return Lesung(edition, bericht)
    _explain_shifted_headings(tables, profil, bekannt, bericht)
    return Lesung(None, bericht)


def wanted_columns(profil: Profil) -> list[str]:
    """Headings of all columns that the profile names, beside the key."""
    exclusion = [profil.exclusion.column] if profil.exclusion else []
    named = [profil.name, profil.inhabitants, *exclusion]
    named += [indicator.column for indicator in profil.indicators]
    return list(dict.fromkeys(heading for heading in named if heading))


def _read_all(profil, tables, bekannt, bericht):
    found = []
    for tabelle in tables:
        try:
            found.append(
                read_columns(tabelle, profil.key, wanted_columns(profil), bekannt.names, bericht)
            )
        except TabelleError as error:
            bericht.error("datei", str(error))
            found.append(None)
    return [] if None in found else found


def _check_columns(profil, joined, tables, bericht):
    headings = [heading for tabelle in tables for heading in tabelle.headings]
    missing = [heading for heading in wanted_columns(profil) if not joined.has(heading)]
    for heading in missing:
        near = difflib.get_close_matches(heading, headings, n=1, cutoff=0.6)
        advice = f" Meinten Sie „{near[0]}“?" if near else ""
        bericht.error("spalte fehlt", f"Die Spalte „{heading}“ steht in keiner Datei.{advice}")
    return not missing


def _edition(profil, joined, bekannt, bericht):
    found = {key for table in joined.tables for key in table.keys}
    check_keys(joined.tables, bekannt, bericht)
    names = joined.texts(profil.name, strict=False) if profil.name else {}
    check_names(names or bekannt.names, bekannt, bericht)
    excluded = _exclusions(profil, joined, found, bericht)
    expected = bekannt.names or {key: names.get(key, "") for key in found}
    left_out = check_complete(joined.tables, expected, excluded, profil.missing_areas, bericht)
    excluded |= dict.fromkeys(left_out, profil.missing_areas)
    inhabitants = joined.whole_numbers(profil.inhabitants) if profil.inhabitants else {}
    columns = [
        joined.values(indicator.column, indicator.spec, excluded) for indicator in profil.indicators
    ]
    return AusgabeInput(
        kommune=profil.kommune,
        year=profil.year,
        period=profil.period,
        gebietsstand=profil.gebietsstand,
        indicators=profil.specs,
        attention_groups=profil.attention_groups,
        areas=tuple(
            GebietInput(
                key=key,
                name=bekannt.names.get(key) or names.get(key, ""),
                inhabitants=inhabitants.get(key),
                exclusion=excluded.get(key, ""),
                values=tuple(column.get(key) for column in columns),
            )
            for key in sorted(found | left_out)
        ),
    )


def _exclusions(profil, joined, found, bericht):
    """Reason by key of the excluded areas."""
    rule = profil.exclusion
    if rule is None:
        return {}
    texts = joined.texts(rule.column, strict=True)
    excluded = {}
    for key in sorted(found):
        text = texts.get(key, "")
        if reason := _reason(rule, text):
            excluded[key] = reason
            if text and rule.valid and any(word.startswith(text) for word in rule.valid):
                message = f"„{text}“ sieht nach einem abgeschnittenen „{rule.valid[0]}“ aus."
                bericht.error("abgebrochen", message, column=rule.column, key=key)
            elif rule.valid and not text:
                message = f"Das Gebiet {key} ist ausgeschlossen, aber {NO_REASON}."
                bericht.warn("grund fehlt", message, column=rule.column, key=key)
    return excluded


def _reason(rule, text):
    same = text.casefold()
    if rule.valid:
        return "" if same in map(str.casefold, rule.valid) else text or NO_REASON
    return rule.reason if same in map(str.casefold, rule.invalid) else ""


def _explain_shifted_headings(tables, profil, bekannt, bericht):
    """Say below which heading the keys really stand, if none stands below the key's."""
    if not any(meldung.kind == "gebietsstand" for meldung in bericht.meldungen):
        return
    for tabelle in tables:
        heading = column_with_keys(tabelle, bekannt.names)
        if heading and heading != profil.key:
            text = (
                f"Die Schlüssel stehen unter „{heading}“ und nicht unter „{profil.key}“: "
                "Die Überschriften sind verschoben, oder das Profil nennt die falsche Spalte."
            )
            bericht.error("überschriften", text, file=tabelle.name)
