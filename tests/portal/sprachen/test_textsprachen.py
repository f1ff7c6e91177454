"""The table of languages: what it says about `lang` and `dir`, and which addresses it takes."""

import re

import pytest
from django.core.exceptions import ValidationError

from portal.sprachen.models import Textsprache
from tests.factories import BildFactory, SeiteFactory
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


# Addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["en", "ar", "gsg", "tr", "de-simple"])
def test_seite_does_not_take_the_address_of_a_language(slug):
    with pytest.raises(ValidationError) as error:
        SeiteFactory.build(slug=slug).full_clean()

    assert error.value.message_dict == {
        "slug": ["Unter dieser Adresse steht schon ein anderer Teil des Portals."]
    }


@pytest.mark.parametrize("slug", ["faq", "xy", "english"])
def test_seite_may_look_like_a_language(slug):
    SeiteFactory.build(slug=slug).full_clean()


@pytest.mark.parametrize("code", ["faq", "api"])
def test_language_does_not_take_an_address_that_is_there(code):
    SeiteFactory(slug="faq")

    with pytest.raises(ValidationError) as error:
        Textsprache(code=code, name="x", german_name="x").full_clean()

    assert error.value.message_dict == {
        "code": ["Unter dieser Adresse steht schon ein anderer Teil des Portals."]
    }


def test_languages_that_are_there_stay_valid():
    for sprache in Textsprache.objects.all():
        sprache.full_clean()


def test_request_of_the_api_asks_for_no_language(client, django_assert_num_queries):
    with django_assert_num_queries(30, exact=False) as queries:
        assert client.get("/api/v1/quartiere/").status_code == 200

    assert [query["sql"] for query in queries if "textsprache" in query["sql"]] == []
