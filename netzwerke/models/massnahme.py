"""Massnahmen: what is done, by whom, with what money, and what came of it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from netzwerke.models.akteur import Akteur
from netzwerke.models.base import (
    Imported,
    ServiceArea,
    ServiceAreaQuerySet,
    nearby_never,
    source_key_unique,
)
from quartiere.models import Handlungsfeld, Kommune, Quartier, Zielgruppe
from quartiere.models.base import SLUG_HELP, Publication, Reviewed
from quartiere.strategie.models import Handlungsansatz


class MassnahmeQuerySet(ServiceAreaQuerySet):
    def running(self):
        return self.filter(phase=Massnahme.Phase.RUNNING)

    def planned(self):
        return self.filter(phase=Massnahme.Phase.PLANNED)

    def finished(self):
        return self.filter(phase__in=Massnahme.ENDED)

    def without_ergebnis(self):
        """Ended, by status or by date, and nobody has written down what came of it."""
        ended = Q(phase__in=Massnahme.ENDED) | Q(ends_on__lt=timezone.localdate())
        return self.filter(ended & ~self._has_ergebnis())

    def with_ergebnis(self):
        return self.filter(self._has_ergebnis())

    def _has_ergebnis(self):
        ergebnisse = self.model.ergebnisse.rel.related_model.objects
        return Exists(ergebnisse.filter(massnahme=OuterRef("pk")))

    def with_amount(self):
        """Annotates `amount`: the money of all years and sources in euros, None without any."""
        return self.annotate(amount=Sum("finanzierungen__amount"))

    def for_cards(self):
        """Loads what `components/massnahme_card.html` shows."""
        return (
            self.with_amount()
            .select_related("kommune", "traeger")
            .prefetch_related("zielgruppen", "handlungsfelder", "quartiere", "kommunen")
        )

    def for_detail(self):
        return self.for_cards().prefetch_related(
            "partner",
            "finanzierungen",
            "phasenwechsel",
            "meilensteine",
            "ergebnisse__ziel",
            "bilder__bild",
            "handlungsansaetze__quartier__kommune",
        )


class Massnahme(ServiceArea, Publication, Reviewed, Imported):
    class Phase(models.TextChoices):
        PLANNED = "planned", _("geplant")
        RUNNING = "running", _("läuft")
        COMPLETED = "completed", _("abgeschlossen")
        CANCELLED = "cancelled", _("abgebrochen")

    ENDED = [Phase.COMPLETED, Phase.CANCELLED]

    title = models.CharField("Titel", max_length=300)
    slug = models.SlugField("Adresskürzel", max_length=120, unique=True, help_text=SLUG_HELP)
    kommune = models.ForeignKey(
        Kommune, on_delete=models.PROTECT, related_name="massnahmen", verbose_name="Kommune"
    )
    teaser = models.CharField("Kurztext", max_length=300, blank=True)
    text = models.TextField("Text", blank=True, max_length=6000)
    place = models.CharField(
        "Ort oder Objekt", max_length=200, blank=True, help_text="Zum Beispiel „Schule am Park“."
    )
    quartiere = models.ManyToManyField(
        Quartier, related_name="massnahmen", verbose_name="Quartiere", blank=True
    )
    zielgruppen = models.ManyToManyField(
        Zielgruppe, related_name="massnahmen", verbose_name="Zielgruppen", blank=True
    )
    handlungsfelder = models.ManyToManyField(
        Handlungsfeld, related_name="massnahmen", verbose_name="Handlungsfelder", blank=True
    )
    handlungsansaetze = models.ManyToManyField(
        Handlungsansatz, related_name="massnahmen", verbose_name="setzt um", blank=True
    )
    traeger = models.ForeignKey(
        Akteur,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="massnahmen",
        verbose_name="Träger",
    )
    partner = models.ManyToManyField(
        Akteur, related_name="partner_massnahmen", verbose_name="Partner", blank=True
    )
    phase = models.CharField("Stand", max_length=10, choices=Phase, default=Phase.PLANNED)
    starts_on = models.DateField("Beginn", null=True, blank=True)
    ends_on = models.DateField("Ende", null=True, blank=True)
    duration_note = models.CharField(
        "Laufzeit in Worten", max_length=300, blank=True, help_text="Was Daten nicht sagen."
    )
    programme = models.CharField("Programm", max_length=120, blank=True)
    programme_year = models.PositiveSmallIntegerField("Programmjahr", null=True, blank=True)
    reason = models.TextField(
        "Warum ausgewählt", blank=True, max_length=2000, help_text="Wofür und statt wessen?"
    )
    decided_by = models.CharField("beschlossen von", max_length=160, blank=True)
    decided_on = models.DateField("beschlossen am", null=True, blank=True)
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = MassnahmeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Maßnahme")
        verbose_name_plural = _("Maßnahmen")
        permissions = [("publish_massnahme", "Maßnahmen veröffentlichen")]
        ordering = ["title", "pk"]
        constraints = [
            source_key_unique("massnahme"),
            nearby_never("massnahme"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="massnahme_ends_after_start",
                violation_error_message="Das Ende darf nicht vor dem Beginn liegen.",
            ),
            models.CheckConstraint(
                condition=Q(programme_year__isnull=True)
                | Q(programme_year__gte=1971, programme_year__lte=2100),
                name="massnahme_programme_year_plausible",
                violation_error_message="Bitte das Programmjahr mit vier Ziffern angeben.",
            ),
        ]
        indexes = [models.Index(fields=["status", "phase"], name="massnahme_public_list")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("netzwerke:massnahme_detail", args=[self.slug])

    @property
    def money_sources(self):
        """Where its money comes from, each once; needs `finanzierungen` prefetched."""
        return list(dict.fromkeys(row.money_source for row in self.finanzierungen.all()))


def validate_not_in_future(day):
    if day > timezone.localdate():
        raise ValidationError("Dieser Tag liegt in der Zukunft.")


class Phasenwechsel(models.Model):
    """A dated step in the history of a Massnahme; `workflow.record_phase` writes it."""

    massnahme = models.ForeignKey(
        Massnahme, on_delete=models.CASCADE, related_name="phasenwechsel", verbose_name="Maßnahme"
    )
    phase = models.CharField("Stand", max_length=10, choices=Massnahme.Phase)
    dated_on = models.DateField("seit", validators=[validate_not_in_future])
    note = models.CharField("Anlass", max_length=300, blank=True)

    class Meta:
        verbose_name = _("Wechsel des Standes")
        verbose_name_plural = _("Geschichte des Standes")
        ordering = ["dated_on", "pk"]

    def __str__(self):
        return f"{self.get_phase_display()} seit {self.dated_on:%d.%m.%Y}"
