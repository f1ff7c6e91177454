"""Maps as server-rendered SVG: which areas, where, and how they are told apart.

Everything stands in the plane of `svg_path` (Web-Mercator metres, y pointing down), so a map needs
no geometry at request time. The drawing itself is `templates/quartiere/karte.html`.
"""

from dataclasses import dataclass, field
from math import sqrt
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Avg, Count, Max, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quartiere.geometrie import ViewBox, to_map, view_box
from quartiere.karte_labels import place
from quartiere.models import Quartier

MAX_AREAS = 1000
MAX_LABELS = 25
MAX_NEIGHBOURS = 60
# Wider than this (degrees, about 110 km), and a Quartier would be a dot: show Kommunen instead.
MAX_EXTENT = 1.5
MIN_RATIO, MAX_RATIO = 1.25, 2.0
# Smaller than this share of the map's width, an area gets a dot that can be seen and hit.
VISIBLE_SHARE = 0.012
COLUMNS = [
    "pk", "name", "slug", "kommune__name", "kommune__slug", "programme", "programme_until",
    "svg_path", "west", "south", "east", "north", "longitude", "latitude",
]  # fmt: skip


@dataclass(frozen=True)
class Area:
    """One linked shape: a path, or a dot with radius `r` where the path would be too small.

    `width` and `height` are those of its bounding box, 0 for a point.
    """

    label: str
    name: str
    url: str
    kind: str
    x: int
    y: int
    path: str = ""
    r: int = 0
    is_current: bool = False
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Karte:
    view_box: ViewBox
    areas: list[Area]
    is_summary: bool = False
    has_labels: bool = False
    kinds: set[str] = field(default_factory=set)

    @property
    def neighbours(self):
        """What stands around the Quartier of the map."""
        return [area for area in self.areas if not area.is_current]

    @property
    def labels(self):
        """The names that find a place on the map."""
        box = self.view_box
        return place(self.areas, self.font_size, box.x, box.width) if self.has_labels else []

    @property
    def font_size(self):
        """About 15 pixels where the map is shown large, in metres."""
        return max(1, round(self.view_box.width / 60), round(self.view_box.height / 34))

    @property
    def hatch(self):
        """Distance of the stripes of the hatching, in metres."""
        return max(3, round(self.view_box.width / 130))

    @property
    def stripe(self):
        return max(1, round(self.hatch * 0.4))

    @property
    def basemap(self):
        """The base map of the installation; no visitor's browser asks for it before a click."""
        url = settings.BASEMAP_URL
        return {
            "url": url,
            "attribution": settings.BASEMAP_ATTRIBUTION,
            "host": urlsplit(url).hostname,
        }


def of_quartiere(quartiere):
    """The map of a QuerySet: its areas, or one dot per Kommune where they are too many or far.

    None where nothing has a place. Two queries.
    """
    located = quartiere.order_by().filter(longitude__isnull=False)
    extent = _extent(located)
    if not extent["count"]:
        return None
    box = _bounded(_box_of(extent))
    spread = max(extent["right"] - extent["left"], extent["top"] - extent["bottom"])
    if extent["count"] > MAX_AREAS or (spread > MAX_EXTENT and extent["kommunen"] > 1):
        return Karte(box, _summary(located, box), is_summary=True, has_labels=True)
    rows = located.order_by("name", "pk").values(*COLUMNS)
    return _of_areas(box, [_area(row, box) for row in rows])


def of_quartier(quartier):
    """The map of one Quartier among its published neighbours; None without a place. One query."""
    if quartier.longitude is None:
        return None
    own = {name: getattr(quartier, name) for name in COLUMNS if "__" not in name}
    own |= {"kommune__name": quartier.kommune.name, "kommune__slug": quartier.kommune.slug}
    box = _bounded(_box_of(_own_extent(quartier)), margin=0.3)
    neighbours = [_area(row, box) for row in _neighbours(quartier).values(*COLUMNS)]
    return _of_areas(box, [*neighbours, _area(own, box, is_current=True)])


def _of_areas(box, areas):
    kinds = {area.kind for area in areas if not area.is_current}
    return Karte(box, areas, has_labels=len(areas) <= MAX_LABELS, kinds=kinds)


def _extent(quartiere):
    return quartiere.aggregate(
        count=Count("pk"),
        kommunen=Count("kommune", distinct=True),
        west=Min("west"), south=Min("south"), east=Max("east"), north=Max("north"),
        left=Min("longitude"), bottom=Min("latitude"),
        right=Max("longitude"), top=Max("latitude"),
    )  # fmt: skip


def _own_extent(quartier):
    longitude, latitude = quartier.longitude, quartier.latitude
    own = {name: getattr(quartier, name) for name in ("west", "south", "east", "north")}
    return own | {"left": longitude, "right": longitude, "bottom": latitude, "top": latitude}


def _box_of(extent):
    """Bounding box in degrees of boundaries and points; either may be missing."""
    pairs = [("west", "left", min), ("south", "bottom", min)]
    pairs += [("east", "right", max), ("north", "top", max)]
    return [
        extent[point] if extent[edge] is None else choose(extent[edge], extent[point])
        for edge, point, choose in pairs
    ]


def _bounded(degrees, margin=0.04, smallest=600):
    """The ViewBox of a bounding box, padded to a shape between 5:4 and 2:1."""
    box = view_box(*degrees, margin=margin)
    width = max(box.width, smallest, round(box.height * MIN_RATIO))
    height = max(box.height, round(width / MAX_RATIO))
    x, y = box.x - (width - box.width) // 2, box.y - (height - box.height) // 2
    return ViewBox(x, y, width, height)


def _neighbours(quartier):
    if quartier.west is None:
        return Quartier.objects.none()
    margin = max(quartier.east - quartier.west, quartier.north - quartier.south) * 0.4
    return (
        Quartier.objects.published()
        .filter(
            west__lte=quartier.east + margin,
            east__gte=quartier.west - margin,
            south__lte=quartier.north + margin,
            north__gte=quartier.south - margin,
        )
        .exclude(pk=quartier.pk)[:MAX_NEIGHBOURS]
    )


def _area(row, box, is_current=False):
    x, y = to_map(row["longitude"], row["latitude"])
    width, height = _size(row)
    return Area(
        label=f"{row['name']}, {row['kommune__name']}",
        name=row["name"],
        url=reverse("quartiere:detail", args=[row["kommune__slug"], row["slug"]]),
        kind=_kind(row),
        x=x,
        y=y,
        path=row["svg_path"],
        r=_dot(width, height, box),
        is_current=is_current,
        width=width,
        height=height,
    )


def _kind(row):
    if not row["programme"]:
        return "none"
    until = row["programme_until"]
    return "running" if until is None or until >= timezone.localdate().year else "finished"


def _size(row):
    """Width and height of an area on the map; 0 and 0 for a point."""
    if row["west"] is None:
        return 0, 0
    left, top = to_map(row["west"], row["north"])
    right, bottom = to_map(row["east"], row["south"])
    return right - left, bottom - top


def _dot(width, height, box):
    """Radius of the dot that makes a small area visible; 0 for an area large enough."""
    if max(width, height) >= box.width * VISIBLE_SHARE:
        return 0
    return max(1, round(box.width * VISIBLE_SHARE / 2))


def _summary(quartiere, box):
    """One dot per Kommune, its area proportional to the number of its Quartiere."""
    rows = list(
        quartiere.order_by("kommune__name")
        .values("kommune__name", "kommune__slug")
        .annotate(count=Count("pk"), longitude=Avg("longitude"), latitude=Avg("latitude"))
    )
    largest = max(row["count"] for row in rows)
    return [_dot_of_kommune(row, largest, box) for row in rows]


def _dot_of_kommune(row, largest, box):
    x, y = to_map(row["longitude"], row["latitude"])
    unit = _("Quartier") if row["count"] == 1 else _("Quartiere")
    return Area(
        label=f"{row['kommune__name']}: {row['count']} {unit}",
        name=f"{row['kommune__name']} ({row['count']})",
        url=reverse("quartiere:kommune_detail", args=[row["kommune__slug"]]),
        kind="running",
        x=x,
        y=y,
        r=round(box.width * (0.008 + 0.017 * sqrt(row["count"] / largest))),
    )
