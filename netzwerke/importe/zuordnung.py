"""Which column of a foreign table is which of ours: by profile, by option, or guessed."""

import tomllib
from dataclasses import dataclass, field

from quartiere.importe.report import ImportRefused
from quartiere.monitoring.tabellen import same_heading

# Columns that become several of ours, or are read with care.
PLACE, AREA, AMOUNT, PERIOD = "Postleitzahl und Ort", "Gebiet", "Betrag", "Laufzeit"

# They are offered where the table has the column they fill.
COMPOSITE = {PLACE: "Ort", AREA: "Quartiere", AMOUNT: "Finanzierung", PERIOD: "Beginn"}

GUESSES = {
    "Schlüssel": ["schluessel", "id", "nr", "enr"],
    "Name": ["einrichtung", "organisation", "akteur", "ename"],
    "Titel": ["titel", "name", "angebot", "massnahme", "maßnahme", "ename"],
    "Straße": ["strasse", "straße", "anschrift", "adresse"],
    PLACE: ["plzort", "plrort", "plzundort"],
    "Postleitzahl": ["plz", "eplz"],
    "Ort": ["stadt", "eort"],
    "Träger": ["traeger", "träger", "anbieter", "tname"],
    "Kapazität": ["kapazitaet", "plaetze", "plätze", "eplatz"],
    "Telefon": ["telefonnummer", "tel", "etel"],
    "E-Mail": ["email", "mail"],
    "Internetseite": ["website", "webseite", "homepage", "url", "eweb"],
    AREA: ["lorid", "plr", "plrid", "gebiet", "gebietsschluessel"],
    "Objekt": ["ort oder objekt", "einsatzort"],
    "Programm": ["programmfördermittel", "förderprogramm", "fördermittel"],
    "Programmjahr": ["jahr"],
    AMOUNT: ["wertumfang", "betrag", "summe", "kosten"],
    PERIOD: ["laufzeit", "zeitraum", "dauer"],
    "interne Hinweise": ["anmerkung", "anmerkungen", "bemerkung", "bemerkungen"],
}


@dataclass
class Zuordnung:
    """`columns` maps ours to the headings of the file, `constants` ours to a value for each row."""

    kommune: str = ""
    source: str = ""
    columns: dict[str, list[str]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)


def read_profile(text: str) -> Zuordnung:
    """The profile as TOML: kommune, quelle, [spalten] ours = theirs, [werte] ours = value.

    Raises ImportRefused with a German sentence.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ImportRefused(f"Das Profil ist kein gültiges TOML: {error}.") from error
    if unknown := set(data) - {"kommune", "quelle", "spalten", "werte"}:
        raise ImportRefused(f"Das Profil kennt „{', '.join(sorted(unknown))}“ nicht.")
    columns = {
        ours: [theirs] if isinstance(theirs, str) else list(theirs)
        for ours, theirs in data.get("spalten", {}).items()
    }
    constants = {ours: str(value) for ours, value in data.get("werte", {}).items()}
    return Zuordnung(str(data.get("kommune", "")), data.get("quelle", ""), columns, constants)


def complete(zuordnung: Zuordnung, headings: list[str], known: list[str]) -> dict[str, list[str]]:
    """Ours → headings of this file: as mapped, else the same heading, else a usual synonym.

    `known` are our columns. Raises ImportRefused for mapped columns one of both sides lacks.
    """
    ours_known = [*known, *(name for name, target in COMPOSITE.items() if target in known)]
    for ours in [*zuordnung.columns, *zuordnung.constants]:
        if ours not in ours_known:
            raise ImportRefused(f"Die Spalte „{ours}“ gibt es im Portal nicht.")
    result = {
        ours: [_heading(name, headings) for name in names]
        for ours, names in zuordnung.columns.items()
    }
    taken = {name for names in result.values() for name in names}
    for ours in ours_known:
        if ours not in result and (found := _guess(ours, headings, taken)):
            result[ours] = [found]
            taken.add(found)
    return result


def _heading(wanted, headings):
    for heading in headings:
        if same_heading(heading) == same_heading(wanted):
            return heading
    raise ImportRefused(
        f"Die Spalte „{wanted}“ gibt es in der Datei nicht.",
        f"Dort stehen: {', '.join(headings)}.",
    )


def _guess(ours, headings, taken):
    names = [same_heading(name) for name in [ours, *GUESSES.get(ours, [])]]
    free = {same_heading(heading): heading for heading in headings if heading not in taken}
    return next((free[name] for name in names if name in free), "")
