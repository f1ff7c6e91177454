"""The filtered rows of the list as open data."""

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from quartiere import exporte
from quartiere.forms import QuartierFilterForm
from quartiere.models import Quartier

HEADERS = {
    "Link": f'<{exporte.LICENCE["url"]}>; rel="license"',
    "X-Robots-Tag": "noindex",
}


@require_safe
def as_csv(request):
    return _stream(request, exporte.as_csv, "text/csv; charset=utf-8", "csv")


@require_safe
def as_json(request):
    return _stream(request, exporte.as_json, "application/json", "json")


@require_safe
def as_geojson(request):
    return _stream(request, exporte.as_geojson, "application/geo+json", "geojson")


def _stream(request, render, content_type, suffix):
    """Exactly the rows of the list with the same address; a faulty filter gives no rows at all."""
    form = QuartierFilterForm(request.GET)
    if not form.is_valid():
        return HttpResponse(_message(form), status=400, content_type="text/plain; charset=utf-8")
    rows = form.apply(Quartier.objects.published())
    disposition = "inline" if suffix == "json" else "attachment"
    return StreamingHttpResponse(
        render(rows, request.build_absolute_uri("/")[:-1]),
        content_type=content_type,
        headers=HEADERS | {"Content-Disposition": f'{disposition}; filename="quartiere.{suffix}"'},
    )


def _message(form):
    lines = [f"{name}: {error}" for name, errors in form.errors.items() for error in errors]
    return "\n".join(["Diese Auswahl gibt es nicht.", *lines, ""])
