"""The list in a frame of another site: allowed by name, and nothing but the list."""

import re

import pytest

from tests.factories_veranstaltungen import VeranstaltungFactory

pytestmark = pytest.mark.django_db

HOST = "https://www.musterstadt.de"


def policy_of(response):
    csp = response.headers["Content-Security-Policy"]
    ancestors = re.search(r"frame-ancestors ([^;]+)", csp)[1]
    return ancestors, response.headers.get("X-Frame-Options")


def test_only_named_hosts_may_frame_the_list(client, settings):
    settings.EMBED_HOSTS = [HOST, "https://verein.example"]

    response = client.get("/veranstaltungen/einbetten/")

    assert policy_of(response) == (f"{HOST} https://verein.example", None)


def test_without_a_named_host_nobody_may(client, settings):
    settings.EMBED_HOSTS = []

    assert policy_of(client.get("/veranstaltungen/einbetten/")) == ("'none'", "DENY")


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/veranstaltungen/",
        "/veranstaltungen/kalender/",
        "/veranstaltungen/einbetten/anleitung/",
    ],
)
def test_no_other_page_may_be_framed(client, settings, page):
    settings.EMBED_HOSTS = [HOST]

    assert policy_of(client.get(page)) == ("'none'", "DENY")


def test_list_has_no_script_form_or_cookie_and_leads_out_of_the_frame(client):
    row = VeranstaltungFactory(published=True)

    response = client.get("/veranstaltungen/einbetten/")

    assert re.findall(r"<(script|form|iframe)", response.text) == []
    assert response.cookies.output() == ""
    assert f'href="{row.get_absolute_url()}" target="_blank" rel="noopener"' in response.text


def test_list_takes_the_filters(client):
    free = VeranstaltungFactory(published=True)
    VeranstaltungFactory(published=True, fee="5 €")

    response = client.get("/veranstaltungen/einbetten/", {"kostenfrei": "on"})

    assert response.context["rows"] == [free]
    assert response.context["list_url"] == "/veranstaltungen/?kostenfrei=on"


def test_guide_gives_the_line_with_the_filters(client):
    response = client.get(
        "/veranstaltungen/einbetten/anleitung/", {"kostenfrei": "on", "q": '"><b>'}
    )

    address = response.context["address"]
    assert address == "http://testserver/veranstaltungen/einbetten/?q=%22%3E%3Cb%3E&kostenfrei=on"
    assert f'&lt;iframe src="{address.replace("&", "&amp;")}"' in response.text


@pytest.mark.parametrize(("prefix", "language"), [("", "de"), ("/en", "en"), ("/ar", "de")])
def test_embedded_list_says_in_which_language_it_is(client, prefix, language):
    html = client.get(f"{prefix}/veranstaltungen/einbetten/").text

    assert f'<html lang="{language}" data-accent' in html
    assert ("Events</h1>" in html) == (language == "en")
    assert ("Veranstaltungen</h1>" in html) == (language == "de")
