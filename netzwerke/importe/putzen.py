"""What real tables hold in their cells, made usable. Pure functions, no Django.

Each takes a cell and gives (values by column, remarks). What cannot be used is never dropped in
silence: a remark, in German, says what it was.
"""

import hashlib
import re
from datetime import date

from quartiere.slugs import slug_of

Cleaned = tuple[dict[str, str], list[str]]

PLACE = re.compile(r"([0-9]{5})\s+(\D*?)\s*(\d+)?")
STREET_WITH_PLACE = re.compile(r"(.*?)[,\s]+(\d{5}\s+\D+)")
PERIOD = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.?(\d{4})?\s*(?:-|–|bis)\s*(\d{1,2})\.(\d{1,2})\.(\d{4})(.*)", re.DOTALL
)
PHONE_END = re.compile(r"\s*(?:/\s*(?=0)|oder\b|\bo\.|und\b|[;&]|(?<=\d)\s*/\s+).*")
NO_PLACE = "Postleitzahl und Ort fehlen."
MAX_PHONE, MAX_URL = 40, 200


def place(cell: str) -> Cleaned:
    """ "12105 Berlin" → postcode and place."""
    if not cell:
        return {}, [NO_PLACE]
    found = PLACE.fullmatch(cell)
    if not found:
        return {}, [f"„{cell}“ ist keine Postleitzahl mit Ort."]
    remarks = [f"Überzählige Ziffer im Ort: „{cell}“."] if found[3] else []
    return {"Postleitzahl": found[1], "Ort": found[2]}, remarks


def street(cell: str) -> Cleaned:
    """Street and number; a postcode with place that stands in the same cell is taken out."""
    text = re.sub(r"\s+(-\s?\d)", r"\1", cell).strip(" ,")
    text = re.sub(r"(?<=\D)\.\s+(?=\d+\w?$)", " ", text) if re.search(r"straße\. ", text) else text
    if not text:
        return {}, ["Straße fehlt."]
    found = STREET_WITH_PLACE.fullmatch(text)
    if not found:
        return {"Straße": text}, []
    values, remarks = place(found[2])
    return {"Straße": found[1], **values}, [*remarks, f"Anschrift in einem Feld: „{cell}“."]


def capacity(cell: str) -> Cleaned:
    """A whole number; 0 in such tables means that nobody knows."""
    if not cell:
        return {}, []
    if not cell.isascii() or not cell.isdigit():
        return {}, [f"Kapazität ist keine Zahl: „{cell}“."]
    if int(cell) == 0:
        return {}, ["Kapazität 0 in der Quelle: als unbekannt übernommen."]
    return {"Kapazität": str(int(cell))}, []


def phone(cell: str) -> Cleaned:
    text = " ".join(cell.split())
    if len(text) <= MAX_PHONE:
        return {"Telefon": text}, []
    return {"Telefon": PHONE_END.sub("", text)[:MAX_PHONE].strip()}, [f"Telefon gekürzt: „{text}“."]


def website(cell: str) -> Cleaned:
    if not cell:
        return {}, []
    url = cell if re.match(r"https?://", cell, re.IGNORECASE) else f"https://{cell}"
    host = re.match(r"https?://([^/\s:?#]+)", url, re.IGNORECASE)
    if not host or "." not in host[1] or " " in url or len(url) > MAX_URL:
        return {}, [f"Das ist keine Internetadresse: „{cell}“."]
    return {"Internetseite": url}, [] if url == cell else [f"Ergänzt zu {url}."]


def title(cell: str, column: str, longest: int) -> Cleaned:
    """Without the quotation marks around it; cut between words where too long."""
    text = " ".join(cell.split())
    if text[:1] in "„“\"'" and text[-1:] in "“”\"'":
        text = text[1:-1].strip()
    if len(text) <= longest:
        return {column: text}, []
    cut = text[:longest].rpartition(" ")[0] or text[: longest - 1]
    return {column: f"{cut}…"}, [f"{column} gekürzt: „{text}“."]


def period(cell: str) -> Cleaned:
    """ "01.07-31.12.2017 Fortsetzung geplant" → both days; the words are always kept."""
    text = " ".join(cell.split())
    if not text:
        return {}, []
    values = {"Laufzeit in Worten": text[:300]}
    found = PERIOD.fullmatch(text)
    days = _days(found) if found else None
    if not days:
        return values, [f"Laufzeit ist Freitext, Beginn und Ende bleiben offen: „{text}“."]
    remarks = [f"Laufzeit mit Zusatz: „{found[7].strip()}“."] if found[7].strip() else []
    starts, ends = days
    return {**values, "Beginn": f"{starts:%d.%m.%Y}", "Ende": f"{ends:%d.%m.%Y}"}, remarks


def _days(found):
    day, month, year, last_day, last_month, last_year, _ = found.groups()
    try:
        starts = date(int(year or last_year), int(month), int(day))
        ends = date(int(last_year), int(last_month), int(last_day))
    except ValueError:
        return None
    return (starts, ends) if starts <= ends else None


def area_key(cell: str) -> tuple[str, list[str]]:
    """The key of an area without stars and blanks that mark a footnote."""
    key = re.sub(r"[*\s]", "", cell)
    return key, [f"Kennzeichen am Gebietsschlüssel: „{cell}“."] if "*" in cell else []


def row_key(*parts: str) -> str:
    """A key for tables without one: the words and a checksum of all of them, at most 80 signs."""
    slug = "-".join(slug_of(part) for part in parts if part)
    exact = "|".join(re.sub(r"\W+", "", part.casefold()) for part in parts)
    return f"{slug[:64].rstrip('-')}-{hashlib.sha256(exact.encode()).hexdigest()[:10]}"
