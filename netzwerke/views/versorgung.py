"""Supply against need in an edition: where which offers are missing for whom, and why."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from netzwerke import versorgungsexport
from netzwerke.versorgungsfilter import VersorgungFilterForm
from netzwerke.versorgungslage import supply_situation
from quartiere.exporte import LICENCE
from quartiere.monitoring import auswahl
from quartiere.monitoring.adressen import (
    ausgabe_step,
    ausgabe_url,
    breadcrumb,
    gebiet_url,
    kommune_step,
)
from quartiere.tabellenexport import HEADERS, TYPES

PER_PAGE = 50
FORMATS = {"csv": versorgungsexport.as_csv, "json": versorgungsexport.as_json}


@require_safe
def page(request, kommune, year):
    """The table of areas, each gap with its reason, and the measure of each kind of offer."""
    ausgabe = auswahl.ausgabe_or_404(kommune, year)
    lage = supply_situation(ausgabe)
    form = VersorgungFilterForm(request.GET, ausgabe, lage)
    page_obj = Paginator(form.apply(lage.gebiete), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "ausgabe": ausgabe,
        "lage": lage,
        "filter_form": form,
        "page_obj": page_obj,
        "rows": [_row(ausgabe, lage, *pair) for pair in page_obj],
        "width": 3 + len(lage.zielgruppen),
        "valid": sum(gebiet.area.is_valid for gebiet in lage.gebiete),
        "with_gap": sum(bool(gebiet.gaps) for gebiet in lage.gebiete),
        "massstaebe": [_measure(art, lage) for art in lage.angebotsarten],
        "url": request.path,
        "matrix_url": ausgabe_url(ausgabe, "matrix"),
        "downloads": _downloads(ausgabe, form),
        "licence": LICENCE,
        "breadcrumb": breadcrumb(
            kommune_step(ausgabe.kommune), ausgabe_step(ausgabe), (_("Angebot und Bedarf"), "")
        ),
    }
    return render(request, "netzwerke/versorgung.html", context)


def _row(ausgabe, lage, gebiet, wanted):
    needs = {need.zielgruppe: need for need in gebiet.area.needs}
    return {
        "area": gebiet.area,
        "url": gebiet_url(ausgabe.kommune, ausgabe.gebietsstand, gebiet.area.key),
        "cells": [
            (name, needs.get(slug), gebiet.zielgruppen.get(slug))
            for slug, name in lage.zielgruppen.items()
        ],
        "gaps": len(gebiet.gaps),
        "sentences": [found.reason for found in wanted if found.missing],
    }


def _measure(art, lage):
    """How a kind of offer is judged, and in how many areas it is missing."""
    items = list(lage.supplies[art.slug].values())
    return {
        "art": art,
        "norm": lage.offer_types[art.slug].norm,
        "offers": lage.offers[art.slug],
        "quartile": next((i.lower_quartile for i in items if i.lower_quartile), None),
        "median": next((i.median for i in items if i.median is not None), None),
        "unit": items[0].unit if items else art.unit,
        "deficits": sum(item.is_deficit is True for item in items),
        "judged": sum(item.is_deficit is not None for item in items),
    }


def _downloads(ausgabe, form):
    query = f"?{form.query}" if form.query else ""
    address = [ausgabe.kommune.slug, ausgabe.year]
    return [
        {
            "label": _("Diese Tabelle"),
            "type": TYPES[suffix][0],
            "url": reverse("netzwerke:versorgung_export", args=[*address, suffix]) + query,
        }
        for suffix in FORMATS
    ]


@require_safe
def export(request, kommune, year, suffix):
    """Exactly the rows of the page with the same address; a faulty filter gives no rows at all."""
    if suffix not in FORMATS:
        raise Http404("Dieses Format gibt es nicht.")
    ausgabe = auswahl.ausgabe_or_404(kommune, year)
    lage = supply_situation(ausgabe)
    form = VersorgungFilterForm(request.GET, ausgabe, lage)
    if not form.is_valid():
        text = "Diese Auswahl gibt es nicht.\n"
        return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
    head = {"kommune": ausgabe.kommune.name, "ausgabe": ausgabe.year}
    name = f"versorgung-{ausgabe.kommune.slug}-{ausgabe.year}.{suffix}"
    return StreamingHttpResponse(
        FORMATS[suffix](head, lage, form.apply(lage.gebiete)),
        content_type=TYPES[suffix][1],
        headers={**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'},
    )
