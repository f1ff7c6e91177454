"""The newest Beiträge on pages of other apps, which ask by a tag."""

from django.urls import reverse

from netzwerke.models import Massnahme, Netzwerk
from portal.beitraege import oeffentlich
from quartiere.models import Handlungsfeld, Kommune, Quartier, Zielgruppe

CARDS = 3
# Model: how to narrow the Beiträge, and the filter of the list (none where it has none).
PLACES = {
    Quartier: (
        lambda rows, item: rows.filter(quartiere=item),
        lambda item: f"quartier={item.kommune.slug}.{item.slug}",
    ),
    Kommune: (lambda rows, item: rows.of_kommune(item), lambda item: f"kommune={item.slug}"),
    Zielgruppe: (
        lambda rows, item: rows.filter(zielgruppen=item),
        lambda item: f"zielgruppe={item.slug}",
    ),
    Handlungsfeld: (
        lambda rows, item: rows.filter(handlungsfelder=item),
        lambda item: f"handlungsfeld={item.slug}",
    ),
    Netzwerk: (lambda rows, item: rows.filter(netzwerke=item), lambda item: ""),
    Massnahme: (lambda rows, item: rows.filter(massnahmen=item), lambda item: ""),
}


def of(item):
    """The newest Beiträge about `item`, and the address of all of them."""
    narrow, query_of = PLACES[type(item)]
    query = query_of(item)
    return {
        "beitraege": narrow(oeffentlich.beitraege(), item)[:CARDS],
        "url": f"{reverse('beitraege:list')}?{query}" if query else "",
    }


def newest():
    """For the start page."""
    return oeffentlich.beitraege()[:CARDS]
