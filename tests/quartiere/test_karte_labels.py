"""Names on a map: none covers another, and the largest area keeps its own."""

from itertools import combinations

import pytest

from quartiere import karte
from quartiere.karte_labels import CHARACTER, LINE, Label, place
from quartiere.models import Quartier
from tests.factories import KommuneFactory, QuartierFactory, square

FONT = 100


def area(name, x, y, size=1000, **more):
    values = {"label": name, "url": "", "kind": "none", "width": size, "height": size, **more}
    return karte.Area(name=name, x=x, y=y, **values)


def labels(*areas):
    return [(label.name, label.x, label.y) for label in place(areas, FONT, 0, 10_000)]


def rectangle(label, font):
    width = len(label.name) * CHARACTER * font
    left = label.x - {"start": 0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - LINE * font / 2, left + width, label.y + LINE * font / 2


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_labels_that_have_room_stay_in_the_middle():
    assert labels(area("Nord", 2000, 2000), area("Ost", 2000, 3000)) == [
        ("Nord", 2000, 2000),
        ("Ost", 2000, 3000),
    ]


def test_label_of_the_smaller_area_gives_way_inside_its_area():
    found = labels(area("Klein", 2100, 2000, 300), area("Groß", 2000, 2000, 900))

    assert found == [("Groß", 2000, 2000), ("Klein", 2100, 1885)]


def test_label_without_room_in_its_area_is_left_out():
    found = labels(area("Winzig", 2000, 2000, 100), area("Groß", 2000, 2000, 900))

    assert found == [("Groß", 2000, 2000)]


def test_label_of_the_current_area_is_placed_first():
    found = labels(area("Groß", 2000, 2000, 150), area("Hier", 2000, 2000, 100, is_current=True))

    assert found == [("Hier", 2000, 2000)]


def test_label_at_the_edge_stays_on_the_map():
    assert labels(area("Langer Name", 100, 500)) == [("Langer Name", 308, 500)]


@pytest.mark.parametrize("x", [-400, 10, 10_300])
def test_label_of_an_area_beyond_the_edge_stands_on_no_other(x):
    assert labels(area("Langer Name", x, 500)) == []


def test_label_of_a_dot_stands_beside_it_on_the_side_with_room():
    dots = [area("Ost", 9900, 500, 0, r=50), area("West", 100, 500, 0, r=50)]

    found = place(dots, FONT, 0, 10_000)

    assert found == [
        Label("Ost", 9835, 500, "end", is_current=False),
        Label("West", 165, 500, "start", is_current=False),
    ]


@pytest.mark.django_db
def test_no_label_of_a_crowded_map_covers_another():
    kommune = KommuneFactory()
    for number in range(20):
        boundary = square(13.0 + number % 5 / 100, 52.0 + number // 5 / 200, 0.008)
        QuartierFactory(
            published=True, kommune=kommune, name=f"Quartier Nummer {number}", boundary=boundary
        )

    result = karte.of_quartiere(Quartier.objects.published())

    rectangles = [rectangle(label, result.font_size) for label in result.labels]
    assert 5 <= len(rectangles) < 20
    assert [pair for pair in combinations(rectangles, 2) if overlap(*pair)] == []
