"""What somebody typed and could not be saved yet: wrong, or sent after the log-in had ended."""

from django.conf import settings
from django.db import models

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
