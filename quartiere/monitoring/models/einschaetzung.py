"""Einschaetzung: what people on site say about the data."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from quartiere.models import Kommune, Quartier, Zielgruppe
from quartiere.models.base import Publication, PublicationQuerySet
from quartiere.monitoring.models.ausgabe import Ausgabe
from quartiere.monitoring.models.planungsraum import Planungsraum
from quartiere.monitoring.models.zuordnung import Zuordnung


class EinschaetzungQuerySet(PublicationQuerySet):
    def published(self):
        """Public rows: published, of a public Quartier or of a Planungsraum."""
        places = Q(quartier__in=Quartier.objects.published()) | Q(quartier__isnull=True)
        return super().published().filter(places)

    def managed_by(self, user):
        """Of the user's Quartiere, and of Planungsräume that these cover."""
        if user.is_anonymous or not user.is_active:
            return self.none()
        quartiere = Quartier.objects.managed_by(user)
        covering = Zuordnung.objects.effective().filter(
            planungsraum=OuterRef("planungsraum"), quartier__in=quartiere
        )
        kommunen = Kommune.objects.managed_by(user)
        return self.filter(
            Q(quartier__in=quartiere) | Q(planungsraum__kommune__in=kommunen) | Exists(covering)
        )

    def publishable_by(self, user):
        """A Quartiersmanagement writes, the Kommune publishes."""
        if not user.has_perm("monitoring.publish_einschaetzung"):
            return self.none()
        kommunen = Kommune.objects.managed_by(user)
        return self.filter(
            Q(quartier__kommune__in=kommunen) | Q(planungsraum__kommune__in=kommunen)
        )

    def for_lists(self):
        """Loads what a judgement is shown with."""
        return self.select_related(
            "quartier__kommune", "planungsraum__kommune", "zielgruppe", "ausgabe"
        ).defer("quartier__boundary", "planungsraum__boundary")


class Einschaetzung(Publication):
    class Relation(models.TextChoices):
        AGREES = "agrees", _("deckt sich mit den Daten")
        DIFFERS = "differs", _("weicht von den Daten ab")
        SUPPLEMENTS = "supplements", _("ergänzt die Daten")

    quartier = models.ForeignKey(
        Quartier,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="einschaetzungen",
        verbose_name="Quartier",
    )
    planungsraum = models.ForeignKey(
        Planungsraum,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="einschaetzungen",
        verbose_name="Planungsraum",
    )
    zielgruppe = models.ForeignKey(
        Zielgruppe,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="einschaetzungen",
        verbose_name="Zielgruppe",
    )
    ausgabe = models.ForeignKey(
        Ausgabe,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="einschaetzungen",
        verbose_name="bezieht sich auf",
    )
    date = models.DateField("Datum")
    author_function = models.CharField(
        "Funktion",
        max_length=120,
        help_text="Wer das einschätzt, als Funktion und ohne Namen, zum Beispiel "
        "„Quartiersmanagement Nord“.",
    )
    text = models.TextField(
        "Text",
        max_length=3000,
        help_text="Was sehen Sie vor Ort? Benennen Sie Verhältnisse, nicht Menschen als Problem.",
    )
    relation = models.CharField("Verhältnis zu den Daten", max_length=12, choices=Relation)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="geschrieben von",
    )

    objects = EinschaetzungQuerySet.as_manager()

    class Meta:
        verbose_name = _("örtliche Einschätzung")
        verbose_name_plural = _("örtliche Einschätzungen")
        ordering = ["-date", "-pk"]
        permissions = [("publish_einschaetzung", "Örtliche Einschätzungen veröffentlichen")]
        constraints = [
            models.CheckConstraint(
                condition=Q(quartier__isnull=True, planungsraum__isnull=False)
                | Q(quartier__isnull=False, planungsraum__isnull=True),
                name="einschaetzung_one_place",
                violation_error_message="Bitte entweder ein Quartier oder einen Planungsraum "
                "angeben.",
            ),
        ]

    def __str__(self):
        return f"{self.quartier or self.planungsraum}, {self.date:%d.%m.%Y}"

    def clean(self):
        place = self.quartier or self.planungsraum
        if place and self.ausgabe and place.kommune_id != self.ausgabe.kommune_id:
            raise ValidationError({"ausgabe": "Diese Ausgabe gehört zu einer anderen Kommune."})
