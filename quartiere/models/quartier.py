"""The Quartier: the place everything in the portal is about."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quartiere.models.base import (
    SLUG_HELP,
    Gebiet,
    Kontakt,
    Publication,
    PublicationQuerySet,
    Reviewed,
    ReviewedQuerySet,
    point_in_germany,
)
from quartiere.models.bild import Bild
from quartiere.models.kommune import Kommune
from quartiere.models.sections import SECTION_FIELDS, QuartierSections
from quartiere.models.thema import Handlungsfeld, Zielgruppe


class QuartierQuerySet(PublicationQuerySet, ReviewedQuerySet):
    def published(self):
        """Public rows: published, in a Kommune that exists."""
        return super().published().filter(kommune__is_active=True)

    def managed_by(self, user):
        """All of the user's Kommunen; a Quartiersmanagement its own Quartiere."""
        if user.is_anonymous or not user.is_active:
            return self.none()
        own = user.quartiere.through.objects.filter(user=user).values("quartier")
        return self.filter(Q(kommune__in=Kommune.objects.managed_by(user)) | Q(pk__in=own))

    def publishable_by(self, user):
        """Rows whose publication `user` decides: a Quartiersmanagement writes, others publish."""
        if not user.has_perm("quartiere.publish_quartier"):
            return self.none()
        return self.filter(kommune__in=Kommune.objects.managed_by(user))

    @transaction.atomic
    def delete(self):
        """Material first: its rows take their files with them."""
        self.model.material.rel.related_model.objects.filter(quartier__in=self).delete()
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def running(self):
        """In the programme this year."""
        year = timezone.localdate().year
        return self.exclude(programme="").filter(
            Q(programme_until__isnull=True) | Q(programme_until__gte=year)
        )

    def finished(self):
        return self.exclude(programme="").filter(programme_until__lt=timezone.localdate().year)

    def around(self, longitude, latitude):
        """Rows whose bounding box holds the point; the boundary itself decides afterwards."""
        return self.filter(
            west__lte=longitude, east__gte=longitude, south__lte=latitude, north__gte=latitude
        )

    def for_cards(self):
        """Loads what `components/quartier_card.html` shows."""
        return (
            self.select_related("kommune", "picture")
            .prefetch_related("handlungsfelder")
            .defer("boundary", *SECTION_FIELDS)
        )


class Quartier(QuartierSections, Gebiet, Kontakt, Publication, Reviewed):
    kommune = models.ForeignKey(
        Kommune, on_delete=models.PROTECT, related_name="quartiere", verbose_name="Kommune"
    )
    name = models.CharField("Name", max_length=100)
    slug = models.SlugField(
        "Adresskürzel",
        max_length=120,
        help_text=SLUG_HELP,
    )
    key = models.CharField(
        "Gebietsschlüssel",
        max_length=40,
        blank=True,
        help_text="Schlüssel aus der Quelle der Grenze. Er verbindet spätere Importe mit "
        "diesem Quartier.",
    )
    teaser = models.CharField(
        "Kurztext",
        max_length=300,
        blank=True,
        help_text="Ein bis zwei Sätze für Karten und Suchergebnisse: Was macht das Quartier aus?",
    )
    programme = models.CharField(
        "Programm",
        max_length=120,
        blank=True,
        help_text="Zum Beispiel „Sozialer Zusammenhalt“. Leer, wenn das Quartier in keinem "
        "Programm ist.",
    )
    programme_since = models.PositiveSmallIntegerField("im Programm seit", null=True, blank=True)
    programme_until = models.PositiveSmallIntegerField(
        "im Programm bis", null=True, blank=True, help_text="Leer, solange kein Ende feststeht."
    )
    inhabitants = models.PositiveIntegerField("Einwohnerzahl", null=True, blank=True)
    zielgruppen = models.ManyToManyField(
        Zielgruppe,
        related_name="quartiere",
        verbose_name="Zielgruppen",
        blank=True,
        help_text="Für wen im Quartier besonders viel getan wird.",
    )
    handlungsfelder = models.ManyToManyField(
        Handlungsfeld, related_name="quartiere", verbose_name="Handlungsfelder", blank=True
    )
    picture = models.ForeignKey(
        Bild,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="quartiere",
        verbose_name="Bild",
    )
    quartiersmanagement = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="quartiere",
        verbose_name="Zugang Quartiersmanagement",
        blank=True,
        help_text="Diese Personen bearbeiten nur dieses Quartier.",
    )
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = QuartierQuerySet.as_manager()

    class Meta:
        verbose_name = _("Quartier")
        verbose_name_plural = _("Quartiere")
        ordering = ["name", "pk"]
        permissions = [("publish_quartier", "Quartiere veröffentlichen")]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "slug"],
                name="quartier_slug_unique_in_kommune",
                violation_error_message="Dieses Adresskürzel gibt es in der Kommune schon.",
            ),
            models.UniqueConstraint(
                fields=["kommune", "key"],
                condition=~Q(key=""),
                name="quartier_key_unique_in_kommune",
                violation_error_message="Diesen Gebietsschlüssel gibt es in der Kommune schon.",
            ),
            models.CheckConstraint(
                condition=Q(programme_until__isnull=True)
                | Q(programme_since__isnull=True)
                | Q(programme_until__gte=F("programme_since")),
                name="quartier_programme_ends_after_start",
                violation_error_message="Das Ende im Programm muss nach dem Anfang liegen.",
            ),
            models.CheckConstraint(
                condition=Q(programme_since__isnull=True)
                | Q(programme_since__gte=1971, programme_since__lte=2100),
                name="quartier_programme_since_plausible",
                violation_error_message="Bitte das Jahr mit vier Ziffern angeben, ab 1971.",
            ),
            point_in_germany("quartier"),
        ]
        indexes = [models.Index(fields=["west", "east", "south", "north"], name="quartier_bbox")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("quartiere:detail", args=[self.kommune.slug, self.slug])

    @transaction.atomic
    def delete(self, *args, **kwargs):
        self.material.all().delete()
        return super().delete(*args, **kwargs)

    @property
    def is_public(self):
        """The rule of `published()` for one row."""
        return self.is_published and self.kommune.is_active

    @property
    def is_running(self):
        """True, False, or None for a Quartier in no programme."""
        if not self.programme:
            return None
        return not self.programme_until or self.programme_until >= timezone.localdate().year
