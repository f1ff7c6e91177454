"""Reading small files with a small profile, as an import does."""

from quartiere.monitoring.ausgabe_daten import build
from quartiere.monitoring.pruefung import Bekannt
from tests.quartiere.monitoring.builders import profil, table, texts

AREAS = {f"{n:02}": f"Gebiet {n}" for n in range(1, 7)}
BEKANNT = Bekannt("2030", AREAS, {"2006": frozenset({"91", "92", "93"})})
COLUMNS = {"schluessel": "ID", "name": "Name", "einwohner": "EW"}
VALID_COLUMN = {"spalte": "KOM", "gueltig": ["gültig"]}


def lines(values, start=1):
    return "".join(f"{n:02};{value}\n" for n, value in enumerate(values, start=start))


def full(values="123456", header="ID;S1\n"):
    return header + lines(values)


def read(*texts_of_files, bekannt=BEKANNT, **values):
    used = profil(**values)
    tables = [
        table(text, f"datei{n}.csv", key=used.key) for n, text in enumerate(texts_of_files, start=1)
    ]
    return build(used, tables, bekannt)


def errors(reading):
    return texts(reading.bericht.errors())


def values_of(reading):
    assert errors(reading) == []
    return {area.key: area.values[0] for area in reading.edition.areas}
