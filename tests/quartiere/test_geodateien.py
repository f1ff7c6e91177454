import io
import json
import struct
import zipfile

import pytest
import shapefile
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS

from quartiere import geodateien
from quartiere.geodateien import Feature, epsg_of, read_areas
from quartiere.importe.report import ImportRefused
from tests.factories import square

UTM_RING = [[390000, 5820000], [390000, 5821000], [391000, 5821000], [390000, 5820000]]
UTM_33 = CRS.from_epsg(25833).to_wkt("WKT1_ESRI")


def collection(*features, **members):
    return {"type": "FeatureCollection", "features": list(features), **members}


def shapefile_parts(rings=(UTM_RING,), name="Größe", encoding="utf-8", **texts):
    """The files of a shapefile "a" by name; `prj` and `cpg` are further ones."""
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with shapefile.Writer(shp=shp, shx=shx, dbf=dbf, encoding=encoding) as writer:
        writer.field("NR", "N")
        writer.field("NAME", "C")
        for number, ring in enumerate(rings, start=1):
            writer.poly([ring]) if ring else writer.null()
            writer.record(number, name)
    binary = {"a.shp": shp.getvalue(), "a.shx": shx.getvalue(), "a.dbf": dbf.getvalue()}
    return binary | {f"a.{suffix}": text.encode() for suffix, text in texts.items()}


def zipped(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def read(content, **options):
    content = content if isinstance(content, bytes) else json.dumps(content).encode()
    return read_areas(io.BytesIO(content), **options)


def refusal(content, **options):
    with pytest.raises(ImportRefused) as error:
        read(content, **options)
    return error.value.problem


def test_geojson_gives_features_and_their_field_names():
    first = {"type": "Feature", "geometry": square(13, 52), "properties": {"nr": "01", "b": 1}}
    second = {"type": "Feature", "geometry": None, "properties": {"name": "Nord"}}

    geofile = read(collection(first, second))

    assert geofile.features == [
        Feature(1, square(13, 52), {"nr": "01", "b": 1}),
        Feature(2, None, {"name": "Nord"}),
    ]
    assert geofile.field_names == ["nr", "b", "name"]
    assert geofile.system_used() == 4326


@pytest.mark.parametrize(
    ("name", "srid"),
    [
        ("urn:ogc:def:crs:EPSG::25833", 25833),
        ("urn:ogc:def:crs:EPSG:9.8:25832", 25832),
        ("EPSG:4647", 4647),
        ("http://www.opengis.net/def/crs/EPSG/0/25832", 25832),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326),
        ("irgendwas", None),
        ("", None),
    ],
)
def test_coordinate_systems_are_known_by_their_usual_names(name, srid):
    assert epsg_of(name) == srid


def test_legacy_crs_member_decides_and_the_option_overrules_it():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25833"}}

    geofile = read(collection(crs=crs))

    assert (geofile.system_used(), geofile.system_used(25832)) == (25833, 25832)


@pytest.mark.parametrize("name", ["EPSG:31467", "Gauß-Krüger", {"a": 1}, 7])
def test_unknown_system_is_refused_unless_overruled(name):
    geofile = read(collection(crs={"properties": {"name": name}}))

    with pytest.raises(ImportRefused, match="ist unbekannt"):
        geofile.system_used()
    assert geofile.system_used(25832) == 25832


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "Die Datei ist kein gültiges JSON: Fehler in Zeile 1, Zeichen 1."),
        (b"<html>", "Die Datei ist kein gültiges JSON: Fehler in Zeile 1, Zeichen 1."),
        (
            json.dumps(collection({"geometry": square(13, 52)})).encode()[:60],
            "Die Datei ist kein gültiges JSON: Fehler in Zeile 1, Zeichen 58.",
        ),
        ('{"a": "ä"}'.encode("latin-1"), "Die Datei ist nicht in UTF-8 geschrieben."),
        (b"[" * 100_000, "Die Datei ist zu tief verschachtelt oder beschädigt."),
        (b"[]", "Die Datei ist kein GeoJSON mit Flächen."),
        (square(13, 52), "Die Datei ist kein GeoJSON mit Flächen."),
        (
            {"type": "FeatureCollection"},
            "Die Datei ist kein GeoJSON: „features“ ist keine Liste.",
        ),
    ],
)
def test_what_is_no_geojson_is_refused_with_a_reason(content, problem):
    assert refusal(content) == problem


def test_file_over_the_limit_is_refused():
    assert refusal(b" " * 1_000_001, max_bytes=1_000_000) == "Die Datei ist größer als 1 MB."


def test_shapefile_gives_features_and_system():
    geofile = read(zipped(shapefile_parts([UTM_RING, None], prj=UTM_33)))

    assert geofile.features == [
        Feature(1, geofile.features[0].geometry, {"NR": 1, "NAME": "Größe"}),
        Feature(2, None, {"NR": 2, "NAME": "Größe"}),
    ]
    assert geofile.features[0].geometry["type"] == "Polygon"
    assert geofile.system_used() == 25833


@pytest.mark.parametrize("texts", [{}, {"cpg": "ISO-8859-1"}])
def test_shapefile_of_old_keeps_its_umlauts(texts):
    parts = shapefile_parts(encoding="latin-1", **texts)

    assert read(zipped(parts)).features[0].properties["NAME"] == "Größe"


def test_shapefile_with_unknown_projection_needs_the_option():
    geofile = read(zipped(shapefile_parts(prj="PROJCS[kaputt")))

    with pytest.raises(ImportRefused, match="ist unbekannt"):
        geofile.system_used()
    assert geofile.system_used(25832) == 25832


DAMAGED = "Das Shapefile ist beschädigt und lässt sich nicht lesen."


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"a.shp": b"junk" * 50}, DAMAGED),
        ({"a.dbf": b"\x03junk" * 50}, DAMAGED),
        ({"a.shp": shapefile_parts()["a.shp"][:-40]}, DAMAGED),
        (
            {"../../etc/b.txt": b""},
            "Die ZIP-Datei enthält einen Pfad nach außen: ../../etc/b.txt.",
        ),
        ({"/etc/b.txt": b""}, "Die ZIP-Datei enthält einen Pfad nach außen: /etc/b.txt."),
        ({"..\\b.txt": b""}, "Die ZIP-Datei enthält einen Pfad nach außen: ../b.txt."),
        (
            {"b.shp": b""},
            "Die ZIP-Datei muss genau ein Shapefile enthalten. Gefunden: a.shp, b.shp.",
        ),
        ({f"{n}.txt": b"" for n in range(200)}, "Die ZIP-Datei enthält mehr als 200 Dateien."),
        ({"b.txt": b"\0" * 5_000_000}, "Die ZIP-Datei ist entpackt größer als 4 MB."),
    ],
)
def test_zip_that_is_no_single_sound_shapefile_is_refused(change, problem):
    content = zipped(shapefile_parts() | change)

    assert refusal(content, max_bytes=1_000_000) == problem


def test_zip_without_table_is_refused():
    parts = shapefile_parts()

    content = zipped({name: part for name, part in parts.items() if name != "a.dbf"})

    assert refusal(content) == "In der ZIP-Datei fehlt die .dbf-Datei des Shapefiles."


def test_zip_with_a_broken_stream_is_refused():
    content = bytearray(zipped(shapefile_parts()))
    # The first byte after the local header: a block type that deflate does not have
    content[30 + len("a.shp")] = 0xFF

    assert refusal(bytes(content)) == "Die ZIP-Datei ist verschlüsselt oder beschädigt."


def test_bomb_that_lies_about_its_size_is_refused():
    content = bytearray(zipped({"a.shp": b"\0" * 30_000_000, "a.dbf": b""}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = bytes(content).index(signature) + offset
        content[start : start + 4] = struct.pack("<I", 1000)

    assert refusal(bytes(content), max_bytes=1_000_000) == "Die ZIP-Datei ist beschädigt."


SOUND = zipped(shapefile_parts(prj=UTM_33))


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=8),
    st.integers(5, len(SOUND)),
)
def test_damaged_zip_is_read_or_refused(changes, length):
    content = bytearray(SOUND)
    for position, value in changes:
        content[position] = value

    try:
        geofile = read(bytes(content[:length]))
    except ImportRefused as error:
        assert error.problem.endswith(".")
    else:
        assert len(geofile.features) == 1


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(content):
    try:
        read(content)
    except ImportRefused as error:
        assert error.problem.endswith(".")


def test_members_of_an_archive_share_one_limit():
    content = zipped({f"a.{kind}": b"\0" * 3_000 for kind in ("shp", "dbf")})

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = geodateien._read_members(archive, archive.infolist(), 6_000)
        with pytest.raises(ImportRefused, match="entpackt zu groß"):
            geodateien._read_members(archive, archive.infolist(), 5_999)

    assert [(str(name), len(data)) for name, data in members.items()] == [
        ("a.shp", 3_000),
        ("a.dbf", 3_000),
    ]
