"""Advice on Leichte Sprache: what is noticed, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sprachen import leichte_sprache


def rules(text):
    return [hint.rule for hint in leichte_sprache.hints(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>Das Haus ist offen.</p>", []),
        ("<p>Eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf.</p>", []),
        (
            "Eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn.",
            ["langer Satz"],
        ),
        ("<p>Das ist die Nachbarschaftshilfe.</p>", ["langes Wort"]),
        ("<p>Das ist die Nachbarschafts-Hilfe.</p>", []),
        ("<p>Das ist die Nachbarschafts·hilfe.</p>", []),
        ("<p>Wir helfen z. B. beim Lesen.</p>", ["Abkürzung"]),
        ("<p>Das Haus wird gebaut.</p>", ["vielleicht Passiv"]),
        ("<p>Wir werden mehr.</p>", []),
        ("<p>Das Haus des Vereins ist offen.</p>", ["vielleicht Genitiv"]),
        ("<p>Das kostet nichts.</p>", []),
        ("<p>Sie brauchen kein Geld.</p>", ["Verneinung"]),
        ("<p>Sie könnten kommen.</p>", ["Konjunktiv"]),
        ("", []),
    ],
)
def test_hints(text, found):
    assert rules(text) == found


def test_every_block_ends_a_sentence():
    text = "<h2>Wer hilft</h2><ul><li>Der Verein</li><li>Das Amt</li></ul><p>Alle. Immer!</p>"

    assert leichte_sprache.sentences(text) == [
        "Wer hilft",
        "Der Verein",
        "Das Amt",
        "Alle.",
        "Immer!",
    ]


def test_hint_names_word_and_advice():
    hint = leichte_sprache.hints("Die Straßenverkehrsordnung gilt.")[0]

    assert (hint.passage, "Bindestrich" in hint.advice) == ("Straßenverkehrsordnung", True)


@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    assert all(hint.rule and hint.advice for hint in leichte_sprache.hints(text))
