"""What came out of it, and the files that belong to a Veranstaltung before and after."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from quartiere.models import Bild
from quartiere.strategie.models import Handlungsansatz
from quartiere.strategie.models.dokument import Dokument
from veranstaltungen.models.veranstaltung import Veranstaltung


class DokumentationQuerySet(models.QuerySet):
    def published(self):
        """Until the Veranstaltung is documented, it is a draft of the organiser."""
        return self.filter(veranstaltung__status=Veranstaltung.Status.DOCUMENTED)


class Dokumentation(models.Model):
    veranstaltung = models.OneToOneField(
        Veranstaltung,
        on_delete=models.CASCADE,
        related_name="dokumentation",
        verbose_name="Veranstaltung",
    )
    results = models.TextField(
        "Ergebnisse", max_length=12_000, help_text="Was kam heraus, was folgt daraus?"
    )
    handlungsansaetze = models.ManyToManyField(
        Handlungsansatz,
        related_name="dokumentationen",
        verbose_name="Handlungsansätze",
        blank=True,
        help_text="Zu welchen Wegen die Ergebnisse etwas beitragen.",
    )
    bilder = models.ManyToManyField(
        Bild, related_name="dokumentationen", verbose_name="Bilder", blank=True
    )
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True)

    objects = DokumentationQuerySet.as_manager()

    class Meta:
        verbose_name = "Dokumentation"
        verbose_name_plural = "Dokumentationen"

    def __str__(self):
        return f"Dokumentation: {self.veranstaltung}"


class VeranstaltungMaterialQuerySet(models.QuerySet):
    def ready(self):
        """What belongs on the page: the results once they are documented."""
        documented = Q(veranstaltung__status=Veranstaltung.Status.DOCUMENTED)
        return self.filter(Q(is_result=False) | documented)

    def published(self):
        return self.ready().filter(veranstaltung__in=Veranstaltung.objects.published())

    def managed_by(self, user):
        """Who works on the Veranstaltung reads its files before everybody does."""
        return self.filter(veranstaltung__in=Veranstaltung.objects.accessible_by(user))


class VeranstaltungMaterial(Dokument):
    """A file or a link; what belongs to the documentation is shown with the results."""

    veranstaltung = models.ForeignKey(
        Veranstaltung,
        on_delete=models.CASCADE,
        related_name="material",
        verbose_name="Veranstaltung",
    )
    title = models.CharField("Bezeichnung", max_length=160)
    is_result = models.BooleanField("gehört zur Dokumentation", default=False)
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    objects = VeranstaltungMaterialQuerySet.as_manager()

    class Meta:
        verbose_name = "Material der Veranstaltung"
        verbose_name_plural = "Material"
        ordering = ["order", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file="") ^ Q(link=""),
                name="veranstaltungmaterial_is_file_or_link",
                violation_error_message="Bitte entweder eine Datei oder einen Link angeben.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Where it is read: the link, or the address that guards the file."""
        path = self.file.name.partition("/")[2]
        return self.link or reverse("veranstaltungen:material", args=[path])
