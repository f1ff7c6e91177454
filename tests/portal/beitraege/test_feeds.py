import json

import feedparser
import pytest

from quartiere.models import Zielgruppe
from tests.factories import HandlungsfeldFactory
from tests.factories_beitraege import BeitragFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("suffix", ["atom", "rss"])
@pytest.mark.parametrize("query", ["", "?zielgruppe=kinder", "?art=nachrichten"])
def test_feed_holds_the_rows_of_the_list(client, kommune, hidden, suffix, query):
    kinder = Zielgruppe.objects.get(slug="kinder")
    hidden(zielgruppen=[kinder], kind="news")
    BeitragFactory(kommune=kommune, published=True, zielgruppen=[kinder], teaser="1 < 2 & <b>3")
    BeitragFactory(kommune=kommune, published=True, kind="news")
    rows = json.loads(client.get(f"/beitraege.json{query}").getvalue())["beitraege"]

    feed = feedparser.parse(client.get(f"/beitraege.{suffix}{query}").content)

    assert feed.bozo == 0
    assert [(entry.title, entry.link) for entry in feed.entries] == [
        (row["titel"], row["adresse"]) for row in rows
    ]
    assert len(rows) == (2 if query == "" else 1)
    assert feed.feed.link == f"http://testserver/beitraege/{query}"


def test_entry_says_when_who_and_about_what(client, kommune):
    feld = HandlungsfeldFactory(name="Bildung & Kultur")
    beitrag = BeitragFactory(
        kommune=kommune,
        published=True,
        date="2024-05-01",
        handlungsfelder=[feld],
        author_function="Quartiersmanagement Nord",
    )

    [entry] = feedparser.parse(client.get("/beitraege.atom").content).entries

    assert entry.id == f"http://testserver{beitrag.get_absolute_url()}"
    assert entry.published == "2024-05-01T00:00:00+02:00"
    assert entry.author == "Quartiersmanagement Nord"
    assert [tag.term for tag in entry.tags] == ["Blog", "Bildung & Kultur"]


@pytest.mark.parametrize("suffix", ["atom", "rss"])
def test_markup_in_a_teaser_stays_text(client, kommune, suffix):
    BeitragFactory(kommune=kommune, published=True, teaser="<script>alert(1)</script>")

    text = client.get(f"/beitraege.{suffix}").text

    assert "&amp;lt;script&amp;gt;" in text
    assert "&lt;script" not in text


@pytest.mark.parametrize("suffix", ["atom", "rss"])
def test_control_character_in_one_entry_does_not_take_the_feed_down(client, kommune, suffix):
    BeitragFactory(
        kommune=kommune,
        published=True,
        title="Neu\x0bes",
        teaser="Kurz\x0c.",
        author_function="Redak\x1ftion",
        handlungsfelder=[HandlungsfeldFactory(name="Bil\x08dung")],
    )

    feed = feedparser.parse(client.get(f"/beitraege.{suffix}").content)

    (entry,) = feed.entries
    assert feed.bozo == 0
    assert (entry.title, entry.summary, entry.author) == ("Neues", "Kurz.", "Redaktion")
    assert [tag.term for tag in entry.tags] == ["Blog", "Bildung"]


def test_faulty_filter_gives_no_rows_at_all(client, kommune):
    BeitragFactory(kommune=kommune, published=True)

    response = client.get("/beitraege.atom?art=gibtesnicht")

    assert (response.status_code, response.text) == (400, "Diese Auswahl gibt es nicht.\n")


def test_unknown_format_is_not_found(client):
    assert client.get("/beitraege.exe").status_code == 404
