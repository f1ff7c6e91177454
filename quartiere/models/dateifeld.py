"""A file that belongs to one row and is superfluous without it."""

from django.db import models

from quartiere.models.bildfeld import delete_files_after_commit


class OwnedFileField(models.FileField):
    """Removes the file that is replaced, and takes its own along however its row goes.

    Most rows go with the one that they hang on, which asks neither `delete()` nor a QuerySet:
    hence the signal, as Django's own ImageField uses one. Files go once the commit is certain.
    """

    def deconstruct(self):
        """For migrations a FileField: the column is the same."""
        name, path, args, kwargs = super().deconstruct()
        if type(self) is OwnedFileField:
            path = "django.db.models.FileField"
        return name, path, args, kwargs

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        if not cls._meta.abstract:
            models.signals.post_delete.connect(self._row_deleted, sender=cls)

    def pre_save(self, instance, add):
        stored = type(instance)._base_manager.filter(pk=instance.pk)
        before = None if add else stored.values_list(self.attname, flat=True).first()
        file = super().pre_save(instance, add)
        if before and before != file.name:
            delete_files_after_commit(self.storage, [before])
        return file

    def _row_deleted(self, instance, **kwargs):
        delete_files_after_commit(self.storage, [getattr(instance, self.attname).name])
