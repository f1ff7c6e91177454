"""Languages of texts; what people speak at an Angebot is `netzwerke.Sprache`."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from portal.beitraege.models import Seite
from portal.sprachen import addresses

EASY, PLAIN, SIGNED = "de-simple", "de-x-einfach", "gsg"


class Textsprache(models.Model):
    class Direction(models.TextChoices):
        LEFT_TO_RIGHT = "ltr", "von links nach rechts"
        RIGHT_TO_LEFT = "rtl", "von rechts nach links"

    code = models.CharField(
        "Kürzel",
        max_length=20,
        unique=True,
        validators=[
            RegexValidator(
                r"^(?!de$)[a-z]{2,3}(-[a-z0-9]{1,8})*$",
                "Bitte ein Kürzel nach BCP 47 in kleinen Buchstaben, zum Beispiel „ar“.",
            )
        ],
        help_text="Nach BCP 47; steht am Anfang der Adresse. Bitte nicht mehr ändern.",
    )
    name = models.CharField(
        "Name in der Sprache selbst", max_length=60, help_text="Zum Beispiel „Türkçe“."
    )
    german_name = models.CharField("deutscher Name", max_length=60)
    direction = models.CharField(
        "Schreibrichtung", max_length=3, choices=Direction, default=Direction.LEFT_TO_RIGHT
    )
    order = models.PositiveSmallIntegerField(
        "Reihenfolge", default=100, help_text="Kleine Zahlen stehen vorn."
    )

    class Meta:
        verbose_name = "Textsprache"
        verbose_name_plural = "Textsprachen"
        ordering = ["order", "code"]

    def __str__(self):
        return self.german_name

    def clean(self):
        super().clean()
        if self.code == addresses.API or Seite.objects.filter(slug=self.code).exists():
            message = "Unter dieser Adresse steht schon ein anderer Teil des Portals."
            raise ValidationError({"code": message})

    @property
    def written(self):
        """The language of what is written in it: the text to a video in sign language is German."""
        return "de" if self.code == SIGNED else self.code

    @property
    def is_easy(self):
        """Leichte or Einfache Sprache: written for reading ease, not for another language."""
        return self.code in (EASY, PLAIN)
