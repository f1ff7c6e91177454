"""Maps of an edition: every area in the shade of its class, drawn by `monitoring/karte.html`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from quartiere.geometrie import ViewBox, view_box
from quartiere.monitoring.adressen import gebiet_url
from quartiere.monitoring.ansichten import Ansicht
from quartiere.monitoring.darstellung import PublicArea

# More shapes than this are too much for a phone: the page offers a part of the map.
MAX_AREAS = 3000


@dataclass(frozen=True, slots=True)
class Flaeche:
    """One shape; `shade` 0 is an area without a class. Without `url` it is no link."""

    path: str
    label: str
    shade: int
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Legende:
    label: str
    shade: int
    count: int


@dataclass(frozen=True, slots=True)
class Choropleth:
    view_box: ViewBox
    areas: list[Flaeche]
    legend: list[Legende]

    @property
    def tile(self):
        """Side of a pattern's tile in metres, about nine pixels where the map is large."""
        return max(8, round(self.view_box.width / 90))

    @property
    def line(self):
        return max(1, round(self.tile / 6))

    @property
    def middle(self):
        return round(self.tile / 2)


def choropleth(kommune, gebietsstand, rows, areas: Iterable[PublicArea], ansicht: Ansicht):
    """The map of rows (loaded `for_maps()`) and their public sides; None where none is drawn."""
    pairs = list(zip(rows, areas, strict=True))
    shapes = [
        Flaeche(
            path=row.planungsraum.svg_path,
            label=f"{area.name}: {ansicht.label(area)}",
            shade=ansicht.shade(area),
            url=gebiet_url(kommune, gebietsstand, area.key),
        )
        for row, area in pairs
        if row.planungsraum.svg_path
    ]
    if not shapes:
        return None
    box = box_of(row.planungsraum for row, _ in pairs if row.planungsraum.svg_path)
    return Choropleth(box, shapes, _legend(ansicht, [area for _, area in pairs]))


def of_neighbours(planungsraum, neighbours, kommune):
    """Where an area lies: itself among those around it; None without a boundary."""
    if not planungsraum.svg_path:
        return None
    shapes = [
        Flaeche(
            path=row.svg_path,
            label=row.name,
            shade=0,
            url="" if row.pk == planungsraum.pk else gebiet_url(kommune, row.gebietsstand, row.key),
            is_current=row.pk == planungsraum.pk,
        )
        for row in neighbours
    ]
    shapes.sort(key=lambda shape: shape.is_current)
    return Choropleth(box_of([planungsraum], margin=0.5), shapes, [])


def box_of(places, margin=0.03):
    places = list(places)
    return view_box(
        min(place.west for place in places),
        min(place.south for place in places),
        max(place.east for place in places),
        max(place.north for place in places),
        margin=margin,
    )


def _legend(ansicht, areas):
    """Every class with the number of its areas, also those that do not occur."""
    counts = Counter(ansicht.shade(area) for area in areas)
    legend = [Legende(name, shade, counts[shade]) for name, shade in ansicht.shades.items()]
    if counts[0]:
        legend.append(Legende(_("nicht bewertet oder keine Angabe"), 0, counts[0]))
    return legend
