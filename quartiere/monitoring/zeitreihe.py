"""Time series of one area: values of each indicator over the editions. Pure, no Django.

A value is only compared with the one before where both mean the same: another boundary or
another definition is a break, a missing value is a gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from quartiere.monitoring.darstellung import PublicArea, PublicIndikator, Sicht
from quartiere.monitoring.daten import DYNAMIK

DEFINITION = {"formel", "zaehler", "nenner"}
NEW_BOUNDARY = _("anderer Zuschnitt der Gebiete")
NEW_DEFINITION = _("andere Abgrenzung des Indikators")
NEW_INDICATORS = _("andere Indikatoren")
NEW_GROUPS = _("andere Zielgruppen bewertet")


@dataclass(frozen=True, slots=True)
class Stand:
    """What one edition says of the area."""

    year: int
    gebietsstand: str
    sicht: Sicht
    area: PublicArea

    def indicator(self, code) -> PublicIndikator | None:
        return next((i for i in self.sicht.indicators if i.code == code), None)

    def codes(self, role):
        return {i.code for i in self.sicht.indicators if i.spec.role == role}


@dataclass(frozen=True, slots=True)
class Punkt:
    """One edition's value; `change` against the edition before, None after a break or gap.

    `breaks` says in words why it cannot be compared with the one before.
    """

    year: int
    inhabitants: int | None
    value: float | None
    city: float | None
    change: float | None = None
    city_change: float | None = None
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Zeitreihe:
    indicator: PublicIndikator
    city_label: str
    points: tuple[Punkt, ...]

    @property
    def has_course(self):
        """At least two values: something to draw."""
        return sum(point.value is not None for point in self.points) > 1


def zeitreihen(staende: Sequence[Stand]) -> list[Zeitreihe]:
    """One series an indicator, in the order of the newest edition; `staende` by year.

    Without the indicators of the dynamics: they are changes already.
    """
    newest_first = [i for stand in reversed(staende) for i in stand.sicht.indicators]
    indicators = {}
    for indicator in newest_first:
        if indicator.spec.role != DYNAMIK:
            indicators.setdefault(indicator.code, indicator)
    return [_zeitreihe(indicator, staende) for indicator in indicators.values()]


def _zeitreihe(indicator, staende):
    uses = [stand.indicator(indicator.code) for stand in staende]
    is_mean = any(use and use.spec.city_value is None for use in uses)
    points, before = [], None
    for stand, use in zip(staende, uses, strict=True):
        point = _point(stand, use, before, is_mean)
        points.append(point)
        if use:
            before = (stand, use, point)
    label = _("Mittel der Gebiete") if is_mean else _("Stadt")
    return Zeitreihe(indicator, label, tuple(points))


def _point(stand, use, before, is_mean):
    if use is None:
        return Punkt(stand.year, stand.area.inhabitants, None, None)
    value = stand.area.values.get(use.code)
    city = use.mean if is_mean else use.spec.city_value
    if before is None:
        return Punkt(stand.year, stand.area.inhabitants, value, city)
    earlier_stand, earlier_use, earlier = before
    breaks = _breaks(earlier_stand, earlier_use, stand, use)
    return Punkt(
        stand.year,
        stand.area.inhabitants,
        value,
        city,
        change=None if breaks else _difference(value, earlier.value),
        city_change=None if breaks else _difference(city, earlier.city),
        breaks=breaks,
    )


def _difference(value, earlier):
    return None if value is None or earlier is None else value - earlier


def _breaks(earlier_stand, earlier, stand, use):
    found = [NEW_BOUNDARY] if earlier_stand.gebietsstand != stand.gebietsstand else []
    if _definition(earlier.spec) != _definition(use.spec):
        found.append(NEW_DEFINITION)
    return tuple(found)


def _definition(spec):
    return spec.unit, spec.polarity, {entry for entry in spec.sheet if entry[0] in DEFINITION}


def class_breaks(earlier: Stand, stand: Stand) -> list[str]:
    """Why the classes of two editions cannot be compared, in words."""
    found = [NEW_BOUNDARY] if earlier.gebietsstand != stand.gebietsstand else []
    roles = [role for role in ("status", "dynamik") if earlier.codes(role) != stand.codes(role)]
    if roles:
        found.append(NEW_INDICATORS)
    if set(earlier.sicht.shown_zielgruppen) != set(stand.sicht.shown_zielgruppen):
        found.append(NEW_GROUPS)
    return found
