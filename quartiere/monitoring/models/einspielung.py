"""Einspielung: the uploading of an edition in the admin, from the files to the publication."""

import uuid
from datetime import timedelta
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from quartiere.models import Kommune
from quartiere.models.dateifeld import OwnedFileField
from quartiere.monitoring import profil
from quartiere.monitoring.models.ausgabe import Ausgabe
from quartiere.monitoring.models.base import KommuneScopedQuerySet

STALLED_AFTER = timedelta(seconds=60)


class ImportProfil(models.Model):
    """A profile kept for the next edition."""

    kommune = models.ForeignKey(
        Kommune, on_delete=models.CASCADE, related_name="importprofile", verbose_name="Kommune"
    )
    name = models.CharField("Name", max_length=80)
    text = models.TextField("Profil (TOML)", help_text="Aufbau: Handbuch der Methode.")
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = KommuneScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "Importprofil"
        verbose_name_plural = "Importprofile"
        ordering = ["kommune", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "name"],
                name="importprofil_name_unique_in_kommune",
                violation_error_message="Ein Profil dieses Namens gibt es in der Kommune schon.",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        try:
            profil.parse(self.text)
        except profil.ProfilError as error:
            raise ValidationError({"text": error.messages}) from error


class EinspielungQuerySet(KommuneScopedQuerySet):
    def older_than(self, days):
        return self.filter(created_at__lt=timezone.now() - timedelta(days=days))

    def delete(self):
        """Files first: their rows take them along."""
        EinspielungDatei.objects.filter(einspielung__in=self).delete()
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


class Einspielung(models.Model):
    class State(models.TextChoices):
        UPLOADED = "uploaded", "hochgeladen"
        RUNNING = "running", "läuft"
        FAULTY = "faulty", "fehlerhaft"
        READY = "ready", "bereit"
        PUBLISHED = "published", "veröffentlicht"
        FAILED = "failed", "abgebrochen"

    kommune = models.ForeignKey(
        Kommune, on_delete=models.PROTECT, related_name="einspielungen", verbose_name="Kommune"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="begonnen von",
    )
    created_at = models.DateTimeField("begonnen am", auto_now_add=True)
    profile = models.TextField("Profil (TOML)", blank=True)
    profile_name = models.CharField("Name der Zuordnung", max_length=80, blank=True)
    correction_note = models.TextField("Grund der Korrektur", blank=True)
    state = models.CharField("Stand", max_length=10, choices=State, default=State.UPLOADED)
    progress = models.CharField("Fortschritt", max_length=120, blank=True)
    heartbeat = models.DateTimeField("Lebenszeichen", null=True, blank=True)
    # Counts the runs: one that was given up must not write over the next.
    run = models.PositiveIntegerField("Lauf", default=0)
    report = models.JSONField("Bericht", default=list)
    preview = models.JSONField("Vorschau", default=dict)
    ausgabe = models.OneToOneField(
        Ausgabe,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="einspielung",
        verbose_name="Ausgabe",
    )

    objects = EinspielungQuerySet.as_manager()

    class Meta:
        verbose_name = "Einspielung"
        verbose_name_plural = "Einspielungen"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.kommune}, {timezone.localtime(self.created_at):%d.%m.%Y %H:%M}"

    def delete(self, *args, **kwargs):
        self.dateien.all().delete()
        return super().delete(*args, **kwargs)

    @property
    def is_stalled(self):
        """It says it runs but gave no sign of life for a minute: the process is gone."""
        if self.state != self.State.RUNNING:
            return False
        return self.heartbeat is None or self.heartbeat < timezone.now() - STALLED_AFTER


def private_path(datei, filename):
    """Below a folder that no address serves; the name gives nothing away."""
    return f"privat/einspielungen/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()[:8]}"


class EinspielungDatei(models.Model):
    einspielung = models.ForeignKey(
        Einspielung, on_delete=models.CASCADE, related_name="dateien", verbose_name="Einspielung"
    )
    file = OwnedFileField("Datei", upload_to=private_path, max_length=200)
    name = models.CharField("Name", max_length=200)
    size = models.PositiveBigIntegerField("Größe in Byte", default=0)

    class Meta:
        verbose_name = "Datei einer Einspielung"
        verbose_name_plural = "Dateien einer Einspielung"
        ordering = ["einspielung", "pk"]

    def __str__(self):
        return self.name
