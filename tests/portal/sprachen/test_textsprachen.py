"""The table of languages: what it says about `lang` and `dir`."""

import re

import pytest

from portal.sprachen.models import Textsprache
from tests.factories import BildFactory
from tests.portal.sprachen.fassungen import make

pytestmark = pytest.mark.django_db


def switch(client, path):
    """{hreflang: (lang, dir, name)} of the links to other languages."""
    links = re.findall(
        r'<li><a href="[^"]+" hreflang="(\S+)" lang="(\S+)" dir="(\w+)"[^>]*>([^<]+)</a>',
        client.get(path).text,
    )
    return {code: rest for code, *rest in links}


def test_name_of_sign_language_is_german(client, kinder):
    make(kinder, "gsg")

    assert switch(client, "/zielgruppen/kinder/")["gsg"] == [
        "de", "ltr", "Deutsche Gebärdensprache",
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["/zielgruppen/kinder/", "/ug/zielgruppen/kinder/"])
def test_direction_of_a_new_language_is_kept_in_its_row_alone(client, kinder, path):
    Textsprache.objects.create(code="ug", name="ئۇيغۇرچە", german_name="Uigurisch", direction="rtl")
    make(kinder, "ug")

    assert switch(client, path)["ug"] == ["ug", "rtl", "ئۇيغۇرچە"]


@pytest.mark.parametrize(
    ("code", "wrapper"),
    [
        ("ar", '<div lang="de" dir="ltr">'),
        ("de-simple", '<div lang="de" dir="ltr">'),
        ("en", '<div lang="en" dir="ltr">'),
    ],
)
def test_picture_in_a_version_is_described_in_the_language_of_its_words(
    client, kinder, code, wrapper
):
    fassung = make(kinder, code)
    fassung.abschnitte.create(picture=BildFactory(alt_text="Ein Haus."), text="<p>x</p>")

    html = client.get(f"/{code}/zielgruppen/kinder/").text

    figure = re.search(
        r'<div lang="\w+" dir="ltr">\s*<figure class="picture">.*?</figure>', html, re.S
    )
    assert figure[0].startswith(wrapper)
    assert ("Picture: " in figure[0], "Bild: " in figure[0]) == (code == "en", code != "en")
    assert (' lang="de" width' in figure[0]) == (code == "en")
