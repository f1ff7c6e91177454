"""Open ends: where the chain breaks off, for the public page and for the staff's work list."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext_lazy as _

from netzwerke.models import Akteur, Angebot, Massnahme, Mitgliedschaft, Netzwerk
from quartiere.models import Quartier, Zielgruppe
from quartiere.strategie.models import Bedarf, Handlungsansatz, Ziel


class Art(StrEnum):
    """Kinds of open ends, in the order of the chain."""

    BEDARF = "bedarf"
    ZIEL = "ziel"
    HANDLUNGSANSATZ = "handlungsansatz"
    ERGEBNIS = "ergebnis"
    ANGEBOT = "angebot"
    NETZWERK = "netzwerk"


SENTENCES = {
    Art.BEDARF: _("Zu diesem Bedarf gibt es noch kein Ziel."),
    Art.ZIEL: _("Zu diesem Ziel gibt es noch keinen Handlungsansatz."),
    Art.HANDLUNGSANSATZ: _(
        "Zu diesem Handlungsansatz gibt es noch keine Maßnahme und kein Angebot."
    ),
    Art.ERGEBNIS: _("Diese Maßnahme ist zu Ende, ein Ergebnis steht noch aus."),
    Art.ANGEBOT: _("Ob dieses Angebot noch stimmt, ist lange nicht geprüft worden."),
    Art.NETZWERK: _("Für diese Zielgruppe mit Bedarf arbeitet noch niemand in einem Netzwerk mit."),
}


@dataclass(frozen=True)
class OffenesEnde:
    """One place where the chain breaks off.

    `row` is the Bedarf, Ziel, Handlungsansatz, Massnahme, Angebot or (white spot) Zielgruppe;
    `quartier` is None for rows that serve a whole Kommune.
    """

    art: Art
    row: object
    quartier: Quartier | None

    @property
    def sentence(self) -> str:
        return SENTENCES[self.art]


def open_ends(quartier: Quartier) -> list[OffenesEnde]:
    """What the public chain page of a Quartier shows as "noch offen"; published rows only."""
    found = [
        OffenesEnde(art, row, quartier)
        for art, rows in (
            (Art.BEDARF, Bedarf.objects.published().without_ziel()),
            (Art.ZIEL, Ziel.objects.published().without_handlungsansatz()),
            (Art.HANDLUNGSANSATZ, without_doing(Handlungsansatz.objects.published())),
        )
        for row in rows.filter(quartier=quartier)
    ]
    ended = Massnahme.objects.published().serving(quartier).without_ergebnis()
    found += [OffenesEnde(Art.ERGEBNIS, row, quartier) for row in ended]
    local = Angebot.objects.published().current().filter(reach__in=Angebot.LOCAL)
    overdue = local.serving(quartier).overdue()
    found += [OffenesEnde(Art.ANGEBOT, row, quartier) for row in overdue]
    return found + white_spots([quartier])


def without_doing(handlungsansaetze):
    """Handlungsansätze with neither a published Massnahme nor a published, current Angebot."""
    massnahmen = Massnahme.objects.published().filter(handlungsansaetze=OuterRef("pk"))
    angebote = Angebot.objects.published().current().filter(handlungsansaetze=OuterRef("pk"))
    return handlungsansaetze.filter(~Exists(massnahmen), ~Exists(angebote))


def white_spots(quartiere: Iterable[Quartier]) -> list[OffenesEnde]:
    """Zielgruppen with a published Bedarf in a Quartier but nobody in a Netzwerk for them.

    Somebody counts who is public, a current member of a public Netzwerk, serves the Quartier,
    and either works for the Zielgruppe or is in a Netzwerk for it. Queries do not depend on the
    number of Quartiere.
    """
    quartiere = list(quartiere)
    needs = Bedarf.objects.published().filter(quartier__in=quartiere)
    pairs = set(needs.order_by().values_list("quartier_id", "zielgruppe_id"))
    members = _members() if pairs else []
    covered = {
        (quartier.pk, zielgruppe)
        for quartier in quartiere
        for member in members
        if member.akteur.serves(quartier)
        for zielgruppe in _zielgruppen(member)
    }
    zielgruppen = Zielgruppe.objects.in_bulk({zielgruppe for _, zielgruppe in pairs - covered})
    return [
        OffenesEnde(Art.NETZWERK, zielgruppe, quartier)
        for quartier in quartiere
        for zielgruppe in sorted(zielgruppen.values(), key=lambda row: (row.order, row.name))
        if (quartier.pk, zielgruppe.pk) in pairs - covered
    ]


def _members():
    akteure = Akteur.objects.prefetch_related("quartiere", "kommunen", "zielgruppen")
    netzwerke = Netzwerk.objects.prefetch_related("zielgruppen")
    return (
        Mitgliedschaft.objects.current()
        .of_published_akteure()
        .filter(netzwerk__in=Netzwerk.objects.published())
        .order_by("pk")
        .prefetch_related(Prefetch("akteur", akteure), Prefetch("netzwerk", netzwerke))
    )


def _zielgruppen(member):
    rows = [*member.akteur.zielgruppen.all(), *member.netzwerk.zielgruppen.all()]
    return {row.pk for row in rows}
