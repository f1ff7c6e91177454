"""The newest Beiträge as Atom and RSS, for the same filter as the list."""

from datetime import datetime, time

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from quartiere.xmltext import xml_text

NEWEST = 30
KINDS = {"atom": Atom1Feed, "rss": Rss201rev2Feed}


def respond(suffix, form, rows, build_url):
    """The feed of the filtered rows; a faulty filter gives none at all."""
    if not form.is_valid():
        text = _("Diese Auswahl gibt es nicht.")
        return HttpResponse(f"{text}\n", status=400, content_type="text/plain; charset=utf-8")
    feed_class = KINDS[suffix]
    query = f"?{form.query}" if form.query else ""
    feed = feed_class(
        title=f"{_('Beiträge')} – {settings.SITE_NAME}",
        link=build_url(f"/beitraege/{query}"),
        description=settings.SITE_CLAIM,
        language="de",
        feed_url=build_url(f"/beitraege.{suffix}{query}"),
    )
    for beitrag in form.apply(rows).prefetch_related("handlungsfelder")[:NEWEST]:
        _add(feed, beitrag, build_url)
    response = HttpResponse(content_type=feed_class.content_type)
    feed.write(response, "utf-8")
    return response


def published_at(beitrag):
    """When it went public as far as readers are told: the set moment, or the day of its date."""
    day = timezone.make_aware(datetime.combine(beitrag.date, time()))
    return max(day, beitrag.publish_from) if beitrag.publish_from else day


def _add(feed, beitrag, build_url):
    url = build_url(beitrag.get_absolute_url())
    kind = beitrag.get_kind_display()
    feed.add_item(
        title=xml_text(beitrag.title),
        link=url,
        unique_id=url,
        # Feeds declare this to be HTML; the teaser is plain text.
        description=escape(xml_text(beitrag.teaser)),
        author_name=xml_text(beitrag.author_function),
        pubdate=published_at(beitrag),
        updateddate=max(beitrag.updated_at, published_at(beitrag)),
        categories=[kind, *(xml_text(field.name) for field in beitrag.handlungsfelder.all())],
    )
