"""A small edition with every class, its pages and files."""

from quartiere.monitoring.daten import IndikatorSpec

INDICATORS = [
    IndikatorSpec("S1", "status", name="Arbeitslosigkeit", unit="%", city_value=5.0),
    IndikatorSpec("D1", "dynamik", name="Veränderung", unit="Prozentpunkte", city_value=-0.3),
    IndikatorSpec("K1", zielgruppe="kinder", name="Kinderarmut", unit="%", phrase="arm"),
    IndikatorSpec("K2", zielgruppe="jugendliche", name="Jugend", unit="%"),
]
ROWS = {
    "01": [2.0, 0.1, 9.0, 1.0],
    "02": [3.0, -0.2, 10.0, 2.0],
    "03": [4.0, 0.0, 11.0, 1.5],
    "04": [3.5, 0.2, 10.5, 1.2],
    "05": [14.0, -2.0, 40.0, 9.0],
    "06": "unter 300 Einwohner",
}
PAGES = [
    "/monitoring/",
    "/monitoring/methode/",
    "/monitoring/musterstadt/",
    "/monitoring/musterstadt/2021/",
    "/monitoring/musterstadt/2021/?ansicht=bedarf-kinder",
    "/monitoring/musterstadt/2021/ueberlagerung/",
    "/monitoring/musterstadt/gebiete/2021/05/",
    "/monitoring/musterstadt/indikatoren/",
    "/monitoring/musterstadt/indikatoren/S1/",
]
FILES = [
    "/monitoring/musterstadt/2021/ausgabe.csv",
    "/monitoring/musterstadt/2021/ausgabe-tabelle.csv",
    "/monitoring/musterstadt/2021/ausgabe.json",
    "/monitoring/musterstadt/2021/ausgabe.geojson",
    "/monitoring/musterstadt/2021/ueberlagerung.csv",
    "/monitoring/musterstadt/2021/ueberlagerung.json",
]


def body(response):
    return b"".join(response).decode() if response.streaming else response.text
