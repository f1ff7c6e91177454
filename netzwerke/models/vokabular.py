"""Central vocabularies of the doing: kinds of Akteure, languages, kinds of Angebote."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from netzwerke.models.base import Vokabel
from quartiere.models import Zielgruppe


class Akteursart(Vokabel):
    class Side(models.TextChoices):
        CIVIL_SOCIETY = "civil", _("Zivilgesellschaft")
        SUPPORT_SYSTEM = "support", _("Hilfesystem")
        OTHER = "other", _("weder noch")

    side = models.CharField(
        "Seite",
        max_length=8,
        choices=Side,
        default=Side.OTHER,
        help_text="Das Netzwerkbild zeigt, wer Zivilgesellschaft und Hilfesystem verbindet.",
    )

    class Meta(Vokabel.Meta):
        verbose_name = _("Akteursart")
        verbose_name_plural = _("Akteursarten")


class Sprache(Vokabel):
    code = models.CharField(
        "Sprachcode",
        max_length=8,
        unique=True,
        help_text="Nach BCP 47, zum Beispiel „tr“; Gebärdensprache „gsg“.",
    )

    class Meta(Vokabel.Meta):
        verbose_name = _("Sprache")
        verbose_name_plural = _("Sprachen")


class Angebotsart(Vokabel):
    """A kind of offer; its norm, where one is published, is data with a source.

    Norm: `norm_per_person` units of capacity for each person of the age group,
    for example 0.114 places for each person from 6 to under 25.
    """

    zielgruppen = models.ManyToManyField(
        Zielgruppe,
        related_name="angebotsarten",
        verbose_name="gebraucht von",
        blank=True,
        help_text="Fehlt diese Angebotsart in einem Gebiet mit Bedarf dieser Gruppen, ist das "
        "eine Lücke.",
    )
    unit = models.CharField("Maßeinheit", max_length=40, default="Plätze")
    norm_per_person = models.DecimalField(
        "Richtwert je Person", max_digits=10, decimal_places=4, null=True, blank=True
    )
    age_from = models.PositiveSmallIntegerField("Alter von", null=True, blank=True)
    age_until = models.PositiveSmallIntegerField(
        "Alter bis unter", null=True, blank=True, help_text="25 heißt: unter 25 Jahren."
    )
    population_code = models.CharField(
        "Kürzel der Personenzahl",
        max_length=30,
        blank=True,
        help_text="Kürzel des Indikators, der in einer Ausgabe des Monitorings zählt, wie viele "
        "Personen dieses Alters in jedem Gebiet leben. Ohne ihn gilt die Zahl aller.",
    )
    norm_source = models.CharField("Quelle des Richtwerts", max_length=300, blank=True)

    class Meta(Vokabel.Meta):
        verbose_name = _("Angebotsart")
        verbose_name_plural = _("Angebotsarten")
        constraints = [
            models.CheckConstraint(
                condition=Q(norm_per_person__isnull=True)
                | Q(norm_per_person__gt=0) & ~Q(norm_source=""),
                name="angebotsart_norm_has_source",
                violation_error_message="Ein Richtwert ist größer als 0 und braucht seine Quelle.",
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True)
                | Q(age_until__isnull=True)
                | Q(age_until__gt=F("age_from")),
                name="angebotsart_age_order",
                violation_error_message="„Alter bis unter“ muss größer sein als „Alter von“.",
            ),
        ]
