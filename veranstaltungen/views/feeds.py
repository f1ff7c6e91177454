"""Feeds: one Veranstaltung for a calendar, and the rows of the filtered list."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from quartiere.tabellenexport import HEADERS, refusal
from veranstaltungen import kalender, oeffentlich
from veranstaltungen.feeds import FEEDS, MAX_ROWS

FIVE_MINUTES = "public, max-age=300"


@require_safe
def single(request, slug):
    """One Veranstaltung with all its dates and the end of the registration."""
    item = get_object_or_404(oeffentlich.veranstaltungen(), slug=slug)
    content = kalender.calendar([item], name=item.title, with_deadline=True)
    disposition = f'attachment; filename="{item.slug}.ics"'
    return HttpResponse(
        content,
        content_type=FEEDS["ics"][0],
        headers={"Content-Disposition": disposition, "X-Robots-Tag": "noindex"},
    )


def respond(request, suffix, form, rows):
    """The first rows of the list with the same address; a faulty filter gives none at all."""
    if not form.is_valid():
        return refusal(form)
    content_type, render = FEEDS[suffix]
    list_url = request.build_absolute_uri(reverse("veranstaltungen:list"))
    if form.query:
        list_url += f"?{form.query}"
    content = render(form.apply(rows)[:MAX_ROWS], list_url, request.build_absolute_uri())
    headers = HEADERS | {
        "Content-Disposition": f'inline; filename="veranstaltungen.{suffix}"',
        "Cache-Control": FIVE_MINUTES,
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
