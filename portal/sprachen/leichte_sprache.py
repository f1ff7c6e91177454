"""Advice on texts in Leichte Sprache. Pure, no Django; it advises and never blocks.

The rules follow "Die Regeln für Leichte Sprache" (Netzwerk Leichte Sprache e. V., 2022) and
DIN SPEC 33429 (2025): short sentences with one statement, no long words without hyphen or
Mediopunkt, no passive, no genitive, no negation where it can be said positively, no
abbreviations. A program can only suspect; people with learning difficulties decide.
"""

import html
import re
from dataclasses import dataclass

MAX_WORDS = 12
MAX_LETTERS = 14
TAG = re.compile(r"<(?:/?(?:p|li|h\d|br|div|td|th|blockquote)\b)[^>]*>")
ANY_TAG = re.compile(r"<[^>]+>")
# Not after "z." of "z. B.".
SENTENCE = re.compile(r"(?<=[.!?:])(?<!\b\w\.)\s+")
WORD = re.compile(r"[A-Za-zÄÖÜäöüß]+(?:[-·.][A-Za-zÄÖÜäöüß]+)*")
ABBREVIATION = re.compile(
    r"\b(?:z\. ?B|d\. ?h|u\. ?a|usw|bzw|ggf|etc|evtl|inkl|ca|Nr|Tel|Str|vgl|i\. ?d\. ?R)\."
)
PASSIVE = re.compile(
    r"\b(?:wird|werden|wurde|wurden|worden)\b[^.!?]*\b(?:ge\w+(?:t|en)|\w+iert|"
    r"(?:be|ver|er|zer|ent|miss)\w+(?:t|en))\b",
    re.IGNORECASE,
)
GENITIVE = re.compile(r"\b(?:des|eines|dieses|meines|Ihres|unseres) [A-ZÄÖÜ]\w+s\b")
NEGATION = re.compile(r"\b(?:nicht|kein\w*|nie|niemals|ohne)\b", re.IGNORECASE)
SUBJUNCTIVE = re.compile(r"\b(?:könnten?|würden?|hätten?|wären?|sollten?|müssten?)\b")


@dataclass(frozen=True)
class Hint:
    """`rule` in a few words, `advice` what to do, `passage` where."""

    rule: str
    advice: str
    passage: str


def hints(text: str) -> list[Hint]:
    """All hints on a text, HTML or plain, in the order of its sentences."""
    return [hint for sentence in sentences(text) for hint in _of_sentence(sentence)]


def sentences(text: str) -> list[str]:
    """Sentences without markup; every block (paragraph, list item, heading) ends one."""
    plain = html.unescape(ANY_TAG.sub("", TAG.sub("\n", text)))
    lines = (" ".join(line.split()) for line in plain.split("\n"))
    return [part for line in lines if line for part in SENTENCE.split(line) if WORD.search(part)]


def _of_sentence(sentence):
    number = len(WORD.findall(sentence))
    if number > MAX_WORDS:
        advice = f"{number} Wörter. Höchstens {MAX_WORDS} sind gut: Machen Sie zwei Sätze daraus."
        yield Hint("langer Satz", advice, sentence)
    for word in long_words(sentence):
        advice = "Trennen Sie mit Bindestrich oder Mediopunkt, oder nehmen Sie ein kürzeres Wort."
        yield Hint("langes Wort", advice, word)
    for rule, pattern, advice in PATTERNS:
        if found := pattern.search(sentence):
            yield Hint(rule, advice, found[0] if rule == "Abkürzung" else sentence)


def long_words(sentence: str) -> list[str]:
    """Words with a part of more than MAX_LETTERS letters between hyphens or Mediopunkte."""
    return [
        word
        for word in WORD.findall(sentence)
        if max(len(part) for part in re.split(r"[-·.]", word)) > MAX_LETTERS
    ]


PATTERNS = [
    ("Abkürzung", ABBREVIATION, "Schreiben Sie das Wort aus."),
    ("vielleicht Passiv", PASSIVE, "Sagen Sie, wer etwas tut: „Wir bauen“ statt „Es wird gebaut“."),
    ("vielleicht Genitiv", GENITIVE, "Besser mit „von“: „das Haus von dem Verein“."),
    ("Verneinung", NEGATION, "Lässt es sich positiv sagen?"),
    ("Konjunktiv", SUBJUNCTIVE, "Besser: „vielleicht“ oder „können“."),
]
