"""Several rows in one cell, as people write them: opening hours and money. Pure, no Django.

    Mo 09:00–12:00; Di 14:00–18:00 (nur für Mädchen)
    2026: 12.000,00 € Städtebauförderung, Bund; 2026: 3.000,00 € Eigenmittel

What `write_…` writes, `read_…` reads back unchanged.
"""

import re
from collections.abc import Iterable
from datetime import time
from decimal import Decimal

SEPARATOR = "; "
DAYS = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
DAY_NUMBERS = {name.casefold(): number for number, name in enumerate(DAYS)}
# A time, "9", "9:30" or "09.30".
CLOCK = r"([0-9]{1,2})(?:[:.]([0-9]{2}))?"
SPAN = re.compile(
    rf"(\w\w)\w*\.?\s+{CLOCK}\s*(?:–|-|bis)\s*{CLOCK}(?:\s*Uhr)?(?:\s*\((.*)\))?", re.DOTALL
)
AMOUNT = re.compile(r"([0-9]{4})\s*:\s*([0-9.,]+)\s*(?:€|EUR|Euro)?\s+(\S.*)")

Hours = tuple[int, time, time, str]
Money = tuple[int, Decimal, str]


def split(cell: str) -> list[str]:
    """The parts of a cell between semicolons that stand in no brackets."""
    return [part.strip() for part in re.split(r";(?![^(]*\))", cell) if part.strip()]


def read_hours(cell: str) -> list[Hours]:
    """[(weekday from Monday = 0, opens, closes, note)] in order; ValueError in German."""
    return sorted(_hours(part) for part in split(cell))


def write_hours(rows: Iterable[Hours]) -> str:
    return SEPARATOR.join(
        f"{DAYS[weekday]} {opens:%H:%M}–{closes:%H:%M}" + (f" ({note})" if note else "")
        for weekday, opens, closes, note in sorted(rows)
    )


def read_money(cell: str) -> list[Money]:
    """[(year, amount in euros, source)] in order; ValueError in German."""
    rows = sorted((_money(part) for part in split(cell)), key=lambda row: (row[0], row[2]))
    if len({(year, source) for year, _, source in rows}) < len(rows):
        raise ValueError("Dasselbe Jahr mit derselben Mittelherkunft steht zweimal da.")
    return rows


def write_money(rows: Iterable[Money]) -> str:
    return SEPARATOR.join(
        f"{year}: {german_amount(amount)} € {source}"
        for year, amount, source in sorted(rows, key=lambda row: (row[0], row[2]))
    )


def read_amount(text: str) -> Decimal:
    """An amount in German or plain form: "12.000,50", "12000,5", "12000.50"."""
    plain = text.strip().removesuffix("€").strip().replace(" ", "")
    if "," in plain or re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", plain):
        plain = plain.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,10}(\.[0-9]{1,2})?", plain):
        raise ValueError(f"„{text}“ ist kein Betrag in Euro.")
    return Decimal(plain).quantize(Decimal("0.01"))


def german_amount(amount: Decimal) -> str:
    return f"{amount:,.2f}".translate(str.maketrans({",": ".", ".": ","}))


def _hours(part):
    found = SPAN.fullmatch(part)
    weekday = DAY_NUMBERS.get(found[1].casefold()) if found else None
    if weekday is None:
        raise ValueError(f"„{part}“ ist keine Öffnungszeit. Beispiel: Mo 09:00–12:00")
    try:
        opens, closes = _clock(found[2], found[3]), _clock(found[4], found[5])
    except ValueError as error:
        raise ValueError(f"„{part}“ enthält eine Uhrzeit, die es nicht gibt.") from error
    return weekday, opens, closes, (found[6] or "").strip()


def _clock(hour, minute):
    hour, minute = int(hour), int(minute or 0)
    return time(0) if (hour, minute) == (24, 0) else time(hour, minute)


def _money(part):
    found = AMOUNT.fullmatch(part)
    if not found:
        raise ValueError(
            f"„{part}“ ist keine Finanzierung. Beispiel: 2026: 12.000,00 € Eigenmittel"
        )
    return int(found[1]), read_amount(found[2]), found[3].strip()
