from netzwerke.standorte import areas_of, count_by_area
from tests.factories import square

AREAS = {"b": square(13.1, 52), "a": square(13.0, 52, size=0.1)}


def test_point_belongs_to_the_area_that_holds_it():
    assert areas_of([(13.05, 52.05), (13.105, 52.005), (14, 52)], AREAS) == ["a", "b", None]


def test_point_on_a_shared_edge_counts_once():
    assert count_by_area([(13.1, 52.005)], AREAS) == {"a": 1, "b": 0}
