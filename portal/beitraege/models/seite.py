"""Pages of the portal that staff write: legal pages now, more of the same kind when needed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import Resolver404, resolve, reverse

from portal.beitraege import placeholders
from portal.beitraege.models.versionen import Versionen
from portal.beitraege.models.zeitfenster import (
    Zeitfenster,
    ZeitfensterQuerySet,
    window_is_ordered,
)
from quartiere.models.base import (
    RICH_TEXT_EXTENSIONS,
    SLUG_HELP,
    Publication,
    PublicationQuerySet,
    Reviewed,
    ReviewedQuerySet,
    RichTextField,
)

# A page here has only its h1 above the text, so the text begins with h2.
PAGE_EXTENSIONS = {**RICH_TEXT_EXTENSIONS, "Heading": {"levels": [2, 3]}}
# A public body must have these; the footer links them.
REQUIRED_SLUGS = [
    "impressum",
    "datenschutz",
    "barrierefreiheit",
    "leichte-sprache",
    "gebaerdensprache",
    "kontakt",
]


class SeiteQuerySet(PublicationQuerySet, ZeitfensterQuerySet, ReviewedQuerySet):
    def published(self):
        """Public now: published and inside its time window."""
        return super().published().in_window()

    def managed_by(self, user):
        """These pages speak for the whole portal: the Programmleitung alone answers for them."""
        if user.is_anonymous or not user.is_programmleitung:
            return self.none()
        return self


class Seite(Publication, Zeitfenster, Reviewed):
    class Language(models.TextChoices):
        """BCP 47 tags, as they stand in the `lang` attribute."""

        STANDARD = "de", "Deutsch"
        EASY = "de-simple", "Leichte Sprache"

    title = models.CharField("Überschrift", max_length=120)
    slug = models.SlugField("Adresskürzel", max_length=80, unique=True, help_text=SLUG_HELP)
    teaser = models.CharField(
        "Kurztext",
        max_length=240,
        blank=True,
        help_text="Ein Satz, der unter der Überschrift und in Suchmaschinen steht.",
    )
    text = RichTextField(
        "Text",
        extensions=PAGE_EXTENSIONS,
        help_text="Angaben in eckigen Klammern sind Platzhalter: Bitte durch eigene ersetzen.",
    )
    language = models.CharField(
        "Sprache",
        max_length=10,
        choices=Language,
        default=Language.STANDARD,
        help_text="Leichte Sprache erscheint in größerer Schrift und ohne Silbentrennung.",
    )
    order = models.PositiveSmallIntegerField(
        "Reihenfolge",
        default=100,
        help_text="Kleine Zahlen stehen vorn: in der Navigation, in der Fußzeile und neben dem "
        "Text.",
    )
    in_menu = models.BooleanField(
        "in der Hauptnavigation",
        default=False,
        help_text="Hinter den festen Punkten. Wenige Punkte findet man schneller als viele.",
    )
    in_footer = models.BooleanField(
        "in der Fußzeile",
        default=False,
        help_text="Unter „Über dieses Portal“. Die vorgeschriebenen Seiten stehen dort immer.",
    )
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = SeiteQuerySet.as_manager()
    versionen = Versionen(
        custom_model_name="SeiteVersion",
        verbose_name="Version einer Seite",
        verbose_name_plural="Versionen von Seiten",
    )

    class Meta:
        verbose_name = "Seite"
        verbose_name_plural = "Seiten"
        ordering = ["order", "title"]
        constraints = [window_is_ordered("seite")]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.is_required and not self.is_published:
            message = "Diese Seite ist vorgeschrieben und muss veröffentlicht bleiben."
            raise ValidationError({"status": message})
        if self.is_required and (self.publish_from or self.publish_until):
            message = "Diese Seite ist vorgeschrieben und darf nicht zeitweise verschwinden."
            raise ValidationError({"publish_from": message})
        if not self.is_required and not _is_free(self.slug):
            message = "Unter dieser Adresse steht schon ein anderer Teil des Portals."
            raise ValidationError({"slug": message})

    def get_absolute_url(self):
        return reverse("seite", args=[self.slug])

    @property
    def is_public(self):
        return self.is_published and self.is_in_window

    @property
    def is_required(self):
        return self.slug in REQUIRED_SLUGS

    @property
    def text_for_readers(self):
        """The text with what the installation's settings know filled in."""
        return placeholders.fill(self.text)

    @property
    def open_placeholders(self):
        return placeholders.find(self.text_for_readers)


def _is_free(slug):
    """Whether an address at the root belongs to no language and to no other page of the portal."""
    from portal.sprachen import addresses, middleware  # it imports this module

    if middleware.language_of(f"/{slug}/") != addresses.SOURCE:
        return False
    try:
        return resolve(f"/{slug}/").url_name == "seite"
    except Resolver404:
        return True


SeiteVersion = Seite.versionen.model
