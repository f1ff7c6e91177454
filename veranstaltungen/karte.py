"""The small map of where a Veranstaltung takes place."""

from dataclasses import replace

from netzwerke.karte import dot, of_addresses
from quartiere import karte
from quartiere.models import Quartier
from veranstaltungen.models import Veranstaltung


def of_veranstaltung(veranstaltung):
    """Its point in its Quartier, else among the Quartiere of its Kommune; None without a point."""
    if not veranstaltung.is_on_site or veranstaltung.longitude is None:
        return None
    if veranstaltung.quartier:
        row = Quartier.objects.select_related("kommune").get(pk=veranstaltung.quartier_id)
        ground = karte.of_quartier(row)
        if ground and (point := _inside(dot(veranstaltung, 1), ground.view_box)):
            radius = max(1, round(ground.view_box.width / 45))
            areas = [*ground.areas, replace(point, r=radius)]
            return replace(ground, areas=areas, kinds=set())
    return of_addresses(Veranstaltung.objects.filter(pk=veranstaltung.pk))


def _inside(point, box):
    is_inside = 0 <= point.x - box.x <= box.width and 0 <= point.y - box.y <= box.height
    return point if is_inside else None
