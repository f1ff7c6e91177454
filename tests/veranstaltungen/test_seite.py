"""The public page of one Veranstaltung: dates, state, facts, JSON-LD, what came of it."""

import json
import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from netzwerke.models import Sprache
from tests.factories import ZielgruppeFactory
from tests.factories_netzwerke import AkteurFactory, HandlungsansatzFactory
from tests.factories_veranstaltungen import (
    DokumentationFactory,
    TerminFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
)
from tests.netzwerke.ketten import make_chain
from tests.veranstaltungen import plan
from tests.veranstaltungen.oeffentlichkeit import START, make, page_of
from veranstaltungen import workflow
from veranstaltungen.models import (
    RESERVED_SLUGS,
    Programmpunkt,
    Termin,
    Veranstaltung,
    VeranstaltungMaterial,
)

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")

Status, Format, Mode = Veranstaltung.Status, Veranstaltung.Format, Veranstaltung.Mode


def visible(html):
    """The text of the page without tags, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def graph_of(client, row):
    """The Events of the page's JSON-LD."""
    scripts = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page_of(client, row)
    )
    graphs = [json.loads(script)["@graph"] for script in scripts]
    return next(graph for graph in graphs if graph[0]["@type"] == "Event")


# Dates and state ------------------------------------------------------------------------------


def test_page_tells_every_date_in_words(client):
    row = make()
    TerminFactory(veranstaltung=row, starts_at=START + timedelta(days=1), is_cancelled=True)

    text = visible(page_of(client, row))

    assert "Dienstag, 3. Dezember 2030, 14:00 bis 16:00 Uhr" in text
    assert "Mittwoch, 4. Dezember 2030, 14:00 bis 16:00 Uhr fällt aus" in text


def test_moment_for_machines_is_valid_html_to_the_second(client):
    """HTML knows three digits of a second; an imported or computed moment may have six."""
    row = make()
    row.termine.update(starts_at=START.replace(microsecond=267977))

    (moment,) = set(re.findall(r'<time datetime="([^"]+)">', page_of(client, row)))

    assert moment == START.astimezone(BERLIN).strftime("%Y-%m-%dT%H:%M%z")


def test_moved_date_tells_where_it_was_however_often_it_moved(client, programmleitung):
    row = make()
    for days in (1, 2):
        termin = Termin.objects.get(veranstaltung=row)
        start = START + timedelta(days=days)
        plan.move_termin(termin, start, start + timedelta(hours=2), programmleitung)

    text = visible(page_of(client, row))

    assert "Donnerstag, 5. Dezember 2030, 14:00 bis 16:00 Uhr verlegt" in text
    assert "Ursprünglich: Dienstag, 3. Dezember 2030, 14:00 Uhr" in text


def test_date_of_a_draft_moves_without_a_trace(programmleitung):
    row = make(status=Status.DRAFT)
    termin = row.termine.get()

    plan.move_termin(termin, START + timedelta(days=1), START + timedelta(days=2), programmleitung)

    assert row.termine.get().moved_from is None


@pytest.mark.parametrize(("step", "sentence"), [("cancel", "abgesagt"), ("postpone", "verschoben")])
def test_reason_is_told_to_everybody(client, programmleitung, step, sentence):
    row = make()
    getattr(workflow, step)(row, programmleitung, "Die Halle ist nass.")

    text = visible(page_of(client, row))

    assert f"Diese Veranstaltung ist {sentence}." in text
    assert "Die Halle ist nass." in text


def test_old_reason_goes_once_it_takes_place_again(client, programmleitung):
    row = make()
    workflow.postpone(row, programmleitung, "Die Halle ist nass.")
    workflow.reschedule(row, programmleitung)

    assert "Die Halle ist nass." not in page_of(client, row)


@pytest.mark.parametrize("status", Status)
def test_page_is_there_for_public_states_only(client, status):
    row = make(status=status)

    expected = 200 if status in Veranstaltung.PUBLIC_STATUSES else 404
    assert client.get(row.get_absolute_url()).status_code == expected


@pytest.mark.parametrize("slug", RESERVED_SLUGS)
def test_words_of_the_portal_are_no_slug(slug):
    row = VeranstaltungFactory.build(slug=slug, kommune=None, created_by=None)

    with pytest.raises(Exception, match="gehört einer Seite des Portals"):
        row.validate_constraints()


# Facts ----------------------------------------------------------------------------------------


def test_page_tells_facts_programme_and_who_invites(client, quartier):
    akteur = AkteurFactory(published=True, name="Haus der Jugend")
    row = make(
        quartier=quartier,
        kommune=quartier.kommune,
        format=Format.HYBRID,
        place="Saal",
        street="Weg 1",
        fee="5 €",
        audience="Fachkräfte",
        sign_language=True,
        contact_function="Büro",
        veranstalter=VeranstalterFactory(name="Haus", akteur=akteur),
    )
    row.sprachen.add(Sprache.objects.get(code="tr"))
    Programmpunkt.objects.create(termin=row.termine.get(), title="Begrüßung", speakers="Amt")

    html = page_of(client, row)

    text = visible(html)
    facts = [
        "Saal, Weg 1",
        "vor Ort und online",
        "5 €",
        "Türkisch",
        "Fachkräfte",
        "Büro",
        "Begrüßung",
    ]
    assert [fact for fact in facts if fact not in text] == []
    assert "Gebärdensprache: ja" in text
    assert f'href="{akteur.get_absolute_url()}">Haus<' in html


def test_draft_akteur_is_not_linked(client):
    akteur = AkteurFactory(name="Verein", slug="verborgener-akteur")
    row = make(veranstalter=VeranstalterFactory(akteur=akteur))

    assert "verborgener-akteur" not in page_of(client, row)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Eine Anmeldung ist nicht nötig. Kommen Sie einfach vorbei."),
        ({"registration": Mode.HERE, "capacity": 5, "taken_places": 2}, "3 von 5 Plätzen frei"),
        (
            {"registration": Mode.HERE, "capacity": 2, "taken_places": 2},
            "Alle Plätze sind vergeben.",
        ),
        (
            {"registration": Mode.HERE, "registration_opens_at": START},
            "Die Anmeldung beginnt am 03.12.2030 um 14:00 Uhr.",
        ),
        (
            {"registration": Mode.ELSEWHERE, "registration_link": "https://example.org/x"},
            "Die Anmeldung läuft an anderer Stelle.",
        ),
    ],
)
def test_box_tells_how_to_take_part(client, fields, sentence):
    assert sentence in visible(page_of(client, make(**fields)))


def test_texts_are_escaped_everywhere(client):
    evil = "</script><script>alert(1)</script>"
    row = make(title=evil, teaser=evil, description=evil, place=evil, fee=evil, audience=evil)

    pages = [page_of(client, row), client.get("/veranstaltungen/").text]
    pages += [client.get(f"/veranstaltungen/{name}/").text for name in ("einbetten", "kalender")]

    assert ["<script>alert(1)" in page for page in pages] == [False] * 4
    assert graph_of(client, row)[0]["name"] == evil


# What came of it ------------------------------------------------------------------------------


def make_documented(ansatz=None, **fields):
    row = VeranstaltungFactory(status=Status.DOCUMENTED, past=True, **fields)
    dokumentation = DokumentationFactory(veranstaltung=row, results="Drei Patenschaften.")
    if ansatz:
        dokumentation.handlungsansaetze.add(ansatz)
    link = "https://example.org/protokoll"
    VeranstaltungMaterial.objects.create(
        veranstaltung=row, title="Protokoll", link=link, is_result=True
    )
    return row


def test_past_one_keeps_its_page_with_results(client, quartier):
    ansatz = HandlungsansatzFactory(quartier=quartier, published=True, title="Höfe öffnen")
    draft = HandlungsansatzFactory(quartier=quartier, title="Noch geheim")
    row = make_documented(ansatz)
    row.dokumentation.handlungsansaetze.add(draft)

    text = visible(page_of(client, row))

    assert [part in text for part in ("Drei Patenschaften.", "Höfe öffnen", "Protokoll")] == [
        True
    ] * 3
    assert "Noch geheim" not in text
    assert "Jetzt anmelden" not in text


def test_results_stay_hidden_until_it_is_documented(client):
    row = make_documented()
    Veranstaltung.objects.update(status=Status.PAST)

    text = visible(page_of(client, row))

    assert [part in text for part in ("Drei Patenschaften.", "Protokoll")] == [False, False]


def test_chain_names_the_documented_veranstaltung(client, quartier):
    _, _, ansatz, *_ = make_chain(quartier, ZielgruppeFactory())
    row = make_documented(ansatz, title="Fachtag Höfe")
    hidden = make_documented(ansatz, title="Noch nicht fertig")
    Veranstaltung.objects.filter(pk=hidden.pk).update(status=Status.PAST)

    html = client.get(f"{quartier.get_absolute_url()}handlungskette/").text

    assert f'<a href="{row.get_absolute_url()}">Fachtag Höfe</a>' in html
    assert "Noch nicht fertig" not in html
