"""Addresses of the monitoring for the matrix of addresses × roles, with editions behind them."""

from tests.factories_monitoring import make_ausgabe
from tests.quartiere.monitoring.pages import INDICATORS, ROWS

AUSGABE = "/monitoring/musterstadt/2021/"
DRAFT = "/monitoring/musterstadt/2022/"
# What each edition has below its address; `fassung-1/` is the same by its version.
PARTS = {
    "ausgabe": "",
    "csv": "ausgabe.csv",
    "spreadsheet": "ausgabe-tabelle.csv",
    "json": "ausgabe.json",
    "geojson": "ausgabe.geojson",
    "matrix": "ueberlagerung/",
    "matrix_csv": "ueberlagerung.csv",
    "matrix_json": "ueberlagerung.json",
}
PUBLIC = {
    "monitoring:list": "/monitoring/",
    "monitoring:methode": "/monitoring/methode/",
    "monitoring:kommune": "/monitoring/musterstadt/",
    "monitoring:indikatoren": "/monitoring/musterstadt/indikatoren/",
    "monitoring:indikator": "/monitoring/musterstadt/indikatoren/S1/",
    "monitoring:gebiet": "/monitoring/musterstadt/gebiete/2021/05/",
    **{f"monitoring:{name}": AUSGABE + part for name, part in PARTS.items()},
}
# Nobody reads a draft outside the admin, whoever manages it.
NOT_FOUND = {f"monitoring:{name} (draft)": DRAFT + part for name, part in PARTS.items()} | {
    "monitoring:indikator (draft)": "/monitoring/musterstadt/indikatoren/geheim/",
    "monitoring:gebiet (draft)": "/monitoring/musterstadt/gebiete/2022/05/",
}


def make_rows(kommune):
    """A published edition of 2021 and a draft of 2022 on areas that no published one has."""
    make_ausgabe(kommune, rows=ROWS, indicators=INDICATORS)
    draft = {"year": 2022, "gebietsstand": "2022", "state": "draft"}
    make_ausgabe(kommune, rows=ROWS, indicators=INDICATORS, **draft)
