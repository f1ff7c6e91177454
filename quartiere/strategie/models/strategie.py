"""The integrated strategy of a Quartier: an ordered whole that the council decided."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quartiere.models import Quartier
from quartiere.models.base import Publication, RichTextField
from quartiere.strategie.models.base import QuartierScopedQuerySet
from quartiere.strategie.models.dokument import Dokument


class StrategieQuerySet(QuartierScopedQuerySet):
    def valid(self):
        """In force today; without dates it always holds."""
        today = timezone.localdate()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=today),
            Q(valid_until__isnull=True) | Q(valid_until__gte=today),
        )


class Strategie(Dokument, Publication):
    quartier = models.ForeignKey(
        Quartier, on_delete=models.CASCADE, related_name="strategien", verbose_name="Quartier"
    )
    title = models.CharField(
        "Titel", max_length=160, help_text="Zum Beispiel „Integriertes Handlungskonzept 2026“."
    )
    text = RichTextField("Zusammenfassung", help_text="Worum es geht, in wenigen Absätzen.")
    decided_by = models.CharField(
        "beschlossen von", max_length=160, blank=True, help_text="Zum Beispiel „Stadtrat“."
    )
    decided_on = models.DateField("beschlossen am", null=True, blank=True)
    valid_from = models.DateField("gilt ab", null=True, blank=True)
    valid_until = models.DateField("gilt bis", null=True, blank=True)
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = StrategieQuerySet.as_manager()

    class Meta:
        verbose_name = _("Strategie")
        verbose_name_plural = _("Strategien")
        permissions = [("publish_strategie", "Strategien veröffentlichen")]
        ordering = ["-valid_from", "-decided_on", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="strategie_valid_until_after_from",
                violation_error_message="„gilt bis“ darf nicht vor „gilt ab“ liegen.",
            ),
            models.CheckConstraint(
                condition=Q(file="") | Q(link=""),
                name="strategie_one_document",
                violation_error_message="Bitte entweder ein Dokument oder einen Link angeben.",
            ),
        ]

    def __str__(self):
        return self.title
