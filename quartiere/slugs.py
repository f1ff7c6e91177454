"""German text to stable addresses: ASCII, lower case, words joined by hyphens."""

import re
import unicodedata

LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe"}
    | {"ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "&": " und "}
)
MAX_LENGTH = 80


def slug_of(text, fallback="ohne-namen"):
    """Transliterate as Germans do (ä to ae, ß to ss); `fallback` where no letter is left.

    At most MAX_LENGTH characters, cut between words where possible.
    """
    text = unicodedata.normalize("NFC", text).lower()
    text = unicodedata.normalize("NFKD", text.translate(LETTERS))
    ascii_text = text.encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")
    return _cut(slug, MAX_LENGTH) or fallback


def _cut(slug, length):
    if len(slug) <= length:
        return slug
    head, _, _ = slug[: length + 1].rpartition("-")
    return head or slug[:length]


class SlugPool:
    """Hands out slugs that nobody has yet; what is taken stays taken."""

    def __init__(self, taken=()):
        self.taken = set(taken)

    def take(self, *texts):
        """The first free slug of text, text + second, text + second + third …, then numbered."""
        for length in range(1, len(texts) + 1):
            slug = slug_of(" ".join(texts[:length]))
            if slug not in self.taken:
                return self._keep(slug)
        return self._keep(self._numbered(slug))

    def _numbered(self, slug):
        number = 2
        while (numbered := f"{_cut(slug, MAX_LENGTH - len(f'-{number}'))}-{number}") in self.taken:
            number += 1
        return numbered

    def _keep(self, slug):
        self.taken.add(slug)
        return slug
