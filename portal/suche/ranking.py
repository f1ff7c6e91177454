"""How well documents answer a query: reckoned from their lexemes, alike for every database.

What stands in title, lead and marks is reckoned for every candidate, what stands in the text for
the best MAX_EXACT of them alone: of the others is known which words they hold, and how near. Alike
documents are reckoned once: what counts is which of the wanted lexemes they hold.
"""

import math
from collections import Counter
from datetime import date
from typing import NamedTuple

from portal.suche.models import DAY_BITS, day_number, kind_and_object
from portal.suche.vocabulary import BEGINNING, FAMILY

# Where a lexeme stands in a document, and what that is worth.
TITLE, LEAD, NAMED, TEXT = 10.0, 4.0, 3.0, 1.5
# What a word that a document holds is worth at least: in its own form or family, in any other way.
CLOSE, ANY = FAMILY * TEXT, BEGINNING * TEXT
# How many documents are ranked by their texts too.
MAX_EXACT = 100


class Hit(NamedTuple):
    key: int
    kind: str
    object_id: int
    title: str
    marks: str

    @property
    def date(self):
        number = day_number(self.key)
        return date.fromordinal(number) if number else None


class Least(NamedTuple):
    """What is known of a candidate by the way it was found: words, and what each is worth."""

    forms: frozenset
    worth: float

    def joined(self, other):
        return Least(self.forms | other.forms, min(self.worth, other.worth))


def close(term):
    """Lexemes that are worth at least CLOSE wherever they stand."""
    return [
        lexeme
        for lexeme, weight in term.weights.items()
        if weight * (NAMED if lexeme.startswith("__") else TEXT) >= CLOSE
    ]


def ranked(rows, candidates, terms, names, texts_of):
    """Hits from rows (key, title, marks, head), best first; equal ones the newest first.

    `candidates` {key: Least}, `names` the names of kinds by their number, `texts_of(keys)`
    {key: lexemes of the text}.
    """
    wanted = _Wanted(terms)
    scored = [(row, wanted.at_least(row, candidates[row[0]])) for row in rows]
    rest = []
    if len(scored) > MAX_EXACT:
        scored = _ordered(scored, wanted.rarity(scored))
        scored, rest = scored[:MAX_EXACT], scored[MAX_EXACT:]
    exact = wanted.exact([row for row, _ in scored], texts_of)
    ordered = _ordered(exact, wanted.rarity(exact + rest)) + rest
    return [_hit(row, names) for row, _ in ordered]


class _Wanted:
    """The lexemes of a query: what each is worth where it stands, for which word.

    Scores are {form of the word: worth of its best place in the document}; documents that hold the
    same lexemes share them.
    """

    def __init__(self, terms):
        # {lexeme with its sign, or mark: [(form of the word, worth)]}
        self.in_head, self.in_text = {}, {}
        self.forms = list(dict.fromkeys(term.form for term in terms))
        for term in terms:
            for lexeme, weight in term.weights.items():
                self._add(term.form, lexeme, weight)
        self.asked, self.asked_in_text = frozenset(self.in_head), frozenset(self.in_text)
        self.known = {}

    def _add(self, form, lexeme, weight):
        if lexeme.startswith("__"):
            self.in_head.setdefault(lexeme, []).append((form, weight * NAMED))
            return
        self.in_head.setdefault(f"_{lexeme}", []).append((form, weight * TITLE))
        self.in_head.setdefault(f".{lexeme}", []).append((form, weight * LEAD))
        self.in_text.setdefault(lexeme, []).append((form, weight * TEXT))

    def at_least(self, row, least):
        """Scores by title, lead, marks and the way the document was found."""
        found = self._found(row)
        if (found, least) not in self.known:
            scores = self._scores(found, self.in_head)
            for form in least.forms:
                scores[form] = max(least.worth, scores.get(form, 0))
            self.known[found, least] = scores
        return self.known[found, least]

    def exact(self, rows, texts_of):
        """[(row, scores)] by all that stands in the documents."""
        heads = {row[0]: self._found(row) for row in rows}
        texts = texts_of([key for key, found in heads.items() if self._is_open(found)])
        return [(row, self._whole(heads[row[0]], texts.get(row[0], ""))) for row in rows]

    def rarity(self, scored):
        """{form: what it counts among these documents}"""
        counted = Counter(form for _, scores in scored for form in scores)
        return {form: 1 + math.log((1 + len(scored)) / (1 + counted[form])) for form in self.forms}

    def _found(self, row):
        _, _, marks, head = row
        return self.asked.intersection(f"{head} {marks}".split())

    def _is_open(self, found):
        """Some word could be worth more in the text."""
        scores = self._head(found)
        return any(scores.get(form, 0) < TEXT for form in self.forms)

    def _head(self, found):
        if found not in self.known:
            self.known[found] = self._scores(found, self.in_head)
        return self.known[found]

    def _whole(self, found, text):
        in_text = self.asked_in_text.intersection(text.split())
        if (found, in_text) not in self.known:
            scores = dict(self._head(found))
            for form, worth in self._scores(in_text, self.in_text).items():
                scores[form] = max(worth, scores.get(form, 0))
            self.known[found, in_text] = scores
        return self.known[found, in_text]

    def _scores(self, found, places):
        scores = {}
        for lexeme in found:
            for form, worth in places[lexeme]:
                scores[form] = max(worth, scores.get(form, 0))
        return scores


def _ordered(scored, rarity):
    """(row, scores) of documents, the best first."""
    sums, places = {}, []
    for place, (row, scores) in enumerate(scored):
        if id(scores) not in sums:
            sums[id(scores)] = _sums(scores, rarity)
        covered, worth, found_in_title = sums[id(scores)]
        # A title of few words is about the word; one of many only mentions it.
        key, title, _, head = row
        short = found_in_title / (head.count("_=") or 1)
        rank = (covered, -round(worth * (1 + short), 4), -(key >> DAY_BITS), title, -key)
        places.append((rank, place))
    places.sort()
    return [scored[place] for _, place in places]


def _sums(scores, rarity):
    covered = sum(weight for form, weight in rarity.items() if form in scores)
    worth = sum(weight * scores[form] for form, weight in rarity.items() if form in scores)
    return -round(covered, 4), worth, sum(points > LEAD for points in scores.values())


def _hit(row, names):
    key, title, marks, _ = row
    number, object_id = kind_and_object(key)
    return Hit(key, names[number], object_id, title, marks)
