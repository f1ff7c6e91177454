"""What the hits belong to, counted: kinds, Kommunen, Quartiere, Zielgruppen, Handlungsfelder.

Each choice is counted among the hits that all *other* filters leave, so that a number says what
choosing it would show. Names come from public rows alone: what is not public has no choice.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import chain

from portal.suche import kinds
from quartiere.models import Handlungsfeld, Kommune, Quartier, Zielgruppe

LETTERS = {
    "art": kinds.OWN,
    "kommune": kinds.KOMMUNE,
    "quartier": kinds.QUARTIER,
    "zielgruppe": kinds.ZIELGRUPPE,
    "handlungsfeld": kinds.HANDLUNGSFELD,
}
MAX_CHOICES = 400


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int


def narrow(hits, chosen):
    """Hits that carry all the chosen marks ({name of the facet: mark})."""
    wanted = set(chosen.values())
    return [hit for hit in hits if wanted.issubset(hit.marks.split())] if wanted else hits


def left_by_others(hits, chosen):
    """{name of the facet: those of the hits that all other filters leave}"""
    rest = narrow(hits, chosen)
    return {
        name: narrow(hits, without(name, chosen)) if name in chosen else rest for name in LETTERS
    }


def without(name, chosen):
    return {other: mark for other, mark in chosen.items() if other != name}


def choices(left, hits, chosen):
    """{name of the facet: [Choice]}, the most frequent first.

    `left` {name of the facet: hits that all other filters leave}, `hits` those of all filters.
    """
    counted = _counted(left, hits, chosen)
    named = {"art": _kinds(counted["art"])}
    for name, rows in _named_rows(counted).items():
        found = [Choice(value, label, counted[name][str(key)]) for key, value, label in rows]
        named[name] = sorted(found, key=lambda choice: (-choice.count, choice.label, choice.value))
    return named


def _counted(left, hits, chosen):
    """{name of the facet: Counter of what stands behind the letter of its marks}"""
    counted, known = {}, {}
    for name, letter in LETTERS.items():
        rows = left[name]
        if id(rows) not in known:
            known[id(rows)] = Counter(chain.from_iterable(hit.marks.split() for hit in rows))
        marks = Counter(known[id(rows)])
        if name in chosen and hits:
            # Of very many hits only the newest are counted; these are known.
            marks[chosen[name]] = len(hits)
        start = kinds.mark(letter, "")
        counted[name] = Counter(
            {mark[len(start) :]: count for mark, count in marks.items() if mark.startswith(start)}
        )
    return counted


def _kinds(counter):
    return [
        Choice(kind.name, kind.plural, counter[kind.name])
        for kind in kinds.KINDS
        if counter[kind.name]
    ]


def _named_rows(counted):
    """(key, value in the address, label) of the public rows behind each counter."""
    kommunen = Kommune.objects.active().filter(pk__in=_keys(counted["kommune"]))
    quartiere = Quartier.objects.published().filter(pk__in=_keys(counted["quartier"]))
    quartiere = quartiere.values_list("pk", "kommune__slug", "slug", "name", "kommune__name")
    rows = {
        "kommune": list(kommunen.values_list("pk", "slug", "name")),
        "quartier": _with_kommune(list(quartiere)),
    }
    for name, model in (("zielgruppe", Zielgruppe), ("handlungsfeld", Handlungsfeld)):
        found = model.objects.filter(pk__in=_keys(counted[name]))
        rows[name] = list(found.values_list("pk", "slug", "name"))
    return rows


def _keys(counter):
    return [int(key) for key, _ in counter.most_common(MAX_CHOICES)]


def _with_kommune(rows):
    """Quartiere of several Kommunen are named with theirs."""
    several = len({kommune for _, kommune, _, _, _ in rows}) > 1
    return [
        (key, f"{kommune}.{slug}", f"{name} ({kommune_name})" if several else name)
        for key, kommune, slug, name, kommune_name in rows
    ]
