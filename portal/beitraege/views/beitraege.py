"""The list of Beiträge with its data and feeds, and the page of one."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from portal.beitraege import exporte, feeds, oeffentlich, textteile, vorschau, weitere
from portal.beitraege.filters import BeitragFilterForm
from portal.beitraege.models import Beitrag
from portal.beitraege.structured_data import article
from quartiere.german import German
from quartiere.structured_data import json_ld
from quartiere.views.filtered import ExportView, FilteredListView
from quartiere.views.vorschau import preview_response


class BeitragListView(FilteredListView):
    form_class, export = BeitragFilterForm, exporte.BEITRAEGE
    url_name, export_name = "beitraege:list", "beitraege:export"
    title = _("Beiträge")
    paginate_by = 12
    template_name = "beitraege/beitrag_list.html"

    @classmethod
    def rows(cls):
        return oeffentlich.beitraege()

    def get_context_data(self, **kwargs):
        query = self.filter_form.query
        return super().get_context_data(
            years=self.filter_form.years,
            feed_urls=[
                (label, reverse(f"beitraege:{suffix}") + (f"?{query}" if query else ""))
                for suffix, label in [("atom", "Atom"), ("rss", "RSS")]
            ],
            **kwargs,
        )


class BeitragExportView(ExportView):
    list_view = BeitragListView


@require_safe
def feed(request, suffix):
    form = BeitragFilterForm(request.GET)
    return feeds.respond(suffix, form, oeffentlich.beitraege(), request.build_absolute_uri)


class BeitragDetailView(DetailView):
    context_object_name = "beitrag"
    template_name = "beitraege/beitrag_detail.html"

    def get_queryset(self):
        return oeffentlich.detail(Beitrag.objects.published())

    def get_context_data(self, **kwargs):
        context = page_context(self.request, self.object)
        return super().get_context_data(**context, is_preview=False, **kwargs)


def page_context(request, beitrag):
    absolute = request.build_absolute_uri
    picture = absolute(beitrag.picture.medium.url) if beitrag.picture else ""
    steps = [(_("Start"), reverse("home")), (_("Beiträge"), reverse("beitraege:list"))]
    return {
        "breadcrumb": [*steps, (German(beitrag.title), "")],
        "parts": textteile.parts_of(beitrag.text, list(beitrag.bilder.all())),
        "weitere": weitere.of(beitrag),
        "json_ld": json_ld(article(beitrag, absolute)),
        "og_type": "article",
        "og_image": picture,
    }


def preview(request, token):
    """A Beitrag that is not public (yet), by its signed link."""

    def context_of(beitrag):
        return {"beitrag": beitrag, **page_context(request, beitrag)}

    beitrag = vorschau.BEITRAEGE.resolve(token)
    return preview_response(request, beitrag, "beitraege/beitrag_detail.html", context_of)
