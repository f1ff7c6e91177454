"""The word that somebody meant: the nearest one of the corpus that a public document holds."""

from functools import reduce
from operator import or_

from django.db.models import Q

from portal.suche.models import SuchWort
from portal.suche.vocabulary import LINKS, SHORTEST_PART, begins_with, known_words, terms_of

MAX_LOOKED_AT = 3_000
MAX_TRIED = 5
# Endings that make an adjective of a noun.
ADJECTIVES = ("los", "haft", "reich", "frei", "arm")


def correct(terms, *, open_end, is_public):
    """Replace, in place, terms that the corpus does not know; returns [(typed, found)]."""
    corrections = []
    for position, term in reversed(list(enumerate(terms))):
        if term.is_known or len(term.form) < 4:
            continue
        if parts := parts_of(term):
            terms[position : position + 1] = parts
        elif wort := nearest(term.form, is_public):
            corrections.append((term.surface, wort.display))
            terms[position] = terms_of([(wort.form, wort.display)], open_end=False)[0]
        elif parts := base_of(term) or near_parts_of(term):
            terms[position : position + 1] = parts
    return corrections[::-1]


def parts_of(term):
    """Terms for both parts of a compound that nobody writes: Jugendtreff is Jugend and Treff."""
    pairs = _pairs(term.form, SHORTEST_PART)
    known = known_words({form for pair in pairs for form in pair})
    best = _most_even([pair for pair in pairs if known.issuperset(pair)])
    return terms_of([(form, term.surface) for form in best], open_end=False)


def near_parts_of(term):
    """The same if one part is a word and others only begin with the other one.

    Kleiderspende is Spende with what a Kleiderkammer begins with.
    """
    pairs = _pairs(term.form, SHORTEST_PART + 1)
    known = known_words({form for pair in pairs for form in pair})
    pairs = [pair for pair in pairs if not known.isdisjoint(pair)]
    begins = reduce(or_, (begins_with("form", form) for pair in pairs for form in pair), Q(pk=""))
    written = list(SuchWort.objects.filter(begins).values_list("form", flat=True)[:MAX_LOOKED_AT])
    near = known | {
        form for pair in pairs for form in pair if any(each.startswith(form) for each in written)
    }
    best = _most_even([pair for pair in pairs if near.issuperset(pair)])
    return [each for form in best for each in terms_of([(form, term.surface)], open_end=True)]


def base_of(term):
    """A term for what an adjective is made of: obdachlos is about Obdach."""
    bases = [
        term.stem[: len(term.stem) - len(link + ending)]
        for ending in ADJECTIVES
        for link in LINKS
        if term.stem.endswith(link + ending)
    ]
    known = known_words({base for base in bases if len(base) > SHORTEST_PART})
    return terms_of([(max(known, key=len), term.surface)], open_end=False) if known else []


def _pairs(form, shortest):
    """(first, second) part for every place where a compound might be cut."""
    return [
        (form[: cut - len(link)], form[cut:])
        for cut in range(shortest, len(form) - shortest + 1)
        for link in LINKS
        if form[:cut].endswith(link) and cut - len(link) >= shortest
    ]


def _most_even(pairs):
    """The best cut: "Sport-platz" before "Spor-tplatz" by chance."""
    return max(pairs, key=lambda pair: (min(map(len, pair)), pair), default=())


def nearest(form, is_public):
    """The nearest SuchWort to a mistyped form, None if nothing is near enough."""
    most = 1 if len(form) < 6 else 2 if len(form) < 12 else 3
    # A typing error rarely hits both the beginning and the end of a word.
    ends = begins_with("form", form[:2]) | begins_with("backwards", form[-3:][::-1])
    ends |= Q(form__in=_swapped(form))
    rows = SuchWort.objects.filter(ends).order_by("form")[:MAX_LOOKED_AT]
    near = [(distance(form, wort.form, most), wort.form, wort) for wort in rows]
    near = sorted((row for row in near if 0 < row[0] <= most), key=lambda row: row[:2])
    return next((wort for _, _, wort in near[:MAX_TRIED] if is_public(wort.form)), None)


def _swapped(form):
    """The form with two neighbours at its beginning the other way round."""
    return [form[:i] + form[i + 1] + form[i] + form[i + 2 :] for i in range(min(3, len(form) - 1))]


def distance(one, other, most):
    """Letters to insert, leave out, replace or swap with their neighbour; most + 1 if more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, last = None, list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, expected in enumerate(other, 1):
            cost = letter != expected
            best = min(last[column] + 1, line[-1] + 1, last[column - 1] + cost)
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == expected:
                best = min(best, before[column - 2] + 1)
            line.append(best)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return last[-1]
