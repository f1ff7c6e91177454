"""Planungsraum: the smallest area that figures are known of."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from quartiere.models import Kommune, Quartier
from quartiere.models.base import Gebiet
from quartiere.monitoring.models.base import KommuneScopedQuerySet


class PlanungsraumQuerySet(KommuneScopedQuerySet):
    def of(self, kommune, gebietsstand):
        return self.filter(kommune=kommune, gebietsstand=gebietsstand)

    def assessable_by(self, user):
        """Those an Einschaetzung may be written about: of the Kommune, or in own Quartiere."""
        zuordnungen = self.model.zuordnungen.rel.related_model.objects.effective()
        covered = zuordnungen.filter(
            planungsraum=OuterRef("pk"), quartier__in=Quartier.objects.managed_by(user)
        )
        kommunen = Kommune.objects.managed_by(user)
        return self.filter(Q(kommune__in=kommunen) | Exists(covered))

    def for_lists(self):
        """Without boundary and path, which are most of a row."""
        return self.defer("boundary", "svg_path")

    def for_maps(self):
        """What a map draws; the boundary itself stays in the database."""
        return self.only(
            "key", "name", "gebietsstand", "kommune_id", "svg_path",
            "west", "south", "east", "north", "longitude", "latitude",
        )  # fmt: skip


class Planungsraum(Gebiet):
    kommune = models.ForeignKey(
        Kommune, on_delete=models.PROTECT, related_name="planungsraeume", verbose_name="Kommune"
    )
    gebietsstand = models.CharField(
        "Gebietsstand",
        max_length=20,
        help_text="Zu welchem Zuschnitt der Gebiete die Fläche gehört, zum Beispiel „2021“.",
    )
    key = models.CharField(
        "Schlüssel",
        max_length=40,
        help_text="Amtlicher Schlüssel als Text, mit führenden Nullen.",
    )
    name = models.CharField("Name", max_length=120)

    objects = PlanungsraumQuerySet.as_manager()

    class Meta:
        verbose_name = _("Planungsraum")
        verbose_name_plural = _("Planungsräume")
        ordering = ["kommune", "gebietsstand", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "gebietsstand", "key"],
                name="planungsraum_key_unique",
                violation_error_message="Diesen Schlüssel gibt es in diesem Gebietsstand schon.",
            ),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(gebietsstand=""),
                name="planungsraum_has_key",
                violation_error_message="Ein Planungsraum braucht Schlüssel und Gebietsstand.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.key})"
