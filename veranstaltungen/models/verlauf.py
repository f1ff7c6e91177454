"""Every step of a Veranstaltung with time, actor and reason."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from veranstaltungen.models.veranstaltung import Veranstaltung

# Steps that leave the status as it is.
OTHER_STEPS = {
    "message": _("Nachricht an Angemeldete"),
    "dismiss": _("eine Anmeldung abgesagt"),
    "capacity": _("Zahl der Plätze geändert"),
    "add_termin": _("Termin hinzugefügt"),
    "move_termin": _("Termin geändert"),
    "cancel_termin": _("Termin abgesagt"),
    "edit": _("geändert"),
    "check": _("Änderungen geprüft"),
    "invite": _("jemanden zur Mitarbeit eingeladen"),
    "dismiss_person": _("einen Zugang beendet"),
    "invitation_over": _("eine Einladung abgelaufen"),
    "hand_over": _("Organisation geändert"),
}


# Steps whose reason everybody may read; it went to all registered people too.
TOLD_STEPS = ["postpone", "cancel", "call_off"]


class VerlaufQuerySet(models.QuerySet):
    def told(self):
        """The steps whose reason is public now: at most one of each Veranstaltung."""
        rows = Verlauf.objects.filter(
            veranstaltung=OuterRef("veranstaltung"),
            step__in=TOLD_STEPS,
            status=OuterRef("veranstaltung__status"),
        )
        return self.filter(pk=Subquery(rows.order_by("-happened_at", "-pk").values("pk")[:1]))


class Verlauf(models.Model):
    veranstaltung = models.ForeignKey(
        Veranstaltung,
        on_delete=models.CASCADE,
        related_name="verlauf",
        verbose_name="Veranstaltung",
    )
    step = models.CharField("Schritt", max_length=20)
    status = models.CharField("Status danach", max_length=10, choices=Veranstaltung.Status)
    happened_at = models.DateTimeField("Zeitpunkt", default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="von",
    )
    reason = models.TextField("Begründung", max_length=2000, blank=True)

    objects = VerlaufQuerySet.as_manager()

    class Meta:
        verbose_name = "Schritt im Verlauf"
        verbose_name_plural = "Verlauf"
        ordering = ["happened_at", "pk"]

    def __str__(self):
        return f"{timezone.localtime(self.happened_at):%d.%m.%Y, %H:%M}: {self.label}"

    @property
    def label(self):
        """What was done, where the status does not tell it."""
        return OTHER_STEPS.get(self.step) or self.get_status_display()


def record(step, veranstaltung, actor, reason=""):
    """Keep a step; never with an e-mail address, which would outlive the account."""
    veranstaltung.verlauf.create(step=step, status=veranstaltung.status, actor=actor, reason=reason)
