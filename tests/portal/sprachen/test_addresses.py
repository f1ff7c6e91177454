"""The language of a page is the first part of its address, and nothing else decides."""

import re

import pytest
from django.urls import get_resolver, reverse
from django.utils import translation

from portal.sprachen import addresses
from portal.sprachen.middleware import language_of, without_language
from tests.factories import QuartierFactory, ZielgruppeFactory

pytestmark = pytest.mark.django_db

PAGES = ["/", "/quartiere/", "/quartiere/finden/", "/monitoring/", "/netzwerke/", "/impressum/"]
OUR_NAMESPACES = {
    "quartiere",
    "monitoring",
    "strategie",
    "netzwerke",
    "veranstaltungen",
    "rueckmeldungen",
}
WITHOUT_LANGUAGE = [
    "/gesundheit/",
    "/sitemap.xml",
    "/robots.txt",
    "/konto/login/",
    "/verwaltung/login/",
    "/quartiere.csv",
    "/quartiere.geojson",
    "/angebote.json",
    "/vorschau/falsch/",
]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/", "de"),
        ("/quartiere/", "de"),
        ("/en/", "en"),
        ("/en", "en"),
        ("/ar/quartiere/", "ar"),
        ("/de-simple/quartiere/", "de-simple"),
        ("/de/quartiere/", "de"),
        ("/xx/", "de"),
        ("/english/", "de"),
        ("//en/", "de"),
        ("", "de"),
    ],
)
def test_language_is_the_first_part_of_the_address(path, code):
    assert language_of(path) == code


@pytest.mark.parametrize("code", ["en", "ar", "de-simple", "uk"])
@pytest.mark.parametrize("path", PAGES)
def test_page_has_an_address_in_every_language(client, path, code):
    response = client.get(f"/{code}{path}")

    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "Accept-Language" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("path", WITHOUT_LANGUAGE)
def test_files_accounts_and_administration_have_one_address(client, path):
    response = client.get(f"/en{path}")

    assert response.status_code == 404


def test_german_has_no_prefix(client):
    assert client.get("/de/quartiere/").status_code == 404


def test_nothing_but_the_address_decides(client):
    client.cookies["django_language"] = "en"

    html = client.get("/quartiere/", headers={"accept-language": "en"}).content.decode()

    assert '<html lang="de"' in html


def test_links_stay_in_the_language(client):
    quartier = QuartierFactory(published=True)

    html = client.get("/en/quartiere/").content.decode()

    links = re.findall(r'href="(/[^"#?]*)', html)
    inside = [link for link in links if not link.startswith(("/static/", "/konto/"))]
    files = {f"/quartiere.{suffix}" for suffix in ("csv", "json", "geojson")}
    strangers = {link for link in inside if not link.startswith("/en/")}
    assert strangers == {"/quartiere/", *files}  # the link "Deutsch", and files
    assert f"/en{quartier.get_absolute_url()}" in inside


@pytest.mark.parametrize(
    ("active", "text", "address", "frame"),
    [
        ("de", "de", "de", "de"),
        ("en", "en", "en", "en"),
        ("de-x-ar", "de", "ar", "ar"),
        ("de-x-de-simple", "de", "de-simple", "de-x-de-simple"),
        ("de-x-de-x-einfach", "de", "de-x-einfach", "de-x-de-x-einfach"),
    ],
)
def test_active_language_carries_text_and_address(active, text, address, frame):
    with translation.override(active):
        found = (
            addresses.text_language(),
            addresses.address_language(),
            addresses.frame_language(),
        )
        url = reverse("quartiere:list")

    assert found == (text, address, frame)
    assert url == f"/{addresses.prefix(address)}quartiere/"
    assert addresses.active_language(address) == active


def test_addresses_without_language_are_known():
    """Routes of pages change with the language, all others stay."""
    with translation.override("en"):
        addresses_in_english = {
            name: reverse(name) for name in ("quartiere:csv", "quartiere:list", "admin:index")
        }

    assert addresses_in_english == {
        "quartiere:csv": "/quartiere.csv",
        "quartiere:list": "/en/quartiere/",
        "admin:index": "/verwaltung/",
    }


def test_every_page_of_every_app_has_languages():
    routes = set()
    for entry in get_resolver().url_patterns:
        if hasattr(entry, "url_patterns") and entry.app_name in OUR_NAMESPACES:
            routes |= {str(inner.pattern) for inner in entry.url_patterns}

    outside = {route for route in routes if route.split("?")[0] not in addresses.ROUTES}

    assert [route for route in outside if not addresses.WITHOUT_LANGUAGE.search(route)] == []


@pytest.mark.parametrize("path", ["/quartiere/a/b/", "/", "/?q=1"])
def test_same_page_in_another_language_and_back(path):
    with translation.override("de"):
        arabic = addresses.in_language(path, "ar")
    with translation.override("de-x-ar"):
        german = addresses.in_language(arabic, "de")

    assert arabic == f"/ar{path}"
    assert german == path
    assert without_language(arabic.partition("?")[0]) == path.partition("?")[0]


# lang and dir -------------------------------------------------------------------------------


def html_of(client, path):
    return client.get(path).content.decode()


@pytest.mark.parametrize(
    ("path", "root", "main"),
    [
        ("/quartiere/", '<html lang="de" data', '<main id="inhalt" tabindex="-1">'),
        ("/en/quartiere/", '<html lang="en" data', '<main id="inhalt" tabindex="-1">'),
        (
            "/ar/quartiere/",
            '<html lang="ar" dir="rtl" data',
            '<main id="inhalt" tabindex="-1" lang="de" dir="ltr">',
        ),
        (
            "/uk/quartiere/",
            '<html lang="uk" data',
            '<main id="inhalt" tabindex="-1" lang="de" dir="ltr">',
        ),
        ("/de-simple/quartiere/", '<html lang="de" data', '<main id="inhalt" tabindex="-1">'),
    ],
)
def test_page_says_which_language_stands_where(client, path, root, main):
    html = html_of(client, path)

    assert root in html
    assert main in html


def test_german_text_in_english_page_is_marked(client):
    ZielgruppeFactory(slug="babys", teaser="Von der Geburt an.")

    english = html_of(client, "/en/zielgruppen/babys/")
    german = html_of(client, "/zielgruppen/babys/")

    assert '<p class="lead" lang="de">Von der Geburt an.</p>' in english
    assert '<p class="lead">Von der Geburt an.</p>' in german


def test_alternates_name_the_languages_the_page_can_be_read_in(client):
    found = re.findall(r'hreflang="([\w-]+)" href="([^"]+)">\n', html_of(client, "/ar/quartiere/"))

    assert found == [
        ("de", "http://testserver/quartiere/"),
        ("en", "http://testserver/en/quartiere/"),
        ("x-default", "http://testserver/quartiere/"),
    ]


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/quartiere/?q=x", "/quartiere/"),
        ("/en/quartiere/?q=x", "/en/quartiere/"),
        ("/ar/quartiere/", "/quartiere/"),
    ],
)
def test_canonical_address_is_of_the_language_that_is_read(client, path, canonical):
    html = html_of(client, path)

    assert re.findall(r'rel="canonical" href="([^"]+)"', html) == [f"http://testserver{canonical}"]


def test_switch_names_languages_in_themselves_and_keeps_the_query(client):
    html = html_of(client, "/en/quartiere/?q=nord")

    links = re.findall(r'<li><a href="([^"]+)" hreflang="(\S+)" lang="\2" dir="(\w+)"', html)
    assert links == [("/quartiere/?q=nord", "de", "ltr"), ("/en/quartiere/?q=nord", "en", "ltr")]
    assert 'aria-current="true">English</a>' in html


def test_page_without_languages_offers_none(client):
    assert 'class="languages"' not in html_of(client, "/konto/login/")


def test_map_tiles_are_allowed_in_every_language(client):
    policies = {
        path: client.get(path).headers["Content-Security-Policy"]
        for path in ("/quartiere/", "/en/quartiere/", "/en/netzwerke/")
    }

    assert policies["/quartiere/"] == policies["/en/quartiere/"] != policies["/en/netzwerke/"]
