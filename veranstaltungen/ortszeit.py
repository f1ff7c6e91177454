"""Local time and the two nights a year in which it jumps. Pure functions."""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

FIRST, SECOND = "first", "second"


class NoSuchTime(Exception):
    """The clocks jump over this time; the message says so to a person."""


class TwiceThatDay(Exception):
    """The clocks show this time twice, and nobody has said which one; the message says so."""


def moment(day, clock, which=""):
    """The aware moment when the clocks show `clock` on `day`; `which` decides a repeated hour."""
    zone = timezone.get_default_timezone()
    local = datetime.combine(day, clock)
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    shown_as = {"time": f"{local:%H:%M}", "day": f"{local:%d.%m.%Y}"}
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
        raise NoSuchTime(
            _(
                "Um %(time)s Uhr gibt es am %(day)s nicht: In dieser Nacht werden die Uhren eine "
                "Stunde vorgestellt."
            )
            % shown_as
        )
    if which not in (FIRST, SECOND):
        raise TwiceThatDay(
            _(
                "%(time)s Uhr gibt es am %(day)s zweimal: In dieser Nacht werden die Uhren eine "
                "Stunde zurückgestellt."
            )
            % shown_as
        )
    return second if which == SECOND else first


def which_of(value):
    """ "first" or "second" for a moment whose time the clocks show twice, else ""."""
    local = timezone.localtime(value)
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return ""
    return SECOND if local.fold else FIRST


def shown(value):
    """How the clocks show a moment, without a zone: to the second and to the minute."""
    local = timezone.localtime(value).replace(tzinfo=None, fold=0, microsecond=0)
    return local, to_the_minute(local)


def to_the_minute(value):
    """Forms show no seconds; what was imported may have some."""
    return value.replace(second=0, microsecond=0)


def midnight(day):
    return moment(day, time(), FIRST)


def whole_days(first, last):
    """(start, end) of the days from `first` to `last`, both included."""
    return midnight(first), midnight(last + timedelta(days=1))
