"""The Handlungskette on pages of Quartiere, Kommunen, Zielgruppen and Handlungsfelder.

Their templates ask for it by a tag, so that no code below knows of this app.
"""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from netzwerke import kette, oeffentlich
from quartiere.strategie import oeffentlich as strategie

CARDS = 6
LISTED = 8


def kette_of(quartier):
    url = reverse("netzwerke:kette", args=[quartier.kommune.slug, quartier.slug])
    return {"ketten": kette.chains(quartier), "url": url}


def angebote_of(quartier):
    """The first Angebote of each Zielgruppe, an Angebot for nobody in particular under ""."""
    rows = list(oeffentlich.angebote().serving(quartier).order_by("title", "pk"))
    groups = {}
    for angebot in rows:
        for zielgruppe in angebot.zielgruppen.all() or [None]:
            groups.setdefault(zielgruppe, []).append(angebot)
    ordered = sorted(groups.items(), key=lambda pair: (pair[0] is None, pair[0] and pair[0].order))
    return {
        "groups": [(zielgruppe, items[:LISTED], len(items)) for zielgruppe, items in ordered],
        "count": len(rows),
        "query": f"quartier={quartier.kommune.slug}.{quartier.slug}",
        "url": reverse("netzwerke:wer_hilft", args=[quartier.kommune.slug, quartier.slug]),
    }


def massnahmen_of(quartier):
    rows = list(oeffentlich.massnahmen().serving(quartier))
    phases = [("running", _("Läuft")), ("planned", _("Geplant")), ("completed", _("Abgeschlossen"))]
    groups = [
        (label, [row for row in rows if row.phase == phase][:LISTED]) for phase, label in phases
    ]
    return {
        "groups": [(label, items) for label, items in groups if items],
        "count": len(rows),
        "query": f"quartier={quartier.kommune.slug}.{quartier.slug}",
    }


def netzwerke_of(quartier):
    return {"netzwerke": oeffentlich.netzwerke().serving(quartier).order_by("name", "pk")[:CARDS]}


def quartiersmanagements_of(quartier):
    return oeffentlich.quartiersmanagements().filter(quartiere=quartier)


def of_thema(thema, parameter):
    """`parameter` is "zielgruppe" or "handlungsfeld", the filter of all lists."""
    field = {"zielgruppe": "zielgruppe", "handlungsfeld": "handlungsfelder"}[parameter]
    group = {"zielgruppe": "zielgruppen", "handlungsfeld": "handlungsfelder"}[parameter]
    bedarfe = strategie.bedarfe().filter(**{field: thema}).order_by("-observed_on", "pk")
    ansaetze = strategie.handlungsansaetze().filter(**{group: thema})
    angebote = oeffentlich.angebote().filter(**{group: thema}).order_by("title", "pk")
    massnahmen = oeffentlich.massnahmen().filter(**{group: thema})
    return {
        "thema": thema,
        "query": f"{parameter}={thema.slug}",
        "bedarfe": bedarfe[:LISTED],
        "ansaetze": ansaetze.order_by("priority", "title", "pk")[:LISTED],
        "angebote": angebote[:CARDS],
        "massnahmen": massnahmen[:CARDS],
    }


def of_kommune(kommune):
    return {
        "kommune": kommune,
        "query": f"kommune={kommune.slug}",
        "netzwerke": oeffentlich.netzwerke()
        .serving_kommune(kommune)
        .order_by("name", "pk")[:CARDS],
        "massnahmen": oeffentlich.massnahmen().running().serving_kommune(kommune)[:CARDS],
    }
