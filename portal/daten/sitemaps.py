from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from portal.daten import verzeichnis


class DatenSitemap(Sitemap):
    names = ["daten:list", "daten:api_page"]

    def items(self):
        return [*self.names, *verzeichnis.datensaetze()]

    def location(self, item):
        """Asked in each language: the address is made then."""
        return reverse(item) if isinstance(item, str) else item.get_absolute_url()
