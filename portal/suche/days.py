"""The day that a document stands for, and hits narrowed to the days that somebody chose.

The key of a document holds one day: of a Veranstaltung its last one. One that goes on after the
chosen days carries marks of all its months; which of those takes place on the days, its dates say.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.db.models import Min
from django.utils import timezone

from portal.beitraege.models import Beitrag
from portal.suche import fulltext, kinds
from portal.suche.models import DAY_BITS, kind_and_object
from veranstaltungen.models import Termin, Veranstaltung

MAX_KEY = 2**63 - 1
# Beyond these no Veranstaltung is asked for by its dates: a time there may have no UTC.
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 30)
# Of how many months one date carries marks, and how many are asked for one by one.
MAX_MONTHS = 240
ANY_MONTH = 0
MOMENT = timedelta(microseconds=1)


def day_of(row):
    """The day a document stands for: an event's last one, an article's, else of its change."""
    if isinstance(row, Veranstaltung):
        return max((last for _, last in _dates(row)), default=None)
    if isinstance(row, Beitrag):
        return row.date
    changed = getattr(row, "updated_at", None)
    return timezone.localdate(changed) if changed else None


def shown_day_of(row):
    """The same as readers see it: the last date of an event by its beginning."""
    if isinstance(row, Veranstaltung):
        return max((first for first, _ in _dates(row)), default=None)
    return day_of(row)


def months_of(row):
    """What stands behind MONTH in the marks of an event of several days; of all others nothing."""
    if not isinstance(row, Veranstaltung):
        return set()
    dates = _dates(row)
    if len({day for pair in dates for day in pair}) < 2:
        return set()
    months = {ANY_MONTH}
    for first, last in dates:
        start = _month(first)
        months.update(range(start, min(_month(last), start + MAX_MONTHS) + 1))
    return months


def _dates(row):
    """(first day, last day) of the dates that take place; midnight belongs to the day before."""
    return [
        (timezone.localdate(termin.starts_at), timezone.localdate(termin.ends_at - MOMENT))
        for termin in row.termine.all()
        if not termin.is_cancelled
    ]


def _month(day):
    return day.year * 12 + day.month


@dataclass
class Days:
    """From the first to the last day, both of them too; None leaves a side open."""

    first: date | None = None
    last: date | None = None
    # {key of a document that goes on after the last day: whether it takes place on the days}
    known: dict = field(default_factory=dict)

    def __bool__(self):
        return bool(self.first or self.last)

    @cached_property
    def keys(self):
        """Keys from and to; what has no day is not there when days are asked for."""
        low = self.first.toordinal() if self.first else int(bool(self.last))
        high = (self.last.toordinal() + 1 << DAY_BITS) - 1 if self.last else MAX_KEY
        return low << DAY_BITS, high

    def newest(self, groups, limit):
        """Keys of documents of these days that hold the lexemes, see `fulltext.newest`."""
        found = fulltext.newest(groups, limit, self.keys)
        if self.last and (self.first or self.last) <= self.last:
            after = (self.keys[1] + 1, MAX_KEY)
            later = fulltext.newest([*groups, self._months], limit, after)
            found = [*self._on_these(later), *found][:limit]
        return found

    @cached_property
    def _months(self):
        last, first = _month(self.last), _month(self.first) if self.first else 0
        months = range(first, last + 1) if last - first < MAX_MONTHS else [ANY_MONTH]
        return [kinds.mark(kinds.MONTH, month) for month in months]

    def _on_these(self, keys):
        fresh = {key: kind_and_object(key)[1] for key in keys if key not in self.known}
        dates = self.dates(fresh.values()) if fresh else {}
        self.known.update((key, event in dates) for key, event in fresh.items())
        return [key for key in keys if self.known[key]]

    def dates(self, events):
        """{Veranstaltung: day its first date on these days begins} of those that have one."""
        rows = Termin.objects.taking_place().filter(veranstaltung__in=fulltext.one_of(events))
        if self.first:
            rows = rows.filter(ends_at__gt=_midnight(self.first))
        if self.last:
            rows = rows.filter(starts_at__lt=_midnight(self.last, 1))
        found = rows.order_by().values_list("veranstaltung").annotate(Min("starts_at"))
        return {event: timezone.localdate(start) for event, start in found}


def _midnight(day, later=0):
    day = min(max(day, EARLIEST), LATEST) + timedelta(days=later)
    return timezone.make_aware(datetime.combine(day, time.min))
