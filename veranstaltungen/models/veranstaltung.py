"""The Veranstaltung: everything but its dates, history and registrations."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from netzwerke.models import Sprache
from netzwerke.models.base import Imported, Located, LocatedQuerySet
from quartiere.models import Bild, Kommune
from quartiere.models.base import SLUG_HELP, point_in_germany
from veranstaltungen.models.teile import (
    TOO_FEW_PLACES,
    Anmeldebedingungen,
    Auskunft,
    Austragung,
    Zugaenglich,
    registration_constraints,
)
from veranstaltungen.models.veranstalter import Veranstalter
from veranstaltungen.models.vokabular import Veranstaltungsart
from veranstaltungen.models.zuordnung import Zuordnung

# Words below /veranstaltungen/ and /meine-veranstaltungen/ that are pages of their own.
RESERVED_SLUGS = [
    "anmeldung", "einbetten", "import", "importieren", "kalender", "neu", "organisation",
    "vorschlagen",
]  # fmt: skip


class VeranstaltungQuerySet(LocatedQuerySet):
    def published(self):
        """Public rows: also postponed, cancelled and past ones, which say so on their page."""
        return self.filter(status__in=Veranstaltung.PUBLIC_STATUSES)

    def upcoming(self):
        """Not over yet: at least one date, running ones included, still ends in the future."""
        still = self._termine().filter(ends_at__gte=timezone.now())
        first = still.filter(is_cancelled=False).order_by("starts_at").values("starts_at")[:1]
        return self.filter(Exists(still)).annotate(next_starts_at=Subquery(first))

    def past(self):
        """Over: it has dates, and all of them have ended."""
        still = self._termine().filter(ends_at__gte=timezone.now())
        return self.filter(Exists(self._termine())).exclude(Exists(still))

    def between(self, start, end):
        """Rows with a date that touches the span; None leaves a side open.

        `shown_at` is the start of the first such date, of one that takes place where there is one.
        """
        found = self._termine()
        if start:
            found = found.filter(ends_at__gt=start)
        if end:
            found = found.filter(starts_at__lt=end)
        first = found.order_by("is_cancelled", "starts_at").values("starts_at")[:1]
        return self.filter(Exists(found)).annotate(shown_at=Subquery(first))

    def serving(self, quartier):
        """Rows that take place in the Quartier or are meant for it."""
        links = self.model.quartiere.through.objects.filter(quartier=quartier)
        return self.filter(Q(quartier=quartier) | Q(pk__in=links.values("veranstaltung")))

    def serving_kommune(self, kommune):
        """Rows of the Kommune, in or for one of its Quartiere, and those meant for it."""
        further = self.model.kommunen.through.objects.filter(kommune=kommune)
        near = self.model.quartiere.through.objects.filter(quartier__kommune=kommune)
        return self.filter(
            Q(kommune=kommune)
            | Q(quartier__kommune=kommune)
            | Q(pk__in=further.values("veranstaltung"))
            | Q(pk__in=near.values("veranstaltung"))
        )

    def about(self, zielgruppe):
        """Rows about the Zielgruppe and those that invite it."""
        topic = self.model.zielgruppen.through.objects.filter(zielgruppe=zielgruppe)
        guests = self.model.audience_zielgruppen.through.objects.filter(zielgruppe=zielgruppe)
        return self.filter(
            Q(pk__in=topic.values("veranstaltung")) | Q(pk__in=guests.values("veranstaltung"))
        )

    def waiting_for_moderation(self):
        return self.filter(status=Veranstaltung.Status.SUBMITTED)

    def waiting_for_check(self):
        """Public ones that were changed since anybody looked at them."""
        return self.published().filter(unchecked_at__isnull=False)

    def managed_by(self, user):
        """Rows of the user's Kommunen; a Quartiersmanagement those in its Quartiere.

        Supra-local ones (without Kommune) are the Programmleitung's.
        """
        if user.is_anonymous or not user.is_active:
            return self.none()
        if user.is_programmleitung:
            return self
        own = user.quartiere.through.objects.filter(user=user).values("quartier")
        return self.filter(Q(kommune__in=Kommune.objects.managed_by(user)) | Q(quartier__in=own))

    def publishable_by(self, user):
        """Rows whose publication `user` decides: a Quartiersmanagement writes, others publish."""
        if not user.has_perm("veranstaltungen.publish_veranstaltung"):
            return self.none()
        if user.is_programmleitung:
            return self
        return self.filter(kommune__in=Kommune.objects.managed_by(user))

    def organised_by(self, user):
        """Rows of the user's organisations, own ones, and those shared with the user."""
        if user.is_anonymous or not user.is_active:
            return self.none()
        shared = self.model.mitveranstaltende.through.objects.filter(user=user)
        return self.filter(
            Q(created_by=user)
            | Q(veranstalter__in=Veranstalter.objects.represented_by(user))
            | Q(pk__in=shared.values("veranstaltung"))
        )

    def editable_by(self, user):
        """Organisers and those who manage it; what is submitted rests until it is decided."""
        own = self.organised_by(user).exclude(status=Veranstaltung.Status.SUBMITTED)
        managed = self.managed_by(user)
        return self.filter(Q(pk__in=own.values("pk")) | Q(pk__in=managed.values("pk")))

    def accessible_by(self, user):
        """Who sees it behind the scenes, also while it rests: organisers and who manages it."""
        own, managed = self.organised_by(user), self.managed_by(user)
        return self.filter(Q(pk__in=own.values("pk")) | Q(pk__in=managed.values("pk")))

    def lock(self, row):
        """Bring `row` up to date; nobody else changes it until the transaction ends.

        SQLite has one writer at a time anyway (IMMEDIATE).
        """
        row.refresh_from_db(from_queryset=self.select_for_update(no_key=True))

    def _termine(self):
        return self.model.termine.rel.related_model.objects.filter(veranstaltung=OuterRef("pk"))


class Veranstaltung(
    Zuordnung, Austragung, Located, Zugaenglich, Auskunft, Anmeldebedingungen, Imported
):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        SUBMITTED = "submitted", _("eingereicht")
        RETURNED = "returned", _("zurückgegeben")
        PUBLISHED = "published", _("veröffentlicht")
        POSTPONED = "postponed", _("verschoben")
        CANCELLED = "cancelled", _("abgesagt")
        PAST = "past", _("vorbei")
        DOCUMENTED = "documented", _("dokumentiert")

    PUBLIC_STATUSES = [
        Status.PUBLISHED, Status.POSTPONED, Status.CANCELLED, Status.PAST, Status.DOCUMENTED,
    ]  # fmt: skip
    # Public, and neither over nor called off: only these have dates that somebody must hear of.
    RUNNING_STATUSES = [Status.PUBLISHED, Status.POSTPONED]

    # Written only by the conditional UPDATEs of workflow.py, anmeldung.py and beteiligte.py.
    GUARDED = ("status", "taken_places", "veranstalter", "created_by", "unchecked_at")

    title = models.CharField("Titel", max_length=160)
    slug = models.SlugField("Adresskürzel", max_length=120, unique=True, help_text=SLUG_HELP)
    art = models.ForeignKey(
        Veranstaltungsart,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="veranstaltungen",
        verbose_name="Art",
    )
    teaser = models.CharField(
        "Kurztext", max_length=300, blank=True, help_text="Ein bis zwei Sätze: Worum geht es?"
    )
    description = models.TextField("Beschreibung", max_length=8000, blank=True)
    veranstalter = models.ForeignKey(
        Veranstalter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="veranstaltungen",
        verbose_name="Veranstalter",
    )
    mitveranstaltende = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="geteilte_veranstaltungen",
        verbose_name="weitere Personen mit Zugang",
        blank=True,
    )
    sprachen = models.ManyToManyField(
        Sprache, related_name="veranstaltungen", verbose_name="Sprachen", blank=True
    )
    picture = models.ForeignKey(
        Bild,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="veranstaltungen",
        verbose_name="Bild",
    )
    status = models.CharField(
        "Status", max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    unchecked_at = models.DateTimeField(
        "geändert und noch nicht geprüft", null=True, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="veranstaltungen",
        verbose_name="angelegt von",
    )
    created_at = models.DateTimeField("angelegt am", auto_now_add=True)
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = VeranstaltungQuerySet.as_manager()

    class Meta:
        verbose_name = "Veranstaltung"
        verbose_name_plural = "Veranstaltungen"
        ordering = ["-created_at", "-pk"]
        permissions = [("publish_veranstaltung", "Veranstaltungen veröffentlichen")]
        constraints = [
            point_in_germany("veranstaltung"),
            *registration_constraints(),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS),
                name="veranstaltung_slug_not_reserved",
                violation_error_message="Dieses Adresskürzel gehört einer Seite des Portals.",
            ),
        ]
        indexes = [models.Index(fields=["status", "kommune"], name="veranstaltung_moderation")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("veranstaltungen:detail", args=[self.slug])

    def save(self, *args, **kwargs):
        """Never writes GUARDED fields of a row that exists: an old copy would undo a step."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = [
                field.name
                for field in self._meta.concrete_fields
                if not field.primary_key and field.name not in self.GUARDED
            ]
        super().save(*args, **kwargs)

    def clean(self):
        if self.capacity is not None and self.capacity < self.taken_places:
            raise ValidationError({"capacity": TOO_FEW_PLACES})

    @property
    def version(self):
        """Another one after every edit and step: who decides about a text sends the one read."""
        return self.updated_at.isoformat()

    @property
    def is_public(self):
        return self.status in self.PUBLIC_STATUSES

    def organisers(self, *veranstalter):
        """Everybody with access to it and its guests, also accounts that are switched off.

        With another Veranstalter (or None): who they would be if that one invited.
        """
        organisation = veranstalter[0] if veranstalter else self.veranstalter
        members = Veranstalter.mitglieder.through.objects.filter(veranstalter=organisation)
        return get_user_model().objects.filter(
            Q(pk=self.created_by_id)
            | Q(pk__in=self.mitveranstaltende.values("pk"))
            | Q(pk__in=members.values("user"))
        )

    def deletion_day(self):
        """When the data of registered people go, counted from the last date that takes place."""
        return timezone.localdate(self.termine.end()) + timedelta(days=self.delete_after_days)
