"""Editions: of all Kommunen, of one, and the map and table of one edition."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quartiere.exporte import LICENCE
from quartiere.monitoring import ausschnitt, auswahl
from quartiere.monitoring.adressen import (
    ausgabe_step,
    ausgabe_url,
    breadcrumb,
    gebiet_url,
    kommune_step,
)
from quartiere.monitoring.choropleth import choropleth
from quartiere.monitoring.darstellung import public_view
from quartiere.monitoring.models import Ausgabe
from quartiere.views.lists import PagedListView

PER_PAGE = 50
FORMATS = [
    ("CSV", "csv", _("für Programme: Komma, Dezimalpunkt")),
    ("CSV", "spreadsheet", _("für Tabellenprogramme: Semikolon, Dezimalkomma")),
    ("JSON", "json", ""),
    ("GeoJSON", "geojson", _("mit Grenzen der Gebiete")),
]


class AusgabeListView(PagedListView):
    """Kommunen with a monitoring, each with its published editions."""

    context_object_name = "kommunen"
    template_name = "monitoring/list.html"
    paginate_by = 24

    def get_queryset(self):
        published = Ausgabe.objects.published().for_lists().order_by("-year")
        rows = auswahl.kommunen().order_by("name", "ags").only("name", "slug", "ags")
        return rows.prefetch_related(Prefetch("ausgaben", published, to_attr="editions"))

    def get_context_data(self, **kwargs):
        steps = [(_("Start"), reverse("home")), (_("Monitoring"), "")]
        return super().get_context_data(breadcrumb=steps, **kwargs)


def kommune(request, kommune):
    """The editions of one Kommune."""
    found = get_object_or_404(auswahl.kommunen(), slug=kommune)
    editions = list(found.ausgaben.public().for_lists().order_by("-year", "-version"))
    published = [row for row in editions if row.state == Ausgabe.State.PUBLISHED]
    context = {
        "kommune": found,
        "latest": published[0],
        "ausgaben": [(row, ausgabe_url(row), ausgabe_url(row, "matrix")) for row in published],
        "superseded": [(row, ausgabe_url(row)) for row in editions if row not in published],
        "latest_url": ausgabe_url(published[0]),
        "matrix_url": ausgabe_url(published[0], "matrix"),
        "breadcrumb": breadcrumb((found.name, "")),
    }
    return render(request, "monitoring/kommune.html", context)


def ausgabe(request, kommune, year, version=None):
    """Map and table of an edition, looked at in one of several ways (`ansicht`)."""
    found = auswahl.ausgabe_or_404(kommune, year, version)
    sicht = public_view(found)
    ansichten = auswahl.ansichten_of(found, sicht)
    wanted = request.GET.get("ansicht")
    ansicht = next((item for item in ansichten if item.slug == wanted), ansichten[0])
    context = {
        "ausgabe": found,
        "sicht": sicht,
        "ansicht": ansicht,
        "ansichten": ansichten,
        **_map_and_table(request.GET, found, sicht, ansicht),
        "matrix_url": ausgabe_url(found, "matrix"),
        "newer_url": ausgabe_url(found.superseded_by) if version else "",
        "indikatoren_url": reverse("monitoring:indikatoren", args=[found.kommune.slug]),
        "downloads": downloads(found),
        "licence": LICENCE,
        "breadcrumb": breadcrumb(kommune_step(found.kommune), (ausgabe_step(found)[0], "")),
    }
    return render(request, "monitoring/ausgabe.html", context)


def _map_and_table(parameters, ausgabe, sicht, ansicht):
    """Both from the same rows; a large edition has the table alone until a part is chosen."""
    part = ausschnitt.of(ausgabe, parameters.get("bereich", ""))
    if part.rows is None:
        page = Paginator(part.queryset, PER_PAGE).get_page(parameters.get("page"))
        areas, karte = list(sicht.areas(page)), None
    else:
        every = list(sicht.areas(part.rows))
        karte = choropleth(ausgabe.kommune, ausgabe.gebietsstand, part.rows, every, ansicht)
        page = Paginator(every, PER_PAGE).get_page(parameters.get("page"))
        areas = list(page)
    rows = table_rows(ausgabe, ansicht, areas)
    return {"part": part, "karte": karte, "page_obj": page, "rows": rows}


def table_rows(ausgabe, ansicht, areas):
    return [
        {
            "area": area,
            "url": gebiet_url(ausgabe.kommune, ausgabe.gebietsstand, area.key),
            "name": ansicht.class_of(area),
            "shade": ansicht.shade(area),
        }
        for area in areas
    ]


def downloads(ausgabe):
    label = gettext("Ausgabe {year} mit allen Gebieten").format(year=ausgabe.year)
    return [
        {"label": label, "type": type_, "note": note, "url": ausgabe_url(ausgabe, suffix)}
        for type_, suffix, note in FORMATS
    ]
