"""For whom and about what: the two vocabularies everything else refers to."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quartiere.models.base import RichTextField


class Thema(models.Model):
    """What Zielgruppe and Handlungsfeld have in common: name, own text, icon and order."""

    name = models.CharField("Name", max_length=80, unique=True)
    slug = models.SlugField("Adresskürzel", max_length=80, unique=True)
    teaser = models.CharField(
        "Kurztext",
        max_length=240,
        blank=True,
        help_text="Ein Satz für Karten und Listen.",
    )
    text = RichTextField("Text", help_text="Der eigene Text der Seite, in einfachen Sätzen.")
    icon = models.CharField(
        "Bildzeichen",
        max_length=40,
        blank=True,
        help_text="Name des Zeichens aus der Sammlung des Portals, zum Beispiel „familien“.",
    )
    order = models.PositiveSmallIntegerField(
        "Reihenfolge", default=0, help_text="Kleine Zahlen stehen vorn."
    )

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class Zielgruppe(Thema):
    class Meta(Thema.Meta):
        verbose_name = _("Zielgruppe")
        verbose_name_plural = _("Zielgruppen")

    def get_absolute_url(self):
        return reverse("quartiere:zielgruppe_detail", args=[self.slug])


class Handlungsfeld(Thema):
    is_cross_cutting = models.BooleanField(
        "Querschnittsthema",
        default=False,
        help_text="Wirkt in allen Handlungsfeldern mit, zum Beispiel Chancengerechtigkeit.",
    )

    class Meta(Thema.Meta):
        verbose_name = _("Handlungsfeld")
        verbose_name_plural = _("Handlungsfelder")
        ordering = ["is_cross_cutting", "order", "name"]

    def get_absolute_url(self):
        return reverse("quartiere:handlungsfeld_detail", args=[self.slug])
