from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from portal.beitraege.models import Beitrag, Seite


class SeiteSitemap(Sitemap):
    def items(self):
        return Seite.objects.published().only("slug", "updated_at")

    def lastmod(self, seite):
        return seite.updated_at


class BeitragSitemap(Sitemap):
    def items(self):
        return Beitrag.objects.published().only("slug", "updated_at").order_by("pk")

    def lastmod(self, beitrag):
        return beitrag.updated_at


class BeitragListSitemap(Sitemap):
    def items(self):
        return ["beitraege:list"]

    def location(self, item):
        return reverse(item)


SITEMAPS = {"texte": SeiteSitemap, "blog": BeitragListSitemap, "beitraege": BeitragSitemap}
