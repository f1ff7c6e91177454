"""The file field of `Bild`: checks what is uploaded, stores pixels only, makes the renditions."""

from pathlib import PurePath
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.forms import FileField as FileFormField
from django.forms import FileInput

from quartiere import bilder


class Rendition(NamedTuple):
    """One size of a picture, ready for `srcset`."""

    url: str
    width: int
    height: int


def rendition_name(name, width):
    return f"{PurePath(name).with_suffix('')}-{width}.webp"


class PictureFieldFile(FieldFile):
    def save(self, name, content, save=True):
        """Store the re-encoded picture and its renditions; fills width and height."""
        content.seek(0)
        image, kind = bilder.read_picture(content)
        self.instance.width, self.instance.height = image.size
        fresh = ContentFile(bilder.encode(image, kind))
        super().save(f"{PurePath(name).stem}{bilder.SUFFIXES[kind]}", fresh, save=False)
        for width in bilder.rendition_widths(image.width):
            self._store(rendition_name(self.name, width), bilder.rendition(image, width))
        if save:
            self.instance.save()

    save.alters_data = True

    def _store(self, name, content):
        # The name follows from that of the original, which is free: nothing to be renamed.
        self.storage.save(name, ContentFile(content))


class PictureFormField(FileFormField):
    widget = FileInput

    def to_python(self, data):
        """Refuse at the form what could not be stored; the message stands at the field."""
        file = super().to_python(data)
        if file is None:
            return None
        try:
            bilder.read_picture(file)
        except bilder.PictureRefused as refusal:
            raise ValidationError(str(refusal), code="invalid_image") from refusal
        file.seek(0)
        return file


class PictureField(models.FileField):
    """Unlike Django's ImageField it opens no file that has not been checked."""

    attr_class = PictureFieldFile
    description = "Picture"

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PictureFormField, **kwargs})


def delete_files_after_commit(storage, names):
    """Remove files once the transaction that made them superfluous is certain."""
    names = [name for name in names if name]
    if names:
        transaction.on_commit(lambda: [storage.delete(name) for name in names])


def picture_file_names(name, width):
    """The original and every rendition that belongs to it."""
    if not name:
        return []
    widths = bilder.rendition_widths(width) if width else bilder.WIDTHS
    return [name, *(rendition_name(name, step) for step in widths)]
