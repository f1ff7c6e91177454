"""German and English numbers in text, missing values, and which decimal sign a column uses."""

import contextlib
import math
import re
from collections.abc import Iterable

KOMMA, PUNKT = ",", "."
AMBIGUOUS = "?"

# Blank, no-break, figure, thin and narrow no-break space, apostrophes: between groups of three.
GROUP_SIGNS = " \u00a0\u2007\u2009\u202f'\u2019"
GROUPED_BY_SIGN = re.compile(rf"\d{{1,3}}(?:[{GROUP_SIGNS}]\d{{3}})+(?:[.,]\d*)?")
MINUS = str.maketrans({"−": "-", "–": "-"})
PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
# What nearly every cell looks like; these two patterns save most of the time.
SIMPLE = re.compile(r"[+-]?(\d*)(?:([.,])(\d*))?", re.ASCII)
DIGITS_AND_SIGNS = re.compile(r"[\d.,]+", re.ASCII)
SPLIT = re.compile(r"([+-]?)(.*?)((?:[eE][+-]?\d{1,3})?)", re.DOTALL)

SENTINEL = -9999.0
SIGNS = ["", ".", "..", "...", "-", "–", "—", "−", "/", "x"]
WORDS = ["na", "n/a", "nan", "null", "none", "k.a.", "k. a.", "keine angabe"]
GERMAN_EXCEL = ["#nv", "#div/0!", "#wert!", "#bezug!", "#zahl!", "#name?", "#null!"]
ENGLISH_EXCEL = ["#n/a", "#value!", "#ref!", "#num!"]
MISSING = frozenset(SIGNS + WORDS + GERMAN_EXCEL + ENGLISH_EXCEL)


class Fehlwerte:
    """The signs that say "no value": the usual ones, −9999 and those of the profile.

    A sign that is a number also matches its other spellings ("-9999" matches "−9999,00").
    """

    def __init__(self, extra: Iterable[str] = ()):
        self.texts = MISSING | {as_text(sign).casefold() for sign in extra}
        self.numbers = {SENTINEL}
        for sign in extra:
            with contextlib.suppress(ValueError):
                self.numbers.add(parse(sign, KOMMA if "," in sign else PUNKT))

    def has_text(self, cell) -> bool:
        return cell is None or (isinstance(cell, str) and cell.strip().casefold() in self.texts)

    def read(self, cell, decimal: str) -> float | None:
        """The number in a cell or None for "no value". Raises ValueError for anything else."""
        return None if self.has_text(cell) else self.number(cell, decimal)

    def number(self, cell, decimal: str) -> float | None:
        """The same for a cell that holds none of the words."""
        if cell != cell:  # NaN
            return None
        number = as_number(cell, decimal)
        return None if number in self.numbers else number


def decimal_sign_of(text: str) -> str:
    """Which decimal sign a number proves: "," or ".", "" if none, "?" if it could be either.

    "1.234" alone is ambiguous: 1234 in German, 1,234 in English. "0.123", "12.34" and
    "1.234.567" are not.
    """
    if plain := SIMPLE.fullmatch(text):
        whole, sign, fraction = plain.groups()
        if not (whole or fraction):
            return ""
        could_group = sign and len(fraction) == 3 and 0 < len(whole) <= 3 and whole[0] != "0"
        return AMBIGUOUS if could_group else sign or ""
    body = _body(text)[1]
    if not DIGITS_AND_SIGNS.fullmatch(body):
        return ""
    signs = [sign for sign in body if sign in ".,"]
    if not signs:
        return ""
    last = signs[-1]
    other = KOMMA if last == PUNKT else PUNKT
    if other in signs:
        return last
    if len(signs) > 1:
        return other
    return AMBIGUOUS if re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", body) else last


def parse(text: str, decimal: str) -> float:
    """A number whose decimal sign is known; the other sign and blanks may group thousands.

    Reads ".707", "−3,5", "1 200", "14,2 %" and "1,5E-3". Raises ValueError for anything
    else, also for groups that are not of three digits and for what is not finite.
    """
    simple = SIMPLE.fullmatch(text)
    if simple and simple[2] in (decimal, None):
        plain = text.replace(KOMMA, PUNKT)
    else:
        plain = _plain(text, decimal)
    if not PLAIN.fullmatch(plain) or not math.isfinite(number := float(plain)):
        raise ValueError(text)
    return number + 0.0


def _plain(text, decimal):
    """The number as Python writes it: decimal point, no groups."""
    sign, body, exponent = _body(text)
    thousands = KOMMA if decimal == PUNKT else PUNKT
    whole, comma, fraction = body.partition(decimal)
    if thousands in whole:
        if not re.fullmatch(rf"[1-9]\d{{0,2}}(?:\{thousands}\d{{3}})+", whole):
            raise ValueError(text)
        whole = whole.replace(thousands, "")
    return f"{sign}{whole}{'.' if comma else ''}{fraction}{exponent}"


def _body(text):
    """Sign, digits with decimal and group signs (blanks taken out), exponent."""
    text = text.strip().removesuffix("%").strip().translate(MINUS)
    sign, body, exponent = SPLIT.fullmatch(text).groups()
    if GROUPED_BY_SIGN.fullmatch(body):
        body = body.translate(dict.fromkeys(map(ord, GROUP_SIGNS)))
    return sign, body, exponent


def decimal_sign(cells: Iterable) -> str:
    """The decimal sign that the cells of a column prove together.

    "" = no fractions at all, "?" = only ambiguous ones, ",." = both signs, a contradiction.
    Cells that are numbers already (XLSX) prove nothing. Leave out missing values before.
    """
    seen = {decimal_sign_of(cell) for cell in cells if isinstance(cell, str)}
    return "".join(sorted(seen & {KOMMA, PUNKT})) or ("?" if AMBIGUOUS in seen else "")


def as_number(cell, decimal: str) -> float:
    """A cell as number, whether it is text or a number already. Raises ValueError."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise ValueError(cell)
    if isinstance(cell, str):
        return parse(cell, decimal)
    number = float(cell)
    if not math.isfinite(number):
        raise ValueError(cell)
    return number + 0.0


def as_text(cell) -> str:
    """A cell as text: blanks trimmed and made single, 1100101.0 as "1100101", None as ""."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell)
    return " ".join(text.split()) if text else ""


def as_key(cell) -> str:
    """An area's key as text, without the tricks that keep Excel from eating leading zeros."""
    text = as_text(cell)
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    return text.removeprefix("'").strip()


def same_heading(text: str) -> str:
    """Headings compare without regard to case, blanks, "-" and "_": "PLR-ID" is "plr_id"."""
    return re.sub(r"[\W_]+", "", text.casefold())
