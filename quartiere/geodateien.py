"""Reads areas from GeoJSON and zipped shapefiles. Pure, no Django.

The result is the same for both: features with their GeoJSON geometry, still in the coordinates of
the file, and the EPSG code of these. Limits keep a hostile file from filling the memory.
"""

import io
import json
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import shapefile
from pyproj import CRS
from pyproj.exceptions import CRSError

from quartiere.importe.report import ImportRefused

shapefile.VERBOSE = False  # pyshp's remarks on ring orientation are of no use to staff
MAX_BYTES = 50_000_000
MAX_FEATURES = 50_000
UNPACKED_FACTOR = 4
MAX_MEMBERS = 200
WGS84 = 4326
# WGS 84, ETRS89, ETRS89/UTM 32 and 33 (with and without zone in the easting), LAEA, Web Mercator
COORDINATE_SYSTEMS = (4326, 4258, 25832, 25833, 4647, 5650, 3035, 3857)


@dataclass(frozen=True)
class Feature:
    """One area of a file: `number` counts from 1, `geometry` is GeoJSON or None."""

    number: int
    geometry: dict | None
    properties: dict


@dataclass
class GeoFile:
    """The features of a file; `system` is what the file calls its coordinates, "" for nothing."""

    features: list[Feature]
    system: str
    srid: int | None
    field_names: list[str] = field(init=False)

    def __post_init__(self):
        names = {name: None for feature in self.features for name in feature.properties}
        self.field_names = list(names)

    def system_used(self, given=None):
        """The EPSG code to read with: the one given, else the file's, else WGS 84."""
        srid = given or self.srid or (None if self.system else WGS84)
        if srid in COORDINATE_SYSTEMS:
            return srid
        known = ", ".join(f"EPSG:{code}" for code in COORDINATE_SYSTEMS)
        raise ImportRefused(
            f"Das Koordinatensystem „{f'EPSG:{srid}' if srid else self.system}“ ist unbekannt.",
            f"Möglich sind {known}. Geben Sie es mit --srid an oder rechnen Sie die Datei um.",
        )


def read_areas(file, max_bytes=MAX_BYTES):
    """Read a binary file, GeoJSON or zipped shapefile; raise ImportRefused where it is neither."""
    content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise ImportRefused(
            f"Die Datei ist größer als {max_bytes / 1_000_000:g} MB.",
            "Bitte vereinfachen Sie die Grenzen oder teilen Sie die Datei.",
        )
    if content.startswith(b"PK\x03\x04"):
        return _read_shapefile(content, max_bytes * UNPACKED_FACTOR)
    return _read_geojson(content)


def epsg_of(text):
    """The EPSG code a name such as "urn:ogc:def:crs:EPSG::25833" stands for, or None."""
    if re.search(r"\bCRS:?84$", text.strip(), re.IGNORECASE):
        return WGS84
    match = re.search(r"EPSG(?::{1,2}|/\d*/|:[\d.]*:)(\d{4,6})$", text.strip(), re.IGNORECASE)
    return int(match[1]) if match else None


# GeoJSON --------------------------------------------------------------------------------------


def _read_geojson(content):
    document = _json(content)
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "Feature":
        document = {"features": [document]}
    elif kind != "FeatureCollection":
        raise ImportRefused(
            "Die Datei ist kein GeoJSON mit Flächen.",
            "Gebraucht wird eine FeatureCollection oder ein gezipptes Shapefile.",
        )
    rows = document.get("features")
    if not isinstance(rows, list):
        raise ImportRefused("Die Datei ist kein GeoJSON: „features“ ist keine Liste.")
    _check_number(len(rows))
    system = _crs_name(document)
    features = [_feature(n, row) for n, row in enumerate(rows, start=1)]
    return GeoFile(features, system, epsg_of(system))


def _json(content):
    try:
        return json.loads(content)
    except UnicodeDecodeError as error:
        raise ImportRefused(
            "Die Datei ist nicht in UTF-8 geschrieben.", "Bitte speichern Sie sie als UTF-8."
        ) from error
    except json.JSONDecodeError as error:
        raise ImportRefused(
            f"Die Datei ist kein gültiges JSON: Fehler in Zeile {error.lineno}, Zeichen "
            f"{error.colno}.",
            "Ist sie abgeschnitten? Bitte laden Sie sie neu herunter.",
        ) from error
    except (RecursionError, ValueError) as error:
        raise ImportRefused("Die Datei ist zu tief verschachtelt oder beschädigt.") from error


def _feature(number, row):
    row = row if isinstance(row, dict) else {}
    geometry, properties = row.get("geometry"), row.get("properties")
    return Feature(
        number,
        geometry if isinstance(geometry, dict) else None,
        properties if isinstance(properties, dict) else {},
    )


def _crs_name(document):
    """The legacy `crs` member (GeoJSON of 2008); RFC 7946 has none and means WGS 84."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return str(name or crs or "")[:60]


def _check_number(number):
    if number > MAX_FEATURES:
        raise ImportRefused(f"Die Datei hat {number} Flächen, mehr als {MAX_FEATURES}.")


# Zipped shapefile -----------------------------------------------------------------------------


def _read_shapefile(content, max_unpacked):
    members = _unpack(content, max_unpacked)
    parts = {name.suffix.lower(): data for name, data in members.items()}
    for suffix in (".shp", ".dbf"):
        if suffix not in parts:
            raise ImportRefused(f"In der ZIP-Datei fehlt die {suffix}-Datei des Shapefiles.")
    encoding = _dbf_encoding(parts)
    streams = {suffix[1:]: io.BytesIO(parts[suffix]) for suffix in (".shp", ".dbf")}
    try:
        with shapefile.Reader(**streams, encoding=encoding, encodingErrors="replace") as reader:
            _check_number(reader.numRecords or 0)
            features = [_record(n, row) for n, row in enumerate(reader.iterShapeRecords(), 1)]
    except ImportRefused:
        raise
    except Exception as error:
        # pyshp raises whatever struct, datetime or its own code meet in a damaged file.
        raise ImportRefused(
            "Das Shapefile ist beschädigt und lässt sich nicht lesen.",
            "Bitte packen Sie .shp, .dbf und .prj neu.",
        ) from error
    prj = parts.get(".prj", b"").decode("utf-8", "replace").strip()
    return GeoFile(features, prj[:60], _prj_srid(prj))


def _unpack(content, max_unpacked):
    """The files of one shapefile by name; refuses paths, bombs, locks and two shapefiles."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _check_members(infos, max_unpacked)
            return _read_members(archive, _shapefile_members(infos), max_unpacked)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError) as error:
        raise ImportRefused("Die ZIP-Datei ist beschädigt.") from error
    except (RuntimeError, EOFError, ValueError, zlib.error) as error:
        raise ImportRefused("Die ZIP-Datei ist verschlüsselt oder beschädigt.") from error


def _check_members(infos, max_unpacked):
    if len(infos) > MAX_MEMBERS:
        raise ImportRefused(f"Die ZIP-Datei enthält mehr als {MAX_MEMBERS} Dateien.")
    for info in infos:
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ImportRefused("Die ZIP-Datei ist auf ungewöhnliche Weise gepackt.")
        if path.is_absolute() or ".." in path.parts or ":" in info.filename:
            raise ImportRefused(f"Die ZIP-Datei enthält einen Pfad nach außen: {path}.")
    if sum(info.file_size for info in infos) > max_unpacked:
        raise ImportRefused(
            f"Die ZIP-Datei ist entpackt größer als {max_unpacked / 1_000_000:g} MB."
        )


def _shapefile_members(infos):
    main = [info for info in infos if info.filename.lower().endswith(".shp")]
    main = [info for info in main if not info.filename.startswith("__MACOSX/")]
    if len(main) != 1:
        names = ", ".join(info.filename for info in main[:10]) or "keines"
        raise ImportRefused(
            f"Die ZIP-Datei muss genau ein Shapefile enthalten. Gefunden: {names}.",
            "Bitte packen Sie nur die Dateien eines Shapefiles (.shp, .dbf, .prj).",
        )
    stem = main[0].filename[: -len(".shp")]
    wanted = {f"{stem}{suffix}".lower() for suffix in (".shp", ".dbf", ".prj", ".cpg")}
    return [info for info in infos if info.filename.lower() in wanted]


def _read_members(archive, infos, budget):
    """The members by name; `budget` is for all together, as the directory may lie about sizes."""
    members = {}
    for info in infos:
        with archive.open(info) as member:
            data = member.read(budget + 1)
        budget -= len(data)
        if budget < 0:
            raise ImportRefused("Die ZIP-Datei ist entpackt zu groß.")
        members[PurePosixPath(info.filename)] = data
    return members


def _dbf_encoding(parts):
    """What the .cpg file names; else UTF-8 where the rows are, else the Western one of old."""
    named = parts.get(".cpg", b"").decode("ascii", "ignore").strip().lower()
    table = parts[".dbf"]
    rows = table[int.from_bytes(table[8:10], "little") :]
    try:
        rows.decode("ascii" if "1252" in named or "8859" in named else "utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        return "cp1252"


def _record(number, row):
    geometry = row.shape.__geo_interface__ if row.shape.shapeType else None
    return Feature(number, geometry, row.record.as_dict())


def _prj_srid(prj):
    try:
        return CRS.from_wkt(prj).to_epsg(min_confidence=60) if prj else None
    except CRSError:
        return None
