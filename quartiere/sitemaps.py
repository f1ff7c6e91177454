from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from quartiere.models import Handlungsfeld, Kommune, Quartier, Zielgruppe


class PageSitemap(Sitemap):
    """Pages that are always there."""

    names = ["home"] + [
        f"quartiere:{name}"
        for name in ("list", "find", "kommune_list", "zielgruppe_list", "handlungsfeld_list")
    ]

    def items(self):
        return self.names

    def location(self, item):
        return reverse(item)


class QuartierSitemap(Sitemap):
    def items(self):
        fields = ["slug", "updated_at", "kommune__slug"]
        return Quartier.objects.published().select_related("kommune").only(*fields)

    def lastmod(self, item):
        return item.updated_at


class KommuneSitemap(Sitemap):
    def items(self):
        return Kommune.objects.published().only("slug", "name", "ags")


class ZielgruppeSitemap(Sitemap):
    def items(self):
        return Zielgruppe.objects.all()


class HandlungsfeldSitemap(Sitemap):
    def items(self):
        return Handlungsfeld.objects.all()


SITEMAPS = {
    "seiten": PageSitemap,
    "quartiere": QuartierSitemap,
    "kommunen": KommuneSitemap,
    "zielgruppen": ZielgruppeSitemap,
    "handlungsfelder": HandlungsfeldSitemap,
}
