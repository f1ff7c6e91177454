"""From the features of a file to checked areas with key, name and shape. Pure, no Django."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import shapely

from quartiere import geometrie
from quartiere.geodateien import MAX_BYTES, read_areas
from quartiere.geometrie import GERMANY, GeometryError
from quartiere.importe.report import ImportRefused, number
from quartiere.importe.text import visible_text

DEGREES = {4326, 4258}
KEY_LENGTH, NAME_LENGTH = 40, 100
MAX_VERTICES = 20_000  # of one boundary; more cannot be seen on any map
REASONS = {
    "Self-intersection": "Die Grenze überschneidet sich selbst",
    "Ring Self-intersection": "Die Grenze berührt oder überschneidet sich selbst",
    "Hole lies outside shell": "Eine Aussparung liegt außerhalb der Fläche",
    "Nested holes": "Aussparungen liegen ineinander",
    "Nested shells": "Teilflächen liegen ineinander",
    "Interior is disconnected": "Aussparungen zerteilen die Fläche",
    "Too few points in geometry component": "Ein Teil der Grenze hat zu wenige Punkte",
}


@dataclass(frozen=True)
class AreaOptions:
    """Which fields of the file are key and name, and what the file does not say itself."""

    key_field: str
    name_field: str
    srid: int | None = None
    max_bytes: int = MAX_BYTES


@dataclass(frozen=True)
class Area:
    number: int
    key: str
    name: str
    shape: geometrie.Shape

    def __str__(self):
        return f"Fläche {self.number} „{self.name}“"


def read_checked_areas(file, options, report):
    """Read and check every area of a file; what is wrong with one becomes an error of the report.

    Raises ImportRefused where the file as a whole is of no use.
    """
    geofile = read_areas(file, options.max_bytes)
    srid = geofile.system_used(options.srid)
    _check_fields(geofile, options)
    if options.srid and geofile.srid and options.srid != geofile.srid:
        report.note(
            "Datei", f"Sie nennt EPSG:{geofile.srid}, gelesen wurde sie als EPSG:{options.srid}."
        )
    areas = [_area(feature, srid, options, report) for feature in geofile.features]
    areas = [area for area in areas if area]
    _check_keys(areas, report)
    return areas


def read_one_shape(file, report, srid=None, max_bytes=MAX_BYTES):
    """The shape of a file with exactly one area, whatever its fields; notes go to the report.

    Raises ImportRefused for the file, GeometryError for its area.
    """
    geofile = read_areas(file, max_bytes)
    if len(geofile.features) != 1:
        raise ImportRefused(
            f"Die Datei enthält {number(len(geofile.features))} Flächen, gebraucht wird eine."
        )
    return _shape(geofile.features[0].geometry, geofile.system_used(srid), "Grenze", report)


def _check_fields(geofile, options):
    if not geofile.features:
        raise ImportRefused("Die Datei enthält keine Flächen.")
    for field in (options.key_field, options.name_field):
        if field not in geofile.field_names:
            names = ", ".join(str(name)[:40] for name in geofile.field_names[:40])
            raise ImportRefused(
                f"Das Feld „{field}“ gibt es in der Datei nicht.",
                f"Vorhanden sind: {names or 'keine'}.",
            )


def _area(feature, srid, options, report):
    """The Area of one feature, or None after an error."""
    key = _text(feature.properties.get(options.key_field))
    name = _text(feature.properties.get(options.name_field))
    place = f"Fläche {feature.number}" + (f" „{name[:60]}“" if name else "")
    faults = list(_text_faults(options, key, name))
    for fault in faults:
        report.error(place, fault)
    try:
        shape = _shape(feature.geometry, srid, place, report)
    except GeometryError as error:
        report.error(place, str(error))
        return None
    return None if faults else Area(feature.number, key, name, shape)


def _text(value):
    """A property as text: numbers without ".0", what is neither text nor number as nothing."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return visible_text(str(value))


def _text_faults(options, key, name):
    limits = ((options.key_field, key, KEY_LENGTH), (options.name_field, name, NAME_LENGTH))
    for field, value, longest in limits:
        if not value:
            yield f"Feld „{field}“ ist leer."
        elif len(value) > longest:
            yield f"Feld „{field}“ hat {len(value)} Zeichen, möglich sind {longest}."


def _check_keys(areas, report):
    times = Counter(area.key for area in areas)
    for area in areas:
        if times[area.key] > 1:
            report.error(
                str(area),
                f"Der Schlüssel „{area.key}“ kommt {times[area.key]}-mal vor.",
                "Bitte wählen Sie mit --key ein Feld, das jede Fläche eindeutig bezeichnet.",
            )


# Geometry -------------------------------------------------------------------------------------


def _shape(geometry, srid, place, report):
    if geometry is None:
        raise GeometryError("Die Geometrie fehlt.")
    polygons = geometrie.from_geojson(geometry)
    if _dimensions(geometry["coordinates"]) > 2:
        report.note(place, "Höhen oder Messwerte an den Koordinaten wurden weggelassen.")
    polygons = _in_degrees(polygons, srid)
    if not polygons.is_valid:
        polygons = _repaired(polygons, place, report)
    return geometrie.shape_of(_thinned(polygons, place, report))


def _dimensions(coordinates):
    """The largest number of values of any position in nested GeoJSON coordinates."""
    if not isinstance(coordinates[0], list | tuple):
        return len(coordinates)
    return max(_dimensions(item) for item in coordinates if item)


def _in_degrees(polygons, srid):
    """In WGS 84 and inside Germany; else a GeometryError that says what may have happened."""
    degrees = geometrie.reproject(polygons, srid)
    if _is_in_germany(degrees):
        return degrees
    swapped = shapely.transform(polygons, lambda xy: xy[:, ::-1])
    if _is_in_germany(geometrie.reproject(swapped, srid)):
        raise GeometryError(
            "Länge und Breite sind vertauscht. Gebraucht wird erst die Länge (Ost), dann die "
            "Breite (Nord). Bitte tauschen Sie die Achsen beim Export."
        )
    is_large = np.abs(polygons.bounds).max() > 360
    if srid in DEGREES and is_large:
        raise GeometryError(
            "Die Koordinaten sind keine Grad, sondern Meter. Bitte geben Sie das "
            "Koordinatensystem an, zum Beispiel --srid 25832."
        )
    if srid not in DEGREES and not is_large:
        raise GeometryError("Die Koordinaten sind Grad. Bitte geben Sie --srid 4326 an.")
    raise GeometryError(
        f"Die Fläche liegt nicht in Deutschland (gelesen als EPSG:{srid}). "
        "Stimmt das Koordinatensystem?"
    )


def _is_in_germany(polygons):
    west, south, east, north = GERMANY
    left, bottom, right, top = polygons.bounds
    return west <= left and south <= bottom and right <= east and top <= north


def _repaired(polygons, place, report):
    reason, _, _ = shapely.is_valid_reason(polygons).partition("[")
    polygons = geometrie.repaired(polygons)
    report.note(
        place,
        f"{REASONS.get(reason.strip(), 'Die Grenze war ungültig')}; sie wurde repariert.",
        "Bitte prüfen Sie sie auf der Karte.",
    )
    return polygons


def _thinned(polygons, place, report):
    """A boundary with too many points, simplified in steps of a metre, two, four …"""
    before = after = shapely.get_num_coordinates(polygons)
    tolerance = 1e-5
    while after > MAX_VERTICES and tolerance < 1e-3:
        polygons = shapely.simplify(polygons, tolerance, preserve_topology=True)
        after, tolerance = shapely.get_num_coordinates(polygons), tolerance * 2
    if after > MAX_VERTICES:
        raise GeometryError(f"Die Grenze hat {number(before)} Punkte. Bitte vereinfachen Sie sie.")
    if after < before:
        report.note(
            place, f"Die Grenze wurde von {number(before)} auf {number(after)} Punkte vereinfacht."
        )
    return polygons
