import pytest

from quartiere import karte
from quartiere.models import Quartier
from tests.factories import KommuneFactory, QuartierFactory, square

pytestmark = pytest.mark.django_db


def published():
    return Quartier.objects.published()


@pytest.mark.parametrize(
    ("width", "height"), [(1, 1), (400, 30_000), (30_000, 400), (5_000, 5_000), (3, 90_000)]
)
def test_map_is_never_a_strip(width, height):
    west, south = 13.0, 52.0
    degrees = [west, south, west + width / 111_320, south + height / 180_000]

    box = karte._bounded(degrees)

    assert karte.MIN_RATIO - 0.01 <= box.width / box.height <= karte.MAX_RATIO + 0.01
    assert box.width >= 600


def test_map_of_a_list_shows_every_area_with_its_address_and_state():
    kommune = KommuneFactory(name="Musterstadt", slug="musterstadt")
    common = {"published": True, "kommune": kommune}
    QuartierFactory(name="A", slug="a", boundary=square(13.0, 52.0), **common)
    QuartierFactory(name="B", slug="b", programme_until=2020, **common)
    QuartierFactory(name="C", slug="c", programme="", programme_since=None, **common)
    QuartierFactory(name="Entwurf", kommune=kommune)

    result = karte.of_quartiere(published())

    assert [(area.label, area.url, area.kind) for area in result.areas] == [
        ("A, Musterstadt", "/quartiere/musterstadt/a/", "running"),
        ("B, Musterstadt", "/quartiere/musterstadt/b/", "finished"),
        ("C, Musterstadt", "/quartiere/musterstadt/c/", "none"),
    ]
    assert result.kinds == {"running", "finished", "none"}
    assert not result.is_summary


def test_every_area_lies_inside_the_view():
    QuartierFactory.create_batch(5, published=True)

    result = karte.of_quartiere(published())

    box = result.view_box
    assert [
        area.name
        for area in result.areas
        if not (box.x < area.x < box.x + box.width and box.y < area.y < box.y + box.height)
    ] == []


def test_small_area_and_point_get_a_dot():
    kommune = KommuneFactory()
    QuartierFactory(published=True, name="Groß", kommune=kommune, boundary=square(13.0, 52.0, 0.5))
    QuartierFactory(
        published=True, name="Klein", kommune=kommune, boundary=square(13.6, 52.0, 0.001)
    )
    QuartierFactory(
        published=True, name="Punkt", kommune=kommune, boundary=None, longitude=13.7, latitude=52.0
    )

    result = karte.of_quartiere(published())

    assert [(area.name, area.r > 0, bool(area.path)) for area in result.areas] == [
        ("Groß", False, True),
        ("Klein", True, True),
        ("Punkt", True, False),
    ]


def test_kommunen_far_apart_become_one_dot_each():
    berlin = KommuneFactory(name="Berlin", slug="berlin")
    QuartierFactory.create_batch(2, published=True, kommune=berlin, boundary=square(13.0, 52.0))
    koeln = KommuneFactory(name="Köln", slug="koeln")
    QuartierFactory(published=True, kommune=koeln, boundary=square(7.0, 51.0))

    result = karte.of_quartiere(published())

    assert result.is_summary
    assert [(area.label, area.url) for area in result.areas] == [
        ("Berlin: 2 Quartiere", "/kommunen/berlin/"),
        ("Köln: 1 Quartier", "/kommunen/koeln/"),
    ]
    assert result.areas[0].r > result.areas[1].r > 0


def test_more_areas_than_the_bound_become_dots(monkeypatch):
    QuartierFactory.create_batch(3, published=True, kommune=KommuneFactory(name="Musterstadt"))

    monkeypatch.setattr(karte, "MAX_AREAS", 2)
    result = karte.of_quartiere(published())

    assert [area.label for area in result.areas] == ["Musterstadt: 3 Quartiere"]


def test_nothing_with_a_place_gives_no_map():
    quartier = QuartierFactory(published=True, boundary=None)

    assert karte.of_quartiere(published()) is None
    assert karte.of_quartier(quartier) is None


def test_point_without_boundary_has_a_map_of_its_own():
    quartier = QuartierFactory(boundary=None, longitude=13.0, latitude=52.0)

    result = karte.of_quartier(quartier)

    assert [(area.name, area.is_current) for area in result.areas] == [(quartier.name, True)]
    assert result.areas[0].r > 0


def test_map_of_a_list_needs_two_queries(django_assert_num_queries):
    QuartierFactory.create_batch(4, published=True)

    with django_assert_num_queries(2):
        karte.of_quartiere(published())
