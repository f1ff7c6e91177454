"""German words as the index knows them: pure functions from text to lexemes.

A word becomes one *form* (lower case, ASCII spelling: Münster, Muenster and Munster are "munster")
and one *stem* (Snowball "german", after the endings of gender forms: Bürgerinnen is "burg" like
Bürger). In the index a form is written with "=" before it, so that "=burg" (the word itself) and
"burg" (its family) stay apart. Queries and texts go through the same functions on every database.
"""

import re
import unicodedata
from functools import lru_cache
from html import unescape
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import snowballstemmer
from django.utils.html import strip_tags

# Bounds: whatever somebody sends, this much of it is looked at.
MAX_LETTERS = 40
MAX_TEXT = 30_000
MAX_WORDS_OF_TEXT = 1_500
MAX_WORDS_OF_QUERY = 8
# Longer words are no words; remembering them would only fill the memory.
MAX_CACHED = 80

# Letters and digits; Bürger:innen, Bürger*innen, Bürger_innen, Bürger/-innen and Kinder-Treff are
# one word each.
WORD = re.compile(r"[^\W_]+(?:(?:[:*_·]|/-?)(?:innen|in|r|n)(?![^\W_]))?(?:-[^\W_]+)*")
GENDER_MARK = re.compile(r"[:*_·/]-?")
# Long forms of a person: the plural always, the singular after the ending of an agent (Lehrerin,
# Ärztin), so that Berlin, Termin and Medizin stay whole.
WOMEN = re.compile(r"(?<=\w{4})innen$")
WOMAN = re.compile(r"(?<=\w{2})(er|or|ent|ist|ant|ar|eur|log|zt|at)in$")
# What Snowball leaves: saniert belongs to Sanierung, behindert to Behinderung; and of Latin words
# Zentrum to Zentren, Praktikum and Praktika to Praktikant.
PARTICIPLE = re.compile(r"^(\w{2,}ier|(?:be|ent|er|ge|ver|zer)\w{2,5}er)t$")
LATIN = re.compile(r"(?<=\w{3}[eikr])um$|(?<=\w{3}ik)a$")
# "ue" after a, e and q is no umlaut: neue, Frauen, Quelle.
DIGRAPHS = [
    (re.compile("ae"), "a"),
    (re.compile("oe"), "o"),
    (re.compile("(?<![aeq])ue"), "u"),
]
# After these a reader expects something new.
ENDS = (".", "!", "?", "…", ":")
BLOCKS = re.compile(r"<(?:br|/?(?:p|h\d|li|td|th|tr|blockquote|div))\b", re.IGNORECASE)
# Control and format characters: null bytes, soft hyphens, zero-width and bidirectional marks.
UNSEEN = {"Cc", "Cf", "Cs", "Co"}

# Words that say nothing about what somebody looks for, as forms.
STOP_WORDS = frozenset(Path(__file__).with_name("stop_words.txt").read_text("utf-8").split())
# The same word in other clothes; the left one counts.
SAME = {
    "studierende": "student",
    "studierenden": "student",
    "kindertagesstatte": "kita",
    "kindertagesstatten": "kita",
    "kitas": "kita",
    "kindergarten": "kita",
    "qm": "quartiersmanagement",
    "quartiermanagement": "quartiersmanagement",
    "stadtteilmanagement": "quartiersmanagement",
    "strasse": "str",
    "fluchtling": "gefluchtet",
    "fluchtlinge": "gefluchtet",
    "fluchtlingen": "gefluchtet",
}

SAME_WORDS = tuple(SAME)
VOWEL_AND_E = re.compile("[aou]e")
# All that may be taken from the end of a word: Latin, derived, inflected, of a woman.
ENDINGS = re.compile(
    "(?:t|um|a)?(?:(?:ig|lich|er|en)?(?:end|ung|ig|ik|isch|lich|heit|keit))*"
    "(?:en|er|et|e?st)?s?(?:e[mnrs]?|ern|n?s|n)?(?:er|in|innen)*"
)
LONGEST_ENDING = 20

_stemmer = snowballstemmer.stemmer("german")


class Word(NamedTuple):
    """A word of a text: where it stands, how it is written, and its parts as forms."""

    start: int
    end: int
    surface: str
    forms: tuple


def plain_text(html):
    """The text of stored HTML on one line; blocks are kept apart."""
    text = strip_tags(BLOCKS.sub(lambda match: " " + match[0], html[: MAX_TEXT * 2]))
    return " ".join(clean(unescape(text)).split())[:MAX_TEXT]


def joined(parts):
    """Texts as one line on which a reader sees where the next one begins; empty ones are left out.

    A dot stands between them where the one before ends without a sign of its own. No lexeme
    changes by that.
    """
    line = ""
    for part in filter(None, parts):
        line += (" " if line.endswith(ENDS) else " · ") + part if line else part
    return line


def clean(text):
    """Composed characters, without those nobody sees."""
    text = unicodedata.normalize("NFC", text[:MAX_TEXT])
    unseen = {
        ord(letter): " " if letter in "\t\n\r" else None
        for letter in set(text)
        if unicodedata.category(letter) in UNSEEN
    }
    return text.translate(unseen) if unseen else text


def words(text, limit=MAX_WORDS_OF_TEXT):
    """The words of a cleaned text in their order, at most `limit`."""
    found = islice(WORD.finditer(text), limit)
    return [Word(match.start(), match.end(), match[0], forms(match[0])) for match in found]


def surfaces(text):
    """The words of a cleaned text as they are written, at most `MAX_WORDS_OF_TEXT`."""
    return WORD.findall(text)[:MAX_WORDS_OF_TEXT]


def forms(surface):
    """A word's parts and the whole, as forms; over-long ones are cut."""
    return _forms(surface) if len(surface) <= MAX_CACHED else _forms.__wrapped__(surface)


@lru_cache(maxsize=50_000)
def _forms(surface):
    parts = [fold(part) for part in GENDER_MARK.sub("", surface).split("-")]
    found = [part for part in parts if part]
    if len(found) > 1:
        found.append("".join(found)[:MAX_LETTERS])
    return tuple(found)


def spellings(surface):
    """(form, how it is written) of a word's parts and of the whole.

    A part is written as itself, for somebody may see it who must not see the rest of the word.
    """
    found = forms(surface)
    parts = GENDER_MARK.sub("", surface).split("-") if len(found) > 1 else []
    return list(zip(found, [*filter(fold, parts), surface], strict=False))


def fold(word):
    """Lower case in ASCII spelling: Größe → grosse, Muenster → munster, Café → cafe."""
    word = unicodedata.normalize("NFKD", word.casefold()[:MAX_LETTERS])
    word = "".join(letter for letter in word if letter.isalnum())
    for digraph, vowel in DIGRAPHS:
        word = digraph.sub(vowel, word)
    return word[:MAX_LETTERS]


@lru_cache(maxsize=100_000)
def stem(form):
    """The stem of a form, the same for a woman, a man and both."""
    form = SAME.get(form, form)
    form = WOMAN.sub(r"\1", WOMEN.sub("", form))
    return SAME.get(form) or _root(_stemmer.stemWord(form)) or form


def _root(stem):
    return LATIN.sub("", PARTICIPLE.sub(r"\1", stem))


@lru_cache(maxsize=20_000)
def possible_stems(form):
    """All that `stem` may answer, for asking many at once: it is slow and only shortens.

    Except for the words of SAME and where Snowball takes a vowel and "e" for an umlaut.
    """
    if VOWEL_AND_E.search(form) or form.startswith(SAME_WORDS):
        return (stem(form),)
    ends = range(max(3, len(form) - LONGEST_ENDING), len(form))
    return (*(form[:end] for end in ends if _is_ending(form[end:])), form)


@lru_cache(maxsize=50_000)
def _is_ending(letters):
    return bool(ENDINGS.fullmatch(letters))


def lexemes_of(surfaces):
    """Stems and "=forms" of words in their order, each once, without stop words."""
    found = {}
    for surface in surfaces:
        for form in forms(surface):
            if form not in STOP_WORDS:
                found[stem(form)] = found["=" + form] = True
    return list(found)


def query_words(text):
    """The words of a query that carry meaning, each once; stop words if there is nothing else."""
    found = {}
    for word in words(clean(text[:1_000]), limit=200):
        for form in word.forms[-1:]:
            found.setdefault(form, word.surface)
    telling = {form: surface for form, surface in found.items() if form not in STOP_WORDS}
    return list(islice((telling or found).items(), MAX_WORDS_OF_QUERY))
