"""Opens a file as rows: tables by the shared reader, GeoJSON with its points. No Django."""

from dataclasses import dataclass

from quartiere.geodateien import read_areas
from quartiere.geometrie import transformer
from quartiere.importe.report import ImportRefused
from quartiere.monitoring.tabellen import TabelleError, open_table
from quartiere.monitoring.zahlen import as_text

LONGITUDE, LATITUDE = "Längengrad", "Breitengrad"


@dataclass(frozen=True)
class Zeile:
    """A row of a file: `place` says where it stands, `cells` its texts by heading."""

    place: str
    cells: dict[str, str]


def read_rows(name, stream, report) -> tuple[list[str], list[Zeile]]:
    """(headings, rows); what is misshapen goes to the report. Raises ImportRefused."""
    start = stream.read(64)
    stream.seek(0)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _read_points(name, stream, report)
    try:
        table = open_table(name, stream)
        rows = [Zeile(f"{name}, Zeile {n}", _cells(table, cells)) for n, cells in table.rows()]
    except TabelleError as error:
        raise ImportRefused(str(error)) from error
    for line in table.bericht.meldungen:
        (report.error if line.level == "fehler" else report.note)(name, str(line))
    return [heading for heading in table.headings if heading], rows


def _cells(table, cells):
    return {
        heading: _text(cell) for heading, cell in zip(table.headings, cells, strict=True) if heading
    }


def _text(cell):
    """Text with its line breaks; numbers and nothing as the shared reader writes them."""
    return cell.strip() if isinstance(cell, str) else as_text(cell)


def _read_points(name, stream, report):
    file = read_areas(stream)
    to_wgs84 = transformer(file.system_used())
    rows = [_feature(name, feature, to_wgs84, report) for feature in file.features]
    return [*file.field_names, LONGITUDE, LATITUDE], rows


def _feature(name, feature, to_wgs84, report):
    place = f"{name}, Eintrag {feature.number}"
    cells = {key: as_text(value) for key, value in feature.properties.items()}
    point = _point(feature.geometry)
    if point is None:
        report.note(place, "Ohne Punkt: Die Lage bleibt leer.")
        return Zeile(place, cells)
    longitude, latitude = to_wgs84.transform(*point)
    lage = {LONGITUDE: repr(round(longitude, 6)), LATITUDE: repr(round(latitude, 6))}
    return Zeile(place, cells | lage)


def _point(geometry):
    if not geometry or geometry.get("type") != "Point":
        return None
    position = geometry.get("coordinates")
    numbers = isinstance(position, list) and [
        value for value in position[:2] if isinstance(value, int | float)
    ]
    return numbers if numbers and len(numbers) == 2 else None
