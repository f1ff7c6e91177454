"""Titles that begin like what somebody types: of public documents, a few, cheaply."""

import threading
import time

from portal.suche import engine, fulltext, kinds
from portal.suche.analysis import query_words
from portal.suche.ranking import CLOSE, Least
from portal.suche.vocabulary import terms_of

MAX_SUGGESTIONS = 8
MAX_LOOKED_AT = 200
MIN_LETTERS = 3


class Bucket:
    """How many answers a process gives: it spares the machine and remembers nobody."""

    def __init__(self, per_second, most):
        self.per_second, self.most = per_second, most
        self.left, self.filled_at = most, time.monotonic()
        self.lock = threading.Lock()

    def take(self):
        with self.lock:
            now = time.monotonic()
            self.left = min(self.most, self.left + (now - self.filled_at) * self.per_second)
            self.filled_at = now
            if self.left < 1:
                return False
            self.left -= 1
            return True


bucket = Bucket(per_second=20, most=40)


def suggest(text):
    """[{"title", "kind"}] of the best public documents with all words in their title."""
    terms = terms_of(query_words(text))
    if not terms or sum(len(term.form) for term in terms) < MIN_LETTERS:
        return []
    groups = [[f"_{lexeme}" for lexeme in term.weights] for term in terms]
    keys = fulltext.newest(groups, MAX_LOOKED_AT)
    in_title = Least(frozenset(term.form for term in terms), CLOSE)
    found = {}
    for hit in engine.rank(dict.fromkeys(keys, in_title), terms):
        found.setdefault(hit.title, str(kinds.BY_NAME[hit.kind].label))
        if len(found) == MAX_SUGGESTIONS:
            break
    return [{"title": title, "kind": kind} for title, kind in found.items()]
