"""Who invites: an organisation with the people who work for it in the portal."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from netzwerke.models import Akteur
from quartiere.models import Kommune


class VeranstalterQuerySet(models.QuerySet):
    def published(self):
        """Those that a public Veranstaltung names."""
        public = self.model.veranstaltungen.rel.related_model.objects.published()
        return self.filter(Exists(public.filter(veranstalter=OuterRef("pk"))))

    def managed_by(self, user):
        """Those at home in the user's Kommunen; without a Kommune the Programmleitung's."""
        if user.is_anonymous or not user.is_active:
            return self.none()
        if user.is_programmleitung:
            return self
        return self.filter(kommune__in=Kommune.objects.managed_by(user))

    def represented_by(self, user):
        """Those in whose name `user` may propose and edit."""
        if user.is_anonymous or not user.is_active:
            return self.none()
        own = self.model.mitglieder.through.objects.filter(user=user).values("veranstalter")
        return self.filter(pk__in=own)

    def editable_by(self, user):
        managed = self.managed_by(user).values("pk")
        return self.filter(Q(pk__in=managed) | Q(pk__in=self.represented_by(user).values("pk")))


class Veranstalter(models.Model):
    class Trust(models.TextChoices):
        MODERATED = "moderated", "Redaktion prüft vor der Veröffentlichung"
        TRUSTED = "trusted", "vertrauenswürdig: veröffentlicht selbst"

    name = models.CharField("Name der Organisation", max_length=160)
    akteur = models.OneToOneField(
        Akteur,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="veranstalter",
        verbose_name="Akteur",
        help_text="Wenn die Organisation schon als Akteur im Portal steht.",
    )
    kommune = models.ForeignKey(
        Kommune,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="veranstalter",
        verbose_name="Kommune",
        help_text="Wo die Organisation ihren Sitz hat. Leer bei überörtlichen Organisationen.",
    )
    website = models.URLField("Internetseite", blank=True)
    trust = models.CharField(
        "Vertrauensstufe", max_length=10, choices=Trust, default=Trust.MODERATED
    )
    mitglieder = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="veranstalter",
        verbose_name="Zugang der Organisation",
        blank=True,
        help_text="Diese Personen bearbeiten die Veranstaltungen der Organisation.",
    )
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = VeranstalterQuerySet.as_manager()

    class Meta:
        verbose_name = "Veranstalter"
        verbose_name_plural = "Veranstalter"
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    @property
    def is_trusted(self):
        return self.trust == self.Trust.TRUSTED

    @property
    def is_founding(self):
        """Nobody belongs to it and nobody registers for what it invites to: it may get people."""
        return not self.pk or not (self.mitglieder.exists() or self._has_guests())

    def _has_guests(self):
        still = Q(registration="here") & ~Q(status__in=["past", "documented", "cancelled"])
        return self.veranstaltungen.filter(still | Q(anmeldungen__email__gt="")).exists()
