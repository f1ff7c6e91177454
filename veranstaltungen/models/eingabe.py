"""What somebody typed and could not be saved yet (wrong, or sent after the log-in had ended), and
what was sent and must not be saved a second time.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from veranstaltungen.models.veranstaltung import Veranstaltung


class Eingabe(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="eingaben",
        verbose_name="von",
    )
    veranstaltung = models.ForeignKey(
        Veranstaltung,
        on_delete=models.CASCADE,
        null=True,
        related_name="eingaben",
        verbose_name="Veranstaltung",
    )
    part = models.CharField("Teil des Formulars", max_length=20)
    data = models.TextField("Eingegebenes", help_text="Wie das Formular es gesendet hat.")
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    class Meta:
        verbose_name = "nicht gespeicherte Eingabe"
        verbose_name_plural = "nicht gespeicherte Eingaben"
        ordering = ["-updated_at", "-pk"]

    def __str__(self):
        return f"{self.part}: {self.veranstaltung or 'neue Veranstaltung'}"


class Absendung(models.Model):
    """A form that was sent, by the value it carries; `target` is where it led once it was saved."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="absendungen",
        verbose_name="von",
    )
    value = models.CharField("Wert im Formular", max_length=32)
    target = models.CharField("führte zu", max_length=500, blank=True)
    sent_at = models.DateTimeField("gesendet am", default=timezone.now)

    class Meta:
        verbose_name = "abgesendetes Formular"
        verbose_name_plural = "abgesendete Formulare"
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "value"], name="absendung_once_per_value"),
        ]

    def __str__(self):
        return self.target or self.value
