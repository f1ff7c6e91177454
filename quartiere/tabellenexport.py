"""Rows of any list as open data: one description of the columns, three formats, streamed.

The formats are those of `quartiere.exporte`: CSV for German spreadsheets, JSON, GeoJSON.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse, StreamingHttpResponse

from quartiere.exporte import BOM, CHUNK, LICENCE, Column, cell, csv_writer, document

HEADERS = {"Link": f'<{LICENCE["url"]}>; rel="license"', "X-Robots-Tag": "noindex"}
TYPES = {
    "csv": ("CSV", "text/csv; charset=utf-8"),
    "json": ("JSON", "application/json"),
    "geojson": ("GeoJSON", "application/geo+json"),
}


@dataclass(frozen=True)
class Export:
    """`name` is that of the file and of the list in the JSON; `load` adds what columns read."""

    name: str
    columns: Sequence[Column]
    load: Callable
    has_points: bool = False

    @property
    def suffixes(self):
        return ["csv", "json", "geojson"] if self.has_points else ["csv", "json"]

    def rows(self, queryset, base_url):
        """Yield (object, dict) for each row, some hundred at a time; `base_url` has no slash."""
        for item in self.load(queryset).iterator(chunk_size=CHUNK):
            row = {column.name: column.value(item) for column in self.columns}
            yield item, row | {"adresse": f"{base_url}{item.get_absolute_url()}"}

    def csv(self, queryset, base_url):
        writer = csv_writer()
        yield BOM + writer.writerow([*(column.name for column in self.columns), "adresse"])
        for _, row in self.rows(queryset, base_url):
            yield writer.writerow([cell(value) for value in row.values()])

    def json(self, queryset, base_url):
        head = {"lizenz": LICENCE, "quelle": base_url}
        yield from document(head, self.name, (row for _, row in self.rows(queryset, base_url)))

    def geojson(self, queryset, base_url):
        head = {"type": "FeatureCollection", "lizenz": LICENCE, "quelle": base_url}
        features = (_feature(*pair) for pair in self.rows(queryset, base_url))
        yield from document(head, "features", features)


def respond(request, suffix, export, form, rows):
    """Exactly the rows of the list with the same address; a faulty filter gives no rows at all."""
    if suffix not in export.suffixes:
        raise Http404("Dieses Format gibt es nicht.")
    if not form.is_valid():
        return refusal(form)
    disposition = "inline" if suffix == "json" else "attachment"
    return StreamingHttpResponse(
        getattr(export, suffix)(form.apply(rows), request.build_absolute_uri("/")[:-1]),
        content_type=TYPES[suffix][1],
        headers=HEADERS
        | {"Content-Disposition": f'{disposition}; filename="{export.name}.{suffix}"'},
    )


def names(manager):
    return [str(item) for item in manager.all()]


def _feature(item, row):
    """RFC 7946 Feature with a point, or without geometry where none is known."""
    geometry = None
    if item.longitude is not None:
        geometry = {"type": "Point", "coordinates": [item.longitude, item.latitude]}
    return {"type": "Feature", "geometry": geometry, "properties": row}


def refusal(form):
    """The answer to a faulty filter."""
    lines = [f"{name}: {error}" for name, errors in form.errors.items() for error in errors]
    message = "\n".join(["Diese Auswahl gibt es nicht.", *lines, ""])
    return HttpResponse(message, status=400, content_type="text/plain; charset=utf-8")
