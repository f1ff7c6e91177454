"""The kinds of Veranstaltungen, kept by the Programmleitung."""

from netzwerke.models.base import Vokabel


class Veranstaltungsart(Vokabel):
    class Meta(Vokabel.Meta):
        verbose_name = "Veranstaltungsart"
        verbose_name_plural = "Veranstaltungsarten"
