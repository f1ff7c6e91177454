"""From a query to documents: candidates from the full text, then one order for both databases.

The database says which documents match; how well they do is reckoned by `ranking`, so that SQLite
and PostgreSQL answer alike. Bounded: the newest documents of a common word, those with it in the
title first, then those with the word itself, then those with a compound or a beginning.
"""

from dataclasses import dataclass, field
from itertools import islice

from portal.suche import fulltext, kinds
from portal.suche.analysis import query_words
from portal.suche.days import Days
from portal.suche.models import SuchDokument, kind_and_object
from portal.suche.ranking import ANY, CLOSE, Least, close, ranked
from portal.suche.spelling import correct
from portal.suche.vocabulary import terms_of

# How many documents are ranked, and from how many on a part of the words is not asked for.
MAX_CANDIDATES = 1_000
ENOUGH = 10
# How many groups of some of the words are asked for: up to three statements each.
MAX_ASKED = 3
MAX_NAMED = 60


@dataclass
class Result:
    """Hits in their order, with what was asked in the end."""

    terms: list = field(default_factory=list)
    hits: list = field(default_factory=list)
    # [(typed, found)]: words that nobody uses, replaced by the nearest one.
    corrections: list = field(default_factory=list)
    # Keys of hits that hold only some of the words; they stand behind the others.
    partial: frozenset = frozenset()
    is_cut: bool = False


def public(keys):
    """Those of the keys whose object everybody may read now, asked of each kind's own rule."""
    return _among(keys, {kind.number: kind.public for kind in kinds.KINDS})


def _among(keys, rules):
    """Those of the keys whose object is in the rows of their kind; `rules` {number: rows()}."""
    objects = {}
    for key in keys:
        number, object_id = kind_and_object(key)
        objects.setdefault(number, set()).add(object_id)
    found = set()
    for number, ids in objects.items():
        if number in rules:
            rows = (
                rules[number]()
                .filter(pk__in=fulltext.one_of(ids))
                .order_by()
                .values_list("pk", flat=True)
            )
            found.update((number, object_id) for object_id in rows)
    return [key for key in keys if kind_and_object(key) in found]


def search(text, *, marks=(), days=(None, None), open_end=True):
    """The Result for what somebody typed; `marks` and `days` narrow it.

    `marks` are lexemes that every hit has, `days` the first and last day.
    """
    days = Days(*days)
    result = Result(terms=terms_of(query_words(text), open_end=open_end))
    if not (result.terms or marks or days):
        return result
    _add_names(result.terms)
    result.corrections = correct(result.terms, open_end=open_end, is_public=holds_public)
    _add_names([term for term in result.terms if not term.is_known])
    fixed = [[mark] for mark in marks]
    found, result.is_cut = _complete(result.terms, fixed, days)
    result.hits = rank(found, result.terms)
    if len(result.terms) > 1 and len(result.hits) < ENOUGH:
        _add_partial(result, fixed, days)
    return result


def holds_public(form):
    """Whether a public document holds exactly this word."""
    return bool(public(fulltext.newest([["=" + form]], MAX_CANDIDATES)))


def _add_names(terms):
    """A Quartier, Zielgruppe … of that name stands for all that belongs to it."""
    wanted = {term.stem for term in terms} | {"=" + term.form for term in terms}
    if not wanted:
        return
    letters = [[kinds.mark(kinds.OWN, kind.name) for kind in kinds.BY_LETTER.values()]]
    titles = [[f"_{lexeme}" for lexeme in sorted(wanted)]]
    found = fulltext.newest(titles + letters, MAX_NAMED * 5)
    found = _among(found, {kind.number: kind.named_rows for kind in kinds.BY_LETTER.values()})
    for key, head in _values(found, "pk", "head"):
        number, object_id = kind_and_object(key)
        in_title = {lexeme for lexeme in head.split() if lexeme.startswith("_")}
        for term in terms:
            if f"_{term.stem}" in in_title:
                term.is_known = True
                share = 1 / max(1, sum(not lexeme.startswith("_=") for lexeme in in_title))
                mark = kinds.mark(kinds.BY_NUMBER[number].letter, object_id)
                term.add(mark, 0.3 + share / 6)


def _complete(terms, fixed, days):
    """({key: Least} of documents with all terms, whether there are more)"""
    forms = frozenset(term.form for term in terms)
    titles = [[f"_{lexeme}" for lexeme in term.weights] for term in terms]
    tiers = [
        (titles, CLOSE),
        ([close(term) for term in terms], CLOSE),
        ([list(term.weights) for term in terms], ANY),
    ]
    found = {}
    # Without words every tier is the same. What is wide costs most: not if there is enough.
    for groups, worth in tiers if terms else tiers[:1]:
        if len(found) <= MAX_CANDIDATES:
            for key in days.newest(groups + fixed, MAX_CANDIDATES + 1):
                found.setdefault(key, Least(forms, worth))
    return _bounded(found), len(found) > MAX_CANDIDATES


def _bounded(found):
    return dict(islice(found.items(), MAX_CANDIDATES))


def _add_partial(result, fixed, days):
    """Too few: documents with some of the words, the more the better, behind the others."""
    seen = {hit.key for hit in result.hits}
    holders = _Holders(result.terms, fixed, days)
    more, least = [], len(result.terms) // 2
    for size in range(len(result.terms) - 1, 0, -1):
        found = _with_some(_subsets(holders.words, size), holders)
        more = rank({key: found[key] for key in found if key not in seen}, result.terms)
        if len(seen) + len(more) >= ENOUGH or (more and size <= least):
            break
    result.hits, result.partial = result.hits + more, frozenset(hit.key for hit in more)


class _Holders:
    """Documents that hold a word, asked for once, and from that those that hold several words.

    Of a common word only the newest are known. Where that leaves open who holds all words of a
    group, the database is asked, for MAX_ASKED groups of a query at most.
    """

    def __init__(self, terms, fixed, days):
        self.fixed, self.days, self.left = fixed, days, MAX_ASKED
        # [(term, {key: None} of its documents, the newest first)]
        self.words = [(term, dict.fromkeys(self._newest(term))) for term in terms]

    def of(self, group):
        """{key: Least} of documents with all words of a group of `words`, the newest first."""
        terms, answers = zip(*group, strict=True)
        whole = [answer for answer in answers if len(answer) <= MAX_CANDIDATES]
        is_open = len(whole) < len(group) and (not whole or _in_all(whole))
        if is_open and self.left:
            self.left -= 1
            return _complete(terms, self.fixed, self.days)[0]
        return dict.fromkeys(_in_all(answers), Least(frozenset(term.form for term in terms), ANY))

    def _newest(self, term):
        return self.days.newest([list(term.weights), *self.fixed], MAX_CANDIDATES + 1)


def _in_all(answers):
    """Keys that stand in each of the answers, in the order of the shortest."""
    shortest, *others = sorted(answers, key=len)
    return [key for key in shortest if all(key in answer for answer in others)]


def _with_some(groups, holders):
    """{key: Least} of documents with all terms of one of the groups, of the rarest group first."""
    found = {}
    for answer in sorted(map(holders.of, groups), key=len):
        for key, known in answer.items():
            found[key] = found[key].joined(known) if key in found else known
    return _bounded(found)


def _subsets(words, size):
    """Those of one size that leave out neighbours in the query, a bounded number of them."""
    if size == len(words) - 1:
        return [words[:position] + words[position + 1 :] for position in range(len(words))]
    return [words[start : start + size] for start in range(len(words) - size + 1)]


def rank(candidates, terms):
    """The public ones among the candidates {key: Least} as hits, best first."""
    rows = _values(public(candidates), "pk", "title", "marks", "head")
    return ranked(rows, candidates, terms, kinds.NAMES, _texts)


def _texts(keys):
    return dict(_values(keys, "pk", "terms"))


def _values(keys, *columns):
    if not keys:
        return []
    rows = SuchDokument.objects.filter(pk__in=fulltext.one_of(keys)).order_by()
    return list(rows.values_list(*columns))
