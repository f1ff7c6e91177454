"""Who acts: organisations, and the Quartiersmanagement as a kind of its own."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from netzwerke.models.accessibility import Accessible
from netzwerke.models.base import (
    Imported,
    Located,
    LocatedQuerySet,
    ServiceArea,
    ServiceAreaQuerySet,
    nearby_has_point,
    source_key_unique,
)
from netzwerke.models.oeffnungszeit import Oeffnungszeit, OpenOnHolidays
from netzwerke.models.vokabular import Akteursart, Sprache
from quartiere.models import Bild, Handlungsfeld, Kommune, Quartier, Zielgruppe
from quartiere.models.base import SLUG_HELP, Kontakt, Publication, Reviewed, point_in_germany


class AkteurQuerySet(ServiceAreaQuerySet, LocatedQuerySet):
    def editable_by(self, user):
        """Those who manage it, and the organisation's own members."""
        if user.is_anonymous or not user.is_active:
            return self.none()
        own = self.model.mitglieder.through.objects.filter(user=user).values("akteur")
        return self.filter(Q(pk__in=self.managed_by(user).values("pk")) | Q(pk__in=own))

    def selectable_by(self, user):
        """Whom staff may name as Träger or partner: their own and everybody public."""
        if user.is_anonymous or not user.is_active:
            return self.none()
        own = self.managed_by(user).values("pk")
        return self.filter(Q(pk__in=own) | Q(pk__in=self.published().values("pk")))

    def in_no_netzwerk(self):
        """Without a membership that still runs."""
        current = self.model.mitgliedschaften.rel.related_model.objects.current()
        return self.exclude(pk__in=current.values("akteur"))

    def for_cards(self):
        """Loads what `components/akteur_card.html` shows."""
        return self.select_related("kommune", "akteursart", "picture").prefetch_related(
            "handlungsfelder", "zielgruppen", "sprachen", "quartiere", "kommunen"
        )

    def for_detail(self):
        return self.for_cards().prefetch_related("oeffnungszeiten", "quartiere__kommune")


class Akteur(
    ServiceArea, Kontakt, Located, Accessible, OpenOnHolidays, Publication, Reviewed, Imported
):
    class Trust(models.TextChoices):
        MODERATED = "moderated", _("Redaktion prüft vor der Veröffentlichung")
        TRUSTED = "trusted", _("vertrauenswürdig: veröffentlicht selbst")

    name = models.CharField("Name", max_length=160)
    slug = models.SlugField("Adresskürzel", max_length=120, unique=True, help_text=SLUG_HELP)
    kommune = models.ForeignKey(
        Kommune,
        on_delete=models.PROTECT,
        related_name="akteure",
        verbose_name="Kommune",
        help_text="Wo die Organisation ihren Sitz hat. Diese Kommune bearbeitet den Eintrag.",
    )
    akteursart = models.ForeignKey(
        Akteursart,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="akteure",
        verbose_name="Akteursart",
    )
    teaser = models.CharField(
        "Kurztext", max_length=300, blank=True, help_text="Ein bis zwei Sätze: Wer hilft hier wem?"
    )
    text = models.TextField("Text", blank=True, max_length=4000)
    quartiere = models.ManyToManyField(
        Quartier,
        related_name="akteure",
        verbose_name="Quartiere",
        blank=True,
        help_text="Nur bei Einzugsbereich „nur in den genannten Quartieren“.",
    )
    zielgruppen = models.ManyToManyField(
        Zielgruppe, related_name="akteure", verbose_name="Zielgruppen", blank=True
    )
    handlungsfelder = models.ManyToManyField(
        Handlungsfeld, related_name="akteure", verbose_name="Handlungsfelder", blank=True
    )
    sprachen = models.ManyToManyField(
        Sprache, related_name="akteure", verbose_name="Sprachen", blank=True
    )
    picture = models.ForeignKey(
        Bild,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="akteure",
        verbose_name="Bild",
    )
    trust = models.CharField(
        "Vertrauensstufe", max_length=10, choices=Trust, default=Trust.MODERATED
    )
    mitglieder = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="akteure",
        verbose_name="Zugang der Organisation",
        blank=True,
        help_text="Diese Personen bearbeiten diese Organisation und ihre Angebote.",
    )
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = AkteurQuerySet.as_manager()

    class Meta:
        verbose_name = _("Akteur")
        verbose_name_plural = _("Akteure")
        permissions = [("publish_akteur", "Akteure veröffentlichen")]
        ordering = ["name", "pk"]
        constraints = [
            source_key_unique("akteur"),
            point_in_germany("akteur"),
            nearby_has_point("akteur"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("netzwerke:akteur_detail", args=[self.slug])

    @property
    def is_trusted(self):
        return self.trust == self.Trust.TRUSTED


class AkteurOeffnungszeit(Oeffnungszeit):
    akteur = models.ForeignKey(
        Akteur, on_delete=models.CASCADE, related_name="oeffnungszeiten", verbose_name="Akteur"
    )

    class Meta(Oeffnungszeit.Meta):
        verbose_name = _("Öffnungszeit")
        verbose_name_plural = _("Öffnungszeiten")
