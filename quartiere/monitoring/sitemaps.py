from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from quartiere.monitoring import auswahl
from quartiere.monitoring.adressen import ausgabe_url
from quartiere.monitoring.models import Ausgabe


class MonitoringSitemap(Sitemap):
    """Pages that are always there, and one for each Kommune with editions."""

    def items(self):
        kommunen = auswahl.kommunen().order_by("ags").values_list("slug", flat=True)
        below = [(name, slug) for slug in kommunen for name in ("kommune", "indikatoren")]
        return [("list",), ("methode",), *below]

    def location(self, item):
        name, *arguments = item
        return reverse(f"monitoring:{name}", args=arguments)


class AusgabeSitemap(Sitemap):
    """Map and matrix of every published edition."""

    def items(self):
        rows = Ausgabe.objects.published().for_lists().filter(kommune__is_active=True)
        rows = rows.order_by("kommune__ags", "year")
        return [(row, name) for row in rows for name in ("ausgabe", "matrix")]

    def location(self, item):
        return ausgabe_url(*item)

    def lastmod(self, item):
        return item[0].published_at


SITEMAPS = {"monitoring": MonitoringSitemap, "ausgaben": AusgabeSitemap}
