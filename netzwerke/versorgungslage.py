"""Supply against need for a published edition: brings rows and the rules of versorgung.py together.

Only what the public may see of the edition enters (`darstellung`), and only public offers.
"""

from dataclasses import dataclass

from netzwerke.models import Angebot, Angebotsart
from netzwerke.standorte import areas_of
from netzwerke.versorgung import Gap, Norm, Offer, OfferType, Supply, gap, supply
from quartiere.monitoring.darstellung import PublicArea, public_view
from quartiere.monitoring.models import Planungsraum, Zuordnung

INHABITANTS = "Einwohnerinnen und Einwohner"
Reach = Angebot.Reach


@dataclass(frozen=True)
class Gebietslage:
    """An area of the edition and, for each rated Zielgruppe, its need set against supply."""

    area: PublicArea
    zielgruppen: dict[str, Gap]

    @property
    def gaps(self) -> list[Gap]:
        return [found for found in self.zielgruppen.values() if found.is_gap]

    @property
    def deficits(self) -> list[Gap]:
        return [found for found in self.zielgruppen.values() if found.missing]


@dataclass(frozen=True)
class Versorgungslage:
    """Areas of an edition in their order, and the Supply by Angebotsart (slug) and area.

    `zielgruppen` gives the name of each that is rated, `offers` the number of Angebote of each
    Angebotsart, both by slug.
    """

    gebiete: tuple[Gebietslage, ...]
    angebotsarten: tuple[Angebotsart, ...]
    offer_types: dict[str, OfferType]
    offers: dict[str, int]
    supplies: dict[str, dict[str, Supply]]
    zielgruppen: dict[str, str]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return tuple(found for gebiet in self.gebiete for found in gebiet.gaps)


def supply_situation(ausgabe) -> Versorgungslage:
    """The situation in an edition; the number of queries depends on neither areas nor offers."""
    view = public_view(ausgabe)
    areas = tuple(view.areas(ausgabe.gebietswerte.for_tables().by_key()))
    offers = _offers(ausgabe)
    every = Angebotsart.objects.prefetch_related("zielgruppen")
    arten = tuple(art for art in every if _is_compared(art, offers))
    types = {art.slug: _offer_type(art, areas) for art in arten}
    supplies = {
        art.slug: supply(types[art.slug], offers.get(art.pk, []), _populations(art, areas))
        for art in arten
    }
    counts = {art.slug: len(offers.get(art.pk, [])) for art in arten}
    names = {slug: view.names.get(slug, slug) for slug in view.shown_zielgruppen}
    needed = {slug: _needed(slug, arten, supplies) for slug in names}
    gebiete = tuple(Gebietslage(area, _zielgruppen(area, names, needed)) for area in areas)
    return Versorgungslage(gebiete, arten, types, counts, supplies, names)


def _is_compared(art, offers):
    """Somebody needs it, and there is something to measure it by."""
    return bool(art.zielgruppen.all()) and bool(offers.get(art.pk) or art.norm_per_person)


def _needed(zielgruppe, arten, supplies):
    """Supplies by area of every Angebotsart that the Zielgruppe needs."""
    return [
        supplies[art.slug]
        for art in arten
        if any(group.slug == zielgruppe for group in art.zielgruppen.all())
    ]


def _zielgruppen(area, names, needed):
    found = {}
    for need in area.needs:
        here = [by_area[area.key] for by_area in needed[need.zielgruppe]]
        found[need.zielgruppe] = gap(names[need.zielgruppe], area.key, need.label, here)
    return found


# The population a kind of offer is for -----------------------------------------------------------


def _counts_population(art, areas):
    """Whether the edition knows how many people of the right age live in the areas."""
    return bool(art.population_code) and any(art.population_code in area.values for area in areas)


def _populations(art, areas):
    if _counts_population(art, areas):
        return {area.key: area.values.get(art.population_code) for area in areas}
    return {area.key: area.inhabitants for area in areas}


def _offer_type(art, areas):
    """A norm is per person of its age group: without their number it says nothing."""
    counts = _counts_population(art, areas)
    if _age_group(art) != INHABITANTS and not counts:
        return OfferType(art.name, art.unit, INHABITANTS)
    norm = Norm(float(art.norm_per_person), art.norm_source) if art.norm_per_person else None
    return OfferType(art.name, art.unit, _age_group(art), norm)


def _age_group(art):
    if art.age_from is None and art.age_until is None:
        return INHABITANTS
    if art.age_until is None:
        return f"Menschen ab {art.age_from} Jahren"
    return f"Menschen von {art.age_from or 0} bis unter {art.age_until} Jahren"


# The areas an offer serves -------------------------------------------------------------------


def _offers(ausgabe):
    """Offers by Angebotsart, each with the areas of the edition that it serves."""
    rows = (
        Angebot.objects.published()
        .current()
        .serving_kommune(ausgabe.kommune)
        .filter(angebotsart__isnull=False)
        .only("angebotsart", "reach", "capacity", "longitude", "latitude")
        .prefetch_related("quartiere")
    )
    nearby = [row for row in rows if row.reach == Reach.NEARBY]
    around = dict(zip((row.pk for row in nearby), _areas_around(nearby, ausgabe), strict=True))
    covered = _areas_of_quartiere(ausgabe)
    found = {}
    for row in rows:
        served = _served(row, around, covered)
        found.setdefault(row.angebotsart_id, []).append(Offer(served, row.capacity))
    return found


def _served(row, around, covered):
    if row.reach == Reach.NEARBY:
        return around[row.pk]
    if row.reach == Reach.QUARTIERE:
        return frozenset().union(
            *(covered.get(quartier.pk, ()) for quartier in row.quartiere.all())
        )
    return None


def _areas_around(rows, ausgabe):
    areas = Planungsraum.objects.filter(gebietswerte__ausgabe=ausgabe, boundary__isnull=False)
    boundaries = dict(areas.values_list("key", "boundary")) if rows else {}
    keys = areas_of([(row.longitude, row.latitude) for row in rows], boundaries)
    return [frozenset([key] if key else []) for key in keys]


def _areas_of_quartiere(ausgabe):
    rows = Zuordnung.objects.effective().filter(planungsraum__gebietswerte__ausgabe=ausgabe)
    covered = {}
    for quartier, key in rows.values_list("quartier", "planungsraum__key"):
        covered.setdefault(quartier, set()).add(key)
    return covered
