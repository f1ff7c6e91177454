"""Mails that are written but perhaps not sent yet."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

# Waiting time after each failed attempt; after the last one nobody tries again.
BACKOFF_MINUTES = [1, 2, 5, 15, 60, 180, 360, 720, 1440, 1440]
# Whoever writes or claims a mail has this long to send it; then others try.
LEASE = timedelta(minutes=2)
# What could not be sent is kept so long that staff can see it, then it goes: texts may hold
# personal data. The page "Datenschutz" states it.
KEPT_DAYS = 30


def lease_end():
    return timezone.now() + LEASE


def last_day():
    return timezone.localdate() + timedelta(days=KEPT_DAYS)


class SendungQuerySet(models.QuerySet):
    def managed_by(self, user):
        """The Programmleitung sees that mail is stuck; texts may hold personal data."""
        if user.is_anonymous or not user.is_programmleitung:
            return self.none()
        return self

    def due(self):
        return self.filter(given_up=False, next_attempt_at__lte=timezone.now())

    def stuck(self):
        """Failed at least once."""
        return self.filter(failures__gt=0)

    def expired(self):
        return self.filter(delete_on__lte=timezone.localdate())

    def claim(self, pk):
        """Make this row ours for a while; None if another process was faster."""
        leased = self.due().filter(pk=pk).update(next_attempt_at=lease_end())
        return self.filter(pk=pk).first() if leased else None


class Sendung(models.Model):
    """One mail. The row is deleted when a mail server has taken it."""

    message_id = models.UUIDField("Kennung", default=uuid.uuid4, unique=True, editable=False)
    subject = models.CharField("Betreff", max_length=255)
    recipients = models.JSONField("an")
    content = models.JSONField("Inhalt")
    created_at = models.DateTimeField("geschrieben am", default=timezone.now)
    next_attempt_at = models.DateTimeField("nächster Versuch", default=lease_end, db_index=True)
    failures = models.PositiveSmallIntegerField("Fehlversuche", default=0)
    last_failure_at = models.DateTimeField("letzter Fehlversuch", null=True, db_index=True)
    last_error = models.CharField("letzter Fehler", max_length=300, blank=True)
    given_up = models.BooleanField("aufgegeben", default=False)
    delete_on = models.DateField("wird gelöscht am", default=last_day, db_index=True)

    objects = SendungQuerySet.as_manager()

    class Meta:
        verbose_name = "Sendung"
        verbose_name_plural = "Postausgang"
        ordering = ["created_at", "pk"]

    def __str__(self):
        return self.subject

    def note_failure(self, error):
        """Wait longer after each failure, then give up."""
        self.failures += 1
        self.last_failure_at = timezone.now()
        self.last_error = f"{type(error).__name__}: {error}"[:300]
        self.given_up = self.failures > len(BACKOFF_MINUTES)
        if not self.given_up:
            minutes = BACKOFF_MINUTES[self.failures - 1]
            self.next_attempt_at = self.last_failure_at + timedelta(minutes=minutes)
        self.save()
