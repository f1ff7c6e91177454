"""The network picture: same input same picture, nothing on top of each other, bridges right."""

import itertools
import math
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netzwerke.graph import LINE_HEIGHT, Node, bridges, picture

SIDES = ("civil", "support", "other")


def example(actors, networks=6, topics=4, seed=1):
    pick = random.Random(seed)
    people = [Node(f"a{n}", f"Akteur {n:03d}", pick.choice(SIDES)) for n in range(actors)]
    groups = [Node(f"n{n}", f"Netzwerk {n}") for n in range(networks)]
    fields = [Node(f"t{n}", f"Thema {n}") for n in range(topics)]
    edges = [
        (node.key, group.key)
        for node in people
        for group in pick.sample(groups, pick.choice([1, 1, 2]))
    ]
    edges += [(group.key, pick.choice(fields).key) for group in groups]
    return people, groups, fields, edges


@pytest.mark.parametrize("actors", [10, 150])
def test_picture_does_not_depend_on_the_order_of_its_input(actors):
    parts = example(actors)
    shuffled = [random.Random(7).sample(part, len(part)) for part in parts]

    assert picture(*shuffled) == picture(*parts)


@pytest.mark.parametrize("actors", [1, 10, 150])
def test_labels_of_actors_keep_a_line_apart(actors):
    placed = picture(*example(actors)).actors

    gaps = [math.dist((a.x, a.y), (b.x, b.y)) for a, b in itertools.pairwise([*placed, placed[0]])]

    assert len(placed) == actors
    assert actors == 1 or min(gaps) > LINE_HEIGHT * 0.99


@pytest.mark.parametrize("actors", [10, 150])
def test_labels_stay_inside_the_picture_and_upright(actors):
    found = picture(*example(actors))

    assert {
        -90 <= item.rotation % 360 - 360 * (item.rotation % 360 > 180) <= 90
        for item in found.actors
    } == {True}
    assert all(
        math.hypot(item.x, item.y) + 7 * len(item.label) < found.size for item in found.actors
    )


def test_members_of_one_network_stand_side_by_side():
    people = [Node(f"a{n}", f"Akteur {n}") for n in range(9)]
    groups = [Node(f"n{n}", f"Netzwerk {n}") for n in range(3)]
    edges = [(f"a{n}", f"n{n % 3}") for n in range(9)]

    ring = [int(item.key[1:]) % 3 for item in picture(people, groups, [], edges).actors]

    # The ring is cut somewhere, so that one group may stand at both ends.
    assert len(list(itertools.groupby(ring))) in (3, 4)


def test_every_known_edge_is_drawn_once_and_unknown_ones_are_left_out():
    people, groups = [Node("a", "A")], [Node("n", "N")]

    lines = picture(people, groups, [], [("a", "n"), ("n", "a"), ("a", "gone")]).lines

    assert [(line.source, line.target) for line in lines] == [("a", "n")]


def test_empty_picture():
    found = picture([], [], [], [])

    assert (found.actors, found.networks, found.topics, found.lines) == ((), (), (), ())


# Bridges --------------------------------------------------------------------------------------


def test_actor_in_both_networks_carries_all_ways():
    sides = {"Verein": "civil", "Amt": "support", "Brücke": "other"}
    memberships = [("Verein", "n1"), ("Brücke", "n1"), ("Brücke", "n2"), ("Amt", "n2")]

    found = bridges(sides, memberships)

    assert {key: item.share for key, item in found.items()} == {"Verein": 0, "Amt": 0, "Brücke": 1}
    assert found["Brücke"].sentence == (
        "Über diesen Akteur laufen 100,0 % der kürzesten Wege zwischen Zivilgesellschaft und "
        "Hilfesystem."
    )


def test_two_bridges_share_the_ways():
    sides = {"Verein": "civil", "Amt": "support", "b1": "other", "b2": "other"}
    memberships = [(key, "n1") for key in ("Verein", "b1", "b2")]
    memberships += [(key, "n2") for key in ("Amt", "b1", "b2")]

    assert [bridges(sides, memberships)[key].share for key in ("b1", "b2")] == [0.5, 0.5]


def test_nobody_bridges_inside_one_network():
    sides = {"Verein": "civil", "Amt": "support", "Schule": "other"}

    found = bridges(sides, [(key, "n") for key in sides])

    assert {item.share for item in found.values()} == {0}


def test_ways_between_the_same_side_do_not_count():
    sides = {"Verein 1": "civil", "Verein 2": "civil", "Mitte": "other"}
    memberships = [("Verein 1", "n1"), ("Mitte", "n1"), ("Mitte", "n2"), ("Verein 2", "n2")]

    found = bridges(sides, memberships)["Mitte"]

    assert (found.share, found.pairs) == (0, 0)


def shortest_ways(adjacent, source, target):
    """All shortest ways by trying every one: slow and obvious."""
    ways = [[source]]
    while ways and not any(way[-1] == target for way in ways):
        ways = [
            [*way, step] for way in ways for step in sorted(adjacent[way[-1]]) if step not in way
        ]
    return [way for way in ways if way[-1] == target]


actors = st.sampled_from("abcdef")
networks = st.sampled_from(["n1", "n2", "n3"])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # busy machines
@given(
    st.fixed_dictionaries({key: st.sampled_from(SIDES) for key in "abcdef"}),
    st.sets(st.tuples(actors, networks), max_size=12),
)
def test_bridges_equal_the_count_over_all_shortest_ways(sides, memberships):
    adjacent = {key: set() for key in [*sides, "n1", "n2", "n3"]}
    for actor, network in memberships:
        adjacent[actor].add(network)
        adjacent[network].add(actor)
    ways = [
        (s, t, found)
        for s in sides
        for t in sides
        if (sides[s], sides[t]) == ("civil", "support") and (found := shortest_ways(adjacent, s, t))
    ]

    found = bridges(sides, memberships)

    for key in sides:
        through = [
            sum(key in way for way in way_list) / len(way_list)
            for s, t, way_list in ways
            if key not in (s, t)
        ]
        assert found[key].pairs == len(through)
        expected = sum(through) / len(through) if through else 0
        assert found[key].share == pytest.approx(expected, abs=1e-6)
