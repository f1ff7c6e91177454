from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, OuterRef

from portal.sprachen import addresses, lesen, quellen
from portal.sprachen.models import Fassung


class FassungSitemap(Sitemap):
    """Versions in languages that the portal itself is not complete in; English has all pages."""

    def items(self):
        pairs = lesen.public_versions()
        return [pair for pair in pairs if pair[0].sprache.code not in addresses.COMPLETE]

    def location(self, pair):
        return lesen.address_of(*pair)

    def lastmod(self, pair):
        return pair[0].updated_at


class CompleteLanguages(Sitemap):
    """Pages in German and English, each naming the other; the page of a row that can have
    versions in English only where there is one.
    """

    i18n = alternates = x_default = True
    languages = addresses.COMPLETE

    def items(self):
        rows = super().items()
        model = getattr(rows, "model", None)
        # A sitemap with locations of its own lists other pages than those of its rows.
        if model not in quellen.SOURCES or type(self).location is not Sitemap.location:
            return rows
        versions = Fassung.objects.of_kind(model).published().filter(object_id=OuterRef("pk"))
        others = set(self.languages) - {addresses.SOURCE}
        return rows.annotate(
            **{f"is_in_{code}": Exists(versions.filter(sprache__code=code)) for code in others}
        )

    def get_languages_for_item(self, item):
        return [code for code in self.languages if getattr(item, f"is_in_{code}", True)]


def in_complete_languages(sitemaps):
    """The same sitemaps with every page in the languages that it can be read in."""
    return {
        name: type(cls.__name__, (CompleteLanguages, cls), {}) for name, cls in sitemaps.items()
    }
