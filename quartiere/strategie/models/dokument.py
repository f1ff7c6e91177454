"""A document that hangs on something: an uploaded file or a link to it."""

import secrets
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _

from quartiere.models.dateifeld import OwnedFileField
from quartiere.models.material import validate_document


def document_path(row, filename):
    """An address nobody can guess, with the name people recognise."""
    return f"{row._meta.model_name}/{secrets.token_urlsafe(12)}/{PurePath(filename).name}"


class Dokument(models.Model):
    file = OwnedFileField(
        "Datei",
        upload_to=document_path,
        blank=True,
        validators=[validate_document],
        help_text=_("Am besten ein barrierefreies PDF, höchstens 25 MB."),
    )
    link = models.URLField("Link", blank=True)

    class Meta:
        abstract = True

    @property
    def kind_of_file(self):
        """What a reader gets: "Link", or the type of the file as in "PDF"; "" for neither."""
        if self.file:
            return PurePath(self.file.name).suffix[1:].upper()
        return "Link" if self.link else ""
