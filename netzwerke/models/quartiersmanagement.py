"""The Quartiersmanagement: an Akteur with an office, a team of functions and its Quartiere."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from netzwerke.models.akteur import Akteur
from quartiere.models import Quartier


class QuartiersmanagementQuerySet(models.QuerySet):
    def published(self):
        return self.filter(akteur__in=Akteur.objects.published())

    def managed_by(self, user):
        """Staff of the Kommune, and the people of one of its Quartiere."""
        if user.is_anonymous or not user.is_active:
            return self.none()
        links = self.model.quartiere.through.objects
        own = links.filter(
            quartier__in=user.quartiere.through.objects.filter(user=user).values("quartier")
        )
        akteure = Akteur.objects.managed_by(user)
        return self.filter(Q(akteur__in=akteure) | Q(pk__in=own.values("quartiersmanagement")))

    def for_detail(self):
        return self.select_related("akteur__kommune", "akteur__picture").prefetch_related(
            "teamfunktionen", "quartiere__kommune", "akteur__oeffnungszeiten"
        )


class Quartiersmanagement(models.Model):
    akteur = models.OneToOneField(
        Akteur,
        on_delete=models.CASCADE,
        related_name="quartiersmanagement",
        verbose_name="Akteur",
        help_text="Büro, Kontakt und Öffnungszeiten stehen beim Akteur.",
    )
    quartiere = models.ManyToManyField(
        Quartier, related_name="quartiersmanagements", verbose_name="Quartiere"
    )
    traeger = models.ForeignKey(
        Akteur,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="getragene_quartiersmanagements",
        verbose_name="Träger",
    )
    client = models.CharField(
        "beauftragt von", max_length=160, blank=True, help_text="Zum Beispiel das Stadtplanungsamt."
    )
    commissioned_until = models.DateField("beauftragt bis", null=True, blank=True)

    objects = QuartiersmanagementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Quartiersmanagement")
        verbose_name_plural = _("Quartiersmanagements")
        ordering = ["akteur__name", "pk"]

    def __str__(self):
        return self.akteur.name

    def get_absolute_url(self):
        return reverse("netzwerke:quartiersmanagement_detail", args=[self.akteur.slug])


class Teamfunktion(models.Model):
    """What somebody in the team does and how to reach that function; no names."""

    quartiersmanagement = models.ForeignKey(
        Quartiersmanagement,
        on_delete=models.CASCADE,
        related_name="teamfunktionen",
        verbose_name="Quartiersmanagement",
    )
    title = models.CharField(
        "Funktion", max_length=120, help_text="Zum Beispiel „Aktivierung und Beteiligung“."
    )
    tasks = models.CharField("Aufgaben", max_length=300, blank=True)
    phone = models.CharField("Telefon", max_length=60, blank=True)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    hours = models.CharField("Sprechzeiten", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name = _("Funktion im Team")
        verbose_name_plural = _("Funktionen im Team")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title
