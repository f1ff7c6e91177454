from django.contrib.sitemaps import Sitemap

from portal.sprachen import addresses, lesen


class FassungSitemap(Sitemap):
    """Versions in languages that the portal itself is not complete in; English has all pages."""

    def items(self):
        pairs = lesen.public_versions()
        return [pair for pair in pairs if pair[0].sprache.code not in addresses.COMPLETE]

    def location(self, pair):
        return lesen.address_of(*pair)

    def lastmod(self, pair):
        return pair[0].updated_at


def in_complete_languages(sitemaps):
    """The same sitemaps with every page in German and English, each naming the other."""
    extra = {
        "i18n": True,
        "languages": list(addresses.COMPLETE),
        "alternates": True,
        "x_default": True,
    }
    return {name: type(cls.__name__, (cls,), extra) for name, cls in sitemaps.items()}
