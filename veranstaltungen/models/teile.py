"""What a Veranstaltung consists of besides its text: place, accessibility, registration."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from netzwerke.models.accessibility import fact

# The page "Datenschutz" states both.
DELETE_DAYS, MAX_DELETE_DAYS = 30, 365
MAX_ACCEPT_HOURS = 14 * 24
MOST_PLACES = 100_000
TOO_FEW_PLACES = (
    "Mehr Plätze sind schon vergeben. Bitte geben Sie mindestens diese Zahl an oder sagen Sie erst "
    "Anmeldungen ab."
)


@deconstructible
class Between:
    """A number from `least` to `most`."""

    def __init__(self, least, most):
        self.least, self.most = least, most

    def __eq__(self, other):
        return isinstance(other, Between) and vars(self) == vars(other)

    def __hash__(self):
        return hash((self.least, self.most))

    def __call__(self, value):
        if not self.least <= value <= self.most:
            text = _("Möglich sind %(least)d bis %(most)d.")
            raise ValidationError(text, params={"least": self.least, "most": self.most})


class Austragung(models.Model):
    """Where and in what form it takes place."""

    class Format(models.TextChoices):
        ON_SITE = "on_site", _("vor Ort")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("vor Ort und online")

    format = models.CharField("Format", max_length=8, choices=Format, default=Format.ON_SITE)
    place = models.CharField("Ort", max_length=160, blank=True, help_text="Haus und Raum.")
    street = models.CharField(_("Straße und Hausnummer"), max_length=160, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    city = models.CharField(_("Stadt oder Gemeinde"), max_length=100, blank=True)
    online_link = models.URLField(
        _("Link zur Teilnahme online"),
        max_length=500,
        blank=True,
        help_text="Sehen nur Angemeldete. Er steht in ihrer Bestätigung und Erinnerung.",
    )

    class Meta:
        abstract = True

    @property
    def address(self):
        """Place and address on one line, without empty parts."""
        town = f"{self.postcode} {self.city}".strip()
        return ", ".join(part for part in (self.place, self.street, town) if part)

    @property
    def is_on_site(self):
        return self.format != self.Format.ONLINE

    @property
    def is_online(self):
        return self.format != self.Format.ON_SITE


class Auskunft(models.Model):
    """What it costs and whom to ask: a function, never a person by name."""

    fee = models.CharField(
        "Kosten", max_length=120, blank=True, help_text="Leer: kostenlos. Sonst zum Beispiel „5 €“."
    )
    contact_function = models.CharField(
        "Ansprechstelle", max_length=160, blank=True, help_text="Funktion, bitte keinen Namen."
    )
    contact_phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    contact_email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    website = models.URLField(_("weitere Informationen"), max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def is_free(self):
        return not self.fee


class Zugaenglich(models.Model):
    """Accessibility as structured facts: yes, no, or nobody has said yet."""

    step_free = fact(_("stufenlos erreichbar"), _("Eingang, Räume und Toilette."))
    induction_loop = fact(_("Höranlage"), _("Zum Beispiel eine Induktionsschleife."))
    sign_language = fact(_("Gebärdensprache"), _("Wird verdolmetscht. Auf Anfrage genügt."))
    captioning = fact(_("Schriftdolmetschung"), _("Das Gesprochene wird mitgeschrieben."))
    easy_language = fact(_("Leichte Sprache"))
    quiet_room = fact(_("ruhiger Raum"))
    childcare = fact(_("Kinderbetreuung"))
    accessibility_note = models.CharField(
        _("Hinweis zur Barrierefreiheit"),
        max_length=300,
        blank=True,
        help_text="Was man sonst wissen muss, und bis wann man Bedarf anmeldet.",
    )

    class Meta:
        abstract = True

    @property
    def accessibility_facts(self):
        """[(name, True, False or None)] in the order of the form."""
        return [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in FACTS]

    @property
    def has_accessibility(self):
        return any(getattr(self, name) is not None for name in FACTS)


FACTS = [
    field.name for field in Zugaenglich._meta.local_fields if isinstance(field, models.BooleanField)
]


class Anmeldebedingungen(models.Model):
    """Whether, where, from when to when and for how many one can register.

    `taken_places` counts confirmed registrations and those to whom a place is offered. Only
    `veranstaltungen.anmeldung` writes it, always by a conditional UPDATE.
    """

    class Mode(models.TextChoices):
        NONE = "none", _("keine Anmeldung nötig")
        HERE = "here", _("Anmeldung hier im Portal")
        ELSEWHERE = "elsewhere", _("Anmeldung an anderer Stelle")

    registration = models.CharField("Anmeldung", max_length=9, choices=Mode, default=Mode.NONE)
    registration_link = models.URLField(
        "Adresse der Anmeldung", max_length=500, blank=True, help_text="Nur bei anderer Stelle."
    )
    registration_opens_at = models.DateTimeField("Anmeldung ab", null=True, blank=True)
    registration_closes_at = models.DateTimeField("Anmeldung bis", null=True, blank=True)
    capacity = models.PositiveIntegerField(
        _("Plätze"),
        null=True,
        blank=True,
        validators=[Between(1, MOST_PLACES)],
        help_text="Leer: so viele, wie sich anmelden.",
    )
    taken_places = models.PositiveIntegerField("vergebene Plätze", default=0, editable=False)
    accept_hours = models.PositiveSmallIntegerField(
        _("Stunden zum Annehmen"),
        default=48,
        validators=[Between(1, MAX_ACCEPT_HOURS)],
        help_text=_("So lange hat jemand von der Warteliste Zeit, einen freien Platz anzunehmen."),
    )
    consent_text = models.TextField(
        _("Text der Einwilligung"),
        max_length=2000,
        blank=True,
        default="Meine Angaben werden nur für diese Veranstaltung verwendet.",
        help_text=_("Dem stimmen Angemeldete zu. Der Text wird mit jeder Anmeldung aufbewahrt."),
    )
    delete_after_days = models.PositiveSmallIntegerField(
        _("Angaben löschen nach (Tage)"),
        default=DELETE_DAYS,
        validators=[Between(1, MAX_DELETE_DAYS)],
        help_text=_("Tage nach dem letzten Termin. Der Tag steht bei der Anmeldung."),
    )

    class Meta:
        abstract = True

    @property
    def free_places(self):
        """How many places are left; None without a limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken_places)

    @property
    def is_full(self):
        return self.free_places == 0


def registration_constraints():
    Mode = Anmeldebedingungen.Mode
    return [
        models.CheckConstraint(
            condition=Q(registration_opens_at__isnull=True)
            | Q(registration_closes_at__isnull=True)
            | Q(registration_closes_at__gt=F("registration_opens_at")),
            name="veranstaltung_registration_window",
            violation_error_message="„Anmeldung bis“ muss nach „Anmeldung ab“ liegen.",
        ),
        models.CheckConstraint(
            condition=~Q(registration=Mode.ELSEWHERE) | ~Q(registration_link=""),
            name="veranstaltung_registration_elsewhere_has_link",
            violation_error_message="Bitte geben Sie die Adresse der Anmeldung an.",
        ),
        models.CheckConstraint(
            condition=Q(capacity__isnull=True) | Q(capacity__gte=F("taken_places")),
            name="veranstaltung_capacity_holds_taken_places",
            violation_error_message=TOO_FEW_PLACES,
        ),
    ]
