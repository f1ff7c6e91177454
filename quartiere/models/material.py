"""What hangs on a Quartier: its milestones and its material."""

import secrets
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quartiere import dateien
from quartiere.models.dateifeld import OwnedFileField
from quartiere.models.quartier import Quartier

MONTHS = [
    (1, _("Januar")),
    (2, _("Februar")),
    (3, _("März")),
    (4, _("April")),
    (5, _("Mai")),
    (6, _("Juni")),
    (7, _("Juli")),
    (8, _("August")),
    (9, _("September")),
    (10, _("Oktober")),
    (11, _("November")),
    (12, _("Dezember")),
]


class Meilenstein(models.Model):
    quartier = models.ForeignKey(
        Quartier, on_delete=models.CASCADE, related_name="meilensteine", verbose_name="Quartier"
    )
    year = models.PositiveSmallIntegerField("Jahr")
    month = models.PositiveSmallIntegerField("Monat", null=True, blank=True, choices=MONTHS)
    title = models.CharField("Überschrift", max_length=120)
    text = models.TextField("Text", blank=True, max_length=1000)

    class Meta:
        verbose_name = _("Meilenstein")
        verbose_name_plural = _("Meilensteine")
        ordering = ["year", "month", "pk"]

    def __str__(self):
        return f"{self.year}: {self.title}"


class MaterialQuerySet(models.QuerySet):
    def published(self):
        return self.filter(quartier__in=Quartier.objects.published())

    def managed_by(self, user):
        return self.filter(quartier__in=Quartier.objects.managed_by(user))


def validate_document(file):
    """What is uploaded now must be what its name says; what is stored was checked then."""
    if not file._committed:
        try:
            dateien.check_document(file, file.name)
        except dateien.FileRefused as refusal:
            raise ValidationError(str(refusal), code="invalid_document") from refusal


def material_path(material, filename):
    """An address nobody can guess, with the name people recognise."""
    return f"material/{secrets.token_urlsafe(12)}/{PurePath(filename).name}"


class DocumentFieldFile(FieldFile):
    @property
    def url(self):
        """Not the media folder but the view that asks whether the Quartier is published."""
        return reverse("quartiere:material", args=[self.name.removeprefix("material/")])


class DocumentField(OwnedFileField):
    attr_class = DocumentFieldFile


class Material(models.Model):
    """A file or a link that belongs to a Quartier."""

    quartier = models.ForeignKey(
        Quartier, on_delete=models.CASCADE, related_name="material", verbose_name="Quartier"
    )
    title = models.CharField("Bezeichnung", max_length=160)
    file = DocumentField(
        "Datei",
        upload_to=material_path,
        blank=True,
        validators=[validate_document],
        help_text="Am besten ein barrierefreies PDF, höchstens 25 MB.",
    )
    link = models.URLField("Link", blank=True)
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("Material")
        verbose_name_plural = _("Material")
        ordering = ["order", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file="") ^ Q(link=""),
                name="material_is_file_or_link",
                violation_error_message="Bitte entweder eine Datei oder einen Link angeben.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Where the link leads, or the file: public only while its Quartier is published."""
        return self.link or self.file.url

    @property
    def kind(self):
        """What a reader gets: "Link", or the type of the file as in "PDF"."""
        return PurePath(self.file.name).suffix[1:].upper() if self.file else "Link"
