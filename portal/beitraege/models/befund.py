"""Links in the public texts, with what the last check found."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from quartiere.models.base import RichTextField
from quartiere.models.thema import Thema

OURS = ("portal", "quartiere", "netzwerke", "veranstaltungen")


def linking_models():
    """{model: names of fields with links} of everything that has public rows of its own."""
    found = {}
    for model in apps.get_models():
        is_ours = model.__module__.split(".")[0] in OURS
        has_public_rows = hasattr(model._default_manager, "published")
        if is_ours and (has_public_rows or issubclass(model, Thema)):
            fields = [f.name for f in model._meta.fields if isinstance(f, LINK_FIELDS)]
            if fields:
                found[model] = fields
    return found


LINK_FIELDS = (RichTextField, models.URLField)


class LinkBefundQuerySet(models.QuerySet):
    def broken(self):
        return self.exclude(problem="")

    def managed_by(self, user):
        """Links in what the user manages; vocabularies are the Programmleitung's."""
        if user.is_anonymous or not user.is_active:
            return self.none()
        if user.is_programmleitung:
            return self
        condition = Q(pk__in=[])
        for model in linking_models():
            if hasattr(model._default_manager, "managed_by"):
                # By its names, so that no content type has to be looked up first.
                condition |= Q(
                    content_type__app_label=model._meta.app_label,
                    content_type__model=model._meta.model_name,
                    object_id__in=model._default_manager.managed_by(user).values("pk"),
                )
        return self.filter(condition)


class LinkBefund(models.Model):
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+", verbose_name="Art des Eintrags"
    )
    object_id = models.PositiveBigIntegerField("Nummer des Eintrags")
    title = models.CharField("Eintrag", max_length=300)
    field = models.CharField("Feld", max_length=60)
    url = models.CharField("Adresse", max_length=2000)
    is_external = models.BooleanField("führt aus dem Portal hinaus", default=False)
    problem = models.CharField("Befund", max_length=200, blank=True)
    checked_at = models.DateTimeField("geprüft", null=True, db_index=True)

    objects = LinkBefundQuerySet.as_manager()

    class Meta:
        verbose_name = "Link"
        verbose_name_plural = "Fehlerhafte Links"
        ordering = ["title", "url", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field", "url"], name="linkbefund_unique"
            )
        ]

    def __str__(self):
        return self.url
