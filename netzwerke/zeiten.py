"""Opening hours as a page shows them: the week, and the state at a stated moment."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext

from netzwerke.models.oeffnungszeit import WEEKDAYS
from netzwerke.oeffnungszeiten import OpenState, Span, open_state, week


@dataclass(frozen=True)
class Zeiten:
    """`week` is [(weekday in words, spans)]; the state holds at `now`: pages may be cached."""

    week: list[tuple[str, list]]
    state: OpenState
    now: datetime

    @property
    def opens_today(self):
        return bool(self.state.opens_at) and self.state.opens_at.date() == self.now.date()


def zeiten_of(row, kommune, now=None):
    """The Zeiten of an Akteur or Angebot with prefetched `oeffnungszeiten`; None without any."""
    spans = spans_of(row)
    if not spans:
        return None
    now = timezone.localtime(now)
    state = open_state(spans, now, kommune.ags[:2], open_on_holidays=row.open_on_holidays)
    days = dict(WEEKDAYS)
    return Zeiten([(days[day], items) for day, items in week(spans)], state, now)


def spans_of(row):
    return [Span(s.weekday, s.opens, s.closes, s.note) for s in row.oeffnungszeiten.all()]


def short(row):
    """ "Mo 9–12, 14–18 Uhr · Do 9–12 Uhr" for a printed line; "" without opening hours."""
    spans = spans_of(row)
    days = dict(WEEKDAYS)
    parts = (
        (str(days[day])[:2], ", ".join(f"{_clock(s.opens)}–{_clock(s.closes)}" for s in items))
        for day, items in week(spans)
        if items
    )
    line = gettext("{day} {hours} Uhr")
    return " · ".join(line.format(day=day, hours=hours) for day, hours in parts)


def _clock(time):
    return f"{time.hour}.{time.minute:02d}" if time.minute else str(time.hour)
