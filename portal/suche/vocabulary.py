"""Widens a word of a query by the corpus's own words: compounds that hold it, and beginnings.

"management" finds Quartiersmanagement if what is left of it ("quartier", with a linking -s-) is a
word that some document uses. Two statements, however many words are asked for.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from portal.suche.analysis import SAME, possible_stems, stem
from portal.suche.fulltext import one_of
from portal.suche.models import SuchWort

# What German puts between the parts of a compound, and endings that the first part may keep.
LINKS = ("", "s", "es", "n", "en", "e", "er", "ns", "ens", "ers")
SHORTEST_PART = 3
LONG_PART = 7
MAX_SCANNED = 4_000
MAX_WIDER = 80

EXACT, FAMILY, COMPOUND, BEGINNING = 1.0, 0.9, 0.6, 0.45


@dataclass
class Term:
    """One word of a query: which lexemes stand for it, and how well each does."""

    form: str
    surface: str
    weights: dict = field(default_factory=dict)
    # Whether the corpus knows the word, or a compound or name with it.
    is_known: bool = False

    def add(self, lexeme, weight):
        self.weights[lexeme] = max(weight, self.weights.get(lexeme, 0))

    @cached_property
    def stem(self):
        return stem(self.form)


def terms_of(query_words, *, open_end=True):
    """Terms for (form, surface) pairs; `open_end` takes the last one for a beginning too."""
    terms = [Term(form, surface) for form, surface in query_words]
    for term in terms:
        term.add("=" + term.form, EXACT)
        term.add(term.stem, FAMILY)
    scanned = _scan(terms)
    known = _known_parts(terms, scanned)
    for position, term in enumerate(terms):
        # "job center" is a Jobcenter, even if nobody uses one of its words alone.
        others = {each for other in terms if other is not term for each in (other.form, other.stem)}
        _widen(term, scanned, known | others, open_end and position == len(terms) - 1)
    return terms


def upper_bound(text):
    """The first text after all that begin like this one, by code points."""
    return text[:-1] + chr(ord(text[-1]) + 1)


def begins_with(column, text):
    return Q(**{f"{column}__gte": text, f"{column}__lt": upper_bound(text)})


def _scan(terms):
    """(form, stem) of all words that begin with one of the terms or end in its stem."""
    wanted = Q(pk__in=[])
    for term in terms:
        wanted |= Q(stem=term.stem)
        if len(term.stem) >= SHORTEST_PART:
            wanted |= begins_with("form", term.stem) | begins_with("backwards", term.stem[::-1])
    rows = SuchWort.objects.filter(wanted).order_by("form").values_list("form", "stem")
    return list(rows[:MAX_SCANNED])


def _rests(term, form, root):
    """What a word holds beside the term, as forms: [] if the term is no part of it."""
    rests = []
    if form != term.form and form.startswith(term.stem):
        rest = form[len(term.stem) :]
        rests += [rest[len(link) :] for link in LINKS if rest.startswith(link)]
    if root != term.stem and root.endswith(term.stem):
        rest = root[: -len(term.stem)]
        rests += [rest[: len(rest) - len(link)] for link in LINKS if rest.endswith(link)]
    return [rest for rest in rests if len(rest) >= SHORTEST_PART]


def _known_parts(terms, scanned):
    """Rests that are words of the corpus, in any form."""
    rests = {
        rest
        for term in terms
        for form, root in scanned
        if not _is_long_end(term, root)
        for rest in _rests(term, form, root)
    }
    return known_words(rests)


def known_words(forms):
    """Those of the forms that stand in the corpus, in any form."""
    if not forms:
        return set()
    rows = SuchWort.objects.filter(form__in=one_of(forms, "text")).order_by()
    written = set(rows.values_list("form", flat=True))
    possible = {form: possible_stems(form) for form in set(forms) - written}
    asked = {each for found in possible.values() for each in found}
    rows = SuchWort.objects.filter(stem__in=one_of(asked, "text")).order_by()
    stems = set(rows.values_list("stem", flat=True))
    # Stemming is slow and most are no words: only where some beginning is known.
    likely = [form for form, found in possible.items() if not stems.isdisjoint(found)]
    return written.union(form for form in likely if stem(form) in stems)


def _is_long_end(term, root):
    """The term at the end is too long for chance."""
    is_longer = len(root) > len(term.stem) + SHORTEST_PART
    return is_longer and len(term.stem) >= LONG_PART and root.endswith(term.stem)


def _is_compound(term, form, root, known):
    """What is left is a word too, or the term needs no such proof."""
    return _is_long_end(term, root) or bool(known.intersection(_rests(term, form, root)))


def _widen(term, scanned, known, is_beginning):
    wider = {}
    for form, root in scanned:
        # A plural that lost less than its singular (Kurse, Kurs) belongs to the family too.
        if root in (term.stem, term.form) or form in (term.stem, term.form):
            term.is_known = True
            term.add(root, FAMILY)
        elif _is_compound(term, form, root, known):
            wider[root] = COMPOUND
        elif is_beginning and len(term.form) >= SHORTEST_PART and form.startswith(term.form):
            wider.setdefault(root, BEGINNING)
    term.is_known = term.is_known or bool(wider) or term.form in SAME
    # The shortest first: they hold least besides the term.
    for root in sorted(wider, key=lambda root: (-wider[root], len(root), root))[:MAX_WIDER]:
        term.add(root, wider[root])
