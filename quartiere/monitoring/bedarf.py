"""Need per Zielgruppe, overlap of needs, and the sentence that explains each flag.

Target groups are never added up: with sums of z-values a good value would cancel a bad one.
Counted are the groups in need, as published overlap methods do (Berlin, Umweltgerechtigkeit).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quartiere.monitoring.daten import AusgabeInput, AusgabeResult, GebietInput, GebietResult

NEED_CLASSES = ("gering", "mittel", "erhöht", "hoch")
NO_VALUE = "keine Angabe"


def need_class(need: float | None) -> str:
    """gering < −1 ≤ mittel ≤ 1 < erhöht ≤ 1,5 < hoch; "keine Angabe" without a value."""
    if need is None:
        return NO_VALUE
    if need < -1:
        return "gering"
    if need <= 1:
        return "mittel"
    return "erhöht" if need <= 1.5 else "hoch"


def is_flagged(need: float | None) -> bool:
    return need is not None and need > 1


def overlap_of(needs: Sequence[float | None]) -> tuple[int, int]:
    """(x, y) of "x von y bewerteten Gruppen"; a missing value is left out and never 0."""
    rated = [need for need in needs if need is not None]
    return sum(is_flagged(need) for need in rated), len(rated)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a Zielgruppe is flagged in an area: one of its indicators.

    `city_value` is the official value of the whole city; where `is_mean` is true it is only
    the unweighted mean over the valid areas, and the sentence says so.
    """

    zielgruppe: str
    indicator: str
    phrase: str
    unit: str
    value: float
    city_value: float
    is_mean: bool
    z: float

    def sentence(self, zielgruppe_name: str) -> str:
        """ "Jugendliche: 14,2 % arbeitslos, Stadt 5,1 %, z = 2,3." """
        unit = f" {self.unit}" if self.unit else ""
        subject = "" if self.phrase else f"{self.indicator} "
        phrase = f" {self.phrase}" if self.phrase else ""
        city = "Mittel der Gebiete" if self.is_mean else "Stadt"
        return (
            f"{zielgruppe_name}: {subject}{german(self.value)}{unit}{phrase}, "
            f"{city} {german(self.city_value)}{unit}, z = {german(self.z)}."
        )


def german(value: float, decimals: int = 1) -> str:
    """1234.56 → "1.234,6" with a true minus sign and never "−0,0"."""
    text = f"{round(value, decimals) + 0.0:,.{decimals}f}"
    return text.translate(str.maketrans({",": ".", ".": ",", "-": "−"}))


def reasons(
    edition: AusgabeInput, result: AusgabeResult, area: GebietInput, found: GebietResult
) -> list[Reason]:
    """One reason for each indicator of each flagged Zielgruppe of an area.

    `area` and `found` are input and result of the same area of that edition.
    """
    needs = zip(result.zielgruppen, found.needs, strict=False)
    flagged = {slug for slug, need in needs if is_flagged(need)}
    return [
        _reason(indicator, area.values[i], result.moments[i].mean, found.z[i])
        for i, indicator in enumerate(edition.indicators)
        if indicator.zielgruppe in flagged and found.z[i] is not None
    ]


def _reason(indicator, value, mean, z):
    is_mean = indicator.city_value is None
    return Reason(
        zielgruppe=indicator.zielgruppe,
        indicator=indicator.name or indicator.code,
        phrase=indicator.phrase,
        unit=indicator.unit,
        value=value,
        city_value=mean if is_mean else indicator.city_value,
        is_mean=is_mean,
        z=z,
    )
