"""The rows of the matrix as open data, streamed: need and class of every group, with reasons."""

import csv
import json

from quartiere.exporte import BOM, LICENCE, cell
from quartiere.monitoring.bedarf import NO_VALUE

CHUNK = 500
DECIMALS = 5


def as_csv(ausgabe, sicht, rows):
    """For German spreadsheets: BOM, semicolon, decimal comma."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield BOM + writer.writerow(columns(sicht))
    for record in records(sicht, rows):
        yield writer.writerow([cell(value) for value in record.values()])


def as_json(ausgabe, sicht, rows):
    head = {
        "kommune": ausgabe.kommune.name,
        "ausgabe": ausgabe.year,
        "fassung": ausgabe.version,
        "pruefsumme_sha256": ausgabe.checksum,
        "lizenz": LICENCE,
    }
    yield f"{_dump(head)[:-1]},{_dump('gebiete')}:["
    separator = ""
    for record in records(sicht, rows):
        yield f"{separator}\n{_dump(record)}"
        separator = ","
    yield "\n]}\n"


def columns(sicht):
    groups = [name for s in sicht.shown_zielgruppen for name in (f"bedarf_{s}", f"klasse_{s}")]
    start = ["schluessel", "name", "einwohner", "ausschlussgrund", "status_klasse"]
    start += ["dynamik_klasse", "aufmerksamkeit", "ueberlagerung", "bewertete_gruppen"]
    return [*start, *groups, "begruendung"]


def records(sicht, rows):
    names = columns(sicht)
    for row in rows.iterator(chunk_size=CHUNK):
        area = sicht.area(row)
        yield dict(zip(names, _values(sicht, area), strict=True))


def _values(sicht, area):
    needs = {need.zielgruppe: need for need in area.needs}
    values = [area.key, area.name, area.inhabitants, area.exclusion or None]
    values += [area.status_class or None, area.dynamik_class or None]
    values += [_yes_or_no(area), area.overlap, area.rated]
    for slug in sicht.shown_zielgruppen:
        need = needs.get(slug)
        index = None if need is None or need.index is None else round(need.index, DECIMALS) + 0.0
        values += [index, NO_VALUE if need is None else need.label]
    return [*values, " ".join(sicht.sentences(area))]


def _yes_or_no(area):
    if not area.is_valid:
        return None
    return "ja" if area.attention else "nein"


def _dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class _Echo:
    """Gives back each line that csv would write."""

    def write(self, line):
        return line
