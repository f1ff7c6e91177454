"""Pictures with the text for those who do not see them, author and licence."""

import secrets
from pathlib import PurePath

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from quartiere import bilder
from quartiere.models.bildfeld import (
    PictureField,
    Rendition,
    delete_files_after_commit,
    picture_file_names,
    rendition_name,
)
from quartiere.models.kommune import Kommune


class BildQuerySet(models.QuerySet):
    def managed_by(self, user):
        """Pictures of the user's Kommunen, which all who work there share.

        Those of the whole portal belong to the Programmleitung.
        """
        if user.is_anonymous or not user.is_active:
            return self.none()
        if user.is_programmleitung:
            return self
        return self.filter(kommune__in=Kommune.objects.worked_in_by(user))

    def editable_by(self, user):
        """A Quartiersmanagement changes no picture that other people's Quartiere show."""
        rows = self.managed_by(user)
        if user.is_anonymous or user.is_programmleitung:
            return rows
        quartiere = self.model.quartiere.rel.related_model.objects
        others = quartiere.exclude(pk__in=quartiere.managed_by(user).values("pk"))
        return rows.filter(
            Q(kommune__in=Kommune.objects.managed_by(user))
            | ~Exists(others.filter(picture=OuterRef("pk")))
        )

    def delete(self):
        """The rows, and after the commit their files."""
        rows = list(self.values_list("file", "width"))
        result = super().delete()
        names = [file for row in rows for file in picture_file_names(*row)]
        delete_files_after_commit(self.model._meta.get_field("file").storage, names)
        return result

    delete.alters_data = True
    delete.queryset_only = True


def picture_path(bild, filename):
    return f"bilder/{secrets.token_urlsafe(12)}{PurePath(filename).suffix.lower()}"


class Bild(models.Model):
    title = models.CharField(
        "Bezeichnung", max_length=120, help_text="Damit Sie das Bild in der Verwaltung finden."
    )
    kommune = models.ForeignKey(
        Kommune,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bilder",
        verbose_name="Kommune",
        help_text="Leer: gehört zum ganzen Portal.",
    )
    # Storing the file fills width and height, so it stands before them.
    file = PictureField(
        "Datei",
        upload_to=picture_path,
        help_text="JPEG, PNG oder WebP, höchstens 15 MB und 40 Millionen Bildpunkte. Angaben in "
        "der Datei, zum Beispiel der Aufnahmeort, werden entfernt.",
    )
    width = models.PositiveIntegerField("Breite", editable=False, null=True)
    height = models.PositiveIntegerField("Höhe", editable=False, null=True)
    is_decorative = models.BooleanField(
        "nur Schmuck",
        default=False,
        help_text="Trägt keine Information. Nur dann bleibt der Alternativtext leer.",
    )
    alt_text = models.CharField(
        "Alternativtext",
        max_length=250,
        blank=True,
        help_text="Was man auf dem Bild sieht, in einem Satz, für Menschen, die es nicht sehen. "
        "Ohne „Bild von …“.",
    )
    author = models.CharField("Urheberin oder Urheber", max_length=120)
    licence = models.CharField(
        "Lizenz", max_length=80, help_text="Zum Beispiel „CC BY 4.0“ oder „alle Rechte bei …“."
    )
    source = models.URLField("Quelle", blank=True)

    objects = BildQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_decorative=True, alt_text="")
                | (Q(is_decorative=False) & ~Q(alt_text="")),
                name="bild_alt_text_unless_decorative",
                violation_error_message="Bitte einen Alternativtext schreiben oder „nur Schmuck“ "
                "ankreuzen, nicht beides.",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        """Store a new file and remove the one it replaces, once that is certain."""
        before = type(self)._base_manager.filter(pk=self.pk).values_list("file", "width").first()
        super().save(*args, **kwargs)
        if before and before[0] != self.file.name:
            delete_files_after_commit(self.file.storage, picture_file_names(*before))

    def delete(self, *args, **kwargs):
        names = picture_file_names(self.file.name, self.width)
        result = super().delete(*args, **kwargs)
        delete_files_after_commit(self.file.storage, names)
        return result

    @property
    def renditions(self):
        """The WebP files by width, smallest first; made on upload, none wider than the picture."""
        return [
            Rendition(
                self.file.storage.url(rendition_name(self.file.name, width)),
                width,
                bilder.rendition_height(width, (self.width, self.height)),
            )
            for width in bilder.rendition_widths(self.width)
        ]

    @property
    def srcset(self):
        """The renditions in the form of the HTML attribute."""
        return ", ".join(f"{item.url} {item.width}w" for item in self.renditions)

    @property
    def medium(self):
        """The rendition for where only one can be given: at most 960 wide."""
        return [item for item in self.renditions if item.width <= 960][-1]
