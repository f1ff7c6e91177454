"""A whole edition as open data, with licence and checksum in the head of the answer."""

from functools import partial

from django.http import StreamingHttpResponse
from django.views.decorators.http import require_safe

from quartiere.exporte import LICENCE
from quartiere.monitoring import auswahl, export


@require_safe
def as_csv(request, **address):
    return _stream(address, export.as_csv, "text/csv; charset=utf-8", "csv")


@require_safe
def as_spreadsheet(request, **address):
    """The same CSV as German spreadsheets read it: semicolon, decimal comma."""
    render = partial(export.as_csv, for_spreadsheet=True)
    return _stream(address, render, "text/csv; charset=utf-8", "tabelle.csv")


@require_safe
def as_json(request, **address):
    return _stream(address, export.as_json, "application/json", "json")


@require_safe
def as_geojson(request, **address):
    return _stream(address, export.as_geojson, "application/geo+json", "geojson")


def _stream(address, render, content_type, suffix):
    ausgabe = auswahl.ausgabe_or_404(**address)
    version = f"-fassung-{ausgabe.version}" if ausgabe.version > 1 else ""
    name = f"monitoring-{ausgabe.kommune.slug}-{ausgabe.year}{version}.{suffix}"
    return StreamingHttpResponse(
        render(ausgabe),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Link": f'<{LICENCE["url"]}>; rel="license"',
            "X-Checksum-SHA256": ausgabe.checksum,
            "X-Robots-Tag": "noindex",
        },
    )
