"""German words: forms, stems, compounds as written, text of HTML, bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.suche.analysis import (
    MAX_LETTERS,
    MAX_WORDS_OF_QUERY,
    clean,
    fold,
    joined,
    lexemes_of,
    plain_text,
    possible_stems,
    query_words,
    stem,
    surfaces,
    words,
)


def lexemes(text):
    return lexemes_of(surfaces(clean(text)))


@pytest.mark.parametrize(
    "spellings",
    [
        ["Münster", "Muenster", "MUENSTER", "munster", "Mu\u0308nster"],
        ["Größe", "Groesse", "GRÖSSE", "grosse"],
        ["Schöneberg", "Schoeneberg", "schoneberg"],
        ["Café", "cafe", "CAFÉ"],
    ],
)
def test_spellings_are_one_form(spellings):
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize("word", ["neue", "Frauen", "bauen", "Quelle", "treue"])
def test_ue_that_is_no_umlaut_stays(word):
    assert fold(word) == word.lower()


@pytest.mark.parametrize(
    "family",
    [
        ["Kind", "Kinder", "Kindern", "Kindes"],
        ["Spielplatz", "Spielplätze", "Spielplaetzen"],
        ["Bürger", "Bürgerin", "Bürgerinnen", "Buergern"],
        ["Mitarbeiter", "Mitarbeiterinnen", "Mitarbeitende", "Mitarbeitenden"],
        ["Ärztin", "Arzt", "Ärztinnen"],
        ["Senior", "Senioren", "Seniorinnen", "Seniorin"],
        ["Studierende", "Studenten", "Studentinnen"],
        ["Alleinerziehende", "alleinerziehend", "Alleinerziehenden"],
        ["Beratung", "Beratungen", "beraten"],
        ["Sanierung", "saniert", "sanierte"],
        ["Behinderung", "behindert", "Behinderte", "Behinderten"],
        ["Familienzentrum", "Familienzentren", "Familienzentrums"],
        ["Praktikum", "Praktika"],
    ],
)
def test_family_has_one_stem(family):
    assert len({stem(fold(word)) for word in family}) == 1


@pytest.mark.parametrize("word", ["berlin", "termin", "medizin", "verein", "kamin"])
def test_in_that_is_no_gender_form_stays(word):
    assert stem(word) == word


@pytest.mark.parametrize("word", ["wert", "konzert", "raum", "forum", "wachstum"])
def test_t_and_um_that_are_no_ending_stay(word):
    assert stem(word) == word


@pytest.mark.parametrize(
    "written",
    [
        "Bürger:innen", "Bürger*innen", "Bürger_innen", "Bürger/innen", "Bürger/-innen",
        "BürgerInnen",
    ],
)  # fmt: skip
def test_gender_forms_are_one_word(written):
    (word,) = words(written)

    assert (word.surface, [stem(form) for form in word.forms]) == (written, ["burg"])


def test_compound_with_hyphen_is_its_parts_and_the_whole():
    (word,) = words("Quartiers-Management")

    assert word.forms == ("quartiers", "management", "quartiersmanagement")


def test_lexemes_are_stems_and_forms_without_stop_words():
    found = lexemes("Hilfe für die Kinder")

    assert found == ["hilf", "=hilfe", "kind", "=kinder"]


def test_query_of_stop_words_alone_keeps_them():
    assert [form for form, _ in query_words("wer ist da")] == ["wer", "ist", "da"]
    assert [form for form, _ in query_words("wer ist für Kinder da")] == ["kinder"]


def test_query_is_bounded():
    found = query_words(" ".join(f"wort{number}{'x' * 5_000}" for number in range(10_000)))

    assert len(found) <= MAX_WORDS_OF_QUERY
    assert max(len(form) for form, _ in found) <= MAX_LETTERS


@pytest.mark.parametrize("text", ["", "\0", "\u202e\u200b", "!!! --- :::", "\ud800"])
def test_text_without_words_has_no_lexemes(text):
    assert lexemes(text) == []


def test_unseen_characters_do_not_part_a_word():
    assert lexemes("Quar\u00adtier\u200bsrat") == lexemes("Quartiersrat")


def test_plain_text_keeps_blocks_apart():
    assert plain_text("<p>Eins</p><p>zwei &amp; <b>drei</b></p><script>x</script>") == (
        "Eins zwei & drei x"
    )


ENDINGS = [
    *("e", "em", "en", "ern", "er", "es", "s", "n", "est", "st", "et", "nen", "nis", "niss"),
    *("end", "ung", "ig", "ik", "isch", "lich", "heit", "keit", "igkeit"),
    *("in", "innen", "erin", "ln", "lns", "iert", "ert", "ika", "ikum", "rum"),
]


@given(
    st.text("abdefgiklmnorstuz", min_size=3, max_size=8),
    st.lists(st.sampled_from(ENDINGS), max_size=3),
)
def test_stem_is_one_of_the_possible_ones(beginning, endings):
    form = "".join([beginning, *endings])

    assert stem(form) in possible_stems(form)


def test_possible_stems_are_few_for_a_plain_word():
    assert possible_stems("lampen") == ("lamp", "lampe", "lampen")
    assert possible_stems("kitas") == ("kita",)


@pytest.mark.parametrize("end", [".", "!", "?", "…", ":"])
def test_texts_are_joined_by_a_dot_only_where_no_sign_parts_them(end):
    assert joined(["", f"Wir kochen{end}", "", "Am Markt 1", "Verein", ""]) == (
        f"Wir kochen{end} Am Markt 1 · Verein"
    )
    assert joined([]) == ""


def test_joining_texts_changes_no_lexeme():
    parts = ["Ein Treff", "innen und außen", "Haus-", "in der Halle"]

    assert lexemes(joined(parts)) == lexemes(" ".join(parts))
