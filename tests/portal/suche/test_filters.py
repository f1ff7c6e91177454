"""Filters of /suche/: without words, by days alone, and of more hits than are counted."""

from datetime import timedelta

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from netzwerke.models import Angebot
from portal.suche import engine, index, kinds
from portal.suche.models import SuchDokument
from quartiere.models import Zielgruppe
from tests.factories import KommuneFactory
from tests.factories_netzwerke import AngebotFactory, MassnahmeFactory

pytestmark = pytest.mark.django_db

COUNTED = "Gezeigt und gezählt werden die neuesten 1.000 Treffer."


@pytest.fixture(autouse=True)
def _empty_index():
    SuchDokument.objects.all().delete()


@pytest.fixture
def kommune():
    """Theirs are all rows, so that nothing else is in the index but the Kommune."""
    return KommuneFactory(name="Musterstadt", slug="musterstadt")


def search(client, **parameters):
    return client.get("/suche/", parameters)


def found(response):
    return [row["document"].title for row in response.context["rows"]]


def links(response):
    return [link[:3] for link in response.context["kind_links"]]


def options(response, name):
    choices = response.context["filter_form"].fields[name].widget.choices
    return [str(label) for _, label in choices]


def angebot(title, kommune, **fields):
    return AngebotFactory(title=title, kommune=kommune, akteur=None, published=True, **fields)


def massnahme(title, kommune, **fields):
    return MassnahmeFactory(title=title, kommune=kommune, published=True, **fields)


def test_days_alone_are_a_question(client, kommune):
    row = angebot("Suppe", kommune)
    Angebot.objects.filter(pk=row.pk).update(updated_at=row.updated_at - timedelta(days=900))
    index.refresh(kinds.BY_NAME["angebot"], [row.pk])
    massnahme("Brot", kommune)
    day = (row.updated_at - timedelta(days=400)).date().isoformat()

    assert found(search(client, bis=day)) == ["Suppe"]
    assert "Suppe" not in found(search(client, von=day))
    assert "Brot" in found(search(client, von=day))
    assert links(search(client, bis=day, art="angebot")) == [
        ("Alle", 1, f"?bis={day}"),
        ("Angebote", 1, f"?bis={day}&art=angebot"),
    ]


@pytest.mark.parametrize(
    ("asked", "field"), [("von=abc", "von"), ("von=2026-12-02&bis=2026-12-01", "bis")]
)
def test_days_that_cannot_be_are_told_at_their_field(client, asked, field):
    page = client.get(f"/suche/?{asked}")

    (message,) = page.context["filter_form"].errors[field]
    assertContains(page, message)
    assertContains(page, f'id="id_{field}_error"')


def test_days_find_nothing_without_a_day(client):
    assert Zielgruppe.objects.exists()
    index.rebuild()

    assert found(search(client, bis="1990-01-01")) == []


def test_all_kinds_are_offered_only_where_something_else_is_asked(client, kommune):
    angebot("Suppe", kommune)
    massnahme("Brot", kommune)

    assert links(search(client, art="angebot")) == [("Angebote", 1, "?art=angebot")]
    assert links(search(client, kommune="musterstadt", art="angebot")) == [
        ("Alle", 2, "?kommune=musterstadt"),
        ("Maßnahmen", 1, "?kommune=musterstadt&art=massnahme"),
        ("Angebote", 1, "?kommune=musterstadt&art=angebot"),
    ]


@pytest.mark.parametrize("typed", ["??", "…", "  ", "-"])
def test_signs_without_a_word_ask_for_nothing(client, kommune, typed):
    angebot("Suppe", kommune)

    response = search(client, q=typed, art="angebot")

    assert found(response) == ["Suppe"]
    assertNotContains(search(client, q=typed), "haben wir nichts gefunden")


@pytest.fixture
def _many(monkeypatch, kommune):
    """More hits than are counted: the newest are Maßnahmen."""
    monkeypatch.setattr(engine, "MAX_CANDIDATES", 4)
    old = [angebot(f"Suppe {number}", kommune) for number in range(6)]
    for row in old:
        Angebot.objects.filter(pk=row.pk).update(updated_at=row.updated_at - timedelta(days=9))
    index.refresh(kinds.BY_NAME["angebot"], [row.pk for row in old])
    kinder = Zielgruppe.objects.get(name="Kinder")
    for number in range(3):
        massnahme(f"Suppe M{number}", kommune, zielgruppen=[kinder])


@pytest.mark.usefixtures("_many")
def test_choice_among_many_hits_keeps_the_others(client):
    response = search(client, q="suppe", art="angebot")

    assert links(response) == [
        ("Alle", 4, "?q=suppe"),
        ("Maßnahmen", 3, "?q=suppe&art=massnahme"),
        ("Angebote", 4, "?q=suppe&art=angebot"),
    ]
    assert len(found(response)) == 4
    assert options(response, "kommune") == ["alle Kommunen", "Musterstadt (4)"]


@pytest.mark.usefixtures("_many")
def test_choices_among_many_hits_are_counted_by_what_the_others_leave(client):
    """Each of them would show that many, although the newest of all hits would not tell."""
    response = search(client, q="suppe", art="massnahme", zielgruppe="kinder")

    assert len(found(response)) == 3
    assert links(response)[0] == ("Alle", 3, "?q=suppe&zielgruppe=kinder")
    assert options(response, "zielgruppe") == ["alle Zielgruppen", "Kinder (3)"]


@pytest.mark.usefixtures("_many")
def test_what_is_cut_off_is_told_in_words_that_fit(client):
    common = "Das Wort ist sehr häufig."

    assertContains(search(client, q="suppe"), common)
    response = search(client, kommune="musterstadt")
    assertContains(response, COUNTED)
    assertNotContains(response, common)
