"""The rows of a list for calendar programs and feed readers."""

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from quartiere.xmltext import xml_text
from veranstaltungen import kalender
from veranstaltungen.oeffentlich import shown_termin
from veranstaltungen.zeitangaben import span_text

# How many rows of a list, the first ones, a feed carries.
MAX_ROWS = 300


def as_ics(rows, list_url, feed_url):
    """Bytes of a calendar with every date of the rows."""
    name = _("{site}: Veranstaltungen").format(site=settings.SITE_NAME)
    return kalender.calendar(rows, name=name)


def as_atom(rows, list_url, feed_url):
    """Bytes of an Atom feed; the entries stand as in the list."""
    feed = Atom1Feed(
        title=_("{site}: Veranstaltungen").format(site=settings.SITE_NAME),
        link=list_url,
        feed_url=feed_url,
        description="",
        language=settings.LANGUAGE_CODE,
    )
    for row in rows:
        page = f"{list_url.split('/veranstaltungen/')[0]}{row.get_absolute_url()}"
        feed.add_item(
            title=xml_text(row.title),
            link=page,
            unique_id=page,
            # Feed readers take it for HTML.
            description=escape(xml_text(_summary(row))),
            pubdate=row.created_at,
            updateddate=row.updated_at,
            author_name=xml_text(row.veranstalter) if row.veranstalter else None,
            categories=[xml_text(topic) for topic in row.zielgruppen.all()],
        )
    return feed.writeString("utf-8").encode()


def _summary(row):
    termin = shown_termin(row)
    when = span_text(termin.starts_at, termin.ends_at, termin.is_all_day) if termin else ""
    if row.status in (row.Status.CANCELLED, row.Status.POSTPONED):
        when = f"{row.get_status_display().capitalize()}: {when}"
    elif termin and termin.is_cancelled:
        when = _("Fällt aus: {when}").format(when=when)
    if termin and termin.reason:
        when = _("{when} (Grund: {reason})").format(when=when, reason=termin.reason)
    place = row.address if row.is_on_site else _("online")
    return " | ".join(part for part in (when, place, row.teaser) if part)


FEEDS = {
    "ics": ("text/calendar; charset=utf-8", as_ics),
    "atom": ("application/atom+xml; charset=utf-8", as_atom),
}
