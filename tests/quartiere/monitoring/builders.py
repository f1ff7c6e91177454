"""Small editions and tables for the tests of the monitoring."""

import io

from quartiere.monitoring.daten import DYNAMIK, STATUS, AusgabeInput, GebietInput, IndikatorSpec
from quartiere.monitoring.profil import from_document
from quartiere.monitoring.tabellen import open_table

KOMMUNE = "99000001"


def edition(rows, indicators=None, **values):
    """`rows` maps a key to its values, or to a reason of exclusion."""
    width = max((len(row) for row in rows.values() if not isinstance(row, str)), default=0)
    indicators = indicators or [IndikatorSpec(f"S{n}", STATUS) for n in range(1, width + 1)]
    return AusgabeInput(
        kommune=KOMMUNE,
        year=2030,
        period="2029",
        gebietsstand="2030",
        indicators=tuple(indicators),
        areas=tuple(_area(key, row, len(indicators)) for key, row in rows.items()),
        **values,
    )


def _area(key, row, width):
    if isinstance(row, str):
        return GebietInput(key, f"Gebiet {key}", 100, row, (None,) * width)
    return GebietInput(key, f"Gebiet {key}", 1000, "", tuple(row))


def status_and_dynamik(count):
    return [IndikatorSpec(f"S{n}", STATUS) for n in range(1, count + 1)] + [
        IndikatorSpec(f"D{n}", DYNAMIK) for n in range(1, count + 1)
    ]


def table(text, name="werte.csv", **options):
    """A table from text (written as UTF-8) or bytes."""
    content = text.encode() if isinstance(text, str) else text
    return open_table(name, io.BytesIO(content), **options)


def rows_of(opened):
    return [cells for _, cells in opened.rows()]


def profil(**values):
    """A checked profile with one status indicator in the column S1."""
    return from_document(
        {
            "kommune": KOMMUNE,
            "jahr": 2030,
            "gebietsstand": "2030",
            "spalten": {"schluessel": "ID"},
            "indikatoren": {"S1": {"spalte": "S1", "rolle": "status"}},
        }
        | values
    )


def texts(meldungen):
    return [str(meldung) for meldung in meldungen]
