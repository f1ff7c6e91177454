"""The real editions of Berlin, read through profile and import as staff would do it."""

import json

from quartiere.monitoring.ausgabe_daten import build
from quartiere.monitoring.profil import from_document
from quartiere.monitoring.pruefung import Bekannt
from quartiere.monitoring.tabellen import open_table

FILES_2021 = (
    "mss_2021_indizes.csv",
    "mss_2021_index_indikatoren.csv",
    "mss_2021_kontext_indikatoren.csv",
)
ZIELGRUPPEN = {
    "S4": "kinder",
    "KI_01": "jugendliche",
    "KI_02": "alleinerziehende",
    "KI_03": "senioren",
}
UNITS = {"dynamik": "Prozentpunkte"}


def indicator(code):
    role = {"S": "status", "D": "dynamik", "K": "kontext"}[code[0]]
    entry = {"spalte": code, "rolle": role, "einheit": UNITS.get(role, "%")}
    return entry | ({"zielgruppe": ZIELGRUPPEN[code]} if code in ZIELGRUPPEN else {})


def profil_2021(codes=("S1", "S3", "S4", "D1", "D3", "D4", "KI_01", "KI_02", "KI_03"), **values):
    return from_document(
        {
            "kommune": "11000000",
            "jahr": 2021,
            "zeitraum": "31.12.2018 bis 31.12.2020",
            "gebietsstand": "2021",
            "spalten": {"schluessel": "PLR_ID", "name": "PLR_NAME", "einwohner": "EW"},
            "ausschluss": {"spalte": "KOM", "gueltig": ["gültig"]},
            "indikatoren": {code: indicator(code) for code in codes},
        }
        | values
    )


def profil_2017():
    codes = ("S1", "S2", "S3", "S4", "D1", "D2", "D3", "D4")
    return from_document(
        {
            "kommune": "11000000",
            "jahr": 2017,
            "gebietsstand": "2006",
            "spalten": {"schluessel": "SCHLUESSEL", "name": "NAME", "einwohner": "EW"},
            "ausschluss": {
                "spalte": "KL_zSI",
                "ungueltig": ["0", ""],
                "grund": "in der Quelle ohne Index",
            },
            "indikatoren": {code: indicator(code) for code in codes},
        }
    )


def known_areas(daten):
    content = (daten / "berlin" / "lor_planungsraeume_2021.geojson").read_text(encoding="utf-8")
    areas = [feature["properties"] for feature in json.loads(content)["features"]]
    return Bekannt("2021", {area["PLR_ID"]: area["PLR_NAME"] for area in areas})


def read(daten, profil, files, bekannt=None):
    """The reading of real files; they are closed again."""
    streams = [(daten / "berlin" / name).open("rb") for name in files]
    try:
        tables = [
            open_table(name, stream, key=profil.key)
            for name, stream in zip(files, streams, strict=True)
        ]
        return build(profil, tables, bekannt)
    finally:
        for stream in streams:
            stream.close()


def published_rows(daten, name):
    """The rows of a published table by key, as text."""
    with (daten / "berlin" / name).open("rb") as stream:
        opened = open_table(name, stream, key="PLR_ID")
        key = opened.column("PLR_ID")
        headings = opened.headings
        return {cells[key]: dict(zip(headings, cells, strict=True)) for _, cells in opened.rows()}
