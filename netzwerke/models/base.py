"""Abstract models that Akteur, Netzwerk, Angebot and Massnahme are built from."""

import math

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Power
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quartiere.models import Kommune, Quartier
from quartiere.models.base import POINT, PublicationQuerySet, ReviewedQuerySet

KM_PER_DEGREE = 111.32


class Vokabel(models.Model):
    """An entry of a central vocabulary: kept by the Programmleitung, used by everybody."""

    name = models.CharField("Name", max_length=80, unique=True)
    slug = models.SlugField("Adresskürzel", max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(
        "Reihenfolge", default=0, help_text="Kleine Zahlen stehen vorn."
    )

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


def home_kommunen(user):
    """Where `user` may make rows: own Kommunen, and those of own Quartiere."""
    own = Quartier.objects.managed_by(user).values("kommune")
    managed = Kommune.objects.managed_by(user).values("pk")
    return Kommune.objects.filter(Q(pk__in=managed) | Q(pk__in=own))


class ServiceAreaQuerySet(PublicationQuerySet, ReviewedQuerySet):
    """Rows of a home Kommune that work in an area of their own."""

    def published(self):
        """Public rows: published, in a Kommune that exists."""
        return super().published().filter(kommune__is_active=True)

    def managed_by(self, user):
        """All rows at home in the user's Kommunen; a Quartiersmanagement those of its Quartiere.

        What merely works in a Kommune or Quartier is visible there, but edited where it is at
        home. Rows for a whole Kommune are not a Quartiersmanagement's.
        """
        if user.is_anonymous or not user.is_active:
            return self.none()
        managed = Q(kommune__in=Kommune.objects.managed_by(user))
        own = user.quartiere.through.objects.filter(user=user).values("quartier")
        at_home = self._links().filter(
            quartier__in=own, **{"quartier__kommune": F(f"{self._name}__kommune")}
        )
        local = Q(reach__in=ServiceArea.LOCAL, pk__in=at_home.values(f"{self._name}_id"))
        return self.filter(managed | local)

    def publishable_by(self, user):
        """Rows whose publication `user` decides: a Quartiersmanagement writes, others publish."""
        if not user.has_perm(f"netzwerke.publish_{self._name}"):
            return self.none()
        return self.filter(kommune__in=Kommune.objects.managed_by(user))

    def serving(self, quartier):
        """Rows whose service area holds the Quartier, wherever their address is."""
        return self._reaching(self._links().filter(quartier=quartier), [quartier.kommune_id])

    def serving_kommune(self, kommune):
        """Rows that serve the Kommune, a part of it, or one of its Quartiere."""
        found = self._reaching(self._links().filter(quartier__kommune=kommune), [kommune.pk])
        around = self.filter(reach=ServiceArea.Reach.NEARBY, kommune=kommune)
        return self.filter(Q(pk__in=found.values("pk")) | Q(pk__in=around.values("pk")))

    def in_kommune(self, kommune):
        return self.filter(kommune=kommune)

    def _reaching(self, links, kommunen):
        further = self.model.kommunen.through.objects.filter(kommune__in=kommunen)
        reach = ServiceArea.Reach
        return self.filter(
            Q(reach__in=ServiceArea.LOCAL, pk__in=links.values(f"{self._name}_id"))
            | Q(reach__in=[reach.KOMMUNE, reach.SUPRA_LOCAL], kommune__in=kommunen)
            | Q(reach=reach.SUPRA_LOCAL, pk__in=further.values(f"{self._name}_id"))
        )

    def _links(self):
        return self.model.quartiere.through.objects.all()

    @property
    def _name(self):
        return self.model._meta.model_name


class ServiceArea(models.Model):
    """Where something works, apart from its address. Models add `quartiere` themselves."""

    class Reach(models.TextChoices):
        QUARTIERE = "quartiere", _("nur in den genannten Quartieren")
        NEARBY = "nearby", _("rund um die Adresse")
        KOMMUNE = "kommune", _("in der ganzen Kommune")
        SUPRA_LOCAL = "supra_local", _("überörtlich")

    # Reaches whose Quartiere are named: by people, or for NEARBY by `einzugsbereich.locate`.
    LOCAL = (Reach.QUARTIERE, Reach.NEARBY)

    reach = models.CharField(
        "Einzugsbereich",
        max_length=12,
        choices=Reach,
        default=Reach.KOMMUNE,
        help_text="Für wen es da ist, nicht wo es liegt.",
    )
    kommunen = models.ManyToManyField(
        Kommune,
        related_name="+",
        verbose_name="weitere Kommunen",
        blank=True,
        help_text="Nur bei „überörtlich“: wo es außer in der eigenen Kommune noch wirkt.",
    )

    class Meta:
        abstract = True

    def serves(self, quartier):
        """The rule of `serving()` for one row; needs `quartiere` and `kommunen` prefetched."""
        if self.reach in self.LOCAL:
            return quartier in self.quartiere.all()
        if self.kommune_id == quartier.kommune_id:
            return True
        further = {kommune.pk for kommune in self.kommunen.all()}
        return self.reach == self.Reach.SUPRA_LOCAL and quartier.kommune_id in further

    @property
    def reach_text(self):
        """The service area in words; needs `quartiere` and `kommunen` prefetched."""
        names = ", ".join(quartier.name for quartier in self.quartiere.all())
        if self.reach == self.Reach.NEARBY:
            return f"{self.get_reach_display()} ({names})" if names else self.get_reach_display()
        if self.reach == self.Reach.QUARTIERE:
            return names
        if self.reach == self.Reach.KOMMUNE:
            return gettext("ganz {kommune}").format(kommune=self.kommune.name)
        further = [kommune.name for kommune in self.kommunen.all()]
        return ", ".join([self.get_reach_display(), *further])


class LocatedQuerySet(models.QuerySet):
    def near(self, longitude, latitude, km):
        """Rows at most about `km` kilometres away, nearest first, with `distance_km`.

        Measured in a plane stretched at the point's latitude: right to a few per mille at the
        distances of a Kommune. The same expression runs on SQLite and PostgreSQL.
        """
        stretch = KM_PER_DEGREE * math.cos(math.radians(latitude))
        east = (F("longitude") - Value(longitude)) * Value(stretch)
        north = (F("latitude") - Value(latitude)) * Value(KM_PER_DEGREE)
        squared = Power(east, Value(2.0)) + Power(north, Value(2.0))
        found = self.filter(
            longitude__range=(longitude - km / stretch, longitude + km / stretch),
            latitude__range=(latitude - km / KM_PER_DEGREE, latitude + km / KM_PER_DEGREE),
        )
        found = found.annotate(distance_km=Power(squared, Value(0.5)))
        return found.filter(distance_km__lte=km).order_by("distance_km", "pk")


class Located(models.Model):
    """A point in WGS 84. Models that use it add `point_in_germany()` to their constraints."""

    longitude = models.FloatField("Längengrad", null=True, blank=True)
    latitude = models.FloatField("Breitengrad", null=True, blank=True)

    class Meta:
        abstract = True


def nearby_has_point(name):
    return models.CheckConstraint(
        condition=~Q(reach=ServiceArea.Reach.NEARBY) | POINT,
        name=f"{name}_nearby_has_point",
        violation_error_message="„Rund um die Adresse“ braucht Längengrad und Breitengrad.",
    )


def nearby_never(name):
    """For what has no address."""
    return models.CheckConstraint(
        condition=~Q(reach=ServiceArea.Reach.NEARBY),
        name=f"{name}_nearby_never",
        violation_error_message="„Rund um die Adresse“ passt hier nicht: Es gibt keine Adresse.",
    )


class Imported(models.Model):
    """Where a row came from, so that the next import finds it again; with what was odd in it."""

    source = models.CharField(
        "Herkunft", max_length=160, blank=True, help_text="Datei oder Stelle, aus der es stammt."
    )
    source_key = models.CharField(
        "Schlüssel in der Quelle",
        max_length=80,
        blank=True,
        help_text="Verbindet spätere Importe mit diesem Eintrag.",
    )
    notes = models.TextField(
        "interne Hinweise",
        blank=True,
        help_text="Zum Beispiel was beim Import auffiel. Erscheint nicht öffentlich.",
    )

    class Meta:
        abstract = True


def source_key_unique(name):
    return models.UniqueConstraint(
        fields=["kommune", "source", "source_key"],
        condition=~Q(source_key=""),
        name=f"{name}_source_key_unique",
        violation_error_message="Diesen Schlüssel gibt es in dieser Quelle schon.",
    )
