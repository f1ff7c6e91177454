"""Abstract models that every content model of the portal is built from."""

import calendar
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from quartiere.geometrie import from_geojson, shape_of
from quartiere.signals import rows_changed

RICH_TEXT_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    # The page gives h1 and the section h2.
    "Heading": {"levels": [3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "HardBreak": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "NoSpellCheck": False,
    # All buttons in sight: the editor's drop-down list cannot be reached by keyboard.
    "Menu": {
        "groups": [
            {"group": group}
            for group in (
                "blockType -lists", "lists", "nodes -blockType -lists", "marks", "link", "table",
                "history",
            )
        ]
    },
}  # fmt: skip


SLUG_HELP = "Steht in der Adresse der Seite. Bitte nicht mehr ändern, sobald sie bekannt ist."


NO_POINT = Q(longitude__isnull=True, latitude__isnull=True)
# Both set: a comparison with NULL is neither true nor false, and a check lets that pass.
POINT = Q(longitude__isnull=False, latitude__isnull=False)
IN_GERMANY = Q(longitude__gte=5.5, longitude__lte=15.5, latitude__gte=47, latitude__lte=55.2)


class RichTextField(ProseEditorField):
    """Formatted text for staff; `full_clean()` removes what the editor could not have made.

    Imports that write it must call `full_clean()` too.
    """

    def __init__(self, *args, **kwargs):
        kwargs = {
            "extensions": RICH_TEXT_EXTENSIONS,
            "sanitize": True,
            "blank": True,
            "default": "",
            **kwargs,
        }
        super().__init__(*args, **kwargs)


class PublicationQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Publication.Status.PUBLISHED)


class Publication(models.Model):
    """Draft, published or archived; only published rows are public."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        PUBLISHED = "published", _("veröffentlicht")
        ARCHIVED = "archived", "archiviert"

    status = models.CharField(
        "Veröffentlichung",
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        db_index=True,
        help_text="Erst „veröffentlicht“ macht den Eintrag für alle sichtbar. „archiviert“ nimmt "
        "ihn aus dem Portal, ohne ihn zu löschen.",
    )

    class Meta:
        abstract = True

    @property
    def is_published(self):
        return self.status == self.Status.PUBLISHED


class ReviewedQuerySet(models.QuerySet):
    def overdue(self):
        """Never reviewed, or the next review was due before today (Europe/Berlin)."""
        return self.filter(Q(reviewed_on__isnull=True) | Q(review_due_on__lt=timezone.localdate()))

    def mark_reviewed(self, user):
        """Set "geprüft am" to today in the name of `user`'s function; returns how many.

        It is public, also as open data, so it is a change like any other.
        """
        today, now = timezone.localdate(), timezone.now()
        rows = list(self.select_related(None).only("pk", "review_months"))
        for row in rows:
            row.reviewed_on, row.reviewed_by, row.updated_at = today, user.function, now
            row.review_due_on = add_months(today, row.review_months)
        fields = ["reviewed_on", "reviewed_by", "review_due_on", "updated_at"]
        with transaction.atomic():
            number = self.model._base_manager.bulk_update(rows, fields)
            rows_changed.send(self.model, keys=[row.pk for row in rows])
        return number

    mark_reviewed.alters_data = True


class Reviewed(models.Model):
    """Content somebody answers for and checks at an interval: freshness as a public promise.

    Models bring `updated_at`, which a review moves.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="verantwortlich",
        help_text="Wer diese Seite aktuell hält und an die Prüfung erinnert wird. "
        "Öffentlich erscheint nur die Funktion.",
    )
    review_months = models.PositiveSmallIntegerField(
        "Prüfabstand in Monaten",
        default=12,
        help_text="Nach so vielen Monaten soll jemand die Seite wieder prüfen.",
    )
    reviewed_on = models.DateField("geprüft am", null=True, blank=True)
    reviewed_by = models.CharField(
        "geprüft von (Funktion)",
        max_length=120,
        blank=True,
        help_text="Die Funktion, nicht der Name, zum Beispiel „Quartiersmanagement Nord“.",
    )
    review_due_on = models.DateField(
        "nächste Prüfung", null=True, blank=True, editable=False, db_index=True
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.reviewed_on:
            self.review_due_on = add_months(self.reviewed_on, self.review_months)
        else:
            self.review_due_on = None
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        # Else a typing error promises readers a review that nobody has done.
        if self.reviewed_on and self.reviewed_on > timezone.localdate():
            raise ValidationError({"reviewed_on": "Dieser Tag liegt in der Zukunft."})

    @property
    def is_overdue(self):
        return self.review_due_on is None or self.review_due_on < timezone.localdate()


class Gebiet(models.Model):
    """A boundary with everything derived from it, so that pages never touch geometry.

    `boundary` is an RFC 7946 Polygon or MultiPolygon in WGS84. The other columns follow from it
    in `derive_from_boundary()`; `save()` calls it, bulk writers call it themselves.
    """

    boundary = models.JSONField("Grenze (GeoJSON)", null=True, blank=True)
    west = models.FloatField("westlichste Länge", null=True, editable=False)
    south = models.FloatField("südlichste Breite", null=True, editable=False)
    east = models.FloatField("östlichste Länge", null=True, editable=False)
    north = models.FloatField("nördlichste Breite", null=True, editable=False)
    longitude = models.FloatField("Längengrad", null=True, blank=True)
    latitude = models.FloatField("Breitengrad", null=True, blank=True)
    area_km2 = models.FloatField("Fläche in km²", null=True, editable=False)
    svg_path = models.TextField("Kartenpfad", blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.derive_from_boundary()
        super().save(*args, **kwargs)

    def derive_from_boundary(self):
        """Fill the derived columns; without a boundary an entered point stays as it is."""
        if not self.boundary:
            self.west = self.south = self.east = self.north = self.area_km2 = None
            self.svg_path = ""
            return
        self.set_shape(shape_of(from_geojson(self.boundary)))

    def set_shape(self, shape):
        for field in (
            "boundary", "west", "south", "east", "north",
            "longitude", "latitude", "area_km2", "svg_path",
        ):  # fmt: skip
            setattr(self, field, getattr(shape, field))


def point_in_germany(name):
    return models.CheckConstraint(
        condition=NO_POINT | POINT & IN_GERMANY,
        name=f"{name}_point_in_germany",
        violation_error_message="Der Punkt liegt nicht in Deutschland. Bitte Längengrad "
        "(etwa 6 bis 15) und Breitengrad (etwa 47 bis 55) prüfen.",
    )


class Kontakt(models.Model):
    """How to reach a function, never a person by name."""

    contact_function = models.CharField(
        "Ansprechstelle",
        max_length=160,
        blank=True,
        help_text="Stelle oder Funktion, zum Beispiel „Quartiersmanagement Nord“. "
        "Bitte keinen Namen eintragen.",
    )
    street = models.CharField("Straße und Hausnummer", max_length=160, blank=True)
    contact_postcode = models.CharField("Postleitzahl", max_length=5, blank=True)
    place = models.CharField("Ort", max_length=100, blank=True)
    phone = models.CharField("Telefon", max_length=40, blank=True)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    website = models.URLField("Internetseite", blank=True)
    hours = models.CharField(
        "Sprechzeiten",
        max_length=200,
        blank=True,
        help_text="Zum Beispiel „dienstags und donnerstags 10 bis 16 Uhr“.",
    )

    class Meta:
        abstract = True

    @property
    def has_contact(self):
        return any([self.contact_function, self.street, self.phone, self.email, self.website])


def add_months(day, months):
    """The same day `months` later; the last day of the month where there is none (31.1. + 1)."""
    month_index = day.year * 12 + day.month - 1 + months
    year, month = divmod(month_index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
