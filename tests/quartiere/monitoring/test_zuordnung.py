"""Which Planungsräume a Quartier covers, by share of area; decisions of staff stay."""

import pytest

from quartiere.monitoring.flaechen import Flaechen
from quartiere.monitoring.models import Zuordnung
from quartiere.monitoring.zuordnen import assign
from tests.factories import QuartierFactory, square
from tests.factories_monitoring import PlanungsraumFactory

# From the Quartier's west edge: how much of a Planungsraum of the same size lies inside.
WEST, SOUTH = 13.0, 52.0
QUARTIER = square(WEST, SOUTH)


def planungsraum(shift):
    return square(WEST + shift, SOUTH)


def test_shares_are_those_of_the_area():
    flaechen = Flaechen([(1, QUARTIER)])

    shares = [list(flaechen.shares(planungsraum(shift))) for shift in (0, 0.0075, 0.0098, 0.01)]

    assert [[(i, round(share, 3)) for i, share in found] for found in shares] == [
        [(1, 1.0)],
        [(1, 0.25)],
        [(1, 0.02)],
        [],
    ]


def test_area_without_polygons_to_compare_has_no_share():
    assert list(Flaechen([]).shares(QUARTIER)) == []


@pytest.fixture
def places(db):
    """A Quartier, with Planungsräume that lie in it wholly, by a quarter and not at all."""
    quartier = QuartierFactory(boundary=QUARTIER)
    areas = [
        PlanungsraumFactory(kommune=quartier.kommune, boundary=planungsraum(shift))
        for shift in (0, 0.0075, 0.05)
    ]
    # Foreign ground is never assigned, wherever it lies.
    PlanungsraumFactory(boundary=QUARTIER)
    PlanungsraumFactory(kommune=quartier.kommune, boundary=None)
    return quartier, areas


def found():
    rows = Zuordnung.objects.order_by("planungsraum__pk")
    return [(row.planungsraum, round(row.share, 3), row.decision) for row in rows]


def test_overlapping_planungsraeume_are_assigned_once(places):
    _, (whole, quarter, _) = places

    assert (assign(), assign()) == (2, 2)

    assert found() == [(whole, 1.0, ""), (quarter, 0.25, "")]


def test_decision_stays_and_its_share_is_computed_anew(places):
    quartier, (whole, quarter, outside) = places
    values = {"quartier": quartier, "reason": "Ortskenntnis"}
    Zuordnung.objects.create(planungsraum=quarter, decision="exclude", share=0.9, **values)
    Zuordnung.objects.create(planungsraum=outside, decision="include", share=0.3, **values)

    assign(quartier=quartier)

    assert found() == [(whole, 1.0, ""), (quarter, 0.25, "exclude"), (outside, 0, "include")]
    assert {row.reason for row in Zuordnung.objects.exclude(decision="")} == {"Ortskenntnis"}


def test_assignment_follows_a_boundary_that_moves_or_goes(places):
    quartier, (_, _, outside) = places
    assign()

    quartier.boundary = square(WEST + 0.05, SOUTH)
    quartier.save()
    assign(kommune=quartier.kommune)
    assert found() == [(outside, 1.0, "")]

    quartier.boundary = None
    quartier.save()
    assign(quartier=quartier)
    assert found() == []


def test_assigning_one_kommune_leaves_the_others_alone(places):
    other = QuartierFactory(boundary=QUARTIER)
    area = PlanungsraumFactory(kommune=other.kommune, boundary=QUARTIER)
    assign()

    Zuordnung.objects.update(share=0.5)
    assign(kommune=other.kommune)

    assert {row.share for row in Zuordnung.objects.filter(planungsraum=area)} == {1.0}
    assert {row.share for row in Zuordnung.objects.exclude(planungsraum=area)} == {0.5}


@pytest.mark.parametrize("count", [1, 5])
def test_number_of_queries_does_not_grow(places, django_assert_num_queries, count):
    quartier, _ = places
    for n in range(count):
        PlanungsraumFactory(kommune=quartier.kommune, boundary=planungsraum(n / 1000))
    assign()

    with django_assert_num_queries(8):
        assign()
