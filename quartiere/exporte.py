"""The rows of a list as open data: CSV, JSON and GeoJSON, streamed.

CSV is made for German spreadsheets: UTF-8 with BOM, semicolon, decimal comma, CRLF. JSON and
GeoJSON (RFC 7946) carry numbers and empty values as such.
"""

import csv
import json
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.db.models import Prefetch

from quartiere.models import Handlungsfeld, Zielgruppe

CHUNK = 500
BOM = "\ufeff"
LICENCE = {"name": settings.DATA_LICENCE, "url": settings.DATA_LICENCE_URL}


class Column(NamedTuple):
    name: str
    value: Callable


COLUMNS = [
    Column("name", lambda q: q.name),
    Column("kommune", lambda q: q.kommune.name),
    Column("land", lambda q: q.kommune.land),
    Column("ags", lambda q: q.kommune.ags),
    Column("gebietsschluessel", lambda q: q.key),
    Column("kurztext", lambda q: q.teaser),
    Column("programm", lambda q: q.programme),
    Column("seit", lambda q: q.programme_since),
    Column("bis", lambda q: q.programme_until),
    Column("stand", lambda q: {True: "laufend", False: "abgeschlossen", None: ""}[q.is_running]),
    Column("einwohner", lambda q: q.inhabitants),
    Column("flaeche_km2", lambda q: q.area_km2),
    Column("laengengrad", lambda q: q.longitude),
    Column("breitengrad", lambda q: q.latitude),
    Column("handlungsfelder", lambda q: [str(item) for item in q.handlungsfelder.all()]),
    Column("zielgruppen", lambda q: [str(item) for item in q.zielgruppen.all()]),
    Column("geprueft_am", lambda q: q.reviewed_on and q.reviewed_on.isoformat()),
]


def rows(quartiere, base_url, *, with_boundary=False):
    """Yield (Quartier, dict) for each row, some hundred at a time; `base_url` has no slash."""
    names = [column.name for column in COLUMNS]
    quartiere = quartiere.select_related("kommune").prefetch_related(
        Prefetch("handlungsfelder", Handlungsfeld.objects.only("name", "order")),
        Prefetch("zielgruppen", Zielgruppe.objects.only("name", "order")),
    )
    fields = ["kommune__name", "kommune__slug", "kommune__ags", "slug", *FIELDS]
    quartiere = quartiere.only(*fields, *(["boundary"] if with_boundary else []))
    for quartier in quartiere.iterator(chunk_size=CHUNK):
        values = [column.value(quartier) for column in COLUMNS]
        row = dict(zip(names, values, strict=True))
        yield quartier, row | {"adresse": f"{base_url}{quartier.get_absolute_url()}"}


FIELDS = [
    "name", "key", "teaser", "programme", "programme_since", "programme_until", "inhabitants",
    "area_km2", "longitude", "latitude", "reviewed_on",
]  # fmt: skip


def as_csv(quartiere, base_url):
    writer = csv_writer()
    yield BOM + writer.writerow([*(column.name for column in COLUMNS), "adresse"])
    for _, row in rows(quartiere, base_url):
        yield writer.writerow([cell(value) for value in row.values()])


def as_json(quartiere, base_url):
    head = {"lizenz": LICENCE, "quelle": base_url}
    items = (row for _, row in rows(quartiere, base_url))
    yield from document(head, "quartiere", items)


def as_geojson(quartiere, base_url):
    head = {"type": "FeatureCollection", "lizenz": LICENCE, "quelle": base_url}
    items = (feature(*pair) for pair in rows(quartiere, base_url, with_boundary=True))
    yield from document(head, "features", items)


def feature(quartier, row):
    """RFC 7946 Feature: the boundary, else the point, else no geometry."""
    geometry = quartier.boundary
    if not geometry and quartier.longitude is not None:
        geometry = {"type": "Point", "coordinates": [quartier.longitude, quartier.latitude]}
    return {"type": "Feature", "geometry": geometry or None, "properties": row}


def cell(value):
    """A value as German spreadsheets read it; text never starts a formula."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(value).replace(".", ",")
    text = ", ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def csv_writer(**dialect):
    """Gives back each line it is given, for streaming."""
    return csv.writer(_Echo(), **{"delimiter": ";", **dialect})


def document(head, name, items):
    """A JSON object with one long list at its end, piece by piece."""
    yield f"{_dump(head)[:-1]},{_dump(name)}:["
    separator = ""
    for item in items:
        yield f"{separator}\n{_dump(item)}"
        separator = ","
    yield "\n]}\n"


def _dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class _Echo:
    """Gives back each line that csv would write."""

    def write(self, line):
        return line
