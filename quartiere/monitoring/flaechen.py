"""Which share of each area lies in which other area. Pure, no Django."""

from collections.abc import Iterable, Iterator

import shapely

from quartiere.geometrie import polygons_of, reproject

EQUAL_AREA = 3035
# Below this share two areas only touch: boundaries of different sources never meet exactly.
LEAST_SHARE = 0.01


class Flaechen:
    """Areas to be covered, as (id, GeoJSON boundary in WGS 84)."""

    def __init__(self, areas: Iterable[tuple[int, dict]]):
        pairs = [(id_, _plane(boundary)) for id_, boundary in areas]
        self.ids = [id_ for id_, _ in pairs]
        self.polygons = [polygons for _, polygons in pairs]
        self.tree = shapely.STRtree(self.polygons)

    def shares(self, boundary: dict) -> Iterator[tuple[int, float]]:
        """(id, share of `boundary` inside that area) for shares of a hundredth and more."""
        inner = _plane(boundary)
        for i in sorted(self.tree.query(inner, predicate="intersects").tolist()):
            share = inner.intersection(self.polygons[i]).area / inner.area
            if share >= LEAST_SHARE:
                yield self.ids[i], round(min(share, 1.0), 6)


def _plane(boundary):
    return reproject(polygons_of(boundary), 4326, EQUAL_AREA)
