"""Tags of the Beiträge, on their pages and on those of other apps."""

from django import template

from portal.beitraege import abschnitte

register = template.Library()


@register.inclusion_tag("beitraege/abschnitt.html")
def beitraege_of(item, title="", heading="h3"):
    """Newest Beiträge about `item`; with `title` as a section of its own, nothing without rows."""
    return {**abschnitte.of(item), "title": title, "heading": heading}
