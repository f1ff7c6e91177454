"""From the rows of a foreign table to rows of ours, with remarks on everything odd."""

from collections.abc import Callable
from dataclasses import dataclass, field

from netzwerke.importe import listen, putzen
from netzwerke.importe.lesen import LONGITUDE
from netzwerke.importe.spalten import KEY, NOTES, QUARTIERE, REACH
from netzwerke.importe.zuordnung import AMOUNT, AREA, PERIOD, PLACE
from netzwerke.models import Massnahme
from netzwerke.models.base import ServiceArea

SUPRA = ("überregional", "überörtlich", "übergreifend", "gesamt")
QUARTIERE_ONLY, WHOLE_KOMMUNE = ServiceArea.Reach.QUARTIERE.label, ServiceArea.Reach.KOMMUNE.label
TITLES = ("Titel", "Name")
CLEANERS = {
    "Straße": putzen.street,
    PLACE: putzen.place,
    "Kapazität": putzen.capacity,
    "Telefon": putzen.phone,
    "Internetseite": putzen.website,
    PERIOD: putzen.period,
}


@dataclass
class Eintrag:
    """One row of ours on its way: `values` by our heading, `remarks` for report and notes."""

    place: str
    values: dict[str, str]
    remarks: list[str] = field(default_factory=list)

    def take(self, cleaned):
        """Fill what is still empty, keep the remarks."""
        values, remarks = cleaned
        for column, value in values.items():
            self.values[column] = self.values.get(column) or value
        self.remarks += remarks


def translate(
    zeile, columns, constants, find_quartiere: Callable[[str], list[str]], longest: int
) -> Eintrag:
    """One row. `find_quartiere` gives the addresses of the Quartiere that have an area's key;
    `longest` is how long a title may be.
    """
    used = {name for names in columns.values() for name in names}
    eintrag = Eintrag(zeile.place, {})
    for ours, names in columns.items():
        cell = " ".join(text for name in names if (text := zeile.cells.get(name, "")))
        if ours == AREA:
            _take_area(eintrag, cell, find_quartiere)
        elif ours in TITLES:
            eintrag.take(putzen.title(cell, ours, longest))
        else:
            clean = CLEANERS.get(ours, lambda text, ours=ours: ({ours: text}, []))
            eintrag.take(clean(cell))
    for ours, value in constants.items():
        eintrag.values[ours] = eintrag.values.get(ours) or value
    _take_money(eintrag)
    if eintrag.values.get(LONGITUDE) and not eintrag.values.get(REACH):
        eintrag.values[REACH] = ServiceArea.Reach.NEARBY.label
    if eintrag.values.get("Postleitzahl") and putzen.NO_PLACE in eintrag.remarks:
        eintrag.remarks.remove(putzen.NO_PLACE)
    rest = [f"{n}: {text}" for n, text in zeile.cells.items() if n and n not in used and text]
    if rest:
        eintrag.values[NOTES] = "\n".join([*filter(None, [eintrag.values.get(NOTES)]), *rest])
    _take_key(eintrag)
    return eintrag


def _take_area(eintrag, cell, find_quartiere):
    if not cell or cell.casefold().startswith(SUPRA):
        remarks = [f"Gebiet „{cell}“: gilt für die ganze Kommune."] if cell else []
        eintrag.take(({REACH: WHOLE_KOMMUNE}, remarks))
        return
    key, remarks = putzen.area_key(cell)
    found = find_quartiere(key)
    eintrag.remarks += remarks
    if found:
        values = {REACH: QUARTIERE_ONLY, QUARTIERE: listen.SEPARATOR.join(found)}
        eintrag.take((values, []))
    else:
        remark = f"Gebiet {key} gehört zu keinem Quartier dieser Kommune."
        eintrag.take(({REACH: WHOLE_KOMMUNE}, [remark]))


def _take_money(eintrag):
    """An amount becomes the money of the programme's year."""
    cell = eintrag.values.pop(AMOUNT, "")
    if not cell:
        return
    year = eintrag.values.get("Programmjahr", "")
    try:
        amount = listen.read_amount(cell)
    except ValueError as error:
        eintrag.remarks.append(str(error))
        return
    if not year.isdigit():
        eintrag.remarks.append(f"Betrag ohne Jahr: {cell}.")
        return
    source = eintrag.values.get("Programm") or "ohne Angabe"
    row = (int(year), amount, source.replace(";", ",")[:120])
    eintrag.take(({"Finanzierung": listen.write_money([row])}, []))


def _take_key(eintrag):
    if not eintrag.values.get(KEY):
        name = eintrag.values.get("Name") or eintrag.values.get("Titel", "")
        where = eintrag.values.get("Straße") or eintrag.values.get("Objekt", "")
        eintrag.values[KEY] = putzen.row_key(name, where)


def phase_by_dates(eintrag, today, read_day):
    """A Massnahme without a stated phase follows its dates; the row says that it was derived."""
    if eintrag.values.get("Stand"):
        return
    starts, ends = (read_day(eintrag.values.get(name, "")) for name in ("Beginn", "Ende"))
    phase = None
    if ends and ends < today:
        phase = Massnahme.Phase.COMPLETED
    elif starts and starts <= today:
        phase = Massnahme.Phase.RUNNING
    if phase:
        eintrag.take(({"Stand": phase.label}, [f"Stand „{phase.label}“ aus der Laufzeit."]))


def merge(eintraege) -> list[Eintrag]:
    """One row a key: what another says of the same is added, never dropped.

    Quartiere are united; other cells that differ are kept as remarks of the first.
    """
    first = {}
    for eintrag in eintraege:
        known = first.setdefault(eintrag.values[KEY], eintrag)
        if known is not eintrag:
            _add(known, eintrag)
    return list(first.values())


def _add(known, other):
    other.remarks.append(f"Doppelt: zusammengeführt mit {known.place}.")
    for column, value in other.values.items():
        mine = known.values.get(column, "")
        if column == QUARTIERE and value:
            both = dict.fromkeys([*listen.split(mine), *listen.split(value)])
            known.values[column] = listen.SEPARATOR.join(both)
        elif not mine:
            known.values[column] = value
        elif value and value != mine and column not in (REACH, KEY):
            known.remarks.append(f"{other.place} nennt bei „{column}“: {value}")
