"""What a period in words means in days. Pure."""

import re
from datetime import date

DAY = r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})"
YEAR = r"(\d{4})"
# "31.12.2020", "2019", "31.12.2018 bis 31.12.2020", "2018–2020"
PERIOD = re.compile(rf"(?:{DAY}|{YEAR})(?: ?(?:bis|–|-) ?(?:{DAY}|{YEAR}))?", re.ASCII)


def days_of(text):
    """(first day, last day), or None where the words name no days, as in "Ende 2020"."""
    match = PERIOD.fullmatch(text.strip())
    if not match:
        return None
    begin, end = match.groups()[:4], match.groups()[4:]
    try:
        first, last = _day(*begin, (1, 1)), _day(*(end if any(end) else begin), (31, 12))
    except ValueError:
        return None
    return (first, last) if first <= last else None


def _day(day, month, year, whole_year, edge):
    if whole_year:
        day, month = edge
    return date(int(whole_year or year), int(month), int(day))
