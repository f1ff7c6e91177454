"""Who helps in a Quartier: the rows of the printed directory."""

from django.utils.translation import gettext_lazy as _

from netzwerke import oeffentlich
from netzwerke.zeiten import short
from quartiere.german import German

OTHER = _("Weitere Angebote")


def angebote_of(quartier):
    """[(kind in words, [Angebot])], each Angebot once, with `contact` and `short_hours`."""
    rows = (
        oeffentlich.angebote()
        .serving(quartier)
        .prefetch_related("oeffnungszeiten", "akteur__oeffnungszeiten")
        .order_by("angebotsart__order", "angebotsart__name", "title", "pk")
    )
    groups = {}
    for angebot in rows:
        angebot.contact, angebot.short_hours = _contact(angebot), _hours(angebot)
        kind = German(angebot.angebotsart) if angebot.angebotsart else OTHER
        groups.setdefault(kind, []).append(angebot)
    if OTHER in groups:
        groups[OTHER] = groups.pop(OTHER)
    return list(groups.items())


def akteure_of(quartier):
    """The organisations themselves, the Quartiersmanagement first."""
    rows = oeffentlich.akteure().serving(quartier).prefetch_related("oeffnungszeiten")
    rows = list(rows.select_related("quartiersmanagement").order_by("name", "pk"))
    for akteur in rows:
        akteur.short_hours = akteur.hours or short(akteur)
        akteur.is_quartiersmanagement = hasattr(akteur, "quartiersmanagement")
    return sorted(rows, key=lambda row: not row.is_quartiersmanagement)


def _contact(angebot):
    return angebot if angebot.has_contact or not angebot.akteur else angebot.akteur


def _hours(angebot):
    own = angebot.hours or short(angebot)
    return own or (angebot.akteur and (angebot.akteur.hours or short(angebot.akteur))) or ""
