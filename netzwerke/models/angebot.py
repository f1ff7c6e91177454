"""Angebote: what helps whom, where, when and at what cost."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from netzwerke.models.accessibility import Accessible
from netzwerke.models.akteur import Akteur
from netzwerke.models.base import (
    Imported,
    Located,
    LocatedQuerySet,
    ServiceArea,
    ServiceAreaQuerySet,
    nearby_has_point,
    source_key_unique,
)
from netzwerke.models.oeffnungszeit import Oeffnungszeit, OpenOnHolidays
from netzwerke.models.vokabular import Angebotsart, Sprache
from quartiere.models import Handlungsfeld, Kommune, Quartier, Zielgruppe
from quartiere.models.base import SLUG_HELP, Kontakt, Publication, Reviewed, point_in_germany
from quartiere.strategie.models import Handlungsansatz


class AngebotQuerySet(ServiceAreaQuerySet, LocatedQuerySet):
    def current(self):
        """Begun and not over; without dates it always holds."""
        today = timezone.localdate()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=today),
            Q(valid_until__isnull=True) | Q(valid_until__gte=today),
        )

    def expired(self):
        return self.filter(valid_until__lt=timezone.localdate())

    def free_of_charge(self):
        return self.filter(cost=Angebot.Cost.FREE)

    def editable_by(self, user):
        """Those who manage it; members of its Akteur, if not trusted only until it is public."""
        if user.is_anonymous or not user.is_active:
            return self.none()
        own = Akteur.mitglieder.through.objects.filter(user=user).values("akteur")
        open_to_members = Q(akteur__trust=Akteur.Trust.TRUSTED) | Q(status=Publication.Status.DRAFT)
        managed = Q(pk__in=self.managed_by(user).values("pk"))
        return self.filter(managed | Q(akteur__in=own) & open_to_members)

    def for_cards(self):
        """Loads what `components/angebot_card.html` shows."""
        return self.select_related("kommune", "akteur", "angebotsart").prefetch_related(
            "zielgruppen", "handlungsfelder", "sprachen", "quartiere", "kommunen"
        )

    def for_detail(self):
        return self.for_cards().prefetch_related(
            "oeffnungszeiten", "akteur__oeffnungszeiten", "handlungsansaetze__quartier__kommune"
        )


class Angebot(
    ServiceArea, Kontakt, Located, Accessible, OpenOnHolidays, Publication, Reviewed, Imported
):
    class Cost(models.TextChoices):
        FREE = "free", _("kostenfrei")
        REDUCED = "reduced", _("kostenpflichtig, Ermäßigung möglich")
        FEE = "fee", _("kostenpflichtig")
        DONATION = "donation", _("Spende erbeten")
        UNKNOWN = "", _("keine Angabe")

    class Access(models.TextChoices):
        OPEN = "open", _("ohne Anmeldung")
        APPOINTMENT = "appointment", _("nach Anmeldung")
        REFERRAL = "referral", _("mit Zuweisung oder Bescheinigung")
        OUTREACH = "outreach", _("kommt zu Ihnen")
        UNKNOWN = "", _("keine Angabe")

    title = models.CharField("Titel", max_length=160)
    slug = models.SlugField("Adresskürzel", max_length=120, unique=True, help_text=SLUG_HELP)
    kommune = models.ForeignKey(
        Kommune,
        on_delete=models.PROTECT,
        related_name="angebote",
        verbose_name="Kommune",
        help_text="Diese Kommune bearbeitet den Eintrag.",
    )
    akteur = models.ForeignKey(
        Akteur,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="angebote",
        verbose_name="Träger",
    )
    angebotsart = models.ForeignKey(
        Angebotsart,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="angebote",
        verbose_name="Angebotsart",
    )
    teaser = models.CharField(
        "Kurztext",
        max_length=300,
        blank=True,
        help_text="Ein bis zwei Sätze: Was bekommt man hier?",
    )
    text = models.TextField("Text", blank=True, max_length=4000)
    quartiere = models.ManyToManyField(
        Quartier,
        related_name="angebote",
        verbose_name="Quartiere",
        blank=True,
        help_text="Nur bei Einzugsbereich „nur in den genannten Quartieren“.",
    )
    zielgruppen = models.ManyToManyField(
        Zielgruppe, related_name="angebote", verbose_name="Zielgruppen", blank=True
    )
    handlungsfelder = models.ManyToManyField(
        Handlungsfeld, related_name="angebote", verbose_name="Handlungsfelder", blank=True
    )
    handlungsansaetze = models.ManyToManyField(
        Handlungsansatz, related_name="angebote", verbose_name="setzt um", blank=True
    )
    sprachen = models.ManyToManyField(
        Sprache, related_name="angebote", verbose_name="Sprachen", blank=True
    )
    capacity = models.PositiveIntegerField(
        "Kapazität", null=True, blank=True, help_text="In der Maßeinheit der Angebotsart."
    )
    cost = models.CharField("Kosten", max_length=8, choices=Cost, blank=True, default="")
    cost_note = models.CharField("Kosten im Einzelnen", max_length=200, blank=True)
    access = models.CharField("Zugang", max_length=12, choices=Access, blank=True, default="")
    access_note = models.CharField(
        "So kommt man dazu", max_length=300, blank=True, help_text="Wege, Unterlagen, Wartezeit."
    )
    valid_from = models.DateField("gilt ab", null=True, blank=True)
    valid_until = models.DateField(
        "gilt bis", null=True, blank=True, help_text="Danach verschwindet es aus den Listen."
    )
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = AngebotQuerySet.as_manager()

    class Meta:
        verbose_name = _("Angebot")
        verbose_name_plural = _("Angebote")
        permissions = [("publish_angebot", "Angebote veröffentlichen")]
        ordering = ["title", "pk"]
        constraints = [
            source_key_unique("angebot"),
            point_in_germany("angebot"),
            nearby_has_point("angebot"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="angebot_valid_until_after_from",
                violation_error_message="„gilt bis“ darf nicht vor „gilt ab“ liegen.",
            ),
        ]
        indexes = [models.Index(fields=["status", "valid_until"], name="angebot_public_list")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("netzwerke:angebot_detail", args=[self.slug])

    @property
    def is_expired(self):
        return self.valid_until is not None and self.valid_until < timezone.localdate()


class AngebotOeffnungszeit(Oeffnungszeit):
    angebot = models.ForeignKey(
        Angebot, on_delete=models.CASCADE, related_name="oeffnungszeiten", verbose_name="Angebot"
    )

    class Meta(Oeffnungszeit.Meta):
        verbose_name = _("Öffnungszeit")
        verbose_name_plural = _("Öffnungszeiten")
