"""The page of the network picture: rows of the database to the pure functions of `graph`."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from netzwerke.graph import Bridge, Node, Picture, bridges, picture
from netzwerke.models import Akteur, Netzwerk

SIDES = [
    ("civil", _("Zivilgesellschaft")),
    ("support", _("Hilfesystem")),
    ("other", "Verwaltung, Bildung, Wohnen, Wirtschaft"),
]


@dataclass(frozen=True)
class Row:
    """One actor of the table: the networks it works in and how much it bridges."""

    akteur: Akteur
    netzwerke: list[Netzwerk]
    bridge: Bridge

    @property
    def percent(self):
        return self.bridge.share * 100


@dataclass(frozen=True)
class Netzbild:
    picture: Picture
    rows: list[Row]
    urls: dict[str, str]
    kinds: list[tuple[str, str]]
    netzwerke: list[Netzwerk]

    @property
    def has_bridges(self):
        return any(row.bridge.share for row in self.rows)

    @property
    def bridging(self):
        """The five that bridge most, the strongest first."""
        ordered = sorted(self.rows, key=lambda row: (-row.bridge.share, row.akteur.name))
        return [row for row in ordered if row.bridge.share][:5]


def netzbild(netzwerke):
    """The picture of Netzwerke loaded with `for_graph()`; None where nobody is a member."""
    netzwerke = list(netzwerke)
    links = [(item.akteur, netzwerk) for netzwerk in netzwerke for item in netzwerk.current_members]
    akteure = {akteur.pk: akteur for akteur, _ in links}
    if not akteure:
        return None
    topics = {feld.pk: feld for netzwerk in netzwerke for feld in netzwerk.handlungsfelder.all()}
    edges = [(_key("a", akteur), _key("n", netzwerk)) for akteur, netzwerk in links]
    edges += [
        (_key("n", netzwerk), _key("t", feld))
        for netzwerk in netzwerke
        for feld in netzwerk.handlungsfelder.all()
    ]
    drawn = picture(
        [_node("a", akteur, side_of(akteur)) for akteur in akteure.values()],
        [_node("n", netzwerk) for netzwerk in netzwerke],
        [_node("t", feld) for feld in topics.values()],
        [(_key("a", akteur), _key("n", netzwerk)) for akteur, netzwerk in links]
        + [
            (_key("n", row), _key("t", feld))
            for row in netzwerke
            for feld in row.handlungsfelder.all()
        ],
    )
    rows = _rows(akteure.values(), links)
    return Netzbild(drawn, rows, _urls(akteure, netzwerke, topics), _kinds(rows), netzwerke)


def side_of(akteur):
    return akteur.akteursart.side if akteur.akteursart else "other"


def _key(kind, row):
    return f"{kind}{row.pk}"


def _node(kind, row, side=""):
    return Node(_key(kind, row), str(row), side)


def _rows(akteure, links):
    sides = {akteur.pk: side_of(akteur) for akteur in akteure}
    measured = bridges(sides, [(akteur.pk, netzwerk.pk) for akteur, netzwerk in links])
    memberships = {}
    for akteur, netzwerk in links:
        memberships.setdefault(akteur.pk, []).append(netzwerk)
    return [
        Row(akteur, memberships[akteur.pk], measured[akteur.pk])
        for akteur in sorted(akteure, key=lambda row: (row.name.casefold(), row.pk))
    ]


def _urls(akteure, netzwerke, topics):
    rows = [("a", akteure.values()), ("n", netzwerke), ("t", topics.values())]
    return {_key(kind, row): row.get_absolute_url() for kind, items in rows for row in items}


def _kinds(rows):
    """The sides that occur, for the legend."""
    present = {side_of(row.akteur) for row in rows}
    return [(side, label) for side, label in SIDES if side in present]
