"""Lists of the API, page by page."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from portal.daten.forms import PER_PAGE
from quartiere.exporte import LICENCE


def page_of(sammlung, rows, wanted, address):
    """One page as plain values; a page behind the last one is empty and says how many there are."""
    size, number = wanted["pro_seite"] or PER_PAGE, wanted["seite"] or 1
    count = rows.count()
    pages = max(1, -(-count // size))
    start = (number - 1) * size
    base = "{0.scheme}://{0.netloc}".format(urlsplit(address))
    found = sammlung.export.rows(rows[start : start + size], base) if start < count else []
    return {
        "anzahl": count,
        "seite": number,
        "seiten": pages,
        "vorige": _at(address, min(number - 1, pages)) if number > 1 else None,
        "naechste": _at(address, number + 1) if number < pages else None,
        "lizenz": LICENCE,
        "zeilen": [{"schluessel": sammlung.key_of(item)} | row for item, row in found],
    }


def _at(address, number):
    parts = urlsplit(address)
    query = [pair for pair in parse_qsl(parts.query) if pair[0] != "seite"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("seite", number)])))
