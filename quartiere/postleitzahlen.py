"""Reads the postcode table of GeoNames (CSV with a heading line). Pure, no Django.

GeoNames lists postcodes of single companies and offices among the ordinary ones. Those rows came
from another source and bear a numeric state code ("07"), ordinary ones the letters of the Land
("NW"). Rows without a state lie abroad (Jungholz in Austria has a German postcode).
"""

import csv
import io
import re
from dataclasses import dataclass

from quartiere.geometrie import GERMANY
from quartiere.importe.report import ImportRefused
from quartiere.importe.text import visible_text

MAX_BYTES = 50_000_000
COLUMNS = ["zipcode", "place", "state_code", "community_code", "latitude", "longitude"]
LAENDER = {"BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV"}
LAENDER |= {"NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH"}
COMPANY, ABROAD = "Firmenpostleitzahlen ausgelassen", "Orte außerhalb Deutschlands ausgelassen"


@dataclass(frozen=True)
class PostcodePlace:
    """A place in a postcode area; a postcode has many places and a place many postcodes."""

    postcode: str
    name: str
    kreis_key: str
    latitude: float
    longitude: float


def read_postcodes(file, report):
    """Read the rows that people live in; count those left out, report the faulty ones."""
    places = {}
    for position, row in _rows(file):
        state = (row["state_code"] or "").strip()
        if None in row or None in row.values():
            report.error(f"Zeile {position}", "Sie hat nicht so viele Spalten wie die Überschrift.")
        elif state.isdigit():
            report.count(COMPANY)
        elif not state:
            report.count(ABROAD)
        elif faults := list(_faults(row, state)):
            for fault in faults:
                report.error(f"Zeile {position}", fault)
        else:
            _add(places, _place(row), position, report)
    return list(places.values())


def _rows(file):
    """Pairs of line number and row; raises ImportRefused where the file is no such table."""
    reader = csv.DictReader(io.StringIO(_text(file), newline=""), strict=True)
    last = 0
    try:
        _check_columns(reader.fieldnames or [])
        last = reader.line_num
        for row in reader:
            last = reader.line_num
            yield last, row
    except csv.Error as error:
        raise ImportRefused(f"Ab Zeile {last + 1} ist die Datei kein gültiges CSV.") from error


def _text(file):
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ImportRefused(f"Die Datei ist größer als {MAX_BYTES // 1_000_000} MB.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRefused("Die Datei ist nicht in UTF-8 geschrieben.") from error


def _check_columns(names):
    if missing := [column for column in COLUMNS if column not in names]:
        raise ImportRefused(
            f"Es fehlen die Spalten {', '.join(missing)}.",
            f"Vorhanden sind: {', '.join(name[:30] for name in names)[:300] or 'keine'}.",
        )


def _faults(row, state):
    if state not in LAENDER:
        yield f"state_code: „{state}“ ist kein Land."
    if not re.fullmatch(r"[0-9]{5}", row["zipcode"]):
        yield f"zipcode: „{row['zipcode']}“ ist keine Postleitzahl mit fünf Ziffern."
    if not 0 < len(visible_text(row["place"])) <= 100:
        yield "place: Der Ort fehlt oder ist länger als 100 Zeichen."
    if not re.fullmatch(r"[0-9]{5}", row["community_code"]):
        yield f"community_code: „{row['community_code']}“ ist kein Kreisschlüssel."
    if not _is_in_germany(row["longitude"], row["latitude"]):
        yield f"Der Punkt {row['latitude']}, {row['longitude']} liegt nicht in Deutschland."


def _is_in_germany(longitude, latitude):
    west, south, east, north = GERMANY
    try:
        return west <= float(longitude) <= east and south <= float(latitude) <= north
    except ValueError:
        return False


def _place(row):
    return PostcodePlace(
        postcode=row["zipcode"],
        name=visible_text(row["place"]),
        kreis_key=row["community_code"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
    )


def _add(places, place, position, report):
    key = (place.postcode, place.name)
    if key in places:
        report.note(f"Zeile {position}", f"„{place.postcode} {place.name}“ steht doppelt da.")
    else:
        places[key] = place
