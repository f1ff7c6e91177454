"""Local time and the two nights a year in which it jumps. Pure functions."""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

FIRST, SECOND = "first", "second"


class NoSuchTime(Exception):
    """The clocks jump over this time; the message is German."""


class TwiceThatDay(Exception):
    """The clocks show this time twice, and nobody has said which one; the message is German."""


def moment(day, clock, which=""):
    """The aware moment when the clocks show `clock` on `day`; `which` decides a repeated hour."""
    zone = timezone.get_default_timezone()
    local = datetime.combine(day, clock)
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
        raise NoSuchTime(
            f"Um {local:%H:%M} Uhr gibt es am {local:%d.%m.%Y} nicht: In dieser Nacht werden die "
            "Uhren eine Stunde vorgestellt."
        )
    if which not in (FIRST, SECOND):
        raise TwiceThatDay(
            f"{local:%H:%M} Uhr gibt es am {local:%d.%m.%Y} zweimal: In dieser Nacht werden die "
            "Uhren eine Stunde zurückgestellt."
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
