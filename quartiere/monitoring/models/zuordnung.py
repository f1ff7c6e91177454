"""Zuordnung: which Planungsräume a Quartier covers; computed, and overruled with a reason."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartiere.models import Kommune, Quartier
from quartiere.monitoring.models.planungsraum import Planungsraum

LEAST_SHARE = 0.1


class ZuordnungQuerySet(models.QuerySet):
    def effective(self):
        """Taken in by staff, or not decided and at least a tenth of the area."""
        included = Q(decision=Zuordnung.Decision.INCLUDE)
        return self.filter(included | Q(decision="", share__gte=LEAST_SHARE))

    def managed_by(self, user):
        return self.filter(planungsraum__kommune__in=Kommune.objects.managed_by(user))

    def worked_on_by(self, user):
        """Rows the user may look at: also those of a Quartiersmanagement's Quartiere."""
        return self.filter(quartier__in=Quartier.objects.managed_by(user))


class Zuordnung(models.Model):
    class Decision(models.TextChoices):
        INCLUDE = "include", _("gehört dazu")
        EXCLUDE = "exclude", _("gehört nicht dazu")

    planungsraum = models.ForeignKey(
        Planungsraum,
        on_delete=models.CASCADE,
        related_name="zuordnungen",
        verbose_name="Planungsraum",
    )
    quartier = models.ForeignKey(
        Quartier, on_delete=models.CASCADE, related_name="zuordnungen", verbose_name="Quartier"
    )
    share = models.FloatField(
        "Flächenanteil",
        default=0,
        help_text="Anteil der Fläche des Planungsraums, der im Quartier liegt (0 bis 1).",
    )
    decision = models.CharField(
        "Entscheidung",
        max_length=10,
        choices=Decision,
        blank=True,
        help_text="Leer: Der Flächenanteil entscheidet (ab 10 %).",
    )
    reason = models.TextField(
        "Begründung", blank=True, help_text="Nötig, wenn Sie anders entscheiden."
    )

    objects = ZuordnungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zuordnung")
        verbose_name_plural = _("Zuordnungen")
        ordering = ["quartier", "-share", "planungsraum"]
        constraints = [
            models.UniqueConstraint(
                fields=["planungsraum", "quartier"],
                name="zuordnung_unique",
                violation_error_message="Diese Zuordnung gibt es schon.",
            ),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=1),
                name="zuordnung_share_is_a_share",
                violation_error_message="Ein Anteil liegt zwischen 0 und 1.",
            ),
            models.CheckConstraint(
                condition=Q(decision="") | ~Q(reason=""),
                name="zuordnung_decision_has_reason",
                violation_error_message="Bitte begründen Sie die Entscheidung.",
            ),
        ]

    def __str__(self):
        return f"{self.planungsraum} in {self.quartier}"
