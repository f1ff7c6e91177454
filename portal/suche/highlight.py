"""Shows where the words of a query stand: whole words marked, the passage around them.

Returns pieces [(text, is_marked)]; the template escapes and marks them, so no text becomes HTML.
"""

from portal.suche.analysis import possible_stems, stem, words

PASSAGE = 240
BEFORE = 60


def pieces(text, lexemes):
    """The text cut into marked and plain pieces."""
    found, end = [], 0
    for word in words(text):
        if _is_meant(word, lexemes):
            found += [(text[end : word.start], False), (word.surface, True)]
            end = word.end
    return [piece for piece in [*found, (text[end:], False)] if piece[0]]


def passage(teaser, text, lexemes):
    """Pieces of the teaser if it holds a word, else of the place in the text that does."""
    in_teaser = pieces(teaser, lexemes)
    if any(marked for _, marked in in_teaser):
        return in_teaser
    first = next((word for word in words(text) if _is_meant(word, lexemes)), None)
    if first is None:
        return in_teaser or pieces(_cut(text, 0), lexemes)
    return pieces(_cut(text, first.start), lexemes)


def _is_meant(word, lexemes):
    """Stemming is slow: only where the stem could be one of the lexemes."""
    return any(
        "=" + form in lexemes
        or (not lexemes.isdisjoint(possible_stems(form)) and stem(form) in lexemes)
        for form in word.forms
    )


def _cut(text, position):
    """About PASSAGE characters around a position, from word to word."""
    start = max(0, position - BEFORE)
    if start:
        start = text.find(" ", start, position) + 1 or position
    end = len(text)
    if end - start > PASSAGE:
        end = text.rfind(" ", start, start + PASSAGE)
        end = end if end > position else start + PASSAGE
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return f"{before}{text[start:end]}{after}"
