import math

import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quartiere import geometrie
from quartiere.geometrie import GeometryError, shape_of
from tests.factories import square

BOWTIE = [[13, 52], [13.1, 52.1], [13.1, 52], [13, 52.1], [13, 52]]
KIND_ERROR = "Die Geometrie ist „{}“, gebraucht wird Polygon oder MultiPolygon."
RING_ERROR = "Die Koordinaten bilden keine geschlossenen Linienzüge."

points = st.tuples(st.floats(6, 15), st.floats(47.5, 54.5))


def polygon(*rings):
    return {"type": "Polygon", "coordinates": [list(ring) for ring in rings]}


def test_shape_of_a_square_is_known_in_every_column():
    shape = shape_of(square(13.0, 52.0, 0.01))

    assert shape == geometrie.Shape(
        boundary=polygon(
            [[13.0, 52.0], [13.01, 52.0], [13.01, 52.01], [13.0, 52.01], [13.0, 52.0]]
        ),
        west=13.0,
        south=52.0,
        east=13.01,
        north=52.01,
        longitude=13.005,
        latitude=52.005,
        area_km2=shape.area_km2,
        svg_path="M1447153 -6800125l0-1809 1114 0 0 1809z",
    )
    # 0.01 degrees: 1.1127 km to the north, 0.6868 km to the east at 52 degrees (GRS 80)
    assert shape.area_km2 == pytest.approx(1.1127 * 0.6868, abs=5e-4)


def test_shape_turns_rings_the_way_of_rfc_7946():
    outer = [[13, 52], [13, 52.1], [13.1, 52.1], [13.1, 52], [13, 52]]
    hole = [[13.04, 52.04], [13.06, 52.04], [13.06, 52.06], [13.04, 52.06], [13.04, 52.04]]

    rings = shape_of(polygon(outer, hole)).boundary["coordinates"]

    assert [shapely.LinearRing(ring).is_ccw for ring in rings] == [True, False]


def test_shape_cuts_further_dimensions():
    flat, high = square(13, 52), square(13, 52)
    high["coordinates"][0] = [[*position, 34.5, 1] for position in high["coordinates"][0]]

    assert shape_of(high) == shape_of(flat)


def test_bowtie_becomes_two_triangles():
    shape = shape_of(polygon(BOWTIE))

    assert shape.boundary["type"] == "MultiPolygon"
    assert len(shape.boundary["coordinates"]) == 2


def test_point_lies_inside_where_the_centroid_does_not():
    horseshoe = [[13, 52], [13.3, 52], [13.3, 52.3], [13, 52.3], [13, 52.29], [13.29, 52.29]]
    horseshoe += [[13.29, 52.01], [13, 52.01], [13, 52]]

    shape = shape_of(polygon(horseshoe))

    assert geometrie.contains(shape.boundary, shape.longitude, shape.latitude)
    assert not geometrie.contains(shape.boundary, 13.1, 52.15)


@pytest.mark.parametrize(
    ("geometry", "message"),
    [
        ({"type": "Point", "coordinates": [13, 52]}, KIND_ERROR.format("Point")),
        ({}, KIND_ERROR.format("None")),
        ({"type": ["Polygon"]}, KIND_ERROR.format("['Polygon']")),
        ({"type": "Polygon"}, "Die Geometrie ist leer."),
        (polygon(), "Die Geometrie ist leer."),
        ({"type": "MultiPolygon", "coordinates": None}, RING_ERROR),
        (polygon([[13, 52], [13.1, 52]]), RING_ERROR),
        (polygon([[13], [13], [13], [13]]), RING_ERROR),
        (polygon("abcd"), RING_ERROR),
        (polygon([["a", "b"]] * 4), "Eine Koordinate ist keine Zahl."),
        (polygon([[10**400, 52]] * 4), "Eine Koordinate ist keine Zahl."),
        (polygon([[13, 52]] * 4), "Die Grenze umschließt keine Fläche."),
        (
            polygon([[13, 52], [math.nan, 52], [13, 53], [13, 52]]),
            "Eine Koordinate ist keine endliche Zahl (NaN oder unendlich).",
        ),
        (
            polygon([[13, 52], [math.inf, 52], [13, 53], [13, 52]]),
            "Eine Koordinate ist keine endliche Zahl (NaN oder unendlich).",
        ),
    ],
)
def test_what_has_no_area_is_refused_with_a_reason(geometry, message):
    with pytest.raises(GeometryError) as error:
        shape_of(geometry)

    assert str(error.value) == message


@settings(deadline=None)
@given(st.lists(points, min_size=3, max_size=12))
def test_repair_gives_a_valid_boundary_that_repair_leaves_alone(ring):
    try:
        shape = shape_of(polygon(ring))
    except GeometryError:
        assume(False)

    boundary = shapely.geometry.shape(shape.boundary)
    assert boundary.is_valid
    assert shape_of(shape.boundary) == shape
    assert shape.west <= shape.longitude <= shape.east
    assert shape.south <= shape.latitude <= shape.north
    assert (shape.west, shape.south, shape.east, shape.north) == boundary.bounds


junk = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.sampled_from(["Polygon", "MultiPolygon", None]), junk)
def test_any_coordinates_give_a_shape_or_a_geometry_error(kind, coordinates):
    try:
        shape = shape_of({"type": kind, "coordinates": coordinates})
    except GeometryError as error:
        assert str(error).endswith(".")
    else:
        assert shape.boundary["type"] in ("Polygon", "MultiPolygon")


@pytest.mark.parametrize(
    ("longitude", "latitude", "expected"),
    [(13.005, 52.005, True), (13.01, 52.005, True), (13.0101, 52.005, False)],
)
def test_contains_counts_the_edge(longitude, latitude, expected):
    assert geometrie.contains(square(13, 52, 0.01), longitude, latitude) is expected


@pytest.mark.parametrize(
    ("longitude", "latitude", "kilometres"),
    [
        (13.005, 52.005, 0),
        (13.005, 52.11, 11.127),  # 0.1 degrees to the north
        (13.11, 52.005, 6.867),  # 0.1 degrees to the east, the parallel at 52 degrees
        (9.99, 53.55, 266.0),  # Hamburg
    ],
)
def test_distance_is_geodesic_and_zero_inside(longitude, latitude, kilometres):
    distance = geometrie.distance_km(square(13, 52, 0.01), longitude, latitude)

    assert distance == pytest.approx(kilometres, rel=5e-3)


@pytest.mark.parametrize(
    ("other", "share"),
    [
        (square(13, 52, 0.02), 1),
        (square(13.005, 52, 0.02), 0.5),
        (square(13.005, 52.005, 0.02), 0.25),
        (square(13.5, 52, 0.02), 0),
    ],
)
def test_share_inside_is_a_share_of_the_first_area(other, share):
    assert geometrie.share_inside(square(13, 52, 0.01), other) == pytest.approx(share, abs=1e-3)


@settings(deadline=None)
@given(points)
def test_map_plane_agrees_with_epsg_3857(point):
    x, y = geometrie.to_map(*point)

    mercator_x, mercator_y = geometrie.transformer(4326, 3857).transform(*point)
    assert (x, -y) == (pytest.approx(mercator_x, abs=0.51), pytest.approx(mercator_y, abs=0.51))


def test_view_box_holds_the_box_with_a_margin():
    view_box = geometrie.view_box(13.0, 52.0, 13.01, 52.01, margin=0.1)

    assert view_box == (1447153 - 181, -6801934 - 181, 1114 + 362, 1809 + 362)
    assert str(view_box) == "1446972 -6802115 1476 2171"


def test_path_stays_near_the_boundary_and_gets_shorter():
    ring = [
        (13 + 0.01 * math.cos(math.tau * n / 5000), 52 + 0.01 * math.sin(math.tau * n / 5000))
        for n in range(5000)
    ]

    shape = shape_of(polygon(ring))

    assert len(shape.svg_path) < 1000
    assert drawn_area(shape.svg_path) == pytest.approx(math.pi * 1113 * 1813, rel=0.01)


def drawn_area(path):
    """The area of a path of one ring, read as a browser reads it."""
    start, steps = path.removesuffix("z").removeprefix("M").split("l")
    x, y = map(int, start.split())
    numbers = list(map(int, steps.replace("-", " -").split()))
    ring = [(x, y)]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        ring.append((x, y))
    return shapely.Polygon(ring).area
