"""Ausgabe: one edition of the monitoring, frozen once it is published."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from quartiere.models import Kommune
from quartiere.monitoring.daten import DYNAMIK, KONTEXT, STATUS, IndikatorSpec
from quartiere.monitoring.models.base import KommuneScopedQuerySet
from quartiere.monitoring.models.indikator import Indikator


class AusgabeQuerySet(KommuneScopedQuerySet):
    def published(self):
        """The valid edition of each year."""
        return self.filter(state=Ausgabe.State.PUBLISHED)

    def public(self):
        """Also those that a corrected one superseded: their addresses go on working."""
        return self.filter(state__in=Ausgabe.FROZEN)

    def open(self):
        return self.exclude(state__in=Ausgabe.FROZEN)

    def latest_per_kommune(self):
        newest = Ausgabe.objects.published().filter(kommune=OuterRef("kommune")).order_by("-year")
        return self.published().filter(pk=Subquery(newest.values("pk")[:1]))

    def publishable_by(self, user):
        if not user.has_perm("monitoring.publish_ausgabe"):
            return self.none()
        return self.managed_by(user)

    def for_lists(self):
        """Without profile and reports, which only staff read."""
        return self.select_related("kommune").defer("profile", "messages", "report")


class Ausgabe(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        CHECKED = "checked", _("geprüft")
        PUBLISHED = "published", _("veröffentlicht")
        SUPERSEDED = "superseded", "ersetzt"

    FROZEN = (State.PUBLISHED, State.SUPERSEDED)

    kommune = models.ForeignKey(
        Kommune, on_delete=models.PROTECT, related_name="ausgaben", verbose_name="Kommune"
    )
    year = models.PositiveSmallIntegerField("Jahr")
    version = models.PositiveSmallIntegerField("Fassung", default=1)
    period = models.CharField("Zeitraum", max_length=120, blank=True)
    gebietsstand = models.CharField("Gebietsstand", max_length=20)
    state = models.CharField("Stand", max_length=10, choices=State, default=State.DRAFT)
    attention_groups = models.JSONField("Gruppen mit Aufmerksamkeitsbedarf", default=list)
    zielgruppen = models.JSONField("Reihenfolge der Zielgruppen", default=list)
    method_version = models.CharField("Fassung der Methode", max_length=10)
    checksum = models.CharField("Prüfsumme", max_length=64, blank=True)
    profile = models.TextField("Importprofil", blank=True)
    messages = models.JSONField("Meldungen der Berechnung", default=list)
    report = models.JSONField("Prüfbericht", default=list)
    least_count = models.PositiveSmallIntegerField("kleinste gezeigte Anzahl", default=5)
    note = models.TextField("Hinweis für Lesende", blank=True)
    correction_note = models.TextField("Grund der Korrektur", blank=True)
    area_count = models.PositiveIntegerField("Anzahl der Gebiete", default=0)
    valid_count = models.PositiveIntegerField("Anzahl der gültigen Gebiete", default=0)
    class_counts = models.JSONField("Anzahl je Klasse", default=dict)
    is_example = models.BooleanField("Beispiel", default=False, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="eingespielt von",
    )
    created_at = models.DateTimeField("eingespielt am", auto_now_add=True)
    published_at = models.DateTimeField("veröffentlicht am", null=True, blank=True)
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name="ersetzt",
    )

    objects = AusgabeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ausgabe")
        verbose_name_plural = _("Ausgaben")
        ordering = ["kommune", "-year", "-version"]
        permissions = [("publish_ausgabe", "Ausgaben veröffentlichen")]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "year", "version"],
                name="ausgabe_version_unique",
                violation_error_message="Diese Fassung der Ausgabe gibt es schon.",
            ),
            models.UniqueConstraint(
                fields=["kommune", "year"],
                condition=Q(state="published"),
                name="ausgabe_one_published_a_year",
                violation_error_message="Für dieses Jahr ist schon eine Ausgabe veröffentlicht.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "checked"])
                | (~Q(checksum="") & Q(published_at__isnull=False)),
                name="ausgabe_frozen_has_checksum",
                violation_error_message="Veröffentlichte Ausgaben brauchen eine Prüfsumme.",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(correction_note=""),
                name="ausgabe_correction_has_note",
                violation_error_message="Eine korrigierte Ausgabe braucht einen Grund.",
            ),
        ]

    def __str__(self):
        version = f", Fassung {self.version}" if self.version > 1 else ""
        return f"{self.kommune} {self.year}{version}"

    @property
    def is_frozen(self):
        return self.state in self.FROZEN

    @property
    def successor(self):
        """The published edition that corrects this one, or None."""
        found = getattr(self, "superseded_by", None)
        return found if found and found.is_frozen else None


class AusgabeIndikator(models.Model):
    """The role of an Indikator in an edition, with a frozen copy of its sheet."""

    class Role(models.TextChoices):
        STATUS = STATUS, _("Status")
        DYNAMIK = DYNAMIK, _("Dynamik")
        KONTEXT = KONTEXT, _("Kontext")

    ausgabe = models.ForeignKey(
        Ausgabe, on_delete=models.CASCADE, related_name="indikatoren", verbose_name="Ausgabe"
    )
    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="uses", verbose_name="Indikator"
    )
    position = models.PositiveSmallIntegerField("Stelle")
    role = models.CharField("Rolle", max_length=10, choices=Role)
    code = models.CharField("Kürzel", max_length=30)
    name = models.CharField("Name", max_length=160)
    unit = models.CharField("Einheit", max_length=30, blank=True)
    phrase = models.CharField("Satzteil nach dem Wert", max_length=120, blank=True)
    polarity = models.SmallIntegerField("Polarität", choices=Indikator.Polarity)
    zielgruppe = models.SlugField("Zielgruppe", max_length=80, blank=True)
    sheet = models.JSONField("Kennblatt", default=list)
    city_value = models.FloatField("Wert der Stadt", null=True, blank=True)
    minimum = models.FloatField("kleinster erlaubter Wert", null=True, blank=True)
    maximum = models.FloatField("größter erlaubter Wert", null=True, blank=True)
    n = models.PositiveIntegerField("Anzahl der Werte", null=True)
    mean = models.FloatField("Mittel der Gebiete", null=True)
    sd = models.FloatField("Standardabweichung", null=True)

    class Meta:
        verbose_name = _("Indikator der Ausgabe")
        verbose_name_plural = _("Indikatoren der Ausgabe")
        ordering = ["ausgabe", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["ausgabe", "position"], name="ausgabeindikator_position_unique"
            ),
            models.UniqueConstraint(
                fields=["ausgabe", "code"], name="ausgabeindikator_code_unique"
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    @property
    def spec(self):
        """As computation and checksum take it; who may see it is asked of the Indikator alone."""
        return IndikatorSpec(
            code=self.code,
            role=self.role,
            polarity=self.polarity,
            zielgruppe=self.zielgruppe,
            name=self.name,
            unit=self.unit,
            phrase=self.phrase,
            city_value=self.city_value,
            minimum=self.minimum,
            maximum=self.maximum,
            sheet=tuple((name, text) for name, text in self.sheet),
        )
