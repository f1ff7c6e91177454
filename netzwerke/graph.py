"""The picture of who works with whom: positions and the bridging measure. Pure but for translation.

Actors stand on an outer ring with their names pointing outwards, so that no two names meet
however many there are; networks on an inner ring, topics in the middle. Where a node stands
follows from its neighbours (mean direction), repeated a few rounds, so that who works together
stands together. Nothing is random: the same input in any order gives the same picture.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext

LINE_HEIGHT = 18
LETTER_WIDTH = 7.2
SMALLEST_RING = 220
ROUNDS = 12
CIVIL, SUPPORT = "civil", "support"


@dataclass(frozen=True)
class Node:
    """Something on the picture; `key` is unique among all nodes, `side` only matters for actors."""

    key: str
    label: str
    side: str = ""


@dataclass(frozen=True)
class Placed:
    """A node with its place. `angle` in degrees, clockwise from the right, as SVG turns.

    `rotation` and `anchor` ("start" or "end") belong to the label, so that it is never upside
    down; `number` counts the nodes of a ring from 1, clockwise from the top.
    """

    key: str
    label: str
    side: str
    x: float
    y: float
    angle: float
    rotation: float
    anchor: str
    number: int


@dataclass(frozen=True)
class Line:
    """A connection with SVG path data, bent towards the middle."""

    source: str
    target: str
    path: str


@dataclass(frozen=True)
class Picture:
    """Everything an SVG template needs; `view_box` is "x y width height"."""

    actors: tuple[Placed, ...]
    networks: tuple[Placed, ...]
    topics: tuple[Placed, ...]
    lines: tuple[Line, ...]
    size: int

    @property
    def view_box(self) -> str:
        return f"{-self.size} {-self.size} {2 * self.size} {2 * self.size}"


def picture(
    actors: Collection[Node],
    networks: Collection[Node],
    topics: Collection[Node],
    edges: Collection[tuple[str, str]],
) -> Picture:
    """Lay out actors, networks and topics. `edges` join keys (actor–network, network–topic).

    Edges to unknown keys are left out. The ring grows with the number of actors.
    """
    rings = [_in_order(nodes) for nodes in (actors, networks, topics)]
    neighbours = _neighbours(rings, edges)
    rings = _untangled(rings, neighbours)
    outer = max(SMALLEST_RING, len(rings[0]) * LINE_HEIGHT / math.tau)
    radii = (outer, outer * 0.55, outer * 0.2)
    placed = [_ring(ring, radius) for ring, radius in zip(rings, radii, strict=True)]
    places = {item.key: item for ring in placed for item in ring}
    lines = [
        _line(places[a], places[b])
        for a, b in sorted({tuple(sorted(edge)) for edge in edges})
        if a in places and b in places
    ]
    longest = max((len(node.label) for node in rings[0]), default=0)
    size = math.ceil(outer + 16 + longest * LETTER_WIDTH)
    return Picture(*map(tuple, placed), tuple(lines), size)


def _in_order(nodes):
    return sorted(nodes, key=lambda node: (node.label.casefold(), node.key))


def _neighbours(rings, edges):
    found = {node.key: set() for ring in rings for node in ring}
    for a, b in edges:
        if a in found and b in found:
            found[a].add(b)
            found[b].add(a)
    return found


def _untangled(rings, neighbours):
    """Order each ring by the mean direction of its neighbours on the other rings."""
    actors, networks, topics = rings
    networks = _chained(networks, neighbours)
    for _ in range(ROUNDS):
        actors = _by_direction(actors, networks, neighbours)
        networks = _by_direction(networks, actors, neighbours)
    return [actors, networks, _by_direction(topics, networks, neighbours)]


def _chained(networks, neighbours):
    """Start with the largest network, then always the one that shares most with the last."""
    left = list(networks)
    if not left:
        return []
    chain = [max(left, key=lambda node: len(neighbours[node.key]))]
    left.remove(chain[0])
    while left:
        last = neighbours[chain[-1].key]
        chain.append(max(left, key=lambda node: len(neighbours[node.key] & last)))
        left.remove(chain[-1])
    return chain


def _by_direction(ring, others, neighbours):
    directions = {
        node.key: math.tau * position / len(others) for position, node in enumerate(others)
    }
    wanted = {
        node.key: _mean_direction(
            [directions[k] for k in sorted(neighbours[node.key]) if k in directions]
        )
        for node in ring
    }
    # Those without neighbours stand together at the end of the ring.
    return sorted(ring, key=lambda node: (wanted[node.key], node.label.casefold(), node.key))


def _mean_direction(directions):
    """Direction of the vector sum, rounded so that the last bit of a float decides nothing."""
    if not directions:
        return math.inf
    x, y = sum(map(math.cos, directions)), sum(map(math.sin, directions))
    return round(math.atan2(y, x) % math.tau, 6) % round(math.tau, 6)


def _ring(nodes, radius):
    step = math.tau / max(1, len(nodes))
    return [
        _placed(node, radius, position * step - math.pi / 2, position + 1)
        for position, node in enumerate(nodes)
    ]


def _placed(node, radius, angle, number):
    degrees = round(math.degrees(angle), 2)
    is_left = math.cos(angle) < -1e-9
    return Placed(
        key=node.key,
        label=node.label,
        side=node.side,
        x=round(radius * math.cos(angle), 1),
        y=round(radius * math.sin(angle), 1),
        angle=degrees,
        rotation=round(degrees + 180, 2) if is_left else degrees,
        anchor="end" if is_left else "start",
        number=number,
    )


def _line(a, b):
    bend_x, bend_y = round((a.x + b.x) * 0.35, 1), round((a.y + b.y) * 0.35, 1)
    return Line(a.key, b.key, f"M{a.x} {a.y}Q{bend_x} {bend_y} {b.x} {b.y}")


# Who bridges civil society and Hilfesystem ----------------------------------------------------


@dataclass(frozen=True)
class Bridge:
    """How much an actor joins both sides; `share` 0 to 1, see `bridges`."""

    key: str
    share: float
    pairs: int
    sentence: str


def bridges(
    sides: Mapping[str, str], memberships: Collection[tuple[str, str]]
) -> dict[str, Bridge]:
    """Betweenness restricted to pairs of one civil-society and one support-system actor.

    `sides` gives each actor's side ("civil", "support" or anything else), `memberships` are
    (actor, network). Actors of one network reach each other over it. For actor v

        share_v = Σ_(s,t) σ_st(v) / σ_st ÷ number of joined pairs (s, t) with s ≠ v ≠ t

    with σ_st the number of shortest ways from s to t and σ_st(v) those over v: the share of the
    ways between both sides that would break or lengthen without v. 0 for everybody where each
    pair sits in one network anyway. (L. C. Freeman, Sociometry 40, 1977; subset version after
    U. Brandes, Social Networks 30, 2008.)
    """
    adjacent = _membership_graph(sides, memberships)
    sums, pairs = dict.fromkeys(sides, 0.0), dict.fromkeys(sides, 0)
    joined = 0
    for source in sorted(key for key, side in sides.items() if side == CIVIL):
        targets = {key for key, side in sides.items() if side == SUPPORT}
        reached, through = _ways_from(source, targets, adjacent)
        joined += len(reached)
        pairs[source] -= len(reached)
        for target in reached:
            pairs[target] -= 1
        for key, amount in through.items():
            if key in sums:
                sums[key] += amount
    return {key: _bridge(key, sums[key], joined + pairs[key]) for key in sides}


def _membership_graph(sides, memberships):
    adjacent = {("actor", key): set() for key in sides}
    for actor, network in memberships:
        if actor in sides:
            adjacent[("actor", actor)].add(("network", network))
            adjacent.setdefault(("network", network), set()).add(("actor", actor))
    return adjacent


def _ways_from(source, targets, adjacent):
    """Brandes' accumulation from one source over the targets: (reached targets, {actor: sum})."""
    start = ("actor", source)
    order, distance, ways, before = [start], {start: 0}, {start: 1}, {start: []}
    for node in order:
        for neighbour in sorted(adjacent[node]):
            if neighbour not in distance:
                distance[neighbour] = distance[node] + 1
                ways[neighbour], before[neighbour] = 0, []
                order.append(neighbour)
            if distance[neighbour] == distance[node] + 1:
                ways[neighbour] += ways[node]
                before[neighbour].append(node)
    reached = {key for kind, key in order if kind == "actor" and key in targets}
    depends = dict.fromkeys(order, 0.0)
    for node in reversed(order):
        own = 1.0 if node[0] == "actor" and node[1] in reached else 0.0
        for previous in before[node]:
            depends[previous] += ways[previous] / ways[node] * (own + depends[node])
    through = {key: depends[(kind, key)] for kind, key in order if kind == "actor"}
    through.pop(source)
    return reached, through


def _bridge(key, total, pairs):
    share = round(total / pairs, 6) if pairs else 0.0
    if not pairs:
        sentence = gettext("Hier lässt sich nichts messen: Keine Wege zwischen beiden Seiten.")
    elif share:
        sentence = gettext(
            "Über diesen Akteur laufen {percent} % der kürzesten Wege zwischen "
            "Zivilgesellschaft und Hilfesystem."
        ).format(percent=number_format(round(share * 100, 1), 1))
    else:
        sentence = gettext(
            "Kein kürzester Weg zwischen den beiden Seiten ist auf diesen Akteur angewiesen."
        )
    return Bridge(key, share, pairs, sentence)
