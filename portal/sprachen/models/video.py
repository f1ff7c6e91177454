"""A video in German Sign Language, on the portal's own host."""

import secrets
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models

from portal.sprachen.models.fassung import Fassung
from quartiere.models import Bild
from quartiere.models.dateifeld import OwnedFileField

MAX_BYTES = 200_000_000
# Where the kind of container stands in the first bytes.
SIGNATURES = {"mp4": (4, b"ftyp"), "webm": (0, b"\x1a\x45\xdf\xa3")}


def video_path(video, filename):
    return f"gebaerdenvideo/{secrets.token_urlsafe(12)}{PurePath(filename).suffix.lower()}"


def check_video(file):
    extension = PurePath(file.name).suffix[1:].lower()
    if file.size > MAX_BYTES:
        raise ValidationError(f"Das Video ist größer als {MAX_BYTES // 1_000_000} MB.")
    start, signature = SIGNATURES.get(extension, (0, b""))
    file.seek(0)
    if file.read(start + len(signature))[start:] != signature:
        raise ValidationError("Der Inhalt passt nicht zur Endung. Möglich sind MP4 und WebM.")
    file.seek(0)


class GebaerdenvideoQuerySet(models.QuerySet):
    def published(self):
        return self.filter(fassung__in=Fassung.objects.published())

    def managed_by(self, user):
        return self.filter(fassung__in=Fassung.objects.managed_by(user))


class Gebaerdenvideo(models.Model):
    fassung = models.OneToOneField(
        Fassung, on_delete=models.CASCADE, related_name="video", verbose_name="Fassung"
    )
    file = OwnedFileField(
        "Datei",
        upload_to=video_path,
        validators=[FileExtensionValidator(["mp4", "webm"]), check_video],
        help_text="MP4 oder WebM, höchstens 200 MB. Das Video liegt auf diesem Server.",
    )
    size = models.PositiveBigIntegerField("Größe in Bytes", editable=False, default=0)
    seconds = models.PositiveIntegerField("Dauer in Sekunden")
    poster = models.ForeignKey(
        Bild,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Standbild",
    )

    objects = GebaerdenvideoQuerySet.as_manager()

    class Meta:
        verbose_name = "Gebärdenvideo"
        verbose_name_plural = "Gebärdenvideos"

    def __str__(self):
        return f"Video: {self.fassung}"

    def save(self, *args, **kwargs):
        self.size = self.file.size
        super().save(*args, **kwargs)

    @property
    def duration(self):
        """ "2:05" for 125 seconds."""
        return f"{self.seconds // 60}:{self.seconds % 60:02d}"
