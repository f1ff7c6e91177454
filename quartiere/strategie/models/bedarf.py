"""Bedarf: what a Zielgruppe needs in a Quartier, and what makes us say so."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quartiere.models import Handlungsfeld, Quartier, Zielgruppe
from quartiere.models.base import Publication
from quartiere.monitoring.models import Ausgabe, Einschaetzung
from quartiere.strategie.models.base import Ordered, QuartierScopedQuerySet

OTHER_KOMMUNE = "Diese Ausgabe gehört zu einer anderen Kommune."
NOT_PUBLIC = "Nur eine veröffentlichte Ausgabe begründet einen Bedarf."


class Problemlage(models.Model):
    """Central vocabulary, from the text of the programme."""

    name = models.CharField("Name", max_length=80, unique=True)
    slug = models.SlugField("Adresskürzel", max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(
        "Reihenfolge", default=0, help_text="Kleine Zahlen stehen vorn."
    )

    class Meta:
        verbose_name = _("Problemlage")
        verbose_name_plural = _("Problemlagen")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class BedarfQuerySet(QuartierScopedQuerySet):
    def without_ziel(self):
        """Open end: no published Ziel answers this Bedarf."""
        ziele = self.model.ziele.rel.related_model.objects.published()
        return self.filter(~Exists(ziele.filter(bedarfe=OuterRef("pk"))))

    def for_chain(self):
        return self.select_related("quartier__kommune", "zielgruppe", "ausgabe", "einschaetzung")


class Bedarf(Ordered, Publication):
    quartier = models.ForeignKey(
        Quartier, on_delete=models.CASCADE, related_name="bedarfe", verbose_name="Quartier"
    )
    zielgruppe = models.ForeignKey(
        Zielgruppe, on_delete=models.PROTECT, related_name="bedarfe", verbose_name="Zielgruppe"
    )
    title = models.CharField(
        "Titel", max_length=160, help_text="Was fehlt? Zum Beispiel „Orte zum Treffen am Abend“."
    )
    slug = models.SlugField("Adresskürzel", max_length=120)
    text = models.TextField(
        "Text",
        blank=True,
        max_length=3000,
        help_text="Benennen Sie Verhältnisse, nicht Menschen als Problem.",
    )
    handlungsfelder = models.ManyToManyField(
        Handlungsfeld, related_name="bedarfe", verbose_name="Handlungsfelder", blank=True
    )
    problemlagen = models.ManyToManyField(
        Problemlage, related_name="bedarfe", verbose_name="Problemlagen", blank=True
    )
    observed_on = models.DateField("festgestellt am")
    ausgabe = models.ForeignKey(
        Ausgabe,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bedarfe",
        verbose_name="begründet durch die Daten von",
    )
    einschaetzung = models.ForeignKey(
        Einschaetzung,
        # Not PROTECT: a Quartier takes both with it.
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="bedarfe",
        verbose_name="begründet durch die örtliche Einschätzung",
    )
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = BedarfQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bedarf")
        verbose_name_plural = _("Bedarfe")
        permissions = [("publish_bedarf", "Bedarfe veröffentlichen")]
        ordering = ["zielgruppe__order", "order", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["quartier", "slug"],
                name="bedarf_slug_unique_in_quartier",
                violation_error_message="Dieses Adresskürzel gibt es im Quartier schon.",
            ),
            models.CheckConstraint(
                condition=Q(ausgabe__isnull=False) | Q(einschaetzung__isnull=False),
                name="bedarf_is_justified",
                violation_error_message="Ein Bedarf braucht eine Begründung: Daten, eine örtliche "
                "Einschätzung oder beides.",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        """The data that justify it are public and of the same Kommune."""
        if self.ausgabe and self.quartier_id:
            if self.ausgabe.kommune_id != self.quartier.kommune_id:
                raise ValidationError({"ausgabe": OTHER_KOMMUNE})
            if not Ausgabe.objects.public().filter(pk=self.ausgabe_id).exists():
                raise ValidationError({"ausgabe": NOT_PUBLIC})

    def get_absolute_url(self):
        chain = reverse("netzwerke:kette", args=[self.quartier.kommune.slug, self.quartier.slug])
        return f"{chain}#bedarf-{self.slug}"
