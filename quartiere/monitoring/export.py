"""An edition as open data: CSV, JSON and GeoJSON, streamed, only what everybody may see.

CSV is made for programs: UTF-8 without BOM, comma, decimal point. The variant for German
spreadsheets has BOM, semicolon and decimal comma. JSON and GeoJSON carry edition, licence and
checksum at their head.
"""

from collections.abc import Iterator

from quartiere.exporte import BOM, LICENCE, cell, csv_writer, document
from quartiere.monitoring.bedarf import NO_VALUE
from quartiere.monitoring.darstellung import PublicArea, Sicht, public_view

CHUNK = 500
DECIMALS = 5


def as_csv(ausgabe, *, for_spreadsheet=False) -> Iterator[str]:
    sicht = public_view(ausgabe)
    if for_spreadsheet:
        writer = csv_writer()
        yield BOM + writer.writerow(columns(sicht))
    else:
        writer = csv_writer(delimiter=",", lineterminator="\n")
        yield writer.writerow(columns(sicht))
    for row in _rows(ausgabe).iterator(chunk_size=CHUNK):
        values = properties(sicht, sicht.area(row)).items()
        yield writer.writerow([_cell(*pair, for_spreadsheet) for pair in values])


def as_json(ausgabe) -> Iterator[str]:
    sicht = public_view(ausgabe)
    rows = _rows(ausgabe).iterator(chunk_size=CHUNK)
    return document(head(ausgabe, sicht), "gebiete", (_area(sicht, row) for row in rows))


def as_geojson(ausgabe) -> Iterator[str]:
    sicht = public_view(ausgabe)
    rows = ausgabe.gebietswerte.with_boundaries().by_key().iterator(chunk_size=CHUNK)
    features = (
        {
            "type": "Feature",
            "id": row.planungsraum.key,
            "geometry": row.planungsraum.boundary,
            "properties": _area(sicht, row),
        }
        for row in rows
    )
    return document({"type": "FeatureCollection", **head(ausgabe, sicht)}, "features", features)


def columns(sicht: Sicht) -> list[str]:
    nobody = PublicArea("", "", None, is_small=False, exclusion="")
    return list(properties(sicht, nobody))


def properties(sicht: Sicht, area: PublicArea) -> dict:
    """One area under the names of the columns; None where there is nothing to show."""
    found = {
        "schluessel": area.key,
        "name": area.name,
        "einwohner": area.inhabitants,
        "gueltig": "ja" if area.is_valid else "nein",
        "ausschlussgrund": area.exclusion or None,
        "status_index": _rounded(area.status_index),
        "status_klasse": area.status_class or None,
        "dynamik_index": _rounded(area.dynamik_index),
        "dynamik_klasse": area.dynamik_class or None,
        "ueberlagerung": area.overlap,
        "bewertete_gruppen": area.rated,
    }
    found |= {indicator.code: area.values.get(indicator.code) for indicator in sicht.indicators}
    needs = {need.zielgruppe: need.index for need in area.needs}
    return found | {f"bedarf_{s}": _rounded(needs.get(s)) for s in sicht.shown_zielgruppen}


def head(ausgabe, sicht: Sicht) -> dict:
    """Everything about the edition itself."""
    return {
        "ausgabe": {
            "kommune": ausgabe.kommune.name,
            "ags": ausgabe.kommune.ags,
            "jahr": ausgabe.year,
            "fassung": ausgabe.version,
            "zeitraum": ausgabe.period,
            "gebietsstand": ausgabe.gebietsstand,
            "stand": ausgabe.get_state_display(),
            "veroeffentlicht_am": ausgabe.published_at and ausgabe.published_at.isoformat(),
            "aufmerksamkeit": ausgabe.attention_groups,
            "hinweis": ausgabe.note,
            "grund_der_korrektur": ausgabe.correction_note,
            "ersetzt_durch_fassung": ausgabe.successor and ausgabe.successor.version,
            "methode": ausgabe.method_version,
            "pruefsumme_sha256": ausgabe.checksum,
            "kleinste_anzahl": ausgabe.least_count,
            "meldungen": list(sicht.messages),
        },
        "lizenz": LICENCE,
        "indikatoren": [_indikator(indicator) for indicator in sicht.indicators],
        "zielgruppen": {s: sicht.names.get(s, s) for s in sicht.shown_zielgruppen},
    }


def _indikator(indicator):
    spec = indicator.spec
    return {
        "kuerzel": spec.code,
        "name": spec.name,
        "rolle": spec.role,
        "einheit": spec.unit,
        "polaritaet": spec.polarity,
        "zielgruppe": spec.zielgruppe or None,
        "stadtwert": spec.city_value,
        "kennblatt": dict(spec.sheet),
    }


def _rows(ausgabe):
    return ausgabe.gebietswerte.for_tables().by_key()


def _area(sicht, row):
    """Also what a CSV has no column for: the group of both classes and the attention."""
    area = sicht.area(row)
    found = properties(sicht, area)
    found |= {"gueltig": area.is_valid, "gruppe": area.group or None}
    found |= {"aufmerksamkeit": area.attention if area.is_valid else None}
    rated = [need for need in area.needs if need.label != NO_VALUE]
    return found | {f"bedarfsklasse_{need.zielgruppe}": need.label for need in rated}


def _rounded(number):
    return None if number is None else round(number, DECIMALS) + 0.0


def _cell(name, value, for_spreadsheet):
    if value is None:
        return ""
    if isinstance(value, float):
        is_result = name.endswith("_index") or name.startswith("bedarf_")
        text = f"{value:.{DECIMALS}f}" if is_result else repr(value)
        return text.replace(".", ",") if for_spreadsheet else text
    return cell(value)
