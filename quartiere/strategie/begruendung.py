"""What the figures say for a Bedarf: the flags of its edition in the areas of its Quartier."""

from collections import defaultdict

from quartiere.monitoring.adressen import ausgabe_url, gebiet_url
from quartiere.monitoring.darstellung import public_view
from quartiere.monitoring.models import Zuordnung


def add_flags(quartier, bedarfe):
    """Sets on each Bedarf of the Quartier what its edition shows of its Zielgruppe.

    `flags` holds an area's name, its address and one sentence with the numbers for each area
    where need is high; `is_rated` says whether the edition rates the group at all. The number of
    queries grows with the editions alone.
    """
    ausgaben = {bedarf.ausgabe.pk: bedarf.ausgabe for bedarf in bedarfe if bedarf.ausgabe}
    found = {pk: _flags(quartier, ausgabe) for pk, ausgabe in ausgaben.items()}
    for bedarf in bedarfe:
        rated, flags = found[bedarf.ausgabe.pk] if bedarf.ausgabe else ((), {})
        bedarf.is_rated = bedarf.zielgruppe.slug in rated
        bedarf.flags = flags.get(bedarf.zielgruppe.slug, [])
        bedarf.ausgabe_url = ausgabe_url(bedarf.ausgabe) if bedarf.ausgabe else ""


def _flags(quartier, ausgabe):
    """The groups that are rated, and by group the areas of the Quartier where need is high."""
    ausgabe.kommune = quartier.kommune
    sicht = public_view(ausgabe)
    covered = Zuordnung.objects.effective().filter(quartier=quartier).values("planungsraum")
    rows = ausgabe.gebietswerte.for_tables().filter(planungsraum__in=covered).by_key()
    flags = defaultdict(list)
    for area in sicht.areas(rows):
        url = gebiet_url(quartier.kommune, ausgabe.gebietsstand, area.key)
        for need in area.needs:
            if need.is_flagged:
                entries = ((area.name, url, text) for text in sicht.sentences_of(area, need))
                flags[need.zielgruppe] += entries
    return sicht.shown_zielgruppen, flags
