from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from quartiere.strategie.models import Handlungsansatz, Ziel


class ListSitemap(Sitemap):
    def items(self):
        return ["strategie:ziel_list", "strategie:handlungsansatz_list"]

    def location(self, item):
        return reverse(item)


class ZielSitemap(Sitemap):
    def items(self):
        return Ziel.objects.published().only("slug", "updated_at").order_by("pk")

    def lastmod(self, item):
        return item.updated_at


class HandlungsansatzSitemap(Sitemap):
    def items(self):
        return Handlungsansatz.objects.published().only("slug", "updated_at").order_by("pk")

    def lastmod(self, item):
        return item.updated_at


SITEMAPS = {
    "strategie": ListSitemap,
    "ziele": ZielSitemap,
    "handlungsansaetze": HandlungsansatzSitemap,
}
