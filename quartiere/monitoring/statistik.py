"""Standardisation over areas, the same byte for byte whatever the order of the rows.

Source: Monitoring Soziale Stadtentwicklung Berlin, indicator handbook of 2021. Sums are
`math.fsum`, which rounds the exact sum once; nothing depends on order or machine.
"""

import math
from collections.abc import Sequence

from quartiere.monitoring.daten import Moments

# Indices are rounded before they are classed and stored: an index that is exactly 1 by
# arithmetic must not turn "niedrig" because a float carries noise in its 16th digit.
DECIMALS = 10
# A spread below this share of the largest value is the noise of the float, not of the data.
NOISE = 1e-12
# Sums of z-values are of the order of 1, so their noise has an absolute bound.
LEAST_SPREAD_OF_SUMS = 1e-9

Column = Sequence[float | None]


def moments(values: Sequence[float]) -> Moments:
    """mean = Σx ÷ n and sd = √(Σ(x − mean)² ÷ n), each area with weight 1.

    Units are those of the values. A spread that is only float noise counts as 0.
    Raises ValueError without values.
    """
    if not values:
        raise ValueError("Ohne Werte gibt es keinen Mittelwert.")
    n = len(values)
    mean = math.fsum(values) / n
    sd = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / n)
    largest = max(abs(value) for value in values)
    return Moments(n, mean, 0.0 if sd <= NOISE * largest else sd)


def standardise(
    column: Column, *, least_spread: float = 0.0
) -> tuple[list[float | None], Moments | None]:
    """z = (x − mean) ÷ sd over the values that are there, without unit; None stays None.

    Gives (all None, moments) where sd does not exceed `least_spread`, and (all None, None)
    where there is no value at all.
    """
    present = [value for value in column if value is not None]
    if not present:
        return [None] * len(column), None
    found = moments(present)
    if found.sd <= least_spread:
        return [None] * len(column), found
    return [None if x is None else (x - found.mean) / found.sd for x in column], found


def sum_and_index(
    columns: Sequence[Column],
) -> tuple[list[float | None], list[float | None]]:
    """sum_i = Σ_k z_ik with equal weights, index_i = the sums standardised once more.

    `columns` hold z-values with the polarity applied, one column an indicator. An area that
    lacks one of them gets neither sum nor index. Sums without spread have no index.
    """
    sums = [None if None in row else math.fsum(row) for row in zip(*columns, strict=True)]
    indices, _ = standardise(sums, least_spread=LEAST_SPREAD_OF_SUMS)
    return [rounded(value) for value in sums], [rounded(value) for value in indices]


def rounded(value: float | None) -> float | None:
    """Ten decimals, and never −0."""
    return None if value is None else round(value, DECIMALS) + 0.0
