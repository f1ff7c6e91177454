"""What nobody may see is nowhere, and junk in the address is answered."""

import pytest

from tests.factories import QuartierFactory
from tests.factories_veranstaltungen import VeranstaltungFactory
from tests.veranstaltungen.oeffentlichkeit import (
    SECRETS,
    make_hidden,
    make_public,
    make_undocumented,
    text_of,
)

pytestmark = pytest.mark.django_db

FORMATS = ["csv", "json", "geojson", "ics", "atom"]
PAGES = [
    "/veranstaltungen/",
    "/veranstaltungen/kalender/",
    "/veranstaltungen/einbetten/",
    "/veranstaltungen/einbetten/anleitung/",
    *(f"/veranstaltungen.{suffix}" for suffix in FORMATS),
]
JUNK = [
    "'; DROP TABLE--",
    "\0",
    "x" * 5000,
    "<script>alert(1)</script>",
    "9999-99-99",
    "0001-01-01",
]
PARAMETERS = [
    "q", "zeit", "von", "bis", "kommune", "quartier", "zielgruppe", "handlungsfeld", "art",
    "format", "barrierefrei", "kostenfrei", "monat", "page",
]  # fmt: skip


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_junk_in_a_parameter_is_answered(client, parameter):
    VeranstaltungFactory(published=True)

    answers = {client.get(page, {parameter: value}).status_code for page in PAGES for value in JUNK}

    assert answers <= {200, 400}


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_faulty_filter_gives_no_rows_as_data(client, suffix):
    VeranstaltungFactory(published=True)

    response = client.get(f"/veranstaltungen.{suffix}", {"format": "gibt-es-nicht"})

    assert response.status_code == 400
    assert response.text == "Diese Auswahl gibt es nicht.\nformat: Diese Auswahl gibt es nicht.\n"


@pytest.mark.parametrize("page", [*PAGES, "/", "/sitemap.xml"])
def test_nothing_hidden_shows_on(client, quartier, page):
    make_hidden(quartier)
    make_public(quartier)
    make_undocumented(quartier)

    for query in ({}, {"zeit": "vergangen"}, {"von": "2001-01-01"}):
        text = text_of(client.get(page, query))

        assert [secret for secret in SECRETS if secret in text] == []


def test_nothing_hidden_shows_beside_a_public_one(client, quartier, kommune):
    make_hidden(quartier)
    public = make_public(quartier)
    public.quartiere.add(quartier, QuartierFactory(kommune=kommune, name="Vertraulichviertel"))
    past = make_undocumented(quartier)
    pages = [
        public.get_absolute_url(),
        past.get_absolute_url(),
        f"/veranstaltungen/{public.slug}.ics",
        quartier.get_absolute_url(),
        f"/kommunen/{kommune.slug}/",
    ]

    leaks = {
        page: [secret for secret in SECRETS if secret in text_of(client.get(page))]
        for page in pages
    }

    assert leaks == dict.fromkeys(pages, [])


def test_a_draft_quartier_is_not_named(client, kommune):
    draft = QuartierFactory(kommune=kommune, name="Vertraulichviertel")
    row = VeranstaltungFactory(published=True, kommune=kommune, quartier=draft)

    texts = [text_of(client.get(page)) for page in [*PAGES, row.get_absolute_url()]]

    assert ["Vertraulichviertel" in text for text in texts] == [False] * len(texts)


def test_readers_get_no_cookie(client):
    VeranstaltungFactory(published=True)

    assert [client.get(page).cookies.output() for page in PAGES] == [""] * len(PAGES)
