"""The page /suche/ and its suggestions."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from portal.suche import suggestions
from portal.suche.models import SuchDokument
from quartiere.models import Handlungsfeld, Zielgruppe
from tests.factories import KommuneFactory, QuartierFactory, SeiteFactory
from tests.factories_netzwerke import AngebotFactory, MassnahmeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_index():
    SuchDokument.objects.all().delete()


@pytest.fixture(autouse=True)
def _full_bucket():
    suggestions.bucket.left = suggestions.bucket.most


def search(client, **parameters):
    return client.get("/suche/", parameters)


def found(response):
    return [row["document"].title for row in response.context["rows"]]


def angebot(title, **fields):
    return AngebotFactory(title=title, published=True, **fields)


def test_page_without_a_question_tells_what_can_be_found(client):
    assertContains(search(client), "Wonach suchen Sie?")


def test_hit_marks_whole_words_and_escapes_the_rest(client):
    angebot("Suppe <b>& Brot</b>", teaser="Das Quartiersmanagement kocht <script>.")

    response = search(client, q="management")

    assertContains(response, "<mark>Quartiersmanagement</mark> kocht &lt;script&gt;.")
    assertContains(response, "Suppe &lt;b&gt;&amp; Brot&lt;/b&gt;")


def test_passage_shows_the_place_of_the_word(client):
    angebot("Treff", text=f"{'Anfang ' * 100}Suppe gibt es {'Ende ' * 100}")

    (row,) = search(client, q="suppe").context["rows"]

    text = "".join(piece for piece, _ in row["passage"])
    assert text.startswith("… Anfang")
    assert "Suppe gibt es" in text
    assert len(text) < 260


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "„“'\""])
def test_query_comes_back_escaped(client, query):
    response = search(client, q=query)

    assertNotContains(response, query)
    assert response.status_code == 200


def test_kinds_are_counted_and_narrow(client):
    angebot("Suppe A")
    angebot("Suppe B")
    MassnahmeFactory(title="Suppe C", published=True)

    response = search(client, q="suppe", art="angebot")

    assert found(response) == ["Suppe A", "Suppe B"]
    assert response.context["kind_links"] == [
        ("Alle", 3, "?q=suppe", False),
        ("Maßnahmen", 1, "?q=suppe&art=massnahme", False),
        ("Angebote", 2, "?q=suppe&art=angebot", True),
    ]


def test_facets_narrow_and_count_what_choosing_would_show(client):
    nord, sued = (QuartierFactory(name=name, published=True) for name in ("Nord", "Süd"))
    kinder = Zielgruppe.objects.get(name="Kinder")
    angebot("Suppe A", quartiere=[nord], kommune=nord.kommune, zielgruppen=[kinder])
    angebot("Suppe B", quartiere=[sued], kommune=sued.kommune)

    response = search(client, q="suppe", quartier=f"{nord.kommune.slug}.{nord.slug}")

    assert found(response) == ["Suppe A"]
    fields = response.context["filter_form"].fields
    labels = {
        name: [str(label) for _, label in field.widget.choices]
        for name, field in fields.items()
        if hasattr(field.widget, "choices")
    }
    assert labels["quartier"] == [
        "alle Quartiere",
        f"Nord ({nord.kommune.name}) (1)",
        f"Süd ({sued.kommune.name}) (1)",
    ]
    assert labels["kommune"] == ["alle Kommunen", f"{nord.kommune.name} (1)"]
    assert labels["zielgruppe"] == ["alle Zielgruppen", "Kinder (1)"]
    assert "handlungsfeld" not in labels


def test_filter_without_words_shows_everything_of_it(client):
    kinder = Zielgruppe.objects.get(name="Kinder")
    angebot("Suppe", zielgruppen=[kinder])
    angebot("Brot")

    assert found(search(client, zielgruppe="kinder")) == ["Suppe"]


def test_days_narrow(client):
    angebot("Suppe")

    assert found(search(client, q="suppe", von="2020-01-01")) == ["Suppe"]
    assert found(search(client, q="suppe", bis="2020-01-01")) == []


ODD = [
    {"q": "\0"}, {"q": "x" * 1_000_000}, {"q": "\u202ea"}, {"q": 'NEAR("a'}, {"art": "x"},
    {"art": "\0"}, {"kommune": "\0"}, {"kommune": "a.b.c"}, {"quartier": "a"}, {"quartier": "\0.x"},
    {"quartier": "x" * 100_000}, {"zielgruppe": "'"}, {"handlungsfeld": "%"}, {"von": "0000-01-01"},
    {"von": "9999-12-31"}, {"bis": "9999-12-31"}, {"bis": "0001-01-01"}, {"von": "abc"},
    {"von": "2026-02-30"}, {"page": "-1"}, {"page": "0"}, {"page": "1e9"}, {"page": "9" * 5_000},
    {"von": "2026-05-01", "bis": "2025-05-01"},
]  # fmt: skip


@pytest.mark.parametrize("parameters", ODD, ids=lambda each: ascii(each)[:30])
def test_odd_parameter_is_answered(client, parameters):
    angebot("Suppe")

    response = search(client, **{"q": "suppe", **parameters})

    assert response.status_code == 200


def test_too_long_query_is_told_in_words(client):
    assertContains(search(client, q="x" * 201), "höchstens 200 Zeichen")


def test_unknown_choice_is_told_and_changes_nothing(client):
    angebot("Suppe")

    response = search(client, q="suppe", kommune="gibt-es-nicht")

    assertContains(response, "Diese Auswahl gibt es nicht.")
    assert found(response) == ["Suppe"]


def test_nothing_found_helps(client):
    assertContains(search(client, q="xyzzyx"), "Prüfen Sie die Schreibweise.")


def test_correction_is_told(client):
    angebot("Quartiersmanagement")

    response = search(client, q="quartiermanagment")

    assertContains(response, "Meinten Sie <strong>Quartiersmanagement</strong>?")


def test_easy_language_hit_carries_its_language(client):
    SeiteFactory(title="Suppe", language="de-simple", published=True)

    assertContains(search(client, q="suppe"), '<div lang="de-simple">')


def test_hits_are_paged(client):
    for number in range(25):
        angebot(f"Suppe {number:02}")

    second = search(client, q="suppe", page=2)

    assert found(second) == [f"Suppe {number}" for number in range(20, 25)]
    assertContains(second, '<ol class="hits" start="21">')


def test_number_of_queries_does_not_grow_with_the_hits(client, django_assert_num_queries):
    kommune = KommuneFactory(name="Musterstadt")
    belongs = {
        "kommune": kommune,
        "quartiere": [QuartierFactory(kommune=kommune, published=True)],
        "zielgruppen": [Zielgruppe.objects.get(name="Kinder")],
        "handlungsfelder": [Handlungsfeld.objects.get(name="Bildung")],
    }
    angebot("Suppe 0", **belongs)
    MassnahmeFactory(title="Suppe M0", published=True, **belongs)

    with django_assert_num_queries(13):
        search(client, q="suppe")
    for number in range(1, 12):
        angebot(f"Suppe {number}", **belongs)
        MassnahmeFactory(title=f"Suppe M{number}", published=True, **belongs)
    with django_assert_num_queries(13):
        assert len(found(search(client, q="suppe"))) == 20


def test_reader_gets_no_cookie(client):
    assert search(client, q="suppe").cookies == {}
    assert client.get(reverse("suche:suggestions"), {"q": "sup"}).cookies == {}


# Suggestions --------------------------------------------------------------------------------


def suggest(client, text):
    return client.get(reverse("suche:suggestions"), {"q": text})


def test_suggestions_are_titles_best_first(client):
    angebot("Nordhafen-Treff mit Suppe")
    QuartierFactory(name="Nordhafen", published=True)
    angebot("Anderes", text="Am Nordhafen.")

    assert suggest(client, "nordh").json() == {
        "suggestions": [
            {"title": "Nordhafen", "kind": "Quartier"},
            {"title": "Nordhafen-Treff mit Suppe", "kind": "Angebot"},
        ]
    }


@pytest.mark.parametrize("text", ["", "n", "no", "\0", "für", "x" * 100_000, '"*'])
def test_suggestions_for_too_little_or_odd_text_are_none(client, text):
    angebot("Nordhafen")

    assert suggest(client, text).json() == {"suggestions": []}


def test_suggestions_are_few(client):
    for number in range(30):
        angebot(f"Suppe {number}")

    assert len(suggest(client, "suppe").json()["suggestions"]) == suggestions.MAX_SUGGESTIONS


def test_suggestions_rest_when_too_many_ask(client, monkeypatch):
    monkeypatch.setattr(suggestions, "bucket", suggestions.Bucket(per_second=0, most=2))

    answers = [suggest(client, "suppe").status_code for _ in range(4)]

    assert answers == [200, 200, 429, 429]


def test_bucket_fills_again():
    bucket = suggestions.Bucket(per_second=10**12, most=1)

    assert [bucket.take() for _ in range(3)] == [True, True, True]


def test_header_leads_to_the_search(client):
    assertContains(client.get("/kommunen/"), 'role="search" action="/suche/"')
