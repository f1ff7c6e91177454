"""Kommunen: who is responsible, and the one rule of who manages what."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quartiere.models.base import SLUG_HELP, Kontakt, RichTextField

LAENDER = {
    "01": "Schleswig-Holstein",
    "02": "Hamburg",
    "03": "Niedersachsen",
    "04": "Bremen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "10": "Saarland",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}


class KommuneQuerySet(models.QuerySet):
    def managed_by(self, user):
        """The one rule of who manages what; every other `managed_by` refers to it."""
        if user.is_anonymous or not user.is_active:
            return self.none()
        if user.is_programmleitung:
            return self
        # A subquery instead of a join: no doubled rows, no .distinct().
        return self.filter(pk__in=user.kommunen.through.objects.filter(user=user).values("kommune"))

    def worked_in_by(self, user):
        """Those the user manages, and those of the Quartiere of a Quartiersmanagement."""
        if user.is_anonymous or not user.is_active:
            return self.none()
        own = user.quartiere.order_by().values("kommune")
        return self.filter(
            models.Q(pk__in=type(self)(self.model).managed_by(user).values("pk"))
            | models.Q(pk__in=own)
        )

    def active(self):
        return self.filter(is_active=True)

    def published(self):
        """Kommunen that take part: active, with at least one published Quartier."""
        quartiere = self.model.quartiere.rel.related_model.objects.published()
        return self.active().filter(Exists(quartiere.filter(kommune=OuterRef("pk"))))

    def with_page(self):
        """Adds `has_page`: whether readers find a page of it, to which one may link."""
        public = type(self)(self.model).published()
        return self.annotate(has_page=Exists(public.filter(pk=OuterRef("pk"))))

    def in_land(self, code):
        return self.filter(ags__startswith=code)


class Kommune(Kontakt):
    class Kind(models.TextChoices):
        """Textkennzeichen of the official register (Destatis, GV100AD)."""

        MARKT = "60", _("Markt")
        KREISFREIE_STADT = "61", _("kreisfreie Stadt")
        STADTKREIS = "62", _("Stadtkreis")
        STADT = "63", _("Stadt")
        GEMEINDE = "64", _("kreisangehörige Gemeinde")
        GEBIET_INHABITED = "65", _("gemeindefreies Gebiet, bewohnt")
        GEBIET_UNINHABITED = "66", _("gemeindefreies Gebiet, unbewohnt")
        GROSSE_KREISSTADT = "67", _("Große Kreisstadt")

    name = models.CharField("Name", max_length=100, db_index=True)
    official_name = models.CharField("amtlicher Name", max_length=120, blank=True)
    ags = models.CharField(
        "amtlicher Gemeindeschlüssel",
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^\d{8}$", "Der Schlüssel hat genau acht Ziffern.")],
        help_text="Acht Ziffern aus dem amtlichen Gemeindeverzeichnis, mit führender Null.",
    )
    slug = models.SlugField(
        "Adresskürzel",
        max_length=120,
        unique=True,
        help_text=SLUG_HELP,
    )
    kreis = models.CharField("Kreis", max_length=100, blank=True)
    kind = models.CharField("Art", max_length=2, choices=Kind, blank=True)
    inhabitants = models.PositiveIntegerField("Einwohnerzahl", null=True, blank=True)
    area_km2 = models.FloatField("Fläche in km²", null=True, blank=True)
    postcode = models.CharField("Postleitzahl der Verwaltung", max_length=5, blank=True)
    register_date = models.DateField("Stand des Gemeindeverzeichnisses", null=True, blank=True)
    is_active = models.BooleanField(
        "besteht",
        default=True,
        help_text="Aufgelöste Kommunen bleiben erhalten, erscheinen aber nicht mehr im Portal.",
    )
    introduction = RichTextField(
        "Einführung",
        help_text="Zwei bis drei Absätze: Was tut die Kommune im Programm, und warum?",
    )
    legal_details = RichTextField(
        "rechtliche Angaben",
        help_text="Angaben zur verantwortlichen Stelle, die auf der Seite der Kommune stehen.",
    )
    mitarbeitende = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name="Mitarbeitende",
        related_name="kommunen",
        blank=True,
        help_text="Diese Personen bearbeiten die Inhalte der Kommune.",
    )

    objects = KommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kommune")
        verbose_name_plural = _("Kommunen")
        ordering = ["name", "ags"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("quartiere:kommune_detail", args=[self.slug])

    @property
    def land(self):
        return LAENDER.get(self.ags[:2], "")


class Ort(models.Model):
    """A postcode with its place, so that residents find the Quartier nearest to them."""

    postcode = models.CharField("Postleitzahl", max_length=5, db_index=True)
    name = models.CharField("Ort", max_length=100, db_index=True)
    kreis_key = models.CharField("Kreisschlüssel", max_length=5, blank=True)
    longitude = models.FloatField("Längengrad")
    latitude = models.FloatField("Breitengrad")

    class Meta:
        verbose_name = _("Ort mit Postleitzahl")
        verbose_name_plural = _("Orte mit Postleitzahl")
        ordering = ["postcode", "name"]
        constraints = [
            models.UniqueConstraint(fields=["postcode", "name"], name="ort_unique_in_postcode"),
        ]

    def __str__(self):
        return f"{self.postcode} {self.name}"
