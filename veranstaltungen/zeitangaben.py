"""Dates as people read them: "Donnerstag, 3. Dezember 2026, 14:00 Uhr", in Europe/Berlin."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from veranstaltungen import ortszeit


def day_text(moment):
    local = timezone.localtime(moment)
    return f"{date_format(local, 'l')}, {date_format(local, 'DATE_FORMAT')}"


def moment_text(moment):
    return f"{day_text(moment)}, {clock_text(moment)}"


def clock_text(moment):
    """ "14:00 Uhr"; in the hour that October has twice it says which one is meant."""
    text = _("{time} Uhr").format(time=_clock(moment))
    which = ortszeit.which_of(moment)
    if not which:
        return text
    return f"{text} ({_('Sommerzeit') if which == ortszeit.FIRST else _('Winterzeit')})"


def span_text(starts_at, ends_at, is_all_day=False):
    """From when to when; over midnight the end has a day of its own."""
    if is_all_day:
        return _all_day_text(starts_at, ends_at)
    if timezone.localdate(starts_at) != timezone.localdate(ends_at):
        return _("{start} bis {end}").format(start=moment_text(starts_at), end=moment_text(ends_at))
    start = clock_text(starts_at) if ortszeit.which_of(starts_at) else _clock(starts_at)
    return _("{day}, {start} bis {end}").format(
        day=day_text(starts_at), start=start, end=clock_text(ends_at)
    )


def _all_day_text(starts_at, ends_at):
    # The end of a whole day is the midnight after it.
    first, last = starts_at, max(starts_at, ends_at - timedelta(microseconds=1))
    days = day_text(first)
    if timezone.localdate(first) != timezone.localdate(last):
        days = _("{start} bis {end}").format(start=days, end=day_text(last))
    return _("{days}, ganztägig").format(days=days)


def _clock(moment):
    return date_format(timezone.localtime(moment), "H:i")
