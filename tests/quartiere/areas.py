"""Builds small GeoJSON files of areas for the tests."""

import io
import json

from quartiere.importe.gebiete import AreaOptions
from tests.factories import square

OPTIONS = AreaOptions("nr", "name")
NORD = ("1", "Nord", square(13.00, 52))
SUED = ("2", "Süd", square(13.01, 52))


def feature(key, name, geometry):
    return {"type": "Feature", "properties": {"nr": key, "name": name}, "geometry": geometry}


def file_of(*areas, **members):
    rows = [feature(*area) for area in areas]
    collection = {"type": "FeatureCollection", "features": rows, **members}
    return io.BytesIO(json.dumps(collection).encode())


def polygon(rings):
    return {"type": "Polygon", "coordinates": rings}


def moved(geometry, change):
    """The polygon with every position changed."""
    return polygon([[change(*position) for position in ring] for ring in geometry["coordinates"]])


def lines(report):
    return [str(line) for line in report.lines]
