"""Which area an address lies in. Pure functions, no Django; boundaries are GeoJSON in WGS 84."""

from collections.abc import Iterable, Mapping

import shapely

from quartiere.geometrie import polygons_of


def areas_of(
    points: Iterable[tuple[float, float]], boundaries: Mapping[str, dict]
) -> list[str | None]:
    """The key of the area that holds each (longitude, latitude), None where none does.

    A point on a shared edge belongs to the area whose key comes first.
    """
    keys = sorted(boundaries)
    tree = shapely.STRtree([polygons_of(boundaries[key]) for key in keys])
    found = [tree.query(shapely.Point(point), predicate="intersects") for point in points]
    return [keys[min(hits)] if len(hits) else None for hits in found]


def count_by_area(
    points: Iterable[tuple[float, float]], boundaries: Mapping[str, dict]
) -> dict[str, int]:
    """How many points lie in each area, with 0 for areas without any."""
    counts = dict.fromkeys(boundaries, 0)
    for key in areas_of(points, boundaries):
        if key is not None:
            counts[key] += 1
    return counts
