from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from quartiere import karte, steckbrief
from quartiere.models import Kommune, Quartier
from quartiere.views.lists import PagedListView, export_url

PREVIEW_CARDS = 12


class KommuneListView(PagedListView):
    context_object_name = "kommunen"
    template_name = "quartiere/kommune_list.html"
    paginate_by = 50

    def get_queryset(self):
        public = Q(quartiere__in=Quartier.objects.published())
        counted = Kommune.objects.published().annotate(count=Count("quartiere", filter=public))
        return counted.order_by("name", "ags")

    def get_context_data(self, **kwargs):
        steps = [(_("Start"), reverse("home")), (_("Kommunen"), "")]
        return super().get_context_data(breadcrumb=steps, **kwargs)


class KommuneDetailView(DetailView):
    context_object_name = "kommune"
    queryset = Kommune.objects.published()
    template_name = "quartiere/kommune_detail.html"

    def get_context_data(self, **kwargs):
        quartiere = Quartier.objects.published().filter(kommune=self.object)
        return super().get_context_data(
            quartiere=quartiere.for_cards()[:PREVIEW_CARDS],
            count=quartiere.count(),
            karte=karte.of_quartiere(quartiere),
            facts=steckbrief.facts_of_kommune(self.object),
            list_url=f"{reverse('quartiere:list')}?kommune={self.object.slug}",
            geojson=export_url("geojson", f"kommune={self.object.slug}"),
            breadcrumb=self.breadcrumb(),
            **kwargs,
        )

    def breadcrumb(self):
        steps = [(_("Start"), reverse("home")), (_("Kommunen"), reverse("quartiere:kommune_list"))]
        return [*steps, (self.object.name, "")]
