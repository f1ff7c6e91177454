"""Veranstaltungen on pages of Quartiere, Kommunen, Zielgruppen, Handlungsfelder and Netzwerke.

Their templates ask for it by a tag, so that no code below knows of this app.
"""

from netzwerke.models import Mitgliedschaft
from veranstaltungen import oeffentlich
from veranstaltungen.models import Veranstaltung

CARDS = 3
LISTED = 3


def _section(narrow, query):
    """The next ones, and the last ones whose results can be read."""
    documented = narrow(Veranstaltung.objects.published())
    documented = documented.filter(status=Veranstaltung.Status.DOCUMENTED).between(None, None)
    return {
        "veranstaltungen": narrow(oeffentlich.upcoming())[:CARDS],
        "documented": documented.order_by("-shown_at", "-pk")[:LISTED],
        "query": query,
    }


def of_quartier(quartier):
    query = f"quartier={quartier.kommune.slug}.{quartier.slug}"
    return _section(lambda rows: rows.serving(quartier), query)


def of_kommune(kommune):
    return _section(lambda rows: rows.serving_kommune(kommune), f"kommune={kommune.slug}")


def of_zielgruppe(zielgruppe):
    return _section(lambda rows: rows.about(zielgruppe), f"zielgruppe={zielgruppe.slug}")


def of_handlungsfeld(feld):
    links = Veranstaltung.handlungsfelder.through.objects.filter(handlungsfeld=feld)
    query = f"handlungsfeld={feld.slug}"
    return _section(lambda rows: rows.filter(pk__in=links.values("veranstaltung")), query)


def of_netzwerk(netzwerk):
    """What the members invite to, as far as they are public; no list has a filter for that."""
    members = Mitgliedschaft.objects.current().of_published_akteure().filter(netzwerk=netzwerk)
    keys = members.values("akteur")
    return _section(lambda rows: rows.filter(veranstalter__akteur__in=keys), "")
