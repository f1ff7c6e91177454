"""Suggestions without an account: a new Angebot or a correction, read by staff first."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from netzwerke.models.akteur import Akteur
from netzwerke.models.angebot import Angebot
from quartiere.models import Kommune, Quartier

KEPT_DAYS = 180


def deletion_day():
    return timezone.localdate() + timedelta(days=KEPT_DAYS)


class VorschlagQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Vorschlag.State.NEW)

    def managed_by(self, user):
        """Suggestions to the user's Kommunen, or about one of the user's own Quartiere."""
        if user.is_anonymous or not user.is_active:
            return self.none()
        own = user.quartiere.through.objects.filter(user=user).values("quartier")
        return self.filter(Q(kommune__in=Kommune.objects.managed_by(user)) | Q(quartier__in=own))

    def with_expired_personal_data(self):
        return self.filter(delete_on__lt=timezone.localdate()).exclude(
            sender_name="", sender_email=""
        )

    def erase_personal_data(self):
        """Forget who sent it; returns how many rows lost their sender."""
        return self.update(sender_name="", sender_email="")


class Vorschlag(models.Model):
    class Kind(models.TextChoices):
        ANGEBOT = "angebot", _("neues Angebot")
        CORRECTION = "correction", _("Korrektur")

    class State(models.TextChoices):
        NEW = "new", "neu"
        ACCEPTED = "accepted", _("übernommen")
        DECLINED = "declined", _("nicht übernommen")

    kind = models.CharField(_("Art"), max_length=10, choices=Kind)
    kommune = models.ForeignKey(
        Kommune, on_delete=models.CASCADE, related_name="vorschlaege", verbose_name=_("Kommune")
    )
    quartier = models.ForeignKey(
        Quartier,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="vorschlaege",
        verbose_name=_("Quartier"),
    )
    angebot = models.ForeignKey(
        Angebot,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="vorschlaege",
        verbose_name=_("zum Angebot"),
    )
    akteur = models.ForeignKey(
        Akteur,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="vorschlaege",
        verbose_name=_("zum Akteur"),
    )
    title = models.CharField(_("Wie heißt das Angebot?"), max_length=160, blank=True)
    organisation = models.CharField(_("Wer bietet es an?"), max_length=160, blank=True)
    text = models.TextField(_("Was sollen wir wissen?"), max_length=3000)
    place = models.CharField(_("Wo ist es?"), max_length=200, blank=True)
    reachable = models.CharField(_("Wie erreicht man es?"), max_length=200, blank=True)
    sender_name = models.CharField(_("Ihr Name"), max_length=120, blank=True)
    sender_email = models.EmailField(
        _("Ihre E-Mail-Adresse"), blank=True, help_text=_("Nur für Rückfragen.")
    )
    created_at = models.DateTimeField(_("eingegangen am"), auto_now_add=True)
    delete_on = models.DateField(_("Name und E-Mail werden gelöscht am"), default=deletion_day)
    state = models.CharField(_("Stand"), max_length=8, choices=State, default=State.NEW)
    answer = models.TextField(_("Vermerk"), blank=True, max_length=1000)
    decided_at = models.DateTimeField(_("entschieden am"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("entschieden von"),
    )

    objects = VorschlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vorschlag")
        verbose_name_plural = _("Vorschläge")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="angebot", angebot__isnull=True, akteur__isnull=True)
                & ~Q(title="")
                | Q(kind="correction", angebot__isnull=False, akteur__isnull=True)
                | Q(kind="correction", angebot__isnull=True, akteur__isnull=False),
                name="vorschlag_is_about_something",
                violation_error_message=_(
                    "Ein neues Angebot braucht einen Namen, eine Korrektur "
                    "den Eintrag, um den es geht."
                ),
            ),
        ]

    def __str__(self):
        return self.title or f"{self.get_kind_display()} zu {self.angebot or self.akteur}"
