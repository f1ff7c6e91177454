"""A page is offered in a language only where it can be read in it (decision 30): by its canonical
address, by `hreflang` and in the sitemap.
"""

import re

import pytest

from portal.sprachen import quellen
from tests.factories import QuartierFactory, SeiteFactory
from tests.factories_beitraege import BeitragFactory
from tests.factories_netzwerke import AngebotFactory
from tests.factories_veranstaltungen import VeranstaltungFactory
from tests.portal.sprachen.fassungen import make

pytestmark = pytest.mark.django_db

FACTORIES = [QuartierFactory, AngebotFactory, SeiteFactory, BeitragFactory, VeranstaltungFactory]


def rows():
    """A public row of each kind that can have versions."""
    made = {factory._meta.model: factory(published=True) for factory in FACTORIES}
    return [made.get(model) or model.objects.first() for model in quellen.SOURCES]


def offers(client, path):
    """(canonical address, languages of hreflang) of a page, addresses without the host."""
    html = client.get(path).text
    canonical = re.findall(r'rel="canonical" href="http://testserver([^"]+)"', html)
    return canonical, re.findall(r'rel="alternate" hreflang="([^"]+)"', html)


def locations(client):
    return re.findall(r"<loc>http://testserver([^<]+)</loc>", client.get("/sitemap.xml").text)


def test_german_text_is_not_offered_in_english(client):
    urls = [row.get_absolute_url() for row in rows()]

    german = [offers(client, url) for url in urls]
    english = [offers(client, f"/en{url}") for url in urls]

    assert english == german == [([url], []) for url in urls]
    found = locations(client)
    assert [(url in found, f"/en{url}" in found) for url in urls] == [(True, False)] * len(urls)


def test_english_version_is_offered(client):
    sources = rows()
    for row in sources:
        make(row, "en")
    urls = [row.get_absolute_url() for row in sources]

    german = [offers(client, url) for url in urls]
    english = [offers(client, f"/en{url}") for url in urls]

    languages = ["de", "en", "x-default"]
    assert german == [([url], languages) for url in urls]
    assert english == [([f"/en{url}"], languages) for url in urls]
    assert {address for url in urls for address in (url, f"/en{url}")} <= set(locations(client))


def test_draft_of_an_english_version_is_not_offered(client, quartier):
    make(quartier, "en", published=False)
    url = quartier.get_absolute_url()

    assert offers(client, f"/en{url}") == ([url], [])
    assert f"/en{url}" not in locations(client)


def test_versions_in_other_languages_are_offered_beside_german(client, quartier):
    make(quartier, "ar")
    url = quartier.get_absolute_url()

    assert offers(client, url) == ([url], ["de", "ar", "x-default"])
    assert offers(client, f"/ar{url}") == ([f"/ar{url}"], ["de", "ar", "x-default"])
    assert offers(client, f"/en{url}") == ([url], ["de", "ar", "x-default"])
    found = locations(client)
    assert [f"{code}{url}" in found for code in ("", "/ar", "/en")] == [True, True, False]


def test_pages_of_the_portal_itself_are_offered_in_german_and_english(client, quartier):
    chain = f"{quartier.get_absolute_url()}handlungskette/"

    for url in ("/", "/quartiere/", chain):
        assert offers(client, f"/en{url}") == ([f"/en{url}"], ["de", "en", "x-default"])
    assert {"/en/", "/en/quartiere/"} <= set(locations(client))


def test_reader_can_still_change_to_english(client, quartier):
    html = client.get(quartier.get_absolute_url()).text

    assert f'href="/en{quartier.get_absolute_url()}" hreflang="en"' in html
