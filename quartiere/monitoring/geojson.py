"""GeoJSON as a table: one row a feature, one column a property; geometries are left aside."""

import json

from quartiere.monitoring.grenzen import TabelleError


def open_source(name, stream, *, key="", sheet=""):
    """(function that yields the rows anew, description of the dialect)."""
    rows = list(_table(_properties(name, stream)))
    return lambda: iter(rows), "GeoJSON, eine Zeile je Gebiet"


def _properties(name, stream):
    stream.seek(0)
    try:
        text = stream.read().decode("utf-8-sig")
        document = json.loads(text, object_hook=_slim, parse_constant=_refuse)
        features = document["features"]
        if not features or not all(isinstance(f["properties"], dict) for f in features):
            raise TypeError
        return [feature["properties"] for feature in features]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise TabelleError(f"{name} ist keine lesbare GeoJSON-Datei mit Gebieten.") from error


def _slim(value):
    """Drop each geometry as soon as it is read, so that memory holds one at a time."""
    return None if "coordinates" in value else value


def _refuse(constant):
    raise ValueError(constant)


def _table(properties):
    headings = list(dict.fromkeys(name for row in properties for name in row))
    yield 1, headings
    for number, row in enumerate(properties, start=2):
        yield number, [row.get(name) for name in headings]
