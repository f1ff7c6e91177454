import pytest

from quartiere.importe.gebiete import KEY_LENGTH, NAME_LENGTH, AreaOptions
from quartiere.importe.quartiere import import_quartiere
from quartiere.models import Ort, Quartier
from tests.factories import KommuneFactory, square
from tests.quartiere.areas import NORD, OPTIONS, file_of, lines, moved, polygon

pytestmark = pytest.mark.django_db

BOWTIE = [[[13, 52], [13.1, 52.1], [13.1, 52], [13, 52.1], [13, 52]]]


@pytest.fixture
def berlin():
    return KommuneFactory(ags="11000000", name="Berlin", slug="berlin")


def test_limits_are_those_of_the_model():
    fields = Quartier._meta
    assert (fields.get_field("key").max_length, fields.get_field("name").max_length) == (
        KEY_LENGTH,
        NAME_LENGTH,
    )


def test_repair_and_cut_dimensions_are_noted_row_by_row(berlin):
    high = moved(square(13, 52), lambda x, y: [x, y, 34.5, 0])

    report = import_quartiere(
        file_of(("1", "Schleife", polygon(BOWTIE)), ("2", "Hoch", high)), berlin, OPTIONS
    )

    assert lines(report) == [
        "Fläche 1 „Schleife“: Die Grenze überschneidet sich selbst; sie wurde repariert. Bitte "
        "prüfen Sie sie auf der Karte.",
        "Fläche 2 „Hoch“: Höhen oder Messwerte an den Koordinaten wurden weggelassen.",
    ]
    assert berlin.quartiere.get(key="1").boundary["type"] == "MultiPolygon"
    assert berlin.quartiere.get(key="2").boundary == square(13, 52)


SWAPPED = (
    "Länge und Breite sind vertauscht. Gebraucht wird erst die Länge (Ost), dann die Breite "
    "(Nord). Bitte tauschen Sie die Achsen beim Export."
)
UTM_SQUARE = polygon([[[390000, 5820000], [391000, 5820000], [391000, 5821000], [390000, 5820000]]])


@pytest.mark.parametrize(
    ("geometry", "srid", "message"),
    [
        (moved(square(13, 52), lambda x, y: [y, x]), None, SWAPPED),
        (moved(UTM_SQUARE, lambda x, y: [y, x]), 25833, SWAPPED),
        (
            UTM_SQUARE,
            None,
            "Die Koordinaten sind keine Grad, sondern Meter. Bitte geben Sie das Koordinatensystem "
            "an, zum Beispiel --srid 25832.",
        ),
        (square(13, 52), 25833, "Die Koordinaten sind Grad. Bitte geben Sie --srid 4326 an."),
        (
            UTM_SQUARE,
            4647,
            "Die Fläche liegt nicht in Deutschland (gelesen als EPSG:4647). Stimmt das "
            "Koordinatensystem?",
        ),
        (
            square(2.3, 48.8),
            None,
            "Die Fläche liegt nicht in Deutschland (gelesen als EPSG:4326). Stimmt das "
            "Koordinatensystem?",
        ),
        (
            {"type": "Point", "coordinates": [13, 52]},
            None,
            "Die Geometrie ist „Point“, gebraucht wird Polygon oder MultiPolygon.",
        ),
        (
            moved(square(13, 52), lambda x, y: [x, float("nan")]),
            None,
            "Eine Koordinate ist keine endliche Zahl (NaN oder unendlich).",
        ),
        (polygon([[[13, 52]] * 4]), None, "Die Grenze umschließt keine Fläche."),
        (polygon([]), None, "Die Geometrie ist leer."),
    ],
)
def test_area_that_cannot_be_placed_is_refused_with_a_hint(berlin, geometry, srid, message):
    options = AreaOptions("nr", "name", srid=srid)

    report = import_quartiere(file_of(("1", "Nord", geometry)), berlin, options)

    assert lines(report) == [f"Fläche 1 „Nord“: {message}"]
    assert not Quartier.objects.exists()


@pytest.mark.parametrize(
    ("shift", "crs", "srid"),
    [(0, "urn:ogc:def:crs:EPSG::25833", None), (0, None, 25833), (33_000_000, None, 5650)],
)
def test_projected_coordinates_arrive_in_degrees(berlin, shift, crs, srid):
    members = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    geometry = moved(UTM_SQUARE, lambda x, y: [x + shift, y])
    options = AreaOptions("nr", "name", srid=srid)

    import_quartiere(file_of(("1", "Nord", geometry), **members), berlin, options)

    # 110 km west of 15 degrees; one degree there is 67.8 km of the plane.
    nord = Quartier.objects.get()
    assert (nord.west, nord.south) == (
        pytest.approx(13.3788, abs=1e-4),
        pytest.approx(52.5190, abs=1e-4),
    )
    assert nord.area_km2 == pytest.approx(0.5, abs=1e-3)


def test_wrong_zone_is_noticed_by_the_distance_to_the_kommune(berlin):
    Ort.objects.create(
        postcode="10115", name="Berlin", kreis_key="11000", longitude=13.38, latitude=52.53
    )
    options = AreaOptions("nr", "name", srid=25832)

    report = import_quartiere(file_of(("1", "Nord", UTM_SQUARE)), berlin, options)

    assert lines(report) == [
        "Fläche 1 „Nord“: Diese Fläche liegt 407 km von Berlin entfernt. Stimmen das "
        "Koordinatensystem und die Kommune?"
    ]


def test_doubled_key_is_refused_on_both_areas(berlin):
    report = import_quartiere(file_of(NORD, ("1", "Süd", square(13.1, 52))), berlin, OPTIONS)

    assert lines(report) == [
        f"Fläche {n} „{name}“: Der Schlüssel „1“ kommt 2-mal vor. Bitte wählen Sie mit --key ein "
        "Feld, das jede Fläche eindeutig bezeichnet."
        for n, name in ((1, "Nord"), (2, "Süd"))
    ]


@pytest.mark.parametrize(
    ("key", "name", "message"),
    [
        (None, "Nord", "Fläche 1 „Nord“: Feld „nr“ ist leer."),
        (True, "Nord", "Fläche 1 „Nord“: Feld „nr“ ist leer."),
        ("1", " \u202e\x00\u200b", "Fläche 1: Feld „name“ ist leer."),
        ("1", {"a": 1}, "Fläche 1: Feld „name“ ist leer."),
        ("x" * 41, "Nord", "Fläche 1 „Nord“: Feld „nr“ hat 41 Zeichen, möglich sind 40."),
        (
            "1",
            "x" * 101,
            f"Fläche 1 „{'x' * 60}“: Feld „name“ hat 101 Zeichen, möglich sind 100.",
        ),
    ],
)
def test_unusable_key_or_name_is_refused(berlin, key, name, message):
    report = import_quartiere(file_of((key, name, square(13, 52))), berlin, OPTIONS)

    assert lines(report) == [message]


@pytest.mark.parametrize(("key", "text"), [(7, "7"), (7.0, "7"), ("007", "007"), (" 7\t", "7")])
def test_key_becomes_text_without_losing_zeros(berlin, key, text):
    import_quartiere(file_of((key, "No\u0301rd \u200b Ost", square(13, 52))), berlin, OPTIONS)

    quartier = Quartier.objects.get()
    assert (quartier.key, quartier.name) == (text, "Nórd Ost")


def test_missing_field_is_refused_with_those_there_are(berlin):
    report = import_quartiere(file_of(NORD), berlin, AreaOptions("id", "name"))

    assert lines(report) == [
        "Datei: Das Feld „id“ gibt es in der Datei nicht. Vorhanden sind: nr, name."
    ]


def test_file_without_areas_is_refused(berlin):
    assert lines(import_quartiere(file_of(), berlin, OPTIONS)) == [
        "Datei: Die Datei enthält keine Flächen."
    ]


def test_boundary_of_many_points_is_thinned_and_noted(berlin):
    ring = [[13 + 0.1 * n / 30_000, 52] for n in range(30_000)] + [[13.1, 52.1], [13, 52]]

    report = import_quartiere(file_of(("1", "Nord", polygon([ring]))), berlin, OPTIONS)

    assert lines(report) == [
        "Fläche 1 „Nord“: Die Grenze wurde von 30.002 auf 4 Punkte vereinfacht."
    ]


def test_scribble_that_repair_would_drown_in_is_refused_before(berlin):
    ring = [[13 + (n * 7919 % 5003) / 1e5, 52 + (n * 104729 % 5009) / 1e5] for n in range(5000)]

    report = import_quartiere(file_of(("1", "Nord", polygon([ring]))), berlin, OPTIONS)

    assert lines(report) == [
        "Fläche 1 „Nord“: Die Grenze überschneidet sich so oft, dass sie nichts umgrenzt."
    ]


def test_points_of_a_real_file_are_refused_as_areas(berlin, daten):
    path = daten / "berlin" / "jugendfreizeiteinrichtungen.geojson"

    with path.open("rb") as file:
        report = import_quartiere(file, berlin, AreaOptions("e_nr", "e_name"))

    problem = "Die Geometrie ist „Point“, gebraucht wird Polygon oder MultiPolygon."
    assert len([line for line in report.errors if line.problem == problem]) == 407
