"""The Seiten that stand in every page's navigation and footer, kept in the cache."""

from django.core.cache import cache
from django.db import DatabaseError
from django.utils import timezone

from portal.beitraege.models import Seite

KEY = "beitraege.menue"
# Also how late a page with a set time may appear or vanish there.
SECONDS = 60
FIELDS = ["title", "slug", "in_menu", "in_footer", "publish_from", "publish_until"]


def entries(place):
    """[(title, slug)] of the public Seiten for `place`, "in_menu" or "in_footer", in order."""
    now = timezone.now()
    return [
        (row["title"], row["slug"])
        for row in _rows()
        if row[place]
        and (row["publish_from"] is None or row["publish_from"] <= now)
        and (row["publish_until"] is None or row["publish_until"] > now)
    ]


def forget(**signal):
    cache.delete(KEY)


def _rows():
    rows = cache.get(KEY)
    if rows is None:
        try:
            chosen = Seite.objects.filter(status=Seite.Status.PUBLISHED)
            chosen = chosen.exclude(in_menu=False, in_footer=False)
            rows = list(chosen.order_by("order", "title").values(*FIELDS))
        except DatabaseError:
            # Error pages have this frame too, and must not need the database.
            return []
        cache.set(KEY, rows, SECONDS)
    return rows
