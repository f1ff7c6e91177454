"""The plan of Musterstadt: boundaries that tile a city on a river. Pure functions, no Django.

Everything is computed in metres around the town hall and without chance, so that every run gives
the same boundaries. The city lies in the German Bight, where no real city can be.
"""

import math

import numpy as np
import shapely

LONGITUDE, LATITUDE = 7.26, 54.12  # the town hall
METRES_PER_LATITUDE = 111_320
RIVER_WIDTH = 120
# Waves that bend straight lines: length in metres, height in metres, direction and phase.
WAVES = [
    (2900, 110, 0.4, 0.3),
    (1700, 70, 1.9, 1.1),
    (900, 42, 2.8, 2.0),
    (520, 24, 1.2, 0.7),
    (290, 13, 0.1, 2.6),
]


def boundaries(seeds):
    """Map of name to boundary (shapely, WGS 84) from a map of name to seed (metres east, north).

    Each bank of the river is divided among its seeds by nearness (Voronoi).
    """
    found = {}
    for bank in _banks():
        inside = {name: xy for name, xy in seeds.items() if bank.contains(shapely.Point(xy))}
        found.update(_divide(bank, inside))
    return {name: _to_degrees(_bend(found[name])) for name in seeds}


def to_degrees(east, north):
    """The point (longitude, latitude) of a place on the plan."""
    point = _to_degrees(shapely.Point(east, north))
    return round(point.x, 6), round(point.y, 6)


def _city():
    """An egg of about 9 by 7 km."""
    angles = np.linspace(0, 2 * math.pi, 180, endpoint=False)
    radius = 1 + 0.09 * np.sin(2 * angles + 0.6) + 0.06 * np.cos(3 * angles)
    return shapely.Polygon(
        np.column_stack([4500 * radius * np.cos(angles), 3600 * radius * np.sin(angles)])
    )


def _river():
    """From the south-west to the north-east in two bends."""
    east = np.linspace(-7000, 7000, 120)
    north = 0.24 * east + 650 * np.sin(east / 1750 + 0.5)
    return shapely.LineString(np.column_stack([east, north])).buffer(RIVER_WIDTH / 2)


def _banks():
    return list(_city().difference(_river()).geoms)


def _divide(bank, seeds):
    points = shapely.MultiPoint(list(seeds.values()))
    cells = shapely.voronoi_polygons(points, extend_to=bank, ordered=True).geoms
    return {name: shapely.intersection(cell, bank) for name, cell in zip(seeds, cells, strict=True)}


def _bend(polygon):
    """Shift every point by the same smooth waves, so that neighbours keep their common border."""
    return shapely.transform(shapely.segmentize(polygon, 60), _shifted)


def _shifted(xy):
    shift = np.zeros_like(xy)
    for length, height, direction, phase in WAVES:
        across = xy @ (math.cos(direction), math.sin(direction)) * 2 * math.pi / length + phase
        shift += height * np.column_stack([np.sin(across), np.cos(across * 0.8 + 1)])
    return xy + shift


def _to_degrees(geometry):
    stretch = math.cos(math.radians(LATITUDE))
    scale = np.array([1 / (METRES_PER_LATITUDE * stretch), 1 / METRES_PER_LATITUDE])
    return shapely.transform(geometry, lambda xy: xy * scale + (LONGITUDE, LATITUDE))
