""" "Mein Quartier finden": from a name, a postcode, a place or a point to the Quartier."""

from dataclasses import dataclass, field
from math import cos, radians

from django.db.models import Value
from django.db.models.functions import Coalesce, Greatest
from django.utils.formats import number_format
from django.utils.translation import gettext

from quartiere.geometrie import GEOD, contains, distance_km
from quartiere.models import Kommune, Ort, Quartier
from quartiere.suche import MAX_PLACES, named, places

MAX_HITS = 20
NEAREST = 3
# The box of a boundary is never farther than the boundary itself, so few candidates suffice.
CANDIDATES = 12


@dataclass(frozen=True)
class Treffer:
    quartier: Quartier
    distance_km: float

    @property
    def is_inside(self):
        return self.distance_km == 0

    @property
    def distance_text(self):
        """ "1,2 km entfernt"; nothing inside the boundary."""
        if self.is_inside:
            return ""
        if self.distance_km < 0.1:
            return gettext("weniger als 100 m entfernt")
        decimals = 1 if self.distance_km < 20 else 0
        # number_format cuts decimals off instead of rounding.
        rounded = round(self.distance_km, decimals)
        number = number_format(rounded, decimals, force_grouping=True)
        return gettext("{number} km entfernt").format(number=number)


@dataclass(frozen=True)
class Fund:
    """What a search found; all lists may be empty."""

    quartiere: list[Quartier] = field(default_factory=list)
    has_more: bool = False
    kommunen: list[Kommune] = field(default_factory=list)
    orte: list[Ort] = field(default_factory=list)
    has_too_many_orte: bool = False
    ort: Ort | None = None
    treffer: list[Treffer] = field(default_factory=list)

    @property
    def is_empty(self):
        return not any(
            [self.quartiere, self.kommunen, self.orte, self.has_too_many_orte, self.treffer]
        )


def by_text(text):
    """Quartiere and Kommunen of this name, and the Quartiere at the place that is meant."""
    quartiere = list(Quartier.objects.published().filter(named(text)).for_cards()[: MAX_HITS + 1])
    orte = list(places(text)[: MAX_PLACES + 1])
    ort = orte[0] if len(orte) == 1 else None
    return Fund(
        quartiere=quartiere[:MAX_HITS],
        has_more=len(quartiere) > MAX_HITS,
        kommunen=list(Kommune.objects.published().filter(named(text))[:MAX_HITS]),
        orte=[] if ort or len(orte) > MAX_PLACES else orte,
        has_too_many_orte=len(orte) > MAX_PLACES,
        ort=ort,
        treffer=at_point(ort.longitude, ort.latitude) if ort else [],
    )


def by_point(longitude, latitude):
    return Fund(treffer=at_point(longitude, latitude))


def at_point(longitude, latitude):
    """The Quartiere whose boundary holds the point; otherwise the nearest with their distance."""
    distances = _holding(longitude, latitude) or _nearest(longitude, latitude)
    quartiere = Quartier.objects.published().for_cards().in_bulk(list(distances))
    return [
        Treffer(quartiere[pk], distance)
        for pk, distance in sorted(distances.items(), key=lambda item: item[1])
        if pk in quartiere
    ]


def _holding(longitude, latitude):
    rows = Quartier.objects.published().around(longitude, latitude)
    boundaries = rows.values_list("pk", "boundary")[:MAX_HITS]
    return {pk: 0.0 for pk, boundary in boundaries if contains(boundary, longitude, latitude)}


def _nearest(longitude, latitude):
    rows = (
        Quartier.objects.published()
        .filter(longitude__isnull=False)
        .order_by(_box_distance(longitude, latitude), "pk")
        .values_list("pk", "boundary", "longitude", "latitude")[:CANDIDATES]
    )
    distances = {pk: _distance(*place, longitude, latitude) for pk, *place in rows}
    return dict(sorted(distances.items(), key=lambda item: item[1])[:NEAREST])


def _box_distance(longitude, latitude):
    """Squared distance to the bounding box (or the point), in degrees of latitude, for sorting."""
    west, east = Coalesce("west", "longitude"), Coalesce("east", "longitude")
    south, north = Coalesce("south", "latitude"), Coalesce("north", "latitude")
    zero = Value(0.0)
    dx = Greatest(west - Value(longitude), Value(longitude) - east, zero)
    dy = Greatest(south - Value(latitude), Value(latitude) - north, zero)
    stretch = Value(cos(radians(latitude)) ** 2)
    return dx * dx * stretch + dy * dy


def _distance(boundary, own_longitude, own_latitude, longitude, latitude):
    if boundary:
        return distance_km(boundary, longitude, latitude)
    _, _, metres = GEOD.inv(own_longitude, own_latitude, longitude, latitude)
    return metres / 1000
