"""When something is public: from a moment on, up to another, or without limit."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class ZeitfensterQuerySet(models.QuerySet):
    def in_window(self):
        now = timezone.now()
        started = Q(publish_from__isnull=True) | Q(publish_from__lte=now)
        running = Q(publish_until__isnull=True) | Q(publish_until__gt=now)
        return self.filter(started & running)

    def scheduled(self):
        """Not public before a moment that is still to come."""
        return self.filter(publish_from__gt=timezone.now())


class Zeitfenster(models.Model):
    publish_from = models.DateTimeField(
        "öffentlich ab",
        null=True,
        blank=True,
        help_text="Leer: sofort nach der Veröffentlichung. Sonst erscheint der Eintrag von selbst "
        "zu dieser Zeit (deutsche Zeit).",
    )
    publish_until = models.DateTimeField(
        "öffentlich bis",
        null=True,
        blank=True,
        help_text="Leer: ohne Ende. Danach verschwindet der Eintrag von selbst.",
    )

    class Meta:
        abstract = True

    @property
    def is_in_window(self):
        now = timezone.now()
        has_started = self.publish_from is None or self.publish_from <= now
        return has_started and (self.publish_until is None or self.publish_until > now)


def window_is_ordered(name):
    return models.CheckConstraint(
        condition=Q(publish_from__isnull=True)
        | Q(publish_until__isnull=True)
        | Q(publish_until__gt=F("publish_from")),
        name=f"{name}_window_is_ordered",
        violation_error_message="„Öffentlich bis“ muss nach „öffentlich ab“ liegen.",
    )
