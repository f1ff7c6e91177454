"""When it takes place: one or several dates, each of which can be moved or cancelled."""

import uuid

from django.db import models
from django.db.models import F, Max, Q
from django.utils import timezone

from veranstaltungen.models.veranstaltung import Veranstaltung

REASON_LENGTH = 500
# Of one Veranstaltung; the form shows all of them on a page.
MAX_TERMINE = 100


class TerminQuerySet(models.QuerySet):
    def upcoming(self):
        return self.filter(ends_at__gte=timezone.now())

    def begun(self):
        """Dates that somebody can have come to."""
        return self.taking_place().filter(starts_at__lte=timezone.now())

    def taking_place(self):
        return self.filter(is_cancelled=False)

    def end(self):
        """When the last one that takes place is over.

        Where what was to come falls out, it is over now: people have to hear of it first.
        """
        off, now = Q(is_cancelled=True), timezone.now()
        last = self.aggregate(held=Max("ends_at", filter=~off), off=Max("ends_at", filter=off))
        ends = [last["held"], last["off"] and min(last["off"], now)]
        return max((end for end in ends if end), default=now)

    def between(self, start, end):
        """Dates that touch the span from `start` up to, not including, `end`."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)


class Termin(models.Model):
    veranstaltung = models.ForeignKey(
        Veranstaltung,
        on_delete=models.CASCADE,
        related_name="termine",
        verbose_name="Veranstaltung",
    )
    starts_at = models.DateTimeField("Beginn")
    ends_at = models.DateTimeField("Ende")
    is_all_day = models.BooleanField("ganztägig", default=False)
    note = models.CharField("Hinweis", max_length=160, blank=True)
    is_cancelled = models.BooleanField("abgesagt", default=False)
    moved_from = models.DateTimeField(
        "ursprünglicher Beginn", null=True, blank=True, editable=False
    )
    reason = models.CharField("Grund der Änderung", max_length=REASON_LENGTH, blank=True)
    uid = models.UUIDField("Kalenderkennung", default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField("Fassung im Kalender", default=0, editable=False)
    source_recurrence = models.CharField(
        "Termin in der Quelle", max_length=40, blank=True, editable=False
    )

    objects = TerminQuerySet.as_manager()

    class Meta:
        verbose_name = "Termin"
        verbose_name_plural = "Termine"
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="termin_ends_after_start",
                violation_error_message="Das Ende muss nach dem Beginn liegen.",
            ),
            models.UniqueConstraint(
                fields=["veranstaltung", "starts_at"],
                condition=Q(is_cancelled=False),
                name="termin_start_unique_in_veranstaltung",
                violation_error_message="Diesen Termin gibt es bei dieser Veranstaltung schon.",
            ),
        ]
        indexes = [models.Index(fields=["ends_at", "starts_at"], name="termin_by_time")]

    def __str__(self):
        begin = timezone.localtime(self.starts_at)
        return f"{begin:%d.%m.%Y}" if self.is_all_day else f"{begin:%d.%m.%Y, %H:%M} Uhr"


class Programmpunkt(models.Model):
    """A line of the programme: when, what, and who speaks."""

    termin = models.ForeignKey(
        Termin, on_delete=models.CASCADE, related_name="programm", verbose_name="Termin"
    )
    starts_at = models.TimeField("Uhrzeit", null=True, blank=True)
    title = models.CharField("Was geschieht?", max_length=200)
    speakers = models.CharField("Mitwirkende", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name = "Programmpunkt"
        verbose_name_plural = "Programm"
        ordering = ["order", "starts_at", "pk"]

    def __str__(self):
        return self.title
