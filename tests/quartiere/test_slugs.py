import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartiere.slugs import MAX_LENGTH, SlugPool, slug_of


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Köln", "koeln"),
        ("Weißensee", "weissensee"),
        ("Cottbus/Chóśebuz", "cottbus-chosebuz"),
        ("Łužica", "luzica"),
        ("Halle (Saale)", "halle-saale"),
        ("A\u0308pfel", "aepfel"),
        ("ÄÖÜ ẞ", "aeoeue-ss"),
        ("Süd & Nord", "sued-und-nord"),
        ("  --  ", "ohne-namen"),
        ("上海", "ohne-namen"),
    ],
)
def test_slug_transliterates_as_germans_do(text, slug):
    assert slug_of(text) == slug


@given(st.text(max_size=300))
def test_slug_is_always_a_short_address_part(text):
    slug = slug_of(text)

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= MAX_LENGTH
    assert slug_of(slug) == slug


@given(st.lists(st.lists(st.text(max_size=100), min_size=1, max_size=3), max_size=30))
def test_pool_never_hands_out_a_slug_twice(names):
    pool = SlugPool(taken=["vergeben"])

    slugs = ["vergeben", *(pool.take(*texts) for texts in names)]

    assert len(set(slugs)) == len(slugs)
    assert max(map(len, slugs)) <= MAX_LENGTH


def test_pool_adds_words_before_numbers():
    pool = SlugPool()

    slugs = [pool.take("Münster", "Donau-Ries", "Bayern") for _ in range(5)]

    assert slugs == [
        "muenster",
        "muenster-donau-ries",
        "muenster-donau-ries-bayern",
        "muenster-donau-ries-bayern-2",
        "muenster-donau-ries-bayern-3",
    ]
