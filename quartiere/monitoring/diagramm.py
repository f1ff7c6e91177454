"""A time series as a drawing: coordinates for `monitoring/diagramm.html`. Pure, no Django.

Small enough for a phone: the drawing is WIDTH × HEIGHT units and its text never smaller than 12.
Lines stop at a gap and at a break; a break is a vertical line between two editions.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from quartiere.monitoring.bedarf import german
from quartiere.monitoring.zeitreihe import Punkt

WIDTH, HEIGHT = 360, 220
LEFT, RIGHT, TOP, BOTTOM = 44, 344, 22, 190
MAX_YEARS = 8
MAX_LABELS = 8
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Marke:
    """A mark with its text; coordinates are text, so that no language writes commas into them."""

    x: str
    y: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Linie:
    """`points` of unbroken pieces for <polyline>, and a dot for every value."""

    points: tuple[str, ...]
    dots: tuple[Marke, ...]


@dataclass(frozen=True, slots=True)
class Diagramm:
    ticks: tuple[Marke, ...]
    years: tuple[Marke, ...]
    area: Linie
    city: Linie
    labels: tuple[Marke, ...]
    breaks: tuple[Marke, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM


def diagramm(points: Sequence[Punkt]) -> Diagramm | None:
    """The drawing of a series; None where there is no value at all."""
    values = [v for p in points for v in (p.value, p.city) if v is not None]
    if not any(point.value is not None for point in points):
        return None
    ticks = ticks_of(min(values), max(values))
    xs = _positions([point.year for point in points])
    decimals = 0 if all(tick == round(tick) for tick in ticks) else 1 if _is_tenth(ticks) else 2

    def y(value):
        share = (value - ticks[0]) / (ticks[-1] - ticks[0])
        return BOTTOM - share * (BOTTOM - TOP)

    return Diagramm(
        ticks=tuple(Marke(_text(LEFT), _text(y(t)), german(t, decimals)) for t in ticks),
        years=_years(points, xs),
        area=_line([(x, p.value, p.breaks) for x, p in zip(xs, points, strict=True)], y),
        city=_line([(x, p.city, p.breaks) for x, p in zip(xs, points, strict=True)], y),
        labels=_labels(points, xs, y),
        breaks=_breaks(points, xs),
    )


def ticks_of(lowest: float, highest: float) -> list[float]:
    """Round numbers that hold both, always with zero: three to six of them."""
    lowest, highest = min(lowest, 0.0), max(highest, 0.0)
    span = (highest - lowest) or 1.0
    power = 10.0 ** math.floor(math.log10(span / 4))
    step = next(s * power for s in STEPS if s * power * 4 >= span)
    first, last = math.floor(lowest / step), math.ceil(highest / step)
    if first == last:
        last += 1
    return [round(number * step, 10) for number in range(first, last + 1)]


def _is_tenth(ticks):
    return all(abs(tick * 10 - round(tick * 10)) < 1e-9 for tick in ticks)


def _positions(years):
    """By time, so that a longer pause is a longer way; a single edition stands in the middle."""
    if len(years) == 1:
        return [(LEFT + RIGHT) / 2]
    inner_left, inner_right = LEFT + 24, RIGHT - 24
    span = years[-1] - years[0]
    return [inner_left + (year - years[0]) / span * (inner_right - inner_left) for year in years]


def _years(points, xs):
    every = math.ceil(len(points) / MAX_YEARS)
    marks = [
        Marke(_text(x), _text(BOTTOM + 20), str(point.year))
        for x, point in zip(xs, points, strict=True)
    ]
    return tuple(marks[::-1][::every][::-1])


def _line(triples, y):
    pieces, dots = [[]], []
    for x, value, breaks in triples:
        if value is None or breaks:
            pieces.append([])
        if value is not None:
            pieces[-1].append(f"{_text(x)},{_text(y(value))}")
            dots.append(Marke(_text(x), _text(y(value))))
    drawn = tuple(" ".join(piece) for piece in pieces if len(piece) > 1)
    return Linie(drawn, tuple(dots))


def _labels(points, xs, y):
    """The area's values, above the city's line where they are above it, else below."""
    if len(points) > MAX_LABELS:
        return ()
    return tuple(
        Marke(_text(x), _text(_label_y(point, y)), german(point.value))
        for x, point in zip(xs, points, strict=True)
        if point.value is not None
    )


def _label_y(point, y):
    is_above = point.city is None or point.value >= point.city
    below = min(y(point.value) + 20, BOTTOM - 5)
    return y(point.value) - 10 if is_above or below < y(point.value) + 12 else below


def _breaks(points, xs):
    pairs = pairwise(zip(xs, points, strict=True))
    return tuple(
        Marke(_text((x + next_x) / 2), _text(TOP - 8), _("Bruch"))
        for (x, _before), (next_x, point) in pairs
        if point.breaks
    )


def _text(number):
    return f"{number:.1f}"
