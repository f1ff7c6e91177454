"""What is found, and in which order."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netzwerke.models import Angebot
from portal.suche import engine, fulltext, index, kinds, ranking
from portal.suche.models import SuchDokument
from tests.factories import KommuneFactory, QuartierFactory, SeiteFactory, ZielgruppeFactory
from tests.factories_netzwerke import AkteurFactory, AngebotFactory
from tests.portal.suche.found import titles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_drafts_of_migrations():
    SuchDokument.objects.all().delete()


def angebot(title, **fields):
    return AngebotFactory(title=title, published=True, akteur=None, **fields)


def aged(row):
    """The same row, last changed long ago."""
    old = row.updated_at - timedelta(days=900)
    Angebot.objects.filter(pk=row.pk).update(updated_at=old)
    index.refresh(kinds.BY_NAME["angebot"], [row.pk])
    return row


@pytest.mark.parametrize("query", ["Münster", "muenster", "MUNSTER", "münsters"])
def test_umlaut_forms_find_each_other(query):
    angebot("Treff in Münster")

    assert titles(query) == ["Treff in Münster"]


@pytest.mark.parametrize("query", ["management", "Quartier", "quartiersmanagement", "quartiers"])
def test_parts_of_a_compound_find_it(query):
    angebot("Büro", text="Das Quartiersmanagement hilft.")
    angebot("Garten", text="Ein Quartier mit Garten, mit Rat und Tat.")

    assert "Büro" in titles(query)


def test_letters_inside_a_word_are_no_part_of_it():
    angebot("Werkstatt", text="Jemand gab ein Inserat auf.")

    assert titles("rat") == []


def test_word_in_the_title_counts_more():
    angebot("Treff", text="Bürger und Bürgerinnen, Bürger, Bürger.")
    angebot("Haus", teaser="Für Bürger.")
    angebot("Café für alle Bürger")
    angebot("Bürger")

    assert titles("bürgerin") == ["Bürger", "Café für alle Bürger", "Haus", "Treff"]


def test_beginning_of_the_last_word_is_enough():
    angebot("Hausaufgabenhilfe")

    assert titles("hausauf") == ["Hausaufgabenhilfe"]
    assert titles("hausauf", open_end=False) == []


def test_name_of_a_zielgruppe_finds_what_is_for_them():
    group = ZielgruppeFactory(name="Einzeleltern")
    angebot("Frühstück am Sonntag", zielgruppen=[group])

    assert titles("einzeleltern") == ["Einzeleltern", "Frühstück am Sonntag"]


def test_name_of_a_quartier_and_a_kommune_find_what_is_there():
    kommune = KommuneFactory(name="Oberstadt")
    quartier = QuartierFactory(name="Schöneberg", kommune=kommune, published=True)
    angebot("Beratung", kommune=kommune, quartiere=[quartier])

    assert set(titles("schoeneberg")) == {"Schöneberg", "Beratung"}
    assert "Beratung" in titles("oberstadt")


def test_documents_with_some_of_the_words_stand_behind():
    both = angebot("Hilfe für Alleinerziehende")
    angebot("Hilfe im Alter")
    angebot("Ganz anderes")

    result = engine.search("hilfe alleinerziehende")

    assert [hit.title for hit in result.hits] == [both.title, "Hilfe im Alter"]
    assert result.partial == {result.hits[1].key}


APART = ["Suppe", "Garten", "Chor", "Werkstatt", "Fahrrad", "Theater", "Schach", "Imker"]


def asked_for(query):
    """(Result, how often the full text was asked)"""
    with CaptureQueriesContext(connection) as queries:
        result = engine.search(query)
    asked = ("suche_volltext MATCH", "suche_newest(")
    return result, sum(any(each in row["sql"] for each in asked) for row in queries)


def test_words_that_never_stand_together_are_asked_for_once_each():
    for title in APART:
        angebot(title)

    result, statements = asked_for(" ".join(APART))

    assert {hit.title for hit in result.hits} == set(APART)
    # Names, three tiers of all words, each word.
    assert statements == 1 + 3 + len(APART)


def test_common_words_that_never_stand_together_are_asked_for_a_few_times_more(monkeypatch):
    monkeypatch.setattr(engine, "MAX_CANDIDATES", 1)
    for title in APART * 2:
        angebot(title)

    result, statements = asked_for(" ".join(APART))

    assert result.hits
    assert statements <= 1 + 3 + len(APART) + 3 * engine.MAX_ASKED


def test_old_document_with_some_words_is_found_although_one_is_common(monkeypatch):
    monkeypatch.setattr(engine, "MAX_CANDIDATES", 3)
    row = aged(angebot("Suppe im Garten"))
    for number in range(5):
        angebot(f"Suppe {number}")
    angebot("Schach")

    result = engine.search("suppe garten schach")

    assert result.hits[0].title == row.title
    assert result.partial >= {result.hits[0].key}


def test_title_stands_first_when_only_one_common_word_is_found(monkeypatch):
    monkeypatch.setattr(engine, "MAX_CANDIDATES", 3)
    row = aged(angebot("Suppe am Montag"))
    for number in range(5):
        angebot(f"Haus {number}", text="Ein Topf und eine Suppe.")
    angebot("Schach")

    assert row.title in titles("suppe schach")


@pytest.mark.parametrize(
    "query", ["quartiermanagment", "Quartiersmangement", "qaurtiersmanagement"]
)
def test_mistyped_word_finds_the_one_that_was_meant(query):
    AkteurFactory(name="Quartiersmanagement Nord", published=True)

    result = engine.search(query)

    assert result.corrections == [(query, "Quartiersmanagement")]
    assert [hit.title for hit in result.hits] == ["Quartiersmanagement Nord"]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("werk stattladen", "Werkstattladen"),  # two words that nobody uses alone
        ("kinderjacke", "Jacken für Kinder"),
        ("winterjacke", "Jacken für den Winterabend"),  # nobody writes of Winter alone
        ("obdachlose", "Menschen ohne Obdach"),
        ("suppenreich", "Suppe am Abend"),
    ],
)
def test_word_that_nobody_uses_is_found_by_what_it_is_made_of(query, title):
    for each in ("Werkstattladen", "Jacken für Kinder", "Jacken für den Winterabend"):
        angebot(each)
    angebot("Menschen ohne Obdach")
    angebot("Suppe am Abend")

    result = engine.search(query)

    assert result.hits[0].title == title
    assert result.corrections == []


def test_word_of_a_draft_is_never_proposed():
    AkteurFactory(name="Geheimprojekt")
    seite = SeiteFactory(title="Geheimvorhaben", published=True)
    type(seite).objects.filter(pk=seite.pk).update(status="draft")

    assert engine.search("geheimprojekd").corrections == []
    assert engine.search("geheimvorhabn").corrections == []


def test_proposal_shows_nothing_of_a_word_that_is_no_longer_public():
    """Only the part that a public document holds, not the word in which it was met first."""
    row = AkteurFactory(name="Wohnheim-Zwiebelsuppe", published=True)
    row.status = "draft"
    row.save()
    angebot("Zwiebelsuppe")

    assert engine.search("zwiebelsupe").corrections == [("zwiebelsupe", "Zwiebelsuppe")]


def test_days_narrow():
    row = angebot("Suppe")
    today = row.updated_at.date()

    assert titles("suppe", days=(today.replace(year=2000), today.replace(year=2100))) == ["Suppe"]
    assert titles("suppe", days=(None, today.replace(year=2000))) == []


def test_common_word_is_bounded_to_the_newest(monkeypatch):
    monkeypatch.setattr(engine, "MAX_CANDIDATES", 3)
    for number in range(5):
        angebot(f"Suppe {number}")

    result = engine.search("suppe")

    assert (len(result.hits), result.is_cut) == (3, True)


def test_equal_hits_have_a_fixed_order():
    for name in ("Suppe B", "Suppe A", "Suppe C"):
        angebot(name)

    assert titles("suppe") == ["Suppe A", "Suppe B", "Suppe C"]


ODD = [
    '"', "'", "*", "NEAR(", "a:b", "a AND", "OR", "NOT x", "x*", "^x", "{a b}: c", "-x", "(x", "x)",
    "a & b", "!a", "a <-> b", "a:*", "\\", "%", "_", "__k1", "=x", ".x", "$1", "%s", "\u202eabc",
    "مركز الحي", "центр", "😀", "Ａ", "ﬁ", "ı", "ß", "x" * 1_000_000, "wort " * 10_000,
    " ".join(f"w{number}" for number in range(10_000)), "\ud800", "a\0b",
]  # fmt: skip


@pytest.mark.parametrize("query", ODD, ids=lambda query: ascii(query)[:20])
def test_odd_query_is_answered(query):
    angebot("Suppe", text="x a b")

    engine.search(query)


def test_raw_text_would_break_the_full_text(monkeypatch):
    """The control: the database refuses what the quoting lets through."""
    angebot("Suppe")
    monkeypatch.setattr(fulltext, "_quoted_for_fts5", str)
    monkeypatch.setattr(fulltext, "_quoted_for_tsquery", str)

    with pytest.raises(Exception, match=r"fts5|syntax|tsquery|unterminated"):
        fulltext.newest([['NEAR("']], 10)


def test_word_itself_stands_before_newer_compounds(monkeypatch):
    """What is cut off of a common word are compounds and beginnings, not the word."""
    monkeypatch.setattr(engine, "MAX_CANDIDATES", 3)
    for number in range(4):
        angebot(f"Haus {number}", text="Ein Topf und eine Suppe.")
    found = titles("suppe")
    for number in range(4):
        angebot(f"Neu {number}", text="Ein Suppentopf.")

    assert titles("suppe") == found
    assert len(found) == 3


@pytest.mark.parametrize(
    ("old", "newer"),
    [
        ({"title": "Suppe am Montag"}, "Ein Topf und eine Suppe."),
        ({"title": "Montag", "text": "Eine Suppe."}, "Ein Suppentopf."),
    ],
    ids=["title before text", "word before compound"],
)
def test_old_document_that_fits_better_is_not_cut_off(monkeypatch, old, newer):
    monkeypatch.setattr(engine, "MAX_CANDIDATES", 3)
    row = aged(angebot(**old))
    for number in range(5):
        angebot(f"Haus {number}", text=newer)

    found = titles("suppe")

    assert (found[0], len(found)) == (row.title, 3)


def test_order_is_the_same_when_only_the_best_are_ranked_by_their_texts(monkeypatch):
    for number in range(5):
        angebot(f"Suppe {number}", text="Aus einem Topf.")
        angebot(f"Topf {number}", text="Für eine Suppe.")
    whole = [titles("suppe"), titles("suppe topf")]

    monkeypatch.setattr(ranking, "MAX_EXACT", 4)

    assert [titles("suppe"), titles("suppe topf")] == whole
    assert len(whole[0]) == 10
