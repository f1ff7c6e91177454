"""Gebietswert: everything an edition knows of one area, inputs and results in one row."""

from django.db import models
from django.db.models import F, FloatField, Q, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, NullIf
from django.utils.translation import gettext_lazy as _

from quartiere.monitoring.models.ausgabe import Ausgabe
from quartiere.monitoring.models.planungsraum import Planungsraum


class GebietswertQuerySet(models.QuerySet):
    def public(self):
        return self.filter(ausgabe__in=Ausgabe.objects.public())

    def valid(self):
        return self.filter(exclusion="")

    def for_tables(self):
        """With key and point of the area; boundary and path stay in the database."""
        return self.select_related("planungsraum").defer(
            "planungsraum__boundary", "planungsraum__svg_path"
        )

    def for_maps(self):
        return self.select_related("planungsraum").defer("planungsraum__boundary")

    def with_boundaries(self):
        return self.select_related("planungsraum").defer("planungsraum__svg_path")

    def by_key(self):
        return self.order_by("planungsraum__key")

    def with_need(self, position):
        """Annotates `need`: the number at `position` of the edition's Zielgruppen, or NULL."""
        text = KeyTextTransform(str(position), "needs")
        # SQLite gives the word for a null of JSON, and would make it the number 0.
        number = Cast(NullIf(text, Value("null")), FloatField())
        return self.annotate(need=number)

    def flagged(self, position):
        """Areas where that Zielgruppe is in need."""
        return self.with_need(position).filter(need__gt=1)

    def most_overlap_first(self):
        return self.order_by(F("overlap").desc(nulls_last=True), "planungsraum__key")


class Gebietswert(models.Model):
    ausgabe = models.ForeignKey(
        Ausgabe, on_delete=models.CASCADE, related_name="gebietswerte", verbose_name="Ausgabe"
    )
    planungsraum = models.ForeignKey(
        Planungsraum,
        on_delete=models.PROTECT,
        related_name="gebietswerte",
        verbose_name="Planungsraum",
    )
    name = models.CharField("Name", max_length=120)
    exclusion = models.CharField("Grund des Ausschlusses", max_length=200, blank=True)
    inhabitants = models.PositiveIntegerField("Einwohnerzahl", null=True, blank=True)
    values = models.JSONField("Werte", default=list)
    z = models.JSONField("z-Werte", default=list)
    status_sum = models.FloatField("Summe Status", null=True)
    status_index = models.FloatField("Index Status", null=True)
    status_class = models.CharField("Klasse Status", max_length=12, blank=True)
    dynamik_sum = models.FloatField("Summe Dynamik", null=True)
    dynamik_index = models.FloatField("Index Dynamik", null=True)
    dynamik_class = models.CharField("Klasse Dynamik", max_length=12, blank=True)
    group = models.CharField("Gruppe", max_length=4, blank=True)
    attention = models.BooleanField("besonderer Aufmerksamkeitsbedarf", default=False)
    needs = models.JSONField("Bedarf je Zielgruppe", default=list)
    overlap = models.PositiveSmallIntegerField("Gruppen mit Bedarf", null=True)
    rated = models.PositiveSmallIntegerField("bewertete Gruppen", null=True)

    objects = GebietswertQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gebietswert")
        verbose_name_plural = _("Gebietswerte")
        ordering = ["ausgabe", "planungsraum"]
        constraints = [
            models.UniqueConstraint(
                fields=["ausgabe", "planungsraum"], name="gebietswert_unique_in_ausgabe"
            ),
            models.CheckConstraint(
                condition=Q(exclusion="")
                | Q(status_class="", dynamik_class="", overlap__isnull=True),
                name="gebietswert_excluded_has_no_result",
                violation_error_message="Ein ausgeschlossenes Gebiet hat keine Klasse.",
            ),
        ]
        indexes = [
            models.Index(fields=["ausgabe", "group"], name="gebietswert_group"),
            models.Index(fields=["ausgabe", "overlap"], name="gebietswert_overlap"),
        ]

    def __str__(self):
        return f"{self.name}, {self.ausgabe}"

    @property
    def is_valid(self):
        return not self.exclusion
