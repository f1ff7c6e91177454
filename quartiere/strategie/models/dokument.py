"""A document that hangs on something: an uploaded file or a link to it."""

import secrets
from pathlib import PurePath

from django.db import models

from quartiere.models.bildfeld import delete_files_after_commit
from quartiere.models.material import validate_document


def document_path(row, filename):
    """An address nobody can guess, with the name people recognise."""
    return f"{row._meta.model_name}/{secrets.token_urlsafe(12)}/{PurePath(filename).name}"


class DokumentQuerySet(models.QuerySet):
    def delete(self):
        """The rows, and after the commit their files."""
        names = list(self.values_list("file", flat=True))
        result = super().delete()
        delete_files_after_commit(self.model._meta.get_field("file").storage, names)
        return result

    delete.alters_data = True
    delete.queryset_only = True


class Dokument(models.Model):
    file = models.FileField(
        "Datei",
        upload_to=document_path,
        blank=True,
        validators=[validate_document],
        help_text="Am besten ein barrierefreies PDF, höchstens 25 MB.",
    )
    link = models.URLField("Link", blank=True)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Store a new file and remove the one it replaces, once that is certain."""
        before = type(self)._base_manager.filter(pk=self.pk).values_list("file", flat=True).first()
        super().save(*args, **kwargs)
        if before and before != self.file.name:
            delete_files_after_commit(self.file.storage, [before])

    def delete(self, *args, **kwargs):
        name, storage = self.file.name, self.file.storage
        result = super().delete(*args, **kwargs)
        delete_files_after_commit(storage, [name])
        return result

    @property
    def kind_of_file(self):
        """What a reader gets: "Link", or the type of the file as in "PDF"; "" for neither."""
        if self.file:
            return PurePath(self.file.name).suffix[1:].upper()
        return "Link" if self.link else ""
