"""Repeating dates of a foreign calendar: the next ones, however long the rule may run."""

from calendar import monthrange
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

# How far ahead and how many dates are taken over.
HORIZON = timedelta(days=2 * 365)
OVER_LONG = timedelta(days=31)
MAX_DATES = 100
# Every hour or second is no Veranstaltung, and expanding it would not end.
# Of the filters those that every program understands.
FILTERS = {
    "DAILY": {"BYDAY", "BYMONTH", "BYMONTHDAY"},
    "WEEKLY": {"BYDAY", "BYMONTH"},
    "MONTHLY": {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"},
    "YEARLY": {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYWEEKNO", "BYYEARDAY"},
}
# Applied here and not by the library: rules that never match would be reckoned day by day until
# the year 9999. Rules by month or year take a moment at most.
OWN_FILTERS = {"DAILY": {"BYDAY", "BYMONTH", "BYMONTHDAY"}, "WEEKLY": {"BYMONTH"}}
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


class SerieError(Exception):
    """The rule is refused; the message is German."""


def starts_of(event, first, now):
    """(aware starts from `first` on that are not over long, whether more would follow).

    From the rule (RRULE) and the list of single dates (RDATE), without those excluded (EXDATE).
    """
    zone, earliest = first.tzinfo, now - OVER_LONG
    excluded = _moments(event.get("EXDATE"), zone)
    starts, is_cut = [first], False
    if "RRULE" in event:
        starts, is_cut = _of_rule(event, first, now, excluded)
    single = _moments(event.get("RDATE"), zone)
    found = {start.astimezone(UTC) for start in starts}
    starts += [moment.astimezone(zone) for moment in single - found if moment <= now + HORIZON]
    starts = sorted(
        start for start in starts if start >= earliest and start.astimezone(UTC) not in excluded
    )
    return starts[:MAX_DATES], is_cut or len(starts) > MAX_DATES


def _of_rule(event, first, now, excluded):
    """COUNT and UNTIL are applied here: without a limit of its own a rule that never matches would
    keep the reckoning busy until the year 9999.
    """
    rule, count, until = _rule(event, first, now + HORIZON)
    rule = _matching(rule, event["RRULE"])
    starts, is_cut = [], False
    for number, start in enumerate(rule):
        if (count and number >= count) or (until and start > until):
            break
        if start < now - OVER_LONG or start.astimezone(UTC) in excluded:
            continue
        if len(starts) == MAX_DATES:
            is_cut = True
            break
        starts.append(start)
    else:
        is_cut = count is None and until is None
    return starts, is_cut


def _rule(event, first, horizon):
    recur = event["RRULE"]
    if isinstance(recur, list):
        raise SerieError("Der Eintrag hat mehrere Wiederholungsregeln.")
    parts = {name.upper(): values for name, values in recur.items()}
    freq = _frequency(recur)
    filters = {name for name in parts if name.startswith("BY")}
    if not filters <= FILTERS[freq] or int(parts.get("INTERVAL", [1])[0]) < 1:
        raise SerieError("Die Wiederholung ist nicht lesbar.")
    count = int(parts["COUNT"][0]) if "COUNT" in parts else None
    until = _aware(parts["UNTIL"][0], first.tzinfo) if "UNTIL" in parts else None
    own = {"COUNT", "UNTIL"} | OWN_FILTERS.get(freq, set())
    pieces = recur.to_ical().decode().split(";")
    text = ";".join(piece for piece in pieces if piece.partition("=")[0].upper() not in own)
    text += f";UNTIL={horizon.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    try:
        return rrulestr(text, dtstart=first), count, until
    except ValueError as error:
        raise SerieError("Die Wiederholung ist nicht lesbar.") from error


def _frequency(recur):
    freq = str(recur.get("FREQ", [""])[0]).upper()
    if freq not in FILTERS:
        raise SerieError("Die Wiederholung ist zu dicht oder nicht lesbar.")
    return freq


def _matching(rule, recur):
    """The starts of `rule` that pass the filters it was not given."""
    own = OWN_FILTERS.get(_frequency(recur), set())
    days = {str(value).upper() for value in recur.get("BYDAY", [])} if "BYDAY" in own else set()
    months = {int(value) for value in recur.get("BYMONTH", [])} if own else set()
    dates = {int(value) for value in recur.get("BYMONTHDAY", [])} if "BYMONTHDAY" in own else set()
    for start in rule:
        last = monthrange(start.year, start.month)[1]
        if (
            (not days or WEEKDAYS[start.weekday()] in days)
            and (not months or start.month in months)
            and (not dates or dates & {start.day, start.day - last - 1})
        ):
            yield start


def _aware(value, zone):
    """A date as end of a series holds until its last minute."""
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, 23, 59, 59, tzinfo=zone)
    return in_known_zone(value, zone)


def in_known_zone(value, zone):
    """In the zone it names, else in `zone`.

    Zones that a file defines itself are not asked: their rules may keep the reckoning busy for
    hours, and the library takes those of the first file for every later one of the same name.
    """
    return value if isinstance(value.tzinfo, ZoneInfo) else value.replace(tzinfo=zone)


def _moments(lists, zone):
    """The moments of EXDATE or RDATE lines, in UTC; a whole day counts from midnight."""
    lists = lists if isinstance(lists, list) else [lists] if lists else []
    values = [item.dt for line in lists for item in line.dts]
    if any(isinstance(value, tuple) for value in values):
        raise SerieError("Einzelne Termine der Serie haben eine eigene Dauer.")
    return {
        (
            _aware(value, zone)
            if isinstance(value, datetime)
            else datetime(value.year, value.month, value.day, tzinfo=zone)
        ).astimezone(UTC)
        for value in values
    }
