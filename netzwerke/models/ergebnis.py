"""What hangs on a Massnahme: money, milestones, results, pictures."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from netzwerke.models.massnahme import Massnahme
from quartiere.models import Bild
from quartiere.strategie.models import Ziel


class Finanzierung(models.Model):
    massnahme = models.ForeignKey(
        Massnahme, on_delete=models.CASCADE, related_name="finanzierungen", verbose_name="Maßnahme"
    )
    year = models.PositiveSmallIntegerField("Jahr")
    money_source = models.CharField(
        "Mittelherkunft",
        max_length=120,
        # It separates the rows in a cell of the table.
        validators=[RegexValidator(r"^[^;]*$", "Bitte ohne Semikolon.")],
        help_text="Zum Beispiel „Sozialer Zusammenhalt, Bund“.",
    )
    amount = models.DecimalField("Betrag in Euro", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("Finanzierung")
        verbose_name_plural = _("Finanzierung")
        ordering = ["year", "money_source", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["massnahme", "year", "money_source"],
                name="finanzierung_once_per_year_and_source",
                violation_error_message="Für dieses Jahr und diese Herkunft gibt es schon einen "
                "Betrag.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="finanzierung_amount_not_negative",
                violation_error_message="Der Betrag darf nicht negativ sein.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1971, year__lte=2100),
                name="finanzierung_year_plausible",
                violation_error_message="Bitte das Jahr mit vier Ziffern angeben.",
            ),
        ]

    def __str__(self):
        return f"{self.year}, {self.money_source}"


class MassnahmeMeilenstein(models.Model):
    massnahme = models.ForeignKey(
        Massnahme, on_delete=models.CASCADE, related_name="meilensteine", verbose_name="Maßnahme"
    )
    due_on = models.DateField("geplant für", null=True, blank=True)
    reached_on = models.DateField("erreicht am", null=True, blank=True)
    title = models.CharField("Meilenstein", max_length=160)

    class Meta:
        verbose_name = _("Meilenstein")
        verbose_name_plural = _("Meilensteine")
        ordering = ["due_on", "reached_on", "pk"]

    def __str__(self):
        return self.title


class Ergebnis(models.Model):
    """What came of it, in words and, where measured, as an indicator value."""

    massnahme = models.ForeignKey(
        Massnahme, on_delete=models.CASCADE, related_name="ergebnisse", verbose_name="Maßnahme"
    )
    ziel = models.ForeignKey(
        Ziel,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="ergebnisse",
        verbose_name="zum Ziel",
    )
    observed_on = models.DateField("festgestellt am")
    text = models.TextField(
        "Ergebnis", max_length=2000, help_text="Auch was nicht gelungen ist, hilft anderen."
    )
    indicator = models.CharField("Messgröße", max_length=160, blank=True)
    value = models.DecimalField("Wert", max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField("Maßeinheit", max_length=40, blank=True)

    class Meta:
        verbose_name = _("Ergebnis")
        verbose_name_plural = _("Ergebnisse")
        ordering = ["observed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=True) | ~Q(indicator=""),
                name="ergebnis_value_has_indicator",
                violation_error_message="Ein Wert braucht seine Messgröße.",
            ),
        ]

    def __str__(self):
        return f"{self.massnahme}: Ergebnis vom {self.observed_on:%d.%m.%Y}"


class MassnahmeBild(models.Model):
    massnahme = models.ForeignKey(
        Massnahme, on_delete=models.CASCADE, related_name="bilder", verbose_name="Maßnahme"
    )
    bild = models.ForeignKey(
        Bild, on_delete=models.PROTECT, related_name="massnahmen", verbose_name="Bild"
    )
    caption = models.CharField("Bildunterschrift", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name = _("Bild der Maßnahme")
        verbose_name_plural = _("Bilder")
        ordering = ["order", "pk"]

    def __str__(self):
        return str(self.bild)
