"""Finds the Quartiere around the address of what works "rund um die Adresse"."""

from netzwerke.models.base import ServiceArea
from netzwerke.standorte import areas_of
from quartiere.models import Quartier

NEARBY = ServiceArea.Reach.NEARBY


def locate(rows):
    """Name for each NEARBY row of a queryset the Quartiere of its Kommune that hold its point.

    Returns how many rows changed. Other reaches keep what people named.
    """
    rows = list(rows.filter(reach=NEARBY).prefetch_related("quartiere"))
    kommunen = {row.kommune_id for row in rows}
    changed = 0
    for kommune in kommunen:
        changed += _locate([row for row in rows if row.kommune_id == kommune], kommune)
    return changed


def _locate(rows, kommune):
    quartiere = Quartier.objects.filter(kommune=kommune, boundary__isnull=False)
    boundaries = dict(quartiere.values_list("pk", "boundary"))
    found = areas_of([(row.longitude, row.latitude) for row in rows], boundaries)
    changed = 0
    for row, pk in zip(rows, found, strict=True):
        wanted = {pk} - {None}
        if {quartier.pk for quartier in row.quartiere.all()} != wanted:
            row.quartiere.set(wanted)
            changed += 1
    return changed
