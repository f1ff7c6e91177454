"""Indikator: the living sheet of a figure, and the one switch of who may see it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from quartiere.models import Kommune, Zielgruppe
from quartiere.monitoring.models.base import KommuneScopedQuerySet


class IndikatorQuerySet(KommuneScopedQuerySet):
    def public(self):
        return self.filter(is_public=True)


class Indikator(models.Model):
    class Polarity(models.IntegerChoices):
        DISADVANTAGE = 1, _("hoher Wert ist ungünstig")
        ADVANTAGE = -1, _("hoher Wert ist günstig")

    kommune = models.ForeignKey(
        Kommune, on_delete=models.PROTECT, related_name="indikatoren", verbose_name="Kommune"
    )
    code = models.CharField(
        "Kürzel", max_length=30, help_text="Wie im Importprofil, zum Beispiel „S1“."
    )
    number = models.CharField("Nummer", max_length=20, blank=True)
    name = models.CharField("Name", max_length=160)
    key_message = models.TextField("Kernaussage", blank=True)
    formula = models.TextField("Formel", blank=True)
    numerator = models.TextField("Zähler", blank=True)
    denominator = models.TextField("Nenner", blank=True)
    source = models.TextField("Quelle", blank=True)
    holder = models.TextField("Datenhalter", blank=True)
    space = models.TextField("Raumbezug", blank=True)
    time = models.TextField("Zeitbezug", blank=True)
    series = models.TextField("Zeitreihe", blank=True)
    interpretation = models.TextField("Interpretation", blank=True)
    polarity = models.SmallIntegerField(
        "Polarität", choices=Polarity, default=Polarity.DISADVANTAGE
    )
    unit = models.CharField("Einheit", max_length=30, blank=True)
    zielgruppe = models.ForeignKey(
        Zielgruppe,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indikatoren",
        verbose_name="Zielgruppe",
        help_text="In deren Bedarf der Indikator eingeht.",
    )
    phrase = models.CharField(
        "Satzteil nach dem Wert",
        max_length=120,
        blank=True,
        help_text="Setzt den Satz fort: „14,2 % arbeitslos“.",
    )
    is_public = models.BooleanField(
        "öffentlich",
        default=True,
        help_text="Ohne Haken erscheint der Indikator nirgends öffentlich, auch nicht in "
        "früheren Ausgaben.",
    )

    objects = IndikatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("Indikator")
        verbose_name_plural = _("Indikatoren")
        ordering = ["kommune", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "code"],
                name="indikator_code_unique_in_kommune",
                violation_error_message="Dieses Kürzel gibt es in der Kommune schon.",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    def clean(self):
        if self.pk and not self.is_public and (result := self._betrayed_result()):
            raise ValidationError(
                {
                    "is_public": f"{result} beruht allein auf diesem Indikator und würde seine "
                    "Werte verraten. Er muss öffentlich bleiben."
                }
            )

    def _betrayed_result(self):
        """The first result of any edition that rests on this indicator alone, in words."""
        for use in self.uses.select_related("ausgabe"):
            others = use.ausgabe.indikatoren.exclude(pk=use.pk)
            if use.spec.is_index and not others.filter(role=use.role).exists():
                return f"Der Index „{use.get_role_display()}“ der Ausgabe {use.ausgabe}"
            if use.zielgruppe and not others.filter(zielgruppe=use.zielgruppe).exists():
                return f"Der Bedarf „{use.zielgruppe}“ der Ausgabe {use.ausgabe}"
        return ""
