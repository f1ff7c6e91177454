"""Beiträge: blog, news, practice examples and theme articles."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from netzwerke.models import Massnahme, Netzwerk
from portal.beitraege.models.versionen import Versionen
from portal.beitraege.models.zeitfenster import (
    Zeitfenster,
    ZeitfensterQuerySet,
    window_is_ordered,
)
from quartiere.models import Bild, Handlungsfeld, Kommune, Quartier, Zielgruppe
from quartiere.models.base import (
    RICH_TEXT_EXTENSIONS,
    SLUG_HELP,
    Reviewed,
    ReviewedQuerySet,
    RichTextField,
)
from veranstaltungen.models import Dokumentation

# The page gives only its h1. Pictures are rows of BeitragBild: the text itself can load nothing.
TEXT_EXTENSIONS = {**RICH_TEXT_EXTENSIONS, "Heading": {"levels": [2, 3, 4]}}


class BeitragQuerySet(ZeitfensterQuerySet, ReviewedQuerySet):
    def published(self):
        """Public now: published, inside its time window, in a Kommune that exists or in none."""
        rows = self.filter(status=Beitrag.Status.PUBLISHED).in_window()
        return rows.filter(Q(kommune__isnull=True) | Q(kommune__is_active=True))

    def managed_by(self, user):
        """Rows of the user's Kommunen; a Quartiersmanagement those about its Quartiere alone.

        Supra-local ones (without Kommune) are the Programmleitung's.
        """
        if user.is_anonymous or not user.is_active:
            return self.none()
        if user.is_programmleitung:
            return self
        own = user.quartiere.through.objects.filter(user=user).values("quartier")
        links = self.model.quartiere.through.objects
        local = links.filter(quartier__in=own, quartier__kommune=F("beitrag__kommune"))
        further = links.exclude(quartier__in=own)
        return self.filter(
            Q(kommune__in=Kommune.objects.managed_by(user))
            | Q(pk__in=local.values("beitrag")) & ~Q(pk__in=further.values("beitrag"))
        )

    def publishable_by(self, user):
        """Rows whose publication `user` decides: a Quartiersmanagement writes, others publish."""
        if not user.has_perm("beitraege.publish_beitrag"):
            return self.none()
        if user.is_programmleitung:
            return self
        return self.filter(kommune__in=Kommune.objects.managed_by(user))

    def editable_by(self, user):
        """What has been reviewed changes only by the hand of those who may publish it."""
        drafts = self.managed_by(user).filter(status=Beitrag.Status.DRAFT)
        publishable = self.publishable_by(user)
        return self.filter(Q(pk__in=drafts.values("pk")) | Q(pk__in=publishable.values("pk")))

    def of_kommune(self, kommune):
        """Rows of the Kommune, those that name it, and those about one of its public Quartiere."""
        naming = self.model.kommunen.through.objects.filter(kommune=kommune)
        quartiere = Quartier.objects.published().filter(kommune=kommune)
        local = self.model.quartiere.through.objects.filter(quartier__in=quartiere.values("pk"))
        return self.filter(
            Q(kommune=kommune)
            | Q(pk__in=naming.values("beitrag"))
            | Q(pk__in=local.values("beitrag"))
        )


class Beitrag(Zeitfenster, Reviewed):
    class Kind(models.TextChoices):
        BLOG = "blog", _("Blog")
        NEWS = "news", _("Neuigkeit")
        EXAMPLE = "example", _("Praxisbeispiel")
        THEME = "theme", _("Thema")

    class Status(models.TextChoices):
        DRAFT = "draft", "Entwurf"
        REVIEWED = "reviewed", "gegengelesen"
        PUBLISHED = "published", "veröffentlicht"

    # Written only by the conditional UPDATEs of workflow.py.
    GUARDED = ("status",)

    kind = models.CharField("Art", max_length=8, choices=Kind, default=Kind.BLOG, db_index=True)
    status = models.CharField(
        "Stand", max_length=10, choices=Status, default=Status.DRAFT, editable=False, db_index=True
    )
    kommune = models.ForeignKey(
        Kommune,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="beitraege",
        verbose_name="Kommune",
        help_text="Wer den Beitrag verantwortet. Leer: überörtlich, Sache der Programmleitung.",
    )
    title = models.CharField(
        "Überschrift", max_length=140, help_text="Was ist die Nachricht? Am besten ein kurzer Satz."
    )
    slug = models.SlugField("Adresskürzel", max_length=120, unique=True, help_text=SLUG_HELP)
    teaser = models.CharField(
        "Kurztext",
        max_length=300,
        help_text="Ein bis zwei Sätze für Karten, Suchergebnisse und Feeds: Worum geht es, für "
        "wen ist es wichtig?",
    )
    text = RichTextField(
        "Text",
        extensions=TEXT_EXTENSIONS,
        help_text="Das Wichtigste zuerst, dann Zwischenüberschriften. Bilder tragen Sie unten ein; "
        "wo „[Bild 1]“ allein in einem Absatz steht, erscheint das erste davon.",
    )
    picture = models.ForeignKey(
        Bild,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="beitraege",
        verbose_name="Titelbild",
        help_text="Steht auf Karten, über dem Text und in geteilten Links.",
    )
    author_function = models.CharField(
        "Autorin oder Autor (Funktion)",
        max_length=120,
        help_text="Die Funktion, nicht der Name, zum Beispiel „Quartiersmanagement Nord“.",
    )
    date = models.DateField(
        "Datum",
        default=timezone.localdate,
        db_index=True,
        help_text="Steht am Beitrag und ordnet die Liste, das Neueste zuerst.",
    )
    handlungsfelder = models.ManyToManyField(
        Handlungsfeld, related_name="beitraege", verbose_name="Handlungsfelder", blank=True
    )
    zielgruppen = models.ManyToManyField(
        Zielgruppe, related_name="beitraege", verbose_name="Zielgruppen", blank=True
    )
    quartiere = models.ManyToManyField(
        Quartier, related_name="beitraege", verbose_name="Quartiere", blank=True
    )
    kommunen = models.ManyToManyField(
        Kommune, related_name="+", verbose_name="weitere Kommunen", blank=True
    )
    netzwerke = models.ManyToManyField(
        Netzwerk, related_name="beitraege", verbose_name="Netzwerke", blank=True
    )
    massnahmen = models.ManyToManyField(
        Massnahme, related_name="beitraege", verbose_name="Maßnahmen", blank=True
    )
    dokumentationen = models.ManyToManyField(
        Dokumentation,
        related_name="beitraege",
        verbose_name="Dokumentationen von Veranstaltungen",
        blank=True,
    )
    angeheftet = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="+",
        verbose_name="angeheftete Beiträge",
        blank=True,
        help_text="Stehen bei „Weitere Beiträge zum Thema“ zuerst. Den Rest findet das Portal "
        "selbst über gemeinsame Zielgruppen, Quartiere und Handlungsfelder.",
    )
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = BeitragQuerySet.as_manager()
    versionen = Versionen(
        custom_model_name="BeitragVersion",
        verbose_name="Version eines Beitrags",
        verbose_name_plural="Versionen von Beiträgen",
    )

    class Meta:
        verbose_name = "Beitrag"
        verbose_name_plural = "Beiträge"
        ordering = ["-date", "-pk"]
        permissions = [("publish_beitrag", "Beiträge gegenlesen und veröffentlichen")]
        constraints = [window_is_ordered("beitrag")]
        indexes = [models.Index(fields=["status", "-date"], name="beitrag_public_list")]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        """Never writes GUARDED fields of a row that exists: an old copy would undo a step."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = [
                field.name
                for field in self._meta.concrete_fields
                if not field.primary_key and field.name not in self.GUARDED
            ]
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("beitraege:detail", args=[self.slug])

    @property
    def is_published(self):
        return self.status == self.Status.PUBLISHED

    @property
    def is_public(self):
        """The rule of `published()` for one row."""
        is_active = self.kommune is None or self.kommune.is_active
        return self.is_published and self.is_in_window and is_active


class BeitragBild(models.Model):
    """A picture inside a Beitrag; `Bild` brings alternative text, author and licence."""

    beitrag = models.ForeignKey(
        Beitrag, on_delete=models.CASCADE, related_name="bilder", verbose_name="Beitrag"
    )
    bild = models.ForeignKey(
        Bild, on_delete=models.PROTECT, related_name="beitragsbilder", verbose_name="Bild"
    )
    caption = models.CharField("Bildunterschrift", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name = "Bild im Text"
        verbose_name_plural = "Bilder im Text"
        ordering = ["order", "pk"]

    def __str__(self):
        return str(self.bild)


BeitragVersion = Beitrag.versionen.model
