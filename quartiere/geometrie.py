"""Boundaries: from GeoJSON to what pages and queries need. Pure functions, no Django.

Boundaries are GeoJSON in WGS 84 (RFC 7946: longitude before latitude, outer rings
counter-clockwise). Maps are drawn in Web-Mercator metres (EPSG:3857) with y pointing down, so
that areas of any Kommune fit into one SVG. Areas are measured in EPSG:3035, an equal-area
projection for Europe.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import shapely
from pyproj import Geod, Transformer
from shapely.geometry import mapping
from shapely.ops import nearest_points

GERMANY = (5.5, 47.0, 15.5, 55.2)  # west, south, east, north in degrees
EARTH_RADIUS_M = 6_378_137
MERCATOR_LIMIT = 85.0511
DECIMALS = 6  # a tenth of a metre; more would pretend precision and double the size
GRID = 10.0**-DECIMALS
NEIGHBOURS_LIMIT = 100  # of a segment, by their boxes; a real line has a handful
GEOD = Geod(ellps="GRS80")


class GeometryError(ValueError):
    """The geometry cannot become a boundary; the message is German and meant for people."""


@dataclass(frozen=True)
class Shape:
    """A boundary and what is derived from it: the columns of the model `Gebiet`."""

    boundary: dict
    west: float
    south: float
    east: float
    north: float
    longitude: float
    latitude: float
    area_km2: float
    svg_path: str


class ViewBox(NamedTuple):
    """The part of the map plane an SVG shows; `str()` is the value of its viewBox attribute."""

    x: int
    y: int
    width: int
    height: int

    def __str__(self):
        return f"{self.x} {self.y} {self.width} {self.height}"


def shape_of(geometry):
    """Derive the `Shape` of a Polygon or MultiPolygon in WGS 84 (GeoJSON or shapely).

    Invalid rings are repaired. `shape_of(shape.boundary)` gives the same shape again.
    Raises GeometryError for anything without an area.
    """
    polygons = _on_grid(polygons_of(geometry))
    west, south, east, north = (round(value, DECIMALS) for value in polygons.bounds)
    point = _label_point(polygons)
    return Shape(
        boundary=_geojson(polygons),
        west=west,
        south=south,
        east=east,
        north=north,
        longitude=round(point.x, DECIMALS),
        latitude=round(point.y, DECIMALS),
        area_km2=round(_area_km2(polygons), 4),
        svg_path=_svg_path(polygons),
    )


def polygons_of(geometry):
    """Return the valid shapely (Multi)Polygon of GeoJSON or shapely; raise GeometryError."""
    if isinstance(geometry, dict):
        geometry = from_geojson(geometry)
    return repaired(geometry)


def from_geojson(geometry):
    """Read a GeoJSON Polygon or MultiPolygon as it is, without repair, cut to two dimensions."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise GeometryError(
            f"Die Geometrie ist „{kind}“, gebraucht wird Polygon oder MultiPolygon."
        )
    parts = [coordinates] if kind == "Polygon" else coordinates
    try:
        polygons = [_polygon(part) for part in parts if part]
    except (TypeError, IndexError, KeyError, ValueError) as error:
        if isinstance(error, GeometryError):
            raise
        raise GeometryError("Die Koordinaten bilden keine geschlossenen Linienzüge.") from error
    if not polygons:
        raise GeometryError("Die Geometrie ist leer.")
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _polygon(rings):
    outer, *holes = [_ring(ring) for ring in rings]
    return shapely.Polygon(outer, holes)


def _ring(positions):
    """Two columns of finite numbers; further dimensions (height, measure) are cut off."""
    ring = np.array([(position[0], position[1]) for position in positions])
    if ring.ndim != 2 or ring.dtype.kind not in "iuf":
        raise GeometryError("Eine Koordinate ist keine Zahl.")
    if not np.isfinite(ring).all():
        raise GeometryError("Eine Koordinate ist keine endliche Zahl (NaN oder unendlich).")
    return ring.astype(float)


def repaired(geometry):
    """Make a geometry valid and keep its areas only; raise GeometryError where none is left."""
    if geometry is None or geometry.is_empty:
        raise GeometryError("Die Geometrie ist leer.")
    if not np.isfinite(geometry.bounds).all():
        raise GeometryError("Eine Koordinate ist keine endliche Zahl (NaN oder unendlich).")
    geometry = shapely.force_2d(geometry)
    if not geometry.is_valid:
        if _is_scribble(geometry):
            raise GeometryError("Die Grenze überschneidet sich so oft, dass sie nichts umgrenzt.")
        geometry = shapely.make_valid(geometry, method="structure", keep_collapsed=False)
    polygons = [part for part in _parts(geometry) if part.area > 0]
    if not polygons:
        raise GeometryError("Die Grenze umschließt keine Fläche.")
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _is_scribble(geometry):
    """Whether repair would drown in crossings (minutes, gigabytes): estimated from boxes."""
    points = shapely.get_coordinates(geometry)
    segments = shapely.linestrings(np.stack([points[:-1], points[1:]], axis=1))
    sample = segments[:: max(1, len(segments) // 300)]
    found, _ = shapely.STRtree(segments).query(sample)
    return len(found) > NEIGHBOURS_LIMIT * len(sample)


def _parts(geometry):
    if geometry.geom_type == "Polygon":
        return [geometry]
    return [part for item in getattr(geometry, "geoms", []) for part in _parts(item)]


def _on_grid(polygons):
    polygons = repaired(shapely.set_precision(polygons, GRID))
    return shapely.normalize(polygons)


def _label_point(polygons):
    """The centroid where it lies inside, since that looks right on a map; else a point inside."""
    centroid = polygons.centroid
    return centroid if polygons.contains(centroid) else polygons.representative_point()


def _geojson(polygons):
    """RFC 7946: right-hand rule, coordinates rounded, plain lists (as JSON would give them)."""
    geometry = mapping(shapely.orient_polygons(polygons))
    return {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])}


def _rounded(coordinates):
    if isinstance(coordinates, float):
        return round(coordinates, DECIMALS)
    return [_rounded(item) for item in coordinates]


@lru_cache(maxsize=16)
def transformer(source, target=4326):
    """The pyproj transformer between two EPSG codes, always x (east) before y (north)."""
    return Transformer.from_crs(source, target, always_xy=True)


def reproject(geometry, source, target=4326):
    """Move a shapely geometry from one EPSG code to another."""
    if source == target:
        return geometry
    change = transformer(source, target).transform
    return shapely.transform(geometry, change, interleaved=False)


def _area_km2(polygons):
    return reproject(polygons, 4326, 3035).area / 1e6


def share_inside(boundary, other):
    """Share (0 to 1) of the area of `boundary` that lies inside `other`; both GeoJSON, WGS 84."""
    inner, outer = (reproject(polygons_of(item), 4326, 3035) for item in (boundary, other))
    if not inner.intersects(outer):
        return 0.0
    return min(1.0, inner.intersection(outer).area / inner.area)


def contains(boundary, longitude, latitude):
    """Whether a point lies inside a boundary (GeoJSON) or on its edge."""
    return shapely.intersects_xy(polygons_of(boundary), longitude, latitude).item()


def distance_km(boundary, longitude, latitude):
    """Distance in km from a point to the nearest point of a boundary (GeoJSON); 0 inside.

    The nearest point is sought in a plane stretched at the point's latitude, the distance to it
    is geodesic: right to well under one per cent at the distances of a Kommune.
    """
    stretch = math.cos(math.radians(latitude))
    plane = shapely.transform(polygons_of(boundary), lambda xy: xy * (stretch, 1))
    nearest, _ = nearest_points(plane, shapely.Point(longitude * stretch, latitude))
    _, _, metres = GEOD.inv(longitude, latitude, nearest.x / stretch, nearest.y)
    return metres / 1000


# The map plane --------------------------------------------------------------------------------


def to_map(longitude, latitude):
    """A point in the plane of `svg_path`: Web-Mercator metres, y pointing down, integers."""
    x, y = _mercator(np.array([[longitude, latitude]], dtype=float))[0]
    return round(x), round(y)


def _mercator(lonlat):
    longitude, latitude = np.radians(lonlat).T
    limit = math.radians(MERCATOR_LIMIT)
    latitude = np.clip(latitude, -limit, limit)
    y = -EARTH_RADIUS_M * np.log(np.tan(math.pi / 4 + latitude / 2))
    return np.column_stack([EARTH_RADIUS_M * longitude, y])


def view_box(west, south, east, north, margin=0.03):
    """The ViewBox that shows a bounding box in degrees, with a margin on each side."""
    left, top = to_map(west, north)
    right, bottom = to_map(east, south)
    border = max(1, round(margin * max(right - left, bottom - top)))
    width, height = right - left + 2 * border, bottom - top + 2 * border
    return ViewBox(left - border, top - border, width, height)


def _svg_path(polygons):
    """SVG path data, simplified to about a pixel of a map that shows this area alone."""
    plane = shapely.transform(polygons, _mercator)
    tolerance = min(15.0, max(1.0, math.sqrt(plane.area) / 400))
    plane = shapely.simplify(plane, tolerance, preserve_topology=True)
    rings = [ring for part in _parts(plane) for ring in (part.exterior, *part.interiors)]
    drawn = [ring for ring in rings if shapely.Polygon(ring).area > tolerance**2]
    return "".join(_ring_path(ring) for ring in drawn or rings[:1])


def _ring_path(ring):
    points = np.rint(np.asarray(ring.coords)[:-1]).astype(int)
    steps = np.diff(points, axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    start = f"M{points[0][0]} {points[0][1]}"
    line = "".join(f"{dx}{dy}" if dy < 0 else f"{dx} {dy}" for dx, dy in _spaced(steps))
    return f"{start}l{line.strip()}z" if line else f"{start}z"


def _spaced(steps):
    """Pairs (dx, dy) with a blank before dx unless its minus sign separates already."""
    for dx, dy in steps.tolist():
        yield (str(dx) if dx < 0 else f" {dx}", dy)
