"""The Handlungskette of a Quartier: from what was observed to what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Prefetch
from django.utils import timezone

from netzwerke.models import Akteur, Angebot, Massnahme
from quartiere.models import Quartier, Zielgruppe
from quartiere.strategie import oeffentlich as strategie
from quartiere.strategie.models import Bedarf, Handlungsansatz, Ziel


@dataclass
class Kette:
    """All published Bedarfe of one Zielgruppe in the Quartier, each with what follows from it.

    Every `Bedarf` carries `public_ziele`, every Ziel `public_ansaetze`, every Handlungsansatz
    `public_massnahmen` and `public_angebote`; where such a list is empty the chain is open. What
    Veranstaltungen found out about a Handlungsansatz is in its `public_dokumentationen`.
    """

    zielgruppe: Zielgruppe
    bedarfe: list[Bedarf] = field(default_factory=list)

    @property
    def ziele(self):
        return _unique(ziel for bedarf in self.bedarfe for ziel in bedarf.public_ziele)

    @property
    def handlungsansaetze(self):
        return _unique(ansatz for ziel in self.ziele for ansatz in ziel.public_ansaetze)

    @property
    def massnahmen(self):
        return _unique(row for ansatz in self.handlungsansaetze for row in ansatz.public_massnahmen)

    @property
    def angebote(self):
        return _unique(row for ansatz in self.handlungsansaetze for row in ansatz.public_angebote)

    @property
    def ergebnisse(self):
        return [found for massnahme in self.massnahmen for found in massnahme.ergebnisse.all()]

    @property
    def open_count(self):
        """How often this chain says "noch offen"."""
        gaps = sum(not bedarf.public_ziele for bedarf in self.bedarfe)
        gaps += sum(not ziel.public_ansaetze for ziel in self.ziele)
        gaps += sum(
            not (ansatz.public_massnahmen or ansatz.public_angebote)
            for ansatz in self.handlungsansaetze
        )
        gaps += sum(needs_result(massnahme) for massnahme in self.massnahmen)
        return gaps + sum(angebot.is_overdue for angebot in self.angebote)

    @property
    def rows(self):
        """Everything that stands in this chain."""
        steps = self.ziele, self.handlungsansaetze, self.massnahmen, self.angebote
        return [*self.bedarfe, *(row for step in steps for row in step)]


def chains(quartier: Quartier) -> list[Kette]:
    """The chains of a Quartier, one a Zielgruppe, in the order of the vocabulary.

    Published rows only; the number of queries does not depend on their number.
    """
    bedarfe = (
        strategie.bedarfe()
        .filter(quartier=quartier)
        .prefetch_related(_ziele())
        .order_by("zielgruppe__order", "zielgruppe__name", "order", "title", "pk")
    )
    return [
        Kette(zielgruppe, list(rows))
        for zielgruppe, rows in groupby(bedarfe, key=lambda bedarf: bedarf.zielgruppe)
    ]


def needs_result(massnahme: Massnahme) -> bool:
    """Ended, by status or by date, and nobody has written down what came of it."""
    is_over = massnahme.ends_on is not None and massnahme.ends_on < timezone.localdate()
    has_ended = massnahme.phase in Massnahme.ENDED or is_over
    return has_ended and not massnahme.ergebnisse.all()


def _ziele():
    traeger = Prefetch("traeger", Akteur.objects.published())
    partner = Prefetch("partner", Akteur.objects.published().order_by("name", "pk"))
    massnahmen = Massnahme.objects.published().with_amount().order_by("title", "pk")
    akteur = Prefetch("akteur", Akteur.objects.published())
    angebote = Angebot.objects.published().current().prefetch_related(akteur)
    ansaetze = Handlungsansatz.objects.published().prefetch_related(
        "handlungsfelder",
        Prefetch(
            "massnahmen",
            massnahmen.prefetch_related(traeger, partner, "finanzierungen", "ergebnisse"),
            "public_massnahmen",
        ),
        Prefetch("angebote", angebote, "public_angebote"),
        Prefetch("dokumentationen", _dokumentationen(), "public_dokumentationen"),
    )
    ziele = Ziel.objects.published().prefetch_related(
        Prefetch("handlungsansaetze", ansaetze, "public_ansaetze")
    )
    return Prefetch("ziele", ziele, "public_ziele")


def _dokumentationen():
    """Of Veranstaltungen, which stand above this app."""
    model = Handlungsansatz.dokumentationen.rel.related_model
    return model.objects.published().select_related("veranstaltung").order_by("-updated_at", "pk")


def _unique(rows: Iterable) -> list:
    return list({row.pk: row for row in rows}.values())
