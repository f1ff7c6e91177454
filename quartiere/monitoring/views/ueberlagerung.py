"""The matrix area × Zielgruppe: where the needs of several groups come together, and why."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from quartiere.exporte import LICENCE
from quartiere.monitoring import auswahl, matrix_export
from quartiere.monitoring.adressen import ausgabe_step, ausgabe_url, breadcrumb, gebiet_url
from quartiere.monitoring.adressen import kommune_step as step_of
from quartiere.monitoring.darstellung import public_view
from quartiere.monitoring.forms import MatrixFilterForm, with_count

PER_PAGE = 50
CLASSES = ("status", "dynamik")


def matrix(request, kommune, year, version=None):
    ausgabe = auswahl.ausgabe_or_404(kommune, year, version)
    sicht = public_view(ausgabe)
    form = MatrixFilterForm(request.GET, ausgabe, sicht)
    rows = form.apply(ausgabe.gebietswerte.for_tables())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    url = ausgabe_url(ausgabe, "matrix")
    context = {
        "ausgabe": ausgabe,
        "sicht": sicht,
        "columns": [sicht.names.get(slug, slug) for slug in sicht.shown_zielgruppen],
        "has_status": "status" in form.fields,
        "has_dynamik": "dynamik" in form.fields,
        "width": 3 + len(sicht.shown_zielgruppen) + sum(n in form.fields for n in CLASSES),
        "filter_form": form,
        "page_obj": page,
        "rows": [_row(ausgabe, sicht, area) for area in sicht.areas(page)],
        "summary": _summary(ausgabe, sicht),
        "url": url,
        "newer_url": ausgabe_url(ausgabe.superseded_by, "matrix") if version else "",
        "downloads": _downloads(ausgabe, form),
        "licence": LICENCE,
        "breadcrumb": breadcrumb(
            step_of(ausgabe.kommune), ausgabe_step(ausgabe), (_("Überlagerung"), "")
        ),
    }
    return render(request, "monitoring/matrix.html", context)


def _row(ausgabe, sicht, area):
    return {
        "area": area,
        "url": gebiet_url(ausgabe.kommune, ausgabe.gebietsstand, area.key),
        "needs": zip(
            [sicht.names.get(need.zielgruppe, need.zielgruppe) for need in area.needs],
            area.needs,
            strict=True,
        ),
        "sentences": sicht.sentences(area),
    }


def _summary(ausgabe, sicht):
    """How many areas have several groups in need, and how many of them the index overlooks."""
    several = Q(count__gte=2)
    shows_classes = sicht.shows_status and sicht.shows_dynamik
    return with_count(ausgabe.gebietswerte.valid(), sicht).aggregate(
        valid=Count("pk"),
        several=Count("pk", filter=several),
        middle=Count("pk", filter=several & Q(status_class="mittel", pk__isnull=not shows_classes)),
        outside=Count("pk", filter=several & Q(attention=False, pk__isnull=not shows_classes)),
    )


def _downloads(ausgabe, form):
    query = f"?{form.query}" if form.query else ""
    return [
        {
            "label": _("Diese Tabelle"),
            "type": type_,
            "url": ausgabe_url(ausgabe, f"matrix_{type_.lower()}") + query,
        }
        for type_ in ("CSV", "JSON")
    ]


@require_safe
def as_csv(request, **address):
    return _stream(request, address, matrix_export.as_csv, "text/csv; charset=utf-8", "csv")


@require_safe
def as_json(request, **address):
    return _stream(request, address, matrix_export.as_json, "application/json", "json")


def _stream(request, address, render_rows, content_type, suffix):
    """Exactly the rows of the page with the same address; a faulty filter gives no rows at all."""
    ausgabe = auswahl.ausgabe_or_404(**address)
    sicht = public_view(ausgabe)
    form = MatrixFilterForm(request.GET, ausgabe, sicht)
    if not form.is_valid():
        lines = [f"{name}: {error}" for name, errors in form.errors.items() for error in errors]
        text = "\n".join(["Diese Auswahl gibt es nicht.", *lines, ""])
        return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
    rows = form.apply(ausgabe.gebietswerte.for_tables())
    name = f"ueberlagerung-{ausgabe.kommune.slug}-{ausgabe.year}.{suffix}"
    return StreamingHttpResponse(
        render_rows(ausgabe, sicht, rows),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Link": f'<{LICENCE["url"]}>; rel="license"',
            "X-Robots-Tag": "noindex",
        },
    )
