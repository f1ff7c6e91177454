"""One month of dates as weeks of days, for the calendar."""

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from veranstaltungen.models import Termin, Veranstaltung
from veranstaltungen.zeitangaben import clock_text

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Eintrag:
    """A date on one of the days it touches; `text` says when on that day."""

    veranstaltung: Veranstaltung
    termin: Termin
    text: str

    @property
    def is_off(self):
        off = [Veranstaltung.Status.CANCELLED, Veranstaltung.Status.POSTPONED]
        return self.termin.is_cancelled or self.veranstaltung.status in off


@dataclass(frozen=True)
class Tag:
    day: date
    is_today: bool
    eintraege: list[Eintrag] = field(default_factory=list)


@dataclass(frozen=True)
class Woche:
    """`tage` are Monday to Sunday; a day of another month is None."""

    number: int
    tage: list[Tag | None]


def first_day_after(month):
    """The first day of the month after that of `month`."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def last_day_before(month):
    return month.replace(day=1) - ONE_DAY


def weeks(month, veranstaltungen):
    """The weeks of the month that begins with the day `month`; needs `termine` prefetched."""
    by_day = _by_day(month, veranstaltungen)
    today = timezone.localdate()
    return [
        Woche(
            days[0].isocalendar().week,
            [
                Tag(day, day == today, by_day.get(day, [])) if day.month == month.month else None
                for day in days
            ],
        )
        for days in calendar.Calendar().monthdatescalendar(month.year, month.month)
    ]


def _by_day(month, veranstaltungen):
    pairs = [
        (day, termin.starts_at, veranstaltung.pk, Eintrag(veranstaltung, termin, text))
        for veranstaltung in veranstaltungen
        for termin in veranstaltung.termine.all()
        for day, text in _days(termin, month)
    ]
    pairs.sort(key=lambda pair: pair[:3])
    groups = groupby(pairs, key=lambda pair: pair[0])
    return {day: [pair[-1] for pair in rows] for day, rows in groups}


def _days(termin, month):
    """(day, text) for every day of the month that the date touches."""
    first = timezone.localdate(termin.starts_at)
    # What ends at midnight does not reach into the new day.
    last = timezone.localdate(termin.ends_at - timedelta(microseconds=1))
    day, end = max(first, month), min(last, first_day_after(month) - ONE_DAY)
    while day <= end:
        yield day, _text(termin, day, first, last)
        day += ONE_DAY


def _text(termin, day, first, last):
    if termin.is_all_day or first < day < last:
        return _("ganztägig")
    if day == first:
        return clock_text(termin.starts_at)
    return _("bis {time}").format(time=clock_text(termin.ends_at))
