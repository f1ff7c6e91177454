"""Ziele, measurable where possible, and the Handlungsansätze that lead there."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quartiere.models import Handlungsfeld, Quartier, Zielgruppe
from quartiere.models.base import SLUG_HELP, Publication
from quartiere.strategie.models.base import Ordered, QuartierScopedQuerySet
from quartiere.strategie.models.bedarf import Bedarf
from quartiere.strategie.models.strategie import Strategie


class ZielQuerySet(QuartierScopedQuerySet):
    def without_handlungsansatz(self):
        """Open end: no published Handlungsansatz leads to this Ziel."""
        ansaetze = self.model.handlungsansaetze.rel.related_model.objects.published()
        return self.filter(~Exists(ansaetze.filter(ziele=OuterRef("pk"))))

    def for_cards(self):
        """Loads what `components/ziel_card.html` shows."""
        return self.select_related("quartier__kommune", "strategie").prefetch_related(
            models.Prefetch("bedarfe", Bedarf.objects.published().select_related("zielgruppe"))
        )


class Ziel(Ordered, Publication):
    quartier = models.ForeignKey(
        Quartier, on_delete=models.CASCADE, related_name="ziele", verbose_name="Quartier"
    )
    strategie = models.ForeignKey(
        Strategie,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="ziele",
        verbose_name="aus der Strategie",
    )
    bedarfe = models.ManyToManyField(
        Bedarf, related_name="ziele", verbose_name="antwortet auf", blank=True
    )
    title = models.CharField(
        "Ziel", max_length=200, help_text="Was soll anders sein, und bis wann?"
    )
    slug = models.SlugField("Adresskürzel", max_length=120, unique=True, help_text=SLUG_HELP)
    text = models.TextField("Text", blank=True, max_length=3000)
    indicator = models.CharField(
        "Messgröße", max_length=160, blank=True, help_text="Woran man merkt, dass es besser wird."
    )
    unit = models.CharField("Maßeinheit", max_length=40, blank=True)
    start_value = models.DecimalField(
        "Ausgangswert", max_digits=12, decimal_places=2, null=True, blank=True
    )
    start_year = models.PositiveSmallIntegerField("im Jahr", null=True, blank=True)
    target_value = models.DecimalField(
        "Zielwert", max_digits=12, decimal_places=2, null=True, blank=True
    )
    target_year = models.PositiveSmallIntegerField("bis zum Jahr", null=True, blank=True)
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = ZielQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ziel")
        verbose_name_plural = _("Ziele")
        permissions = [("publish_ziel", "Ziele veröffentlichen")]
        ordering = ["order", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start_value__isnull=True, target_value__isnull=True) | ~Q(indicator=""),
                name="ziel_value_has_indicator",
                violation_error_message="Ausgangs- und Zielwert brauchen ihre Messgröße.",
            ),
            models.CheckConstraint(
                condition=Q(start_year__isnull=True)
                | Q(target_year__isnull=True)
                | Q(target_year__gte=F("start_year")),
                name="ziel_target_year_after_start",
                violation_error_message="Das Zieljahr darf nicht vor dem Ausgangsjahr liegen.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("strategie:ziel_detail", args=[self.slug])

    @property
    def is_measurable(self):
        return bool(self.indicator) and self.target_value is not None


class HandlungsansatzQuerySet(QuartierScopedQuerySet):
    def for_cards(self):
        """Loads what `components/handlungsansatz_card.html` shows."""
        return self.select_related("quartier__kommune").prefetch_related(
            "zielgruppen", "handlungsfelder"
        )


class Handlungsansatz(Ordered, Publication):
    class Priority(models.IntegerChoices):
        HIGH = 1, _("hoch")
        MEDIUM = 2, _("mittel")
        LOW = 3, _("niedrig")

    quartier = models.ForeignKey(
        Quartier,
        on_delete=models.CASCADE,
        related_name="handlungsansaetze",
        verbose_name="Quartier",
    )
    ziele = models.ManyToManyField(
        Ziel, related_name="handlungsansaetze", verbose_name="führt zu", blank=True
    )
    title = models.CharField(
        "Titel", max_length=200, help_text="Wie man dorthin kommt, zum Beispiel „Räume öffnen“."
    )
    slug = models.SlugField("Adresskürzel", max_length=120, unique=True, help_text=SLUG_HELP)
    text = models.TextField("Text", blank=True, max_length=3000)
    zielgruppen = models.ManyToManyField(
        Zielgruppe, related_name="handlungsansaetze", verbose_name="Zielgruppen", blank=True
    )
    handlungsfelder = models.ManyToManyField(
        Handlungsfeld,
        related_name="handlungsansaetze",
        verbose_name="Handlungsfelder",
        blank=True,
        help_text="Auch Querschnittsthemen wie Inklusion; sie werden gekennzeichnet.",
    )
    priority = models.PositiveSmallIntegerField("Vorrang", choices=Priority, null=True, blank=True)
    priority_reason = models.CharField("Warum dieser Vorrang", max_length=300, blank=True)
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = HandlungsansatzQuerySet.as_manager()

    class Meta:
        verbose_name = _("Handlungsansatz")
        verbose_name_plural = _("Handlungsansätze")
        permissions = [("publish_handlungsansatz", "Handlungsansätze veröffentlichen")]
        ordering = ["order", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(priority__isnull=True) | ~Q(priority_reason=""),
                name="handlungsansatz_priority_has_reason",
                violation_error_message="Ein Vorrang braucht seine Begründung.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("strategie:handlungsansatz_detail", args=[self.slug])

    @property
    def cross_cutting(self):
        """Its cross-cutting topics; needs `handlungsfelder` prefetched."""
        return [feld for feld in self.handlungsfelder.all() if feld.is_cross_cutting]
