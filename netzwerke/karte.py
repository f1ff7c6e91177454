"""Maps of addresses: dots on the shapes of the Quartiere around them."""

from dataclasses import replace

from quartiere import karte
from quartiere.geometrie import to_map
from quartiere.german import German
from quartiere.karte import VISIBLE_SHARE, Area
from quartiere.models import Quartier

MAX_DOTS = 400


def of_addresses(rows):
    """The map of the rows that have a point; None where there are none or far too many."""
    located = rows.filter(longitude__isnull=False).prefetch_related(None).select_related(None)
    located = list(located[: MAX_DOTS + 1])
    if not located or len(located) > MAX_DOTS:
        return None
    kommunen = {row.kommune_id for row in located}
    ground = karte.of_quartiere(Quartier.objects.published().filter(kommune__in=kommunen))
    if ground is None or ground.is_summary:
        return None
    radius = max(1, round(ground.view_box.width * VISIBLE_SHARE * 0.75))
    dots = [dot(row, radius) for row in located]
    return replace(ground, areas=[*ground.areas, *dots], kinds=set())


def dot(row, radius):
    x, y = to_map(row.longitude, row.latitude)
    return Area(
        label=German(f"{row}, {row.street}" if row.street else row),
        name="",
        url=row.get_absolute_url(),
        kind="address",
        x=x,
        y=y,
        r=radius,
    )
