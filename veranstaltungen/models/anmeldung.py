"""Who comes: as little about a person as the organiser needs, and not longer."""

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from veranstaltungen.models.veranstaltung import Veranstaltung

# An address nobody confirms in this time is deleted. Longer than the outbox tries to send the
# mail, so that nobody loses a registration to a dead mail server; a test compares both. The page
# "Datenschutz" states it.
PENDING_DAYS = 7


def make_token():
    """22 characters nobody can guess (128 bits)."""
    return secrets.token_urlsafe(16)


class Frage(models.Model):
    """An extra question of the organiser."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Textzeile")
        LONG_TEXT = "long", _("mehrere Zeilen")
        YES_NO = "yes_no", _("Ja oder nein")
        CHOICE = "choice", _("Auswahl")

    veranstaltung = models.ForeignKey(
        Veranstaltung, on_delete=models.CASCADE, related_name="fragen", verbose_name="Veranstaltung"
    )
    text = models.CharField(_("Frage"), max_length=200)
    kind = models.CharField(_("Antwort als"), max_length=6, choices=Kind, default=Kind.TEXT)
    choices = models.TextField(
        _("Auswahl"), blank=True, max_length=1000, help_text=_("Eine Möglichkeit je Zeile.")
    )
    is_required = models.BooleanField(_("Antwort nötig"), default=False)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = "Frage"
        verbose_name_plural = "Fragen bei der Anmeldung"
        ordering = ["order", "pk"]

    def __str__(self):
        return self.text

    def clean(self):
        if self.kind == self.Kind.CHOICE and len(self.options) < 2:
            raise ValidationError({"choices": _("Bitte nennen Sie mindestens zwei Möglichkeiten.")})

    @transaction.atomic
    def delete(self, *args, **kwargs):
        """The answers to it go at once."""
        self.veranstaltung.anmeldungen.forget_answers(str(self.pk))
        return super().delete(*args, **kwargs)

    @property
    def options(self):
        """What one can choose, without empty and repeated lines."""
        lines = (line.strip() for line in self.choices.splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class AnmeldungQuerySet(models.QuerySet):
    def managed_by(self, user):
        """The data of registered people belong to the organisers of that Veranstaltung only.

        An address that nobody has confirmed may be anybody's: it is shown to nobody.
        """
        own = Veranstaltung.objects.organised_by(user)
        return self.confirmed().filter(veranstaltung__in=own.values("pk"))

    def confirmed(self):
        """Whose address was confirmed, whatever came of the registration."""
        return self.filter(confirmed_at__isnull=False)

    def holding_a_place(self):
        return self.filter(state__in=Anmeldung.HOLDING)

    def told(self):
        """Who hears of what happens to the Veranstaltung and still has an address."""
        return self.filter(state__in=Anmeldung.TOLD).exclude(email="")

    def queue(self):
        """Who waits, in the order in which places are offered."""
        return self.filter(state=Anmeldung.State.WAITING).order_by("waiting_since", "pk")

    def lapsed_offers(self):
        return self.filter(self.too_late(), state=Anmeldung.State.OFFERED)

    def too_late(self):
        """Condition of an offer whose time is over; it rests until it is settled when they meet."""
        return Q(
            offer_expires_at__lte=timezone.now(),
            veranstaltung__status=Veranstaltung.Status.PUBLISHED,
        )

    def unconfirmed(self):
        """Addresses that nobody confirmed in time, given up or not."""
        limit = timezone.now() - timedelta(days=PENDING_DAYS)
        return self.filter(confirmed_at__isnull=True, created_at__lt=limit)

    @transaction.atomic
    def delete_unconfirmed(self):
        """Returns how many; who confirms at that moment stays, since the rows are locked first."""
        keys = list(self.unconfirmed().select_for_update(of=("self",)).values_list("pk", flat=True))
        self.filter(pk__in=keys).delete()
        return len(keys)

    def expired(self):
        """Whose announced day of deletion has come and that still name a person."""
        return self.naming_somebody().filter(delete_on__lte=timezone.localdate())

    def ending(self):
        """Registrations that end a day before the data go: the mail goes in time."""
        open_ones = [state for state in Anmeldung.OPEN if state in Anmeldung.TOLD]
        return self.filter(self.at_an_end(), state__in=open_ones).exclude(email="")

    def at_an_end(self):
        """Condition: the data go by tomorrow, and nobody knows when or whether it takes place."""
        status = Veranstaltung.Status
        unsettled = [status.POSTPONED, status.DRAFT, status.SUBMITTED, status.RETURNED]
        tomorrow = timezone.localdate() + timedelta(days=1)
        return Q(veranstaltung__status__in=unsettled, delete_on__lte=tomorrow)

    def forget_answers(self, key):
        """To the Frage of this key."""
        for row in self.filter(answers__has_key=key).select_for_update():
            kept = {other: answer for other, answer in row.answers.items() if other != key}
            self.filter(pk=row.pk).update(answers=kept)

    def naming_somebody(self):
        return self.exclude(email="", name="")

    def erase_personal_data(self):
        """Forget the people and keep the counts; returns how many rows lost their person."""
        return self.update(name="", email="", answers={}, consent_text="", note="")


class Anmeldung(models.Model):
    class State(models.TextChoices):
        PENDING = "pending", _("noch nicht bestätigt")
        CONFIRMED = "confirmed", _("angemeldet")
        WAITING = "waiting", _("auf der Warteliste")
        OFFERED = "offered", _("Platz angeboten")
        CANCELLED = "cancelled", _("abgemeldet")
        ATTENDED = "attended", _("war dabei")

    # Whoever is in one of these states has one of `Veranstaltung.taken_places`.
    HOLDING = [State.CONFIRMED, State.OFFERED, State.ATTENDED]
    ACTIVE = [State.PENDING, State.WAITING, *HOLDING]
    # Whoever has not come yet may still change their mind.
    OPEN = [State.PENDING, State.WAITING, State.CONFIRMED, State.OFFERED]
    # Who hears of what happens to the Veranstaltung. Whoever came once may come again.
    TOLD = [State.WAITING, *HOLDING]

    veranstaltung = models.ForeignKey(
        Veranstaltung,
        on_delete=models.CASCADE,
        related_name="anmeldungen",
        verbose_name="Veranstaltung",
    )
    name = models.CharField("Name", max_length=120, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    answers = models.JSONField("Antworten", default=dict, blank=True)
    consent_text = models.TextField("Einwilligung in", blank=True, editable=False)
    consented_at = models.DateTimeField("eingewilligt am", default=timezone.now, editable=False)
    state = models.CharField(
        "Stand", max_length=9, choices=State, default=State.PENDING, editable=False
    )
    token = models.CharField(
        "Kennzeichen", max_length=32, unique=True, default=make_token, editable=False
    )
    created_at = models.DateTimeField("eingegangen", auto_now_add=True)
    confirmed_at = models.DateTimeField("bestätigt am", null=True, editable=False)
    waiting_since = models.DateTimeField("wartet seit", null=True, editable=False)
    offer_expires_at = models.DateTimeField("Angebot gilt bis", null=True, editable=False)
    note = models.CharField("Vermerk", max_length=300, blank=True)
    delete_on = models.DateField("wird gelöscht am", db_index=True, editable=False)

    objects = AnmeldungQuerySet.as_manager()

    class Meta:
        verbose_name = "Anmeldung"
        verbose_name_plural = "Anmeldungen"
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "veranstaltung",
                Lower("email"),
                condition=Q(state__in=["pending", "waiting", "confirmed", "offered", "attended"])
                & ~Q(email=""),
                name="anmeldung_once_with_an_address",
                violation_error_message="Mit dieser E-Mail-Adresse gibt es schon eine Anmeldung.",
            ),
        ]
        indexes = [models.Index(fields=["veranstaltung", "state"], name="anmeldung_by_state")]

    def __str__(self):
        return self.name or f"Anmeldung {self.pk}"

    @property
    def is_open(self):
        return self.state in self.OPEN

    @property
    def has_place(self):
        """Who comes or came, and may know how to take part online."""
        return self.state in (self.State.CONFIRMED, self.State.ATTENDED)

    def answered(self, fragen):
        """[(Frage, answer)] in the order of `fragen`, "" where nothing was answered."""
        return [(frage, self.answers.get(str(frage.pk), "")) for frage in fragen]

    def given(self, fragen):
        """The same without the questions that were not answered."""
        return [pair for pair in self.answered(fragen) if pair[1]]
