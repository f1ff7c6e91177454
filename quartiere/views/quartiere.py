"""The list of Quartiere with its map, the page of one Quartier, its Steckbrief and preview."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from quartiere import exporte, karte, page_sections, steckbrief, vorschau
from quartiere.forms import QuartierFilterForm
from quartiere.models import Quartier
from quartiere.structured_data import json_ld, place
from quartiere.views.lists import PagedListView, export_url
from quartiere.views.vorschau import preview_response

FORMATS = [("CSV", "csv"), ("JSON", "json"), ("GeoJSON", "geojson")]
CARDS_UP_TO = 24
LATEST_MILESTONES = 5


class QuartierListView(PagedListView):
    context_object_name = "quartiere"
    template_name = "quartiere/quartier_list.html"

    def get_queryset(self):
        self.filter_form = QuartierFilterForm(self.request.GET)
        self.matching = self.filter_form.apply(Quartier.objects.published())
        self.count = self.matching.count()
        # Cards for browsing a few, a table for comparing many, unless asked for.
        wanted = self.filter_form.cleaned_data.get("ansicht")
        self.has_cards = wanted == "karten" or (not wanted and self.count <= CARDS_UP_TO)
        return self.matching.for_cards()

    def get_paginate_by(self, queryset):
        return 24 if self.has_cards else 50

    def get_paginator(self, *args, **kwargs):
        paginator = super().get_paginator(*args, **kwargs)
        paginator.count = self.count
        return paginator

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            filter_form=self.filter_form,
            has_cards=self.has_cards,
            karte=karte.of_quartiere(self.matching),
            geojson=export_url("geojson", self.filter_form.query),
            downloads=self.downloads(),
            licence=exporte.LICENCE,
            breadcrumb=[(_("Start"), reverse("home")), (_("Quartiere"), "")],
            **kwargs,
        )

    def downloads(self):
        query = self.filter_form.query
        return [
            {"label": _("Diese Liste"), "type": label, "url": export_url(suffix, query)}
            for label, suffix in FORMATS
        ]


def address_of(quartier):
    return [quartier.kommune.slug, quartier.slug]


def breadcrumb(quartier, *more):
    """The way to a Quartier's page, or to one below it by its label."""
    steps = [
        (_("Start"), reverse("home")),
        (_("Quartiere"), reverse("quartiere:list")),
        (quartier.kommune.name, quartier.kommune.get_absolute_url()),
        (quartier.name, quartier.get_absolute_url() if more else ""),
    ]
    return [*steps, *((label, "") for label in more)]


class QuartierView(DetailView):
    """One published Quartier, addressed by Kommune and Quartier."""

    context_object_name = "quartier"

    def get_queryset(self):
        return (
            Quartier.objects.published()
            .filter(kommune__slug=self.kwargs["kommune"])
            .select_related("kommune", "picture")
            .prefetch_related("handlungsfelder", "zielgruppen", "meilensteine", "material")
            .defer("boundary")
        )


class QuartierDetailView(QuartierView):
    template_name = "quartiere/quartier_detail.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**page_context(self.request, self.object), **kwargs)


def page_context(request, quartier):
    url = request.build_absolute_uri(quartier.get_absolute_url())
    map_of_it = karte.of_quartier(quartier)
    return {
        "breadcrumb": breadcrumb(quartier),
        "facts": steckbrief.facts_of_quartier(quartier),
        "sections": page_sections.of(quartier),
        "karte": map_of_it,
        "map_caption": steckbrief.map_caption(quartier, map_of_it),
        "geojson": export_url("geojson", f"kommune={quartier.kommune.slug}"),
        "steckbrief_url": reverse("quartiere:steckbrief", args=address_of(quartier)),
        "json_ld": json_ld(place(quartier, url)),
        "is_preview": False,
    }


class SteckbriefView(QuartierView):
    template_name = "quartiere/quartier_steckbrief.html"

    def get_context_data(self, **kwargs):
        map_of_it = karte.of_quartier(self.object)
        return super().get_context_data(
            breadcrumb=breadcrumb(self.object, _("Steckbrief")),
            facts=steckbrief.facts_of_quartier(self.object),
            texts=steckbrief.texts_of(self.object),
            meilensteine=list(self.object.meilensteine.all())[-LATEST_MILESTONES:],
            karte=map_of_it,
            map_caption=steckbrief.map_caption(self.object, map_of_it),
            page_address=self.request.build_absolute_uri(self.object.get_absolute_url()),
            **kwargs,
        )


def preview(request, token):
    """An unpublished Quartier by its signed link."""

    def context_of(quartier):
        return page_context(request, quartier) | {"quartier": quartier, "geojson": ""}

    quartier = vorschau.resolve(token)
    return preview_response(request, quartier, "quartiere/quartier_detail.html", context_of)
