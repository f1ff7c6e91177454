"""What is not public is in no feed, file, answer of the API, sitemap and list: for no role.

The cases are those of the search. The control at the end shows that the same words are found here
once they are public.
"""

import pytest
from django.urls import reverse

from portal.daten.sammlungen import ALL
from portal.sprachen.models import Fassung
from tests.factories import QuartierFactory
from tests.factories_beitraege import BeitragFactory
from tests.factories_netzwerke import AngebotFactory
from tests.factories_veranstaltungen import VeranstaltungFactory
from tests.portal.sprachen.fassungen import make
from tests.portal.suche.test_leaks import CASES, SECRET
from tests.test_access import PERSONS

pytestmark = pytest.mark.django_db

PLACES = [
    "/", "/en/", "/sitemap.xml", "/beitraege.atom", "/beitraege.rss", "/veranstaltungen.atom",
    "/veranstaltungen.ics", "/daten/", "/daten/katalog.ttl", "/daten/katalog.jsonld",
    "/leichte-sprache/", "/ar/leichte-sprache/",
]  # fmt: skip


def everywhere():
    yield from PLACES
    for sammlung in ALL:
        yield reverse("daten:api_list", args=[sammlung.slug]) + "?pro_seite=200"
        yield reverse(sammlung.page_name)
        for suffix in sammlung.export.suffixes:
            yield sammlung.download_url(suffix)


def secret_versions(kommune):
    """Drafts of what is public, and public versions of what is not."""
    public, draft = QuartierFactory(kommune=kommune, published=True), QuartierFactory()
    for code in ("de-simple", "ar", "en"):
        make(public, code, published=False, title=SECRET, teaser=SECRET, text=f"<p>{SECRET}</p>")
        make(draft, code, title=SECRET, teaser=SECRET, text=f"<p>{SECRET}</p>")
    return public, draft


def body(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.getvalue().decode()


@pytest.mark.parametrize("person", PERSONS, indirect=True)
def test_no_role_finds_any_of_it_anywhere(client, person, kommune):
    for make_case in CASES.values():
        make_case(kommune)
    public, draft = secret_versions(kommune)
    if person:
        client.force_login(person)

    found = [address for address in everywhere() if shows_it(body(client, address))]

    assert found == []
    for code in ("de-simple", "ar", "en"):
        assert not shows_it(body(client, f"/{code}{public.get_absolute_url()}"))
        assert client.get(f"/{code}{draft.get_absolute_url()}").status_code == 404


def shows_it(text):
    return SECRET.lower() in text.lower()


def test_control_the_same_words_are_everywhere_when_they_are_public(client, kommune):
    quartier = QuartierFactory(kommune=kommune, published=True, name=SECRET, slug=SECRET.lower())
    for factory in (AngebotFactory, BeitragFactory, VeranstaltungFactory):
        factory(kommune=kommune, title=SECRET, slug=SECRET.lower(), published=True)
    make(quartier, "de-simple", title=SECRET)

    shown = {address for address in everywhere() if shows_it(body(client, address))}

    assert set(PLACES) - shown == {"/daten/", "/daten/katalog.ttl", "/daten/katalog.jsonld"}
    assert {f"/api/v1/{slug}/?pro_seite=200" for slug in
            ("quartiere", "angebote", "beitraege", "veranstaltungen")} <= shown  # fmt: skip
    assert Fassung.objects.published().count() == 1
