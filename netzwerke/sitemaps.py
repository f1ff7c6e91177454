from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from netzwerke.models import Akteur, Angebot, Massnahme, Netzwerk
from quartiere.models import Quartier
from quartiere.monitoring.models import Ausgabe
from quartiere.strategie.models import Bedarf


class ListSitemap(Sitemap):
    names = ["list", "graph", "white_spots", "akteur_list", "angebot_list", "massnahme_list"]

    def items(self):
        return [f"netzwerke:{name}" for name in self.names]

    def location(self, item):
        return reverse(item)


class RowSitemap(Sitemap):
    """The public rows of one model."""

    model = None

    def items(self):
        return self.model.objects.published().only("slug", "updated_at").order_by("pk")

    def lastmod(self, item):
        return item.updated_at


class AkteurSitemap(RowSitemap):
    model = Akteur


class NetzwerkSitemap(RowSitemap):
    model = Netzwerk


class MassnahmeSitemap(RowSitemap):
    model = Massnahme


class AngebotSitemap(RowSitemap):
    model = Angebot

    def items(self):
        return super().items().current()


class KetteSitemap(Sitemap):
    """Chain pages of Quartiere that have a Bedarf."""

    def items(self):
        needs = Bedarf.objects.published().values("quartier")
        rows = Quartier.objects.published().filter(pk__in=needs).select_related("kommune")
        return rows.only("slug", "kommune__slug").order_by("pk")

    def location(self, item):
        return reverse("netzwerke:kette", args=[item.kommune.slug, item.slug])


class VersorgungSitemap(Sitemap):
    """Supply against need of every Kommune's newest edition."""

    def items(self):
        rows = Ausgabe.objects.latest_per_kommune().for_lists().filter(kommune__is_active=True)
        return [row for row in rows.order_by("kommune__ags") if row.zielgruppen]

    def location(self, item):
        return reverse("netzwerke:versorgung", args=[item.kommune.slug, item.year])


SITEMAPS = {
    "netzwerke": ListSitemap,
    "akteure": AkteurSitemap,
    "angebote": AngebotSitemap,
    "massnahmen": MassnahmeSitemap,
    "netzwerkseiten": NetzwerkSitemap,
    "ketten": KetteSitemap,
    "versorgung": VersorgungSitemap,
}
