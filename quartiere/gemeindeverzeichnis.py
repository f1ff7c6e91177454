"""Reads GV100AD, the register of German Gemeinden by Destatis. Pure, no Django.

Fixed width, 220 characters a line, UTF-8 with byte-order mark. Columns from 0: record type 0-2,
date of the register 2-10, key 10-18 (Land 2, Regierungsbezirk 1, Kreis 2, Gemeinde 3 digits),
name 22-72, kind 122-124, area in hectares 128-139, inhabitants 139-150, postcode of the
administration 165-170. Inside one file the date is the same on every line.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from quartiere.importe.report import ImportRefused, number
from quartiere.importe.text import visible_text

LINE_LENGTH = 220
MAX_BYTES = 20_000_000
FEWEST_GEMEINDEN = 10_000  # 10,952 in 2025; a complete register will not fall below for long
LAENDER = 16
LAND, KREIS, GEMEINDE = "10", "40", "60"
RECORD_TYPES = {LAND, "20", "30", KREIS, "50", GEMEINDE}
# Textkennzeichen: Markt, kreisfreie Stadt, Stadtkreis, Stadt, kreisangehörige Gemeinde,
# gemeindefreies Gebiet (bewohnt, unbewohnt), Große Kreisstadt
KINDS = {"60", "61", "62", "63", "64", "65", "66", "67"}
CITIES_WITHOUT_KREIS = {"61", "62"}


@dataclass(frozen=True)
class Gemeinde:
    """One Gemeinde of the register.

    `kreis` is empty for a city that is its own Kreis, `kind` the two digits of the register.
    """

    line: int
    ags: str
    name: str
    official_name: str
    land: str
    kreis: str
    kind: str
    area_km2: float
    inhabitants: int
    postcode: str


@dataclass(frozen=True)
class Register:
    date: date
    gemeinden: list[Gemeinde]


def read_register(file, report, *, is_extract=False):
    """Read a register from a binary file; each faulty line becomes an error of the report.

    An extract (one Land, say) need not be complete. Raises ImportRefused where the file is no
    register at all.
    """
    lines = _lines(file)
    _check_lines(lines, report)
    if not report.is_ok:
        return None
    names = {line[:2] + line[10:18].rstrip(): display_name(line[22:72]) for line in lines}
    gemeinden = []
    for position, line in enumerate(lines, start=1):
        if line.startswith(GEMEINDE):
            gemeinden += _gemeinde(position, line, names, report)
    _check_keys(gemeinden, report)
    if not is_extract:
        _check_complete(lines, gemeinden, report)
    return Register(_register_date(lines, report), gemeinden)


def _lines(file):
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ImportRefused(f"Die Datei ist größer als {MAX_BYTES // 1_000_000} MB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise ImportRefused(
            f"Zeile {row} ist nicht in UTF-8 geschrieben.",
            "Bitte laden Sie die Datei neu herunter und speichern Sie sie unverändert.",
        ) from error
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    if not any(line[:2] in RECORD_TYPES and len(line) == LINE_LENGTH for line in lines[:50]):
        raise ImportRefused(
            "Das ist kein Gemeindeverzeichnis im Format GV100AD.",
            "Gebraucht wird die Textdatei GV100AD_….txt aus dem Archiv von Destatis.",
        )
    return lines


def _check_lines(lines, report):
    for position, line in enumerate(lines, start=1):
        place = f"Zeile {position}"
        if line[:2] not in RECORD_TYPES:
            report.error(place, f"Spalten 1–2: unbekannte Satzart „{line[:2]}“.")
        elif len(line) != LINE_LENGTH:
            report.error(
                place,
                f"Der Satz hat {len(line)} statt {LINE_LENGTH} Zeichen.",
                "Ist die Datei abgeschnitten? Bitte laden Sie sie neu herunter.",
            )


def _gemeinde(position, line, names, report):
    """The Gemeinde of one line as a list of one, or an empty list after an error."""
    faults = list(_faults(line, names))
    for fault in faults:
        report.error(f"Zeile {position}", fault)
    if faults:
        return []
    ags, kind = line[10:18], line[122:124]
    return [
        Gemeinde(
            line=position,
            ags=ags,
            name=display_name(line[22:72]),
            official_name=visible_text(line[22:72]),
            land=names[LAND + ags[:2]],
            kreis="" if kind in CITIES_WITHOUT_KREIS else names.get(KREIS + ags[:5], ""),
            kind=kind,
            area_km2=int(line[128:139]) / 100,
            inhabitants=int(line[139:150]),
            postcode=line[165:170].strip(),
        )
    ]


def _faults(line, names):
    ags, kind, postcode = line[10:18], line[122:124], line[165:170].strip()
    if not re.fullmatch(r"[0-9]{8}", ags):
        yield f"Spalten 11–18: „{ags}“ ist kein achtstelliger Gemeindeschlüssel."
    elif LAND + ags[:2] not in names or not _has_kreis(ags, names):
        yield f"Spalten 11–18: Zu „{ags}“ fehlt in der Datei das Land oder der Kreis."
    if not display_name(line[22:72]):
        yield "Spalten 23–72: Der Name fehlt."
    if kind not in KINDS:
        yield f"Spalten 123–124: unbekanntes Textkennzeichen „{kind}“."
    for title, value in (("129–139: Fläche", line[128:139]), ("140–150: Einwohner", line[139:150])):
        if not re.fullmatch(r"[0-9]{11}", value):
            yield f"Spalten {title}: „{value.strip()}“ ist keine Zahl."
    if postcode and not re.fullmatch(r"[0-9]{5}", postcode):
        yield f"Spalten 166–170: „{postcode}“ ist keine Postleitzahl."


def _has_kreis(ags, names):
    """Territories directly under a Land (coastal waters, the Mosel) have the Kreis 000."""
    return KREIS + ags[:5] in names or ags[2:5] == "000"


def display_name(register_name):
    """What people call the place: the register's name up to the comma ("Köln, Stadt").

    Additions in brackets stay, since they tell places apart ("Halle (Saale)").
    """
    name, _, _ = register_name.partition(",")
    return visible_text(name).replace("/ ", "/")


def _check_keys(gemeinden, report):
    times = Counter(gemeinde.ags for gemeinde in gemeinden)
    for gemeinde in gemeinden:
        if times[gemeinde.ags] > 1:
            report.error(
                f"Zeile {gemeinde.line}",
                f"Spalten 11–18: Der Schlüssel {gemeinde.ags} kommt {times[gemeinde.ags]}-mal vor.",
            )


def _check_complete(lines, gemeinden, report):
    """A file cut off between two lines looks sound, so count what must be there."""
    laender = sum(line.startswith(LAND) for line in lines)
    filled = {gemeinde.ags[:5] for gemeinde in gemeinden}
    empty = [line for line in lines if line.startswith(KREIS) and line[10:15] not in filled]
    if laender != LAENDER or len(gemeinden) < FEWEST_GEMEINDEN or (empty and report.is_ok):
        report.error(
            "Datei",
            f"Das Verzeichnis ist unvollständig: {laender} Länder, {number(len(gemeinden))} "
            f"Gemeinden, {number(len(empty))} Kreise ohne Gemeinde.",
            "Bitte laden Sie die Datei neu herunter. Einen Auszug lesen Sie mit --auszug ein.",
        )


def _register_date(lines, report):
    stamps = {line[2:10] for line in lines}
    try:
        (stamp,) = stamps
        return datetime.strptime(stamp, "%Y%m%d").date()  # noqa: DTZ007 - a date without a time
    except ValueError:
        shown = ", ".join(f"„{stamp}“" for stamp in sorted(stamps)[:3])
        report.error("Datei", f"Spalten 3–10: kein einheitlicher Gebietsstand ({shown}).")
        return None
