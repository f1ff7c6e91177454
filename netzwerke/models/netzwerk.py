"""Who works with whom: Netzwerke, their members and their material."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from netzwerke.models.akteur import Akteur
from netzwerke.models.base import Imported, ServiceArea, ServiceAreaQuerySet, nearby_never
from quartiere.models import Handlungsfeld, Kommune, Quartier, Zielgruppe
from quartiere.models.base import SLUG_HELP, Publication, Reviewed
from quartiere.strategie.models.dokument import Dokument


class NetzwerkQuerySet(ServiceAreaQuerySet):
    def for_cards(self):
        """Loads what `components/netzwerk_card.html` shows."""
        return self.select_related("kommune", "coordinator").prefetch_related(
            "handlungsfelder", "zielgruppen", "quartiere", "kommunen"
        )

    def for_graph(self):
        """Loads networks, their current members with kind, and their topics."""
        members = Mitgliedschaft.objects.current().of_published_akteure()
        return self.prefetch_related(
            "handlungsfelder",
            models.Prefetch(
                "mitgliedschaften", members.select_related("akteur__akteursart"), "current_members"
            ),
        )


class Netzwerk(ServiceArea, Publication, Reviewed, Imported):
    class Kind(models.TextChoices):
        CROSS_THEME = "cross_theme", _("themenübergreifend")
        THEMATIC = "thematic", _("zu einem Thema")
        NEIGHBOURHOOD = "neighbourhood", _("stadtteilbezogen")

    name = models.CharField("Name", max_length=160)
    slug = models.SlugField("Adresskürzel", max_length=120, unique=True, help_text=SLUG_HELP)
    kommune = models.ForeignKey(
        Kommune, on_delete=models.PROTECT, related_name="netzwerke", verbose_name="Kommune"
    )
    kind = models.CharField("Art", max_length=14, choices=Kind, default=Kind.NEIGHBOURHOOD)
    teaser = models.CharField("Kurztext", max_length=300, blank=True)
    text = models.TextField("Text", blank=True, max_length=4000)
    quartiere = models.ManyToManyField(
        Quartier, related_name="netzwerke", verbose_name="Quartiere", blank=True
    )
    zielgruppen = models.ManyToManyField(
        Zielgruppe, related_name="netzwerke", verbose_name="Zielgruppen", blank=True
    )
    handlungsfelder = models.ManyToManyField(
        Handlungsfeld, related_name="netzwerke", verbose_name="Handlungsfelder", blank=True
    )
    coordinator = models.ForeignKey(
        Akteur,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="koordinierte_netzwerke",
        verbose_name="Koordination",
    )
    akteure = models.ManyToManyField(
        Akteur, through="Mitgliedschaft", related_name="netzwerke", verbose_name="Mitglieder"
    )
    meeting_rhythm = models.CharField(
        "Treffen", max_length=160, blank=True, help_text="Zum Beispiel „jeden ersten Dienstag“."
    )
    how_to_join = models.TextField("So kann man mitmachen", blank=True, max_length=1000)
    website = models.URLField("Internetseite", blank=True)
    founded_year = models.PositiveSmallIntegerField("gegründet", null=True, blank=True)
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = NetzwerkQuerySet.as_manager()

    class Meta:
        verbose_name = _("Netzwerk")
        verbose_name_plural = _("Netzwerke")
        permissions = [("publish_netzwerk", "Netzwerke veröffentlichen")]
        ordering = ["name", "pk"]
        constraints = [nearby_never("netzwerk")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("netzwerke:netzwerk_detail", args=[self.slug])


class MitgliedschaftQuerySet(models.QuerySet):
    def current(self):
        """Not ended before today (Europe/Berlin)."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()))

    def of_published_akteure(self):
        return self.filter(akteur__in=Akteur.objects.published())


class Mitgliedschaft(models.Model):
    class Role(models.TextChoices):
        COORDINATION = "coordination", _("Koordination")
        MEMBER = "member", _("Mitglied")
        GUEST = "guest", _("Gast")

    netzwerk = models.ForeignKey(
        Netzwerk, on_delete=models.CASCADE, related_name="mitgliedschaften", verbose_name="Netzwerk"
    )
    akteur = models.ForeignKey(
        Akteur, on_delete=models.CASCADE, related_name="mitgliedschaften", verbose_name="Akteur"
    )
    role = models.CharField("Rolle", max_length=12, choices=Role, default=Role.MEMBER)
    since = models.DateField("seit", null=True, blank=True)
    until = models.DateField("bis", null=True, blank=True)

    objects = MitgliedschaftQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitgliedschaft")
        verbose_name_plural = _("Mitgliedschaften")
        ordering = ["akteur__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["netzwerk", "akteur"],
                condition=Q(until__isnull=True),
                name="mitgliedschaft_once_at_a_time",
                violation_error_message="Dieser Akteur ist schon Mitglied.",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="mitgliedschaft_until_after_since",
                violation_error_message="„bis“ darf nicht vor „seit“ liegen.",
            ),
        ]

    def __str__(self):
        return f"{self.akteur} in {self.netzwerk}"


class UnterlageQuerySet(models.QuerySet):
    def published(self):
        return self.filter(netzwerk__in=Netzwerk.objects.published())

    def managed_by(self, user):
        return self.filter(netzwerk__in=Netzwerk.objects.managed_by(user))


class Unterlage(Dokument):
    """Minutes or material of a Netzwerk: a file or a link."""

    class Kind(models.TextChoices):
        MINUTES = "minutes", _("Protokoll")
        MATERIAL = "material", _("Material")

    netzwerk = models.ForeignKey(
        Netzwerk, on_delete=models.CASCADE, related_name="unterlagen", verbose_name="Netzwerk"
    )
    kind = models.CharField("Art", max_length=8, choices=Kind, default=Kind.MATERIAL)
    title = models.CharField("Bezeichnung", max_length=160)
    dated_on = models.DateField("Datum", null=True, blank=True)
    objects = UnterlageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Unterlage")
        verbose_name_plural = _("Unterlagen")
        ordering = ["-dated_on", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file="") ^ Q(link=""),
                name="unterlage_is_file_or_link",
                violation_error_message="Bitte entweder eine Datei oder einen Link angeben.",
            ),
        ]

    def __str__(self):
        return self.title
