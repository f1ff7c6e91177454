"""A foreign calendar that is read again and again: set up by staff only."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from quartiere.models import Kommune
from veranstaltungen import abruf
from veranstaltungen.models.veranstalter import Veranstalter


def validate_calendar_address(address):
    """https, and a host that the operator of the portal allows."""
    try:
        abruf.check_address(address, settings.CALENDAR_HOSTS)
    except abruf.AbrufError as error:
        raise ValidationError(str(error)) from error


class KalenderaboQuerySet(models.QuerySet):
    def managed_by(self, user):
        """Those of the user's Kommunen; without a Kommune they are the Programmleitung's."""
        if user.is_anonymous or not user.is_active:
            return self.none()
        if user.is_programmleitung:
            return self
        return self.filter(kommune__in=Kommune.objects.managed_by(user))

    def active(self):
        return self.filter(is_active=True)


class Kalenderabo(models.Model):
    veranstalter = models.ForeignKey(
        Veranstalter,
        on_delete=models.CASCADE,
        related_name="kalenderabos",
        verbose_name="Veranstalter",
        help_text="Diese Organisation bearbeitet die Entwürfe, die aus dem Kalender entstehen.",
    )
    kommune = models.ForeignKey(
        Kommune,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="kalenderabos",
        verbose_name="Kommune",
        help_text="Sie prüft die Veranstaltungen. Leer bei überörtlichen.",
    )
    address = models.URLField(
        "Adresse des Kalenders",
        max_length=500,
        validators=[validate_calendar_address],
        help_text="Eine Adresse mit https, die eine Kalenderdatei (.ics) liefert. Möglich sind nur "
        "Server, die der Betrieb freigegeben hat.",
    )
    is_active = models.BooleanField("wird abgerufen", default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="angelegt von",
    )
    fetched_at = models.DateTimeField("zuletzt abgerufen", null=True, editable=False)
    succeeded = models.BooleanField("gelungen", null=True, editable=False)
    report = models.TextField("Bericht", blank=True, editable=False)

    objects = KalenderaboQuerySet.as_manager()

    class Meta:
        verbose_name = "Kalenderabo"
        verbose_name_plural = "Kalenderabos"
        ordering = ["veranstalter__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["veranstalter", "address"],
                name="kalenderabo_once_per_veranstalter",
                violation_error_message="Diesen Kalender gibt es bei diesem Veranstalter schon.",
            ),
        ]

    def __str__(self):
        return f"{self.veranstalter}: {self.address}"
