"""Is it open now, until when, and when next? Pure functions, no Django.

Rows are wall-clock times in Europe/Berlin. A span whose end is not after its beginning ends on
the next day and belongs to the day it began, so a Saturday night runs on into a public holiday.
Legal holidays of the Land come from the package `holidays` (public ones only).

On the two days the clocks change, the careful answer is given: a span that begins in the doubled
hour begins the second time it strikes, one that ends there ends the first time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

BERLIN = ZoneInfo("Europe/Berlin")
DAYS_AHEAD = 14
SUBDIVISIONS = {
    "01": "SH", "02": "HH", "03": "NI", "04": "HB", "05": "NW", "06": "HE", "07": "RP", "08": "BW",
    "09": "BY", "10": "SL", "11": "BE", "12": "BB", "13": "MV", "14": "SN", "15": "ST", "16": "TH",
}  # fmt: skip


@dataclass(frozen=True)
class Span:
    """A weekly opening: weekday 0 = Monday."""

    weekday: int
    opens: time
    closes: time
    note: str = ""

    @property
    def is_over_midnight(self) -> bool:
        return self.closes <= self.opens


@dataclass(frozen=True)
class OpenState:
    """What to tell now. Times are aware, in Europe/Berlin.

    `closes_at` and `note` only while open; `opens_at` is the next opening within two weeks,
    only while closed; `holiday` names today's holiday if it keeps the place closed.
    """

    is_open: bool
    closes_at: datetime | None = None
    note: str = ""
    opens_at: datetime | None = None
    holiday: str = ""


def open_state(
    spans: Iterable[Span], now: datetime, land: str, *, open_on_holidays: bool = False
) -> OpenState | None:
    """The state at `now` (aware) in a Land (first two digits of the AGS); None without spans."""
    spans = list(spans)
    if not spans:
        return None
    today = now.astimezone(BERLIN).date()
    closed_days = {} if open_on_holidays else holidays_of(land)
    openings = _openings(spans, today, closed_days)
    current = [opening for opening in openings if opening[0] <= now < opening[1]]
    if current:
        _, _, note = max(current, key=lambda opening: opening[1])
        end = _chained_end(openings, max(closes for _, closes, _ in current))
        return OpenState(True, closes_at=end.astimezone(BERLIN), note=note)
    upcoming = [opens for opens, _, _ in openings if opens > now]
    return OpenState(
        False,
        opens_at=min(upcoming).astimezone(BERLIN) if upcoming else None,
        holiday=_holiday_name(today, spans, closed_days),
    )


def week(spans: Iterable[Span]) -> list[tuple[int, list[Span]]]:
    """The spans by weekday, Monday first, days without any with an empty list."""
    ordered = sorted(spans, key=lambda span: (span.weekday, span.opens, span.closes))
    return [(day, [span for span in ordered if span.weekday == day]) for day in range(7)]


@lru_cache(maxsize=32)
def holidays_of(land: str):
    """The legal holidays of a Land by date, with German names; nothing for an unknown Land."""
    subdivision = SUBDIVISIONS.get(land[:2])
    if subdivision is None:
        return {}
    return holidays.country_holidays("DE", subdiv=subdivision, language="de")


def _openings(spans: Sequence[Span], today: date, closed_days):
    """(opens, closes, note) in UTC, from yesterday (which may run on) to two weeks ahead."""
    days = [today + timedelta(days=offset) for offset in range(-1, DAYS_AHEAD + 1)]
    return [
        (*_moments(span, day), span.note)
        for day in days
        if day not in closed_days
        for span in spans
        if span.weekday == day.weekday()
    ]


def _moments(span, day):
    last = day + timedelta(days=1) if span.is_over_midnight else day
    # Aware times with one tzinfo compare by the clock on the wall; UTC compares what passes.
    opens = datetime.combine(day, span.opens, tzinfo=BERLIN).replace(fold=1)
    closes = datetime.combine(last, span.closes, tzinfo=BERLIN)
    return opens.astimezone(UTC), closes.astimezone(UTC)


def _chained_end(openings, end):
    """Spans that follow one another without a break are one: 8 to 12 and 12 to 18."""
    for opens, closes, _ in sorted(openings):
        if opens <= end < closes:
            end = closes
    return end


def _holiday_name(today, spans, closed_days):
    would_open = any(span.weekday == today.weekday() for span in spans)
    return closed_days[today] if would_open and today in closed_days else ""
