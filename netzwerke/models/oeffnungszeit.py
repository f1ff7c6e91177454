"""Opening hours as rows; `netzwerke.oeffnungszeiten` reads them."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

WEEKDAYS = [
    (0, _("Montag")),
    (1, _("Dienstag")),
    (2, _("Mittwoch")),
    (3, _("Donnerstag")),
    (4, _("Freitag")),
    (5, _("Samstag")),
    (6, _("Sonntag")),
]


class Oeffnungszeit(models.Model):
    """One span of a weekday. It may end after midnight: then it belongs to the day it began."""

    weekday = models.PositiveSmallIntegerField("Wochentag", choices=WEEKDAYS)
    opens = models.TimeField("von")
    closes = models.TimeField(
        "bis", help_text="Früher als „von“ heißt: nach Mitternacht. 0 bis 0 Uhr: rund um die Uhr."
    )
    note = models.CharField(
        "Hinweis",
        max_length=80,
        blank=True,
        # They separate the rows in a cell of the table.
        validators=[RegexValidator(r"^[^;()]*$", "Bitte ohne Semikolon und Klammern.")],
        help_text="Zum Beispiel „nur für Mädchen“.",
    )

    class Meta:
        abstract = True
        ordering = ["weekday", "opens", "closes", "pk"]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M} bis {self.closes:%H:%M} Uhr"


class OpenOnHolidays(models.Model):
    open_on_holidays = models.BooleanField(
        "auch an Feiertagen geöffnet",
        default=False,
        help_text="Sonst gilt es an gesetzlichen Feiertagen des Landes als geschlossen.",
    )

    class Meta:
        abstract = True
