"""Status and dynamics index, the twelve groups and the attention areas of one edition.

Pure functions without Django. Source: Monitoring Soziale Stadtentwicklung Berlin, indicator
handbook of 2021; recomputed from the published shares without one wrong class.
High value = more disadvantage.
"""

from collections.abc import Sequence

from quartiere.monitoring.bedarf import overlap_of
from quartiere.monitoring.daten import (
    DYNAMIK,
    STATUS,
    AusgabeInput,
    AusgabeResult,
    GebietResult,
)
from quartiere.monitoring.statistik import rounded, standardise, sum_and_index

METHOD_VERSION = "1"

STATUS_CLASSES = ("hoch", "mittel", "niedrig", "sehr niedrig")
DYNAMIK_CLASSES = ("positiv", "stabil", "negativ")
DYNAMIK_SIGNS = {"positiv": "+", "stabil": "+/-", "negativ": "-"}
STATUS_NUMBERS = {name: str(number) for number, name in enumerate(STATUS_CLASSES, start=1)}
GROUPS = tuple(
    number + sign for number in STATUS_NUMBERS.values() for sign in DYNAMIK_SIGNS.values()
)


class IncompleteAreaError(ValueError):
    """A valid area lacks the value of an index indicator: complete or exclude it."""

    def __init__(self, key, code):
        self.key, self.code = key, code
        super().__init__(
            f"Das gültige Gebiet {key} hat keinen Wert für {code}. "
            "Ergänzen Sie den Wert oder schließen Sie das Gebiet mit Grund aus."
        )


def status_class(index: float) -> str:
    """hoch < −1 ≤ mittel ≤ 1 < niedrig ≤ 1,5 < sehr niedrig; a high index is a low status."""
    if index < -1:
        return "hoch"
    if index <= 1:
        return "mittel"
    return "niedrig" if index <= 1.5 else "sehr niedrig"


def dynamik_class(index: float) -> str:
    """positiv < −1 ≤ stabil ≤ 1 < negativ; a high index means that things grew worse."""
    if index < -1:
        return "positiv"
    return "stabil" if index <= 1 else "negativ"


def group_of(status: str | None, dynamik: str | None) -> str | None:
    """The pair of both classes as published, "2+/-"; "2" alone where there is no dynamics."""
    if status is None:
        return None
    return STATUS_NUMBERS[status] + DYNAMIK_SIGNS.get(dynamik, "")


def needs_attention(group: str | None, attention_groups: Sequence[str]) -> bool:
    """Whether the rule holds; without dynamics only if it holds for each of its classes."""
    if group in STATUS_NUMBERS.values():
        return all(group + sign in attention_groups for sign in DYNAMIK_SIGNS.values())
    return group in attention_groups


def compute(edition: AusgabeInput) -> AusgabeResult:
    """z-values, sums, indices, classes, attention areas, needs and overlap of an edition.

    Only valid areas enter means and deviations. An indicator without spread is left out with
    a message. Raises IncompleteAreaError where a valid area lacks an index value.
    """
    areas = sorted(edition.areas, key=lambda area: area.key)
    valid = [area for area in areas if not area.exclusion]
    _require_index_values(edition.indicators, valid)
    columns, moments = _z_columns(edition.indicators, valid)
    zielgruppen, results = _results(edition, valid, columns)
    return AusgabeResult(
        areas=tuple(results.get(area.key) or GebietResult(area.key) for area in areas),
        moments=moments,
        zielgruppen=zielgruppen,
        messages=tuple(_messages(edition.indicators, moments)),
    )


def _require_index_values(indicators, valid):
    for position, indicator in enumerate(indicators):
        if not indicator.is_index:
            continue
        for area in valid:
            if area.values[position] is None:
                raise IncompleteAreaError(area.key, indicator.code)


def _z_columns(indicators, valid):
    pairs = [
        standardise([area.values[position] for area in valid])
        for position, _ in enumerate(indicators)
    ]
    return [column for column, _ in pairs], tuple(found for _, found in pairs)


def _messages(indicators, moments):
    for indicator, found in zip(indicators, moments, strict=True):
        if found is None:
            yield f"{indicator.code} ist ausgelassen: kein gültiges Gebiet hat einen Wert."
        elif not found.sd:
            yield f"{indicator.code} ist ausgelassen: alle gültigen Gebiete haben denselben Wert."


def _results(edition, valid, columns):
    zielgruppen, needs = _needs(edition.indicators, columns)
    rows = [{} for _ in valid]
    _add_index(rows, edition.indicators, columns, STATUS, status_class)
    _add_index(rows, edition.indicators, columns, DYNAMIK, dynamik_class)
    by_key = {}
    for i, (area, row) in enumerate(zip(valid, rows, strict=True)):
        group = group_of(row.get("status_class"), row.get("dynamik_class"))
        area_needs = tuple(column[i] for column in needs)
        overlap, rated = overlap_of(area_needs)
        by_key[area.key] = GebietResult(
            key=area.key,
            z=tuple(rounded(column[i]) for column in columns),
            group=group,
            attention=needs_attention(group, edition.attention_groups),
            needs=area_needs,
            overlap=overlap,
            rated=rated,
            **row,
        )
    return zielgruppen, by_key


def _add_index(rows, indicators, columns, role, classify):
    chosen = _signed(indicators, columns, lambda indicator: indicator.role == role)
    for row, total, index in zip(rows, *sum_and_index(chosen), strict=False):
        row[f"{role}_sum"], row[f"{role}_index"] = total, index
        row[f"{role}_class"] = None if index is None else classify(index)


def _needs(indicators, columns):
    """Need per Zielgruppe: its indicators summed and standardised like the status."""
    needs = {}
    for slug in sorted({indicator.zielgruppe for indicator in indicators} - {""}):
        _, needs[slug] = sum_and_index(
            _signed(indicators, columns, lambda indicator, slug=slug: indicator.zielgruppe == slug)
        )
    needs = {slug: column for slug, column in needs.items() if column}
    return tuple(needs), list(needs.values())


def _signed(indicators, columns, chosen):
    """The chosen z-columns times polarity; a column without any z-value is left out."""
    return [
        [None if z is None else indicator.polarity * z for z in column]
        for indicator, column in zip(indicators, columns, strict=True)
        if chosen(indicator) and any(z is not None for z in column)
    ]
