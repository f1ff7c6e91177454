"""Where a Veranstaltung belongs: to whom it is near, about whom it is, who is invited."""

from django.db import models

from quartiere.models import Handlungsfeld, Kommune, Quartier, Zielgruppe


class Zuordnung(models.Model):
    kommune = models.ForeignKey(
        Kommune,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="veranstaltungen",
        verbose_name="Kommune",
        help_text="Sie prüft die Veranstaltung. Leer bei überörtlichen: Dann prüft die "
        "Programmleitung.",
    )
    quartier = models.ForeignKey(
        Quartier,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ausgerichtete_veranstaltungen",
        verbose_name="Quartier, in dem sie stattfindet",
    )
    kommunen = models.ManyToManyField(
        Kommune, related_name="weitere_veranstaltungen", verbose_name="für Kommunen", blank=True
    )
    quartiere = models.ManyToManyField(
        Quartier, related_name="veranstaltungen", verbose_name="für Quartiere", blank=True
    )
    handlungsfelder = models.ManyToManyField(
        Handlungsfeld, related_name="veranstaltungen", verbose_name="Handlungsfelder", blank=True
    )
    zielgruppen = models.ManyToManyField(
        Zielgruppe,
        related_name="veranstaltungen",
        verbose_name="Zielgruppen als Thema",
        blank=True,
        help_text="Um wen es geht, zum Beispiel Alleinerziehende.",
    )
    audience = models.CharField(
        "Fachpublikum",
        max_length=200,
        blank=True,
        help_text="Wer eingeladen ist, zum Beispiel „Fachkräfte der Jugendhilfe“.",
    )
    audience_zielgruppen = models.ManyToManyField(
        Zielgruppe,
        related_name="einladende_veranstaltungen",
        verbose_name="eingeladene Zielgruppen",
        blank=True,
    )

    class Meta:
        abstract = True
