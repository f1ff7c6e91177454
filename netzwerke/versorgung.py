"""Supply against need: where which kind of offer is missing. Pure functions, no Django.

For offer type o and area i (published method and its own proposal, see the method page):

    r_io = capacity of offers of type o that serve area i ÷ target population_i ÷ norm_o
    deficit where r < 1

Without a norm the capacity (else the number of offers) per 1,000 persons of the group is set
against the city: deficit below the lower quartile, the median is shown beside it. An offer serves
its service area, not only the area of its address; what it shares with other areas is named.

A gap is need and deficit together: need "erhöht" or "hoch" and at least one offer type that the
group needs in deficit. Groups are never added up.
"""

import statistics
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

NEED_IN_GAP = frozenset({"erhöht", "hoch"})
PER_1000 = 1000


@dataclass(frozen=True)
class Norm:
    """`per_person` units of capacity for each person of the target population, with its source."""

    per_person: float
    source: str

    def __post_init__(self):
        if self.per_person <= 0:
            raise ValueError("Ein Richtwert ist größer als 0.")


@dataclass(frozen=True)
class OfferType:
    """A kind of offer: `population_name` completes "für 500 …", `unit` completes "60 …"."""

    name: str
    unit: str = "Plätze"
    population_name: str = "Personen der Zielgruppe"
    norm: Norm | None = None


@dataclass(frozen=True)
class Offer:
    """An offer of one type. `areas` are the keys it serves; None serves every area."""

    areas: frozenset[str] | None
    capacity: float | None = None

    @property
    def is_shared(self) -> bool:
        return self.areas is None or len(self.areas) > 1


@dataclass(frozen=True)
class Supply:
    """Supply of one area with one offer type.

    `amount` is capacity in the type's unit, or the number of offers where capacities are not
    all known, as `unit` says; `shared` the part of it that other areas use as well. `value` is r
    with a norm, else the amount per 1,000 persons; None where it cannot be judged, and then
    `is_deficit` is None too. `lower_quartile` and `median` are the city's, None with a norm.
    """

    area: str
    offer_type: str
    offers: int
    unit: str
    amount: float
    shared: float
    population: float | None
    value: float | None
    lower_quartile: float | None
    median: float | None
    is_deficit: bool | None
    reason: str


@dataclass(frozen=True)
class Gap:
    """Need of a Zielgruppe in an area set against its supply.

    `is_judged` says whether at least one of the kinds of offer it needs could be judged.
    """

    area: str
    zielgruppe: str
    need: str
    is_gap: bool
    is_judged: bool
    missing: tuple[Supply, ...]
    reason: str


def supply(
    offer_type: OfferType, offers: Sequence[Offer], populations: Mapping[str, float | None]
) -> dict[str, Supply]:
    """The Supply of every area in `populations` (persons of the target population by area key).

    Offers all have this type. An area without persons, or whose number is unknown, is not judged.
    """
    serving = _by_area(offers)
    if offer_type.norm:
        return {
            area: _with_norm(offer_type, serving(area), area, population)
            for area, population in populations.items()
        }
    by_number = any(offer.capacity is None for offer in offers)
    rows = {
        area: _amounts(serving(area), by_number, population)
        for area, population in populations.items()
    }
    return _against_city(offer_type, rows, "Angebote" if by_number else offer_type.unit)


def _by_area(offers):
    """A function from an area's key to the offers that serve it."""
    everywhere = [offer for offer in offers if offer.areas is None]
    local = defaultdict(list)
    for offer in offers:
        for area in offer.areas or ():
            local[area].append(offer)
    return lambda area: everywhere + local.get(area, [])


def gap(zielgruppe: str, area: str, need: str, supplies: Iterable[Supply]) -> Gap:
    """Whether need and deficit meet; `supplies` are those of the types the group needs there.

    `need` is the class in words (gering, mittel, erhöht, hoch, keine Angabe).
    """
    judged = [item for item in supplies if item.is_deficit is not None]
    missing = tuple(item for item in judged if item.is_deficit)
    is_gap = need in NEED_IN_GAP and bool(missing)
    reason = f"{zielgruppe}: Bedarf {need}" + _gap_reason(is_gap, bool(judged), missing)
    return Gap(area, zielgruppe, need, is_gap, bool(judged), missing, reason)


def lower_quartile(values: Collection[float]) -> float | None:
    """First quartile by linear interpolation (type 7, as spreadsheets do); None without values."""
    if not values:
        return None
    ordered = sorted(values)
    position = (len(ordered) - 1) / 4
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


# With a norm ----------------------------------------------------------------------------------


def _with_norm(offer_type, serving, area, population):
    amount, shared = _capacity(serving), _capacity(offer for offer in serving if offer.is_shared)
    if not population:
        return _not_judged(offer_type, area, serving, offer_type.unit, amount, shared, population)
    needed = population * offer_type.norm.per_person
    ratio = amount / needed
    return Supply(
        area, offer_type.name, len(serving), offer_type.unit, amount, shared, population, ratio,
        None, None, ratio < 1,
        _norm_reason(offer_type, amount, shared, population, needed, serving),
    )  # fmt: skip


def _norm_reason(offer_type, amount, shared, population, needed, serving):
    unknown = sum(offer.capacity is None for offer in serving)
    doubt = f"; bei {_count(unknown)} fehlt die Kapazität" if unknown else ""
    return (
        f"{offer_type.name}: {german(amount)} {offer_type.unit}{_shared(shared)} für "
        f"{german(population)} {offer_type.population_name}, nach Richtwert nötig "
        f"{german(needed)}{doubt}."
    )


def _capacity(offers):
    return sum(offer.capacity or 0 for offer in offers)


# Without a norm -------------------------------------------------------------------------------


def _against_city(offer_type, rows, unit):
    rates = [row.rate for row in rows.values() if row.rate is not None]
    quartile = lower_quartile(rates)
    city = _City(quartile, statistics.median(rates) if rates else None, unit)
    return {area: _judged(offer_type, area, row, city) for area, row in rows.items()}


@dataclass(frozen=True)
class _Amounts:
    serving: list[Offer]
    amount: float
    shared: float
    population: float | None

    @property
    def rate(self):
        return self.amount / self.population * PER_1000 if self.population else None


@dataclass(frozen=True)
class _City:
    quartile: float | None
    median: float | None
    unit: str


def _amounts(serving, by_number, population):
    shared = [offer for offer in serving if offer.is_shared]
    measure = len if by_number else _capacity
    return _Amounts(serving, measure(serving), measure(shared), population)


def _judged(offer_type, area, row, city):
    if row.rate is None:
        known = row.serving, city.unit, row.amount, row.shared, row.population
        return _not_judged(offer_type, area, *known)
    # A quarter or more of the areas have nothing: "below the quartile" cannot tell them apart.
    is_deficit = row.rate < city.quartile if city.quartile else None
    return Supply(
        area, offer_type.name, len(row.serving), city.unit, row.amount, row.shared, row.population,
        row.rate, city.quartile, city.median, is_deficit,
        _city_reason(offer_type, row, city, is_deficit),
    )  # fmt: skip


def _city_reason(offer_type, row, city, is_deficit):
    here = (
        f"{offer_type.name}: {german(row.rate, 1)} {city.unit} je 1.000 "
        f"{offer_type.population_name}{_shared(row.shared, row.amount)}, Mitte der Stadt "
        f"{german(city.median, 1)}, unteres Viertel unter {german(city.quartile, 1)}"
    )
    if is_deficit is None:
        return f"{here}; nicht zu beurteilen, weil ein Viertel der Gebiete gar nichts hat."
    return f"{here}."


# Sentences ------------------------------------------------------------------------------------


def _not_judged(offer_type, area, serving, unit, amount, shared, population):
    reason = (
        f"{offer_type.name}: nicht zu beurteilen, weil die Zahl der "
        f"{offer_type.population_name} fehlt oder 0 ist."
    )
    return Supply(
        area, offer_type.name, len(serving), unit, amount, shared, population, None, None, None,
        None, reason,
    )  # fmt: skip


def _gap_reason(is_gap, is_judged, missing):
    if is_gap:
        return ", und es fehlt an: " + _numbers(missing)
    if missing:
        return "; der Bedarf ist nicht erhöht, aber es fehlt an: " + _numbers(missing)
    if is_judged:
        return "; kein Mangel an den benötigten Angeboten festgestellt."
    return "; ob Angebote fehlen, ist nicht zu beurteilen."


def _numbers(missing):
    return " ".join(item.reason for item in missing)


def _shared(shared, amount=None):
    """Beside a rate the amount itself has to be named; beside the amount it is there already."""
    if not shared:
        return ""
    part = f"davon {german(shared)}" if amount is None else f"{german(shared)} von {german(amount)}"
    return f" ({part} auch für andere Gebiete)"


def _count(number):
    return "einem Angebot" if number == 1 else f"{number} Angeboten"


def german(value: float, decimals: int = 0) -> str:
    """1234.56 → "1.235" or with one decimal "1.234,6"."""
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans({",": ".", ".": ","}))
