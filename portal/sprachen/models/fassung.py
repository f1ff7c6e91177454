"""A version of a text in another language: what readers see, where it comes from, how old it is."""

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from portal.sprachen import quellen
from portal.sprachen.models.textsprache import SIGNED, Textsprache
from quartiere.models import Bild
from quartiere.models.base import (
    RICH_TEXT_EXTENSIONS,
    Publication,
    PublicationQuerySet,
    RichTextField,
)

NO_TRANSCRIPT = (
    "Bitte schreiben Sie den Text zum Video, bevor es öffentlich wird: Wer keine Gebärdensprache "
    "kann oder das Video nicht sieht, liest ihn."
)
TAKEN = "In dieser Sprache gibt es schon eine Fassung davon."
TEXT_EXTENSIONS = {**RICH_TEXT_EXTENSIONS, "Heading": {"levels": [2, 3]}}


def _of_kind(kind):
    return Q(content_type__app_label=kind.app_label, content_type__model=kind.model)


class FassungQuerySet(PublicationQuerySet):
    def of(self, row):
        """The versions of one row; joins instead of asking for the row's content type."""
        return self.of_kind(type(row)).filter(object_id=row.pk)

    def of_kind(self, model):
        return self.filter(_of_kind(quellen.kind_of(model)))

    def managed_by(self, user):
        """Versions belong to whoever manages the row they are of."""
        return self._of_rows(quellen.managed_by, user)

    def editable_by(self, user):
        """What is public changes only by the hand of those who may change its German text."""
        drafts = self.managed_by(user).exclude(status=Publication.Status.PUBLISHED)
        allowed = self._of_rows(quellen.editable_by, user)
        return self.filter(Q(pk__in=drafts.values("pk")) | Q(pk__in=allowed.values("pk")))

    def deletable_by(self, user):
        """What is public goes only by the hand of those who may withdraw it."""
        draft = ~Q(status=Publication.Status.PUBLISHED)
        allowed = draft | Q(pk__in=self.publishable_by(user).values("pk"))
        return self.editable_by(user).filter(allowed)

    def publishable_by(self, user):
        """Versions whose publication `user` decides: who decides it for the German text."""
        return self._of_rows(quellen.publishable_by, user)

    def _of_rows(self, rule, user):
        if user.is_anonymous or not user.is_active:
            return self.none()
        allowed = Q(pk__in=[])
        for kind, model in quellen.KINDS.items():
            rows = rule(model, user).order_by().values("pk")
            allowed |= _of_kind(kind) & Q(object_id__in=rows)
        return self.filter(allowed)

    def for_readers(self):
        """Loads what a page shows of them."""
        return self.select_related("sprache", "video__poster")


class Fassung(Publication):
    class Origin(models.TextChoices):
        EDITOR = "editor", _("von der Redaktion geschrieben")
        TRANSLATOR = "translator", _("von Menschen übersetzt")
        MACHINE = "machine", _("maschinell übersetzt")

    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+", verbose_name="Art des Inhalts"
    )
    object_id = models.PositiveBigIntegerField("Schlüssel des Inhalts")
    source = GenericForeignKey()
    sprache = models.ForeignKey(
        Textsprache, on_delete=models.PROTECT, related_name="fassungen", verbose_name="Sprache"
    )
    title = models.CharField("Überschrift", max_length=160)
    teaser = models.CharField("Kurztext", max_length=300, blank=True)
    text = RichTextField(
        "Text",
        extensions=TEXT_EXTENSIONS,
        help_text="Bei einem Gebärdenvideo: der Text zum Video. Leichte Sprache steht besser in "
        "kurzen Abschnitten weiter unten.",
    )
    origin = models.CharField(
        "Herkunft",
        max_length=10,
        choices=Origin,
        help_text="Steht auf der Seite. Bitte ehrlich: Auch eine gute maschinelle Übersetzung ist "
        "eine maschinelle Übersetzung.",
    )
    reviewed_by = models.CharField(
        "geprüft von (Funktion)",
        max_length=120,
        blank=True,
        help_text="Leichte Sprache prüfen Menschen mit Lernschwierigkeiten. Die Funktion oder "
        "Gruppe, nicht der Name.",
    )
    reviewed_on = models.DateField("geprüft am", null=True, blank=True)
    source_checksum = models.CharField(
        "Prüfsumme des deutschen Textes", max_length=64, editable=False, blank=True
    )
    source_as_of = models.DateField(
        "beruht auf dem deutschen Text vom", editable=False, default=timezone.localdate
    )
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = FassungQuerySet.as_manager()

    class Meta:
        verbose_name = "Fassung"
        verbose_name_plural = "Fassungen"
        ordering = ["sprache__order", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "sprache"],
                name="fassung_unique_in_sprache",
                violation_error_message=TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on__isnull=True) | ~Q(reviewed_by=""),
                name="fassung_review_names_a_function",
                violation_error_message="Zu „geprüft am“ gehört, wer geprüft hat (Funktion).",
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.sprache})"

    def clean(self):
        super().clean()
        if self.is_published and self.lacks_transcript:
            raise ValidationError({"text": NO_TRANSCRIPT})

    @property
    def lacks_transcript(self):
        """Sign language without its text: who reads or hears it would get nothing."""
        is_signed = self.sprache_id is not None and self.sprache.code == SIGNED
        return is_signed and not strip_tags(self.text).strip()

    def match_source(self):
        """Note that this version says what the German text says today."""
        self.source_checksum = quellen.checksum(self.source)
        self.source_as_of = timezone.localdate()

    def is_stale_for(self, row):
        """Whether the German text has changed since; `row` is the source, loaded already."""
        return self.source_checksum != quellen.checksum(row)

    @property
    def is_stale(self):
        return self.source is not None and self.is_stale_for(self.source)


class FassungsabschnittQuerySet(models.QuerySet):
    def published(self):
        return self.filter(fassung__in=Fassung.objects.published())

    def managed_by(self, user):
        return self.filter(fassung__in=Fassung.objects.managed_by(user))


class Fassungsabschnitt(models.Model):
    fassung = models.ForeignKey(
        Fassung, on_delete=models.CASCADE, related_name="abschnitte", verbose_name="Fassung"
    )
    heading = models.CharField("Überschrift", max_length=120, blank=True)
    text = RichTextField("Text", extensions=TEXT_EXTENSIONS)
    picture = models.ForeignKey(
        Bild,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Bild",
        help_text="Ein Bild, das den Abschnitt verständlicher macht.",
    )
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    objects = FassungsabschnittQuerySet.as_manager()

    class Meta:
        verbose_name = "Abschnitt"
        verbose_name_plural = "Abschnitte"
        ordering = ["order", "pk"]

    def __str__(self):
        return self.heading or f"Abschnitt {self.order}"


# The relation back: a deleted row takes its versions along. It stands here, since the apps below
# know nothing of versions.
for _model in quellen.SOURCES:
    GenericRelation(Fassung).contribute_to_class(_model, "fassungen")
