"""Supply against need as open data: a row for each area, Zielgruppe and kind of offer it needs."""

from quartiere.exporte import BOM, LICENCE, cell, csv_writer, document

DECIMALS = 5
COLUMNS = [
    "schluessel", "name", "einwohner", "zielgruppe", "bedarf", "luecke", "angebotsart", "mangel",
    "angebote", "menge", "einheit", "davon_auch_fuer_andere_gebiete", "personen", "wert",
    "massstab", "unteres_viertel", "mitte_der_stadt", "begruendung",
]  # fmt: skip
YES_NO = {True: "ja", False: "nein", None: ""}


def records(lage, rows):
    """`rows` as `VersorgungFilterForm.apply` gives them."""
    for gebiet, gaps in rows:
        for found in gaps:
            for art in lage.angebotsarten:
                if _is_needed(art, found.zielgruppe, lage):
                    values = _values(gebiet.area, found, art, lage)
                    yield dict(zip(COLUMNS, values, strict=True))


def as_csv(head, lage, rows):
    """For German spreadsheets: BOM, semicolon, decimal comma."""
    writer = csv_writer()
    yield BOM + writer.writerow(COLUMNS)
    for record in records(lage, rows):
        yield writer.writerow([cell(value) for value in record.values()])


def as_json(head, lage, rows):
    yield from document({**head, "lizenz": LICENCE}, "versorgung", records(lage, rows))


def _is_needed(art, name, lage):
    return any(lage.zielgruppen.get(group.slug) == name for group in art.zielgruppen.all())


def _values(area, found, art, lage):
    item = lage.supplies[art.slug][area.key]
    norm = lage.offer_types[art.slug].norm
    return [
        area.key, area.name, area.inhabitants, found.zielgruppe, found.need,
        YES_NO[found.is_gap and item in found.missing], art.name, YES_NO[item.is_deficit],
        item.offers, item.amount, item.unit, item.shared, item.population, _rounded(item.value),
        f"Richtwert: {norm.source}" if norm else "Vergleich in der Stadt, je 1.000 Personen",
        _rounded(item.lower_quartile), _rounded(item.median), item.reason,
    ]  # fmt: skip


def _rounded(value):
    return None if value is None else round(float(value), DECIMALS)
