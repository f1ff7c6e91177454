from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from netzwerke.sitemaps import RowSitemap
from veranstaltungen.models import Veranstaltung


class ListSitemap(Sitemap):
    names = ["list", "calendar", "embed_help"]

    def items(self):
        return [f"veranstaltungen:{name}" for name in self.names]

    def location(self, item):
        return reverse(item)


class VeranstaltungSitemap(RowSitemap):
    model = Veranstaltung


SITEMAPS = {"veranstaltungen": ListSitemap, "veranstaltungsseiten": VeranstaltungSitemap}
