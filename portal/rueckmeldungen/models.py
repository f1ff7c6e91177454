"""What readers write to the operator: reports of barriers and other messages."""

import secrets

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quartiere.models.base import add_months

# § 12b (4) BGG: an answer within a month.
ANSWER_MONTHS = 1
# The page "Datenschutz" states both periods; a test compares them.
DELETE_MONTHS_AFTER_ANSWER = 6
DELETE_MONTHS_AFTER_RECEIPT = 24
# Without 0, O, 1, I and L, so that it can be read out on the phone.
REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def make_reference():
    """Ten letters nobody can guess (49 bits); whoever knows them sees the state of the message."""
    return "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(10))


class RueckmeldungQuerySet(models.QuerySet):
    def managed_by(self, user):
        """The Programmleitung reads and answers them; they may hold personal data."""
        if user.is_anonymous or not user.is_programmleitung:
            return self.none()
        return self

    def open(self):
        return self.filter(answered_on__isnull=True)

    def overdue(self):
        """Not answered, and the deadline was before today (Europe/Berlin)."""
        return self.open().filter(due_on__lt=timezone.localdate())

    def expired(self):
        """Kept to the last day of its period; from that day on it goes."""
        return self.filter(delete_on__lte=timezone.localdate())


class Rueckmeldung(models.Model):
    class Kind(models.TextChoices):
        BARRIER = "barrier", _("Barriere")
        CONTACT = "contact", _("Nachricht")

    kind = models.CharField(_("Art"), max_length=10, choices=Kind, editable=False)
    reference = models.CharField(
        _("Kennzeichen"), max_length=10, unique=True, default=make_reference, editable=False
    )
    message = models.TextField(_("Nachricht"), max_length=5000)
    page = models.CharField(_("Adresse der Seite"), max_length=500, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    received_at = models.DateTimeField("eingegangen", default=timezone.now, editable=False)
    receipt_sent_at = models.DateTimeField(_("Bestätigung verschickt"), null=True, editable=False)
    due_on = models.DateField(_("Antwort bis"), editable=False, db_index=True)
    answered_on = models.DateField(
        _("beantwortet am"),
        null=True,
        blank=True,
        help_text=_(
            "Tragen Sie den Tag ein, an dem Sie geantwortet oder ohne E-Mail-Adresse den "
            "Vorgang abgeschlossen haben. Von da an läuft die Löschfrist."
        ),
    )
    note = models.TextField(
        _("interner Vermerk"),
        max_length=2000,
        blank=True,
        help_text=_("Sieht nur die Verwaltung. Wird mit der Meldung gelöscht."),
    )
    delete_on = models.DateField(_("wird gelöscht am"), editable=False, db_index=True)

    objects = RueckmeldungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rückmeldung")
        verbose_name_plural = _("Rückmeldungen")
        ordering = ["-received_at"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.reference}"

    def save(self, *args, **kwargs):
        self.set_periods()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("rueckmeldungen:received", args=[self.reference])

    def clean(self):
        if self.answered_on and self.answered_on > timezone.localdate():
            raise ValidationError({"answered_on": _("Dieser Tag liegt in der Zukunft.")})

    def set_periods(self):
        """Answer within a month; delete after the answer, at the latest two years after receipt."""
        received_on = timezone.localdate(self.received_at)
        self.due_on = add_months(received_on, ANSWER_MONTHS)
        self.delete_on = add_months(received_on, DELETE_MONTHS_AFTER_RECEIPT)
        if self.answered_on:
            after_answer = add_months(self.answered_on, DELETE_MONTHS_AFTER_ANSWER)
            self.delete_on = min(self.delete_on, after_answer)
