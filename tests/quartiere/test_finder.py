""" "Mein Quartier finden": inside, nearest, by name, by place; nothing unpublished."""

import pytest

from quartiere import finder
from quartiere.models import Ort
from tests.factories import KommuneFactory, OrtFactory, QuartierFactory, square

pytestmark = pytest.mark.django_db

FIND_URL = "/quartiere/finden/"


def ort(postcode="12345", name="Musterort", longitude=13.005, latitude=52.005):
    return Ort.objects.create(postcode=postcode, name=name, longitude=longitude, latitude=latitude)


def test_point_inside_finds_its_quartier():
    inside = QuartierFactory(published=True, boundary=square(13.0, 52.0))
    QuartierFactory(published=True, boundary=square(13.02, 52.0))

    treffer = finder.at_point(13.005, 52.005)

    assert treffer == [finder.Treffer(inside, 0.0)]
    assert treffer[0].is_inside


def test_point_in_the_box_but_not_in_the_boundary_is_not_inside():
    """A triangle fills half of its bounding box."""
    triangle = [[13.0, 52.0], [13.1, 52.0], [13.0, 52.1], [13.0, 52.0]]
    QuartierFactory(published=True, boundary={"type": "Polygon", "coordinates": [triangle]})

    treffer = finder.at_point(13.09, 52.09)

    assert [hit.is_inside for hit in treffer] == [False]


def test_point_outside_finds_the_nearest_three_by_their_boundary():
    """The big one's centre is far away, its edge is near."""
    big = QuartierFactory(published=True, name="Groß", boundary=square(13.02, 51.9, size=0.4))
    near = QuartierFactory(published=True, name="Nah", boundary=square(12.96, 52.0))
    point = QuartierFactory(
        published=True, name="Punkt", boundary=None, longitude=13.0, latitude=52.05
    )
    QuartierFactory(published=True, name="Fern", boundary=square(12.0, 52.0))

    treffer = finder.at_point(13.0, 52.0)

    assert [(hit.quartier, round(hit.distance_km, 1)) for hit in treffer] == [
        (big, 1.4),
        (near, 2.1),
        (point, 5.6),
    ]
    assert [hit.distance_text for hit in treffer][:2] == ["1,4 km entfernt", "2,1 km entfernt"]


def test_nothing_unpublished_is_found():
    QuartierFactory(name="Geheimplatz", boundary=square(13.0, 52.0))
    QuartierFactory(
        published=True, name="Geheim", boundary=square(13.0, 52.0), kommune__is_active=False
    )

    assert finder.at_point(13.005, 52.005) == []
    assert finder.by_text("Geheimplatz").is_empty
    assert finder.by_text("Kommune").is_empty


def test_draft_that_holds_the_point_does_not_hide_the_nearest():
    QuartierFactory(boundary=square(13.0, 52.0))
    near = QuartierFactory(published=True, boundary=square(13.02, 52.0))

    treffer = finder.at_point(13.005, 52.005)

    assert [(hit.quartier, hit.is_inside) for hit in treffer] == [(near, False)]


def test_overlapping_quartiere_are_all_listed():
    both = QuartierFactory.create_batch(2, published=True, boundary=square(13.0, 52.0))

    treffer = finder.at_point(13.005, 52.005)

    assert {hit.quartier for hit in treffer} == set(both)


@pytest.mark.parametrize("text", ["Höfe", "höfe", "HÖFE", "hoefe", "Östliche Höfe"])
def test_name_is_found_in_any_spelling(text):
    quartier = QuartierFactory(published=True, name="Östliche Höfe", slug="oestliche-hoefe")

    assert finder.by_text(text).quartiere == [quartier]


@pytest.mark.parametrize(
    "text", ["12345", "Münster", "MÜNSTER", "muenster", "12345 Münster", "Mün"]
)
def test_place_leads_to_the_quartier_that_holds_it(text):
    inside = QuartierFactory(published=True, boundary=square(13.0, 52.0))
    muenster = ort(name="Münster")

    fund = finder.by_text(text)

    assert (fund.ort, fund.treffer) == (muenster, [finder.Treffer(inside, 0.0)])


def test_postcode_of_several_places_asks_which():
    QuartierFactory(published=True)
    both = [ort(name="Adorf"), ort(name="Bdorf")]

    fund = finder.by_text("12345")

    assert (fund.orte, fund.ort, fund.treffer) == (both, None, [])


def test_place_with_many_postcodes_asks_for_the_postcode():
    for number in range(13):
        ort(postcode=f"100{number:02d}", name="Großstadt")

    fund = finder.by_text("Großstadt")

    assert (fund.has_too_many_orte, fund.orte, fund.is_empty) == (True, [], False)


def test_kommune_is_found_by_name():
    kommune = KommuneFactory(name="Beispielhausen", slug="beispielhausen")
    QuartierFactory(published=True, kommune=kommune)

    assert finder.by_text("beispielh").kommunen == [kommune]


def test_more_quartiere_of_a_name_than_fit_are_cut_and_said():
    QuartierFactory.create_batch(21, published=True, kommune=KommuneFactory())

    fund = finder.by_text("Quartier")

    assert (len(fund.quartiere), fund.has_more) == (20, True)


@pytest.mark.parametrize("count", [1, 15])
@pytest.mark.parametrize(("longitude", "queries"), [(13.005, 3), (12.5, 4)])
def test_search_by_point_has_constant_queries(django_assert_num_queries, count, longitude, queries):
    QuartierFactory.create_batch(count, published=True, boundary=square(13.0, 52.0))

    # Boxes around the point, where none holds it the nearest; cards and their Handlungsfelder.
    with django_assert_num_queries(queries):
        finder.at_point(longitude, 52.005)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("q=xyzzy", "Dazu haben wir nichts gefunden."),
        ("lat=52.005&lon=13.005", "Sie sind in diesem Quartier"),
        ("lat=52.005&lon=13.5", "Am nächsten sind:"),
        ("q=12345", "12345 Musterort liegt hier"),
        ("lat=1&lon=1", "Der Punkt liegt nicht in Deutschland."),
    ],
)
def test_page_says_what_was_found(client, query, sentence):
    QuartierFactory(published=True, boundary=square(13.0, 52.0))
    ort()

    response = client.get(f"{FIND_URL}?{query}")

    assert sentence in response.text


@pytest.mark.parametrize("parameter", ["q", "lat", "lon"])
def test_odd_values_never_break_the_page(client, parameter):
    QuartierFactory(published=True)
    values = ["0", "-1", "1e309", "abc", "%00", "%ED%A0%80", "x" * 10_000, "%25", "_", "nan"]

    pages = {
        value: client.get(f"{FIND_URL}?{parameter}={value}") for value in [*values, "9" * 5000]
    }

    assert [value for value, page in pages.items() if "Mein Quartier finden" not in page.text] == []
    assert {page.status_code for page in pages.values()} == {200}


@pytest.mark.parametrize("count", [2, 7])
def test_finder_page_query_count_does_not_grow(client, django_assert_num_queries, count):
    for number in range(count):
        QuartierFactory(published=True, name=f"Hafen {number}")
        OrtFactory(name=f"Hafenstadt {number}")

    # Quartiere, their Handlungsfelder and pictures, places, Kommunen.
    with django_assert_num_queries(5):
        response = client.get("/quartiere/finden/", {"q": "Hafen"})

    assert response.status_code == 200
