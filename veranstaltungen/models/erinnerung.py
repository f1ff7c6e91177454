"""Which registered people were reminded of which date, as it stood then."""

from django.db import models
from django.utils import timezone

from veranstaltungen.models.anmeldung import Anmeldung
from veranstaltungen.models.termin import Termin


class Erinnerung(models.Model):
    """A date that moves is another one: `starts_at` is the begin that the mail told."""

    anmeldung = models.ForeignKey(
        Anmeldung,
        on_delete=models.CASCADE,
        related_name="erinnerungen",
        verbose_name="Anmeldung",
    )
    termin = models.ForeignKey(
        Termin, on_delete=models.CASCADE, related_name="erinnerungen", verbose_name="Termin"
    )
    starts_at = models.DateTimeField("Beginn in der E-Mail")
    sent_at = models.DateTimeField("erinnert am", default=timezone.now)

    class Meta:
        verbose_name = "Erinnerung"
        verbose_name_plural = "Erinnerungen"
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["anmeldung", "termin", "starts_at"],
                name="erinnerung_once_per_date",
                violation_error_message="An diesen Termin ist schon erinnert.",
            ),
        ]

    def __str__(self):
        return f"{timezone.localtime(self.starts_at):%d.%m.%Y, %H:%M} Uhr"
