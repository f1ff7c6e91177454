"""Sent twice or by two people: nothing is doubled, nothing overwritten unwarned."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.admin_forms import values_of
from tests.factories import UserFactory
from tests.factories_veranstaltungen import DokumentationFactory, FrageFactory, VeranstaltungFactory
from tests.veranstaltungen.anmelden import organiser_url
from tests.veranstaltungen.seiten import address, filled, part
from veranstaltungen.models import Absendung, Dokumentation, Frage, Programmpunkt, Veranstaltung

pytestmark = pytest.mark.django_db

NEW = "/meine-veranstaltungen/neu/"
CONFLICT = "hat jemand anderes diesen Eintrag geändert"


@pytest.fixture
def row(client):
    row = VeranstaltungFactory(title="Fachtag", registration="here")
    client.force_login(row.created_by)
    return row


def once(page):
    """The value that makes the form of this page count once."""
    text = page if isinstance(page, str) else page.text
    return {"einmal": re.search(r'name="einmal" value="([\w-]+)"', text)[1]}


def questions_of(page):
    formset = page.context["form"]
    return values_of([formset.management_form, *formset.forms])


def test_second_click_makes_one_draft_and_leads_to_it(client):
    client.force_login(UserFactory())
    page = client.get(NEW)
    sent = filled(page, title="Fachtag") | once(page)

    first, second = client.post(NEW, sent), client.post(NEW, sent)

    assert first.url == second.url == "/meine-veranstaltungen/fachtag/bearbeiten/wann/"
    assert Veranstaltung.objects.count() == 1


def test_what_was_wrong_at_first_is_saved_when_it_is_sent_again(client):
    client.force_login(UserFactory())
    value = once(client.get(NEW))
    client.post(NEW, {"title": ""} | value)

    client.post(NEW, {"title": "Fachtag"} | value)

    assert Veranstaltung.objects.count() == 1


def test_second_click_makes_one_copy(client, row):
    value = once(client.get(address(row)))

    answers = [client.post(address(row, "kopieren/"), value) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert Veranstaltung.objects.count() == 2


def test_copy_that_takes_the_place_of_new_dates_counts_once_too(client, row):
    Veranstaltung.objects.update(status="cancelled")

    value = once(client.get(part(row, "wann")).text.partition("kopieren/")[2])
    answers = [client.post(address(row, "kopieren/"), value) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert Veranstaltung.objects.count() == 2


def test_value_of_somebody_else_counts_for_nobody_else(client, row):
    client.post(address(row, "kopieren/"), {"einmal": "abc"})
    row.mitveranstaltende.add(other := UserFactory())
    client.force_login(other)

    client.post(address(row, "kopieren/"), {"einmal": "abc"})

    assert Veranstaltung.objects.count() == 3


@pytest.mark.parametrize("value", ["", "\x00", "x" * 500, "ä"])
def test_without_a_value_a_form_is_saved_each_time(client, row, value):
    for _ in range(2):
        client.post(address(row, "kopieren/"), {"einmal": value})

    assert (Veranstaltung.objects.count(), Absendung.objects.count()) == (3, 0)


def test_values_are_forgotten_after_a_day(client, row):
    client.post(address(row, "kopieren/"), {"einmal": "abc"})
    Absendung.objects.update(sent_at=timezone.now() - timedelta(hours=25))

    client.post(address(row, "kopieren/"), {"einmal": "xyz"})

    assert [sent.value for sent in Absendung.objects.all()] == ["xyz"]


# Programme --------------------------------------------------------------------------------------


def test_second_click_on_the_programme_makes_each_line_once(client, row):
    url = part(row, "programm")
    page = client.get(url)
    sent = filled(page, **{"programm-0-title": "Begrüßung"}) | once(page)

    first, second = client.post(url, sent), client.post(url, sent)

    assert first.url == second.url
    assert [line.title for line in Programmpunkt.objects.all()] == ["Begrüßung"]


def test_second_editor_of_the_programme_is_warned_and_loses_nothing(client, row):
    url = part(row, "programm")
    mine, theirs = client.get(url), client.get(url)
    client.post(url, filled(theirs, **{"programm-0-title": "Begrüßung"}))

    warned = client.post(url, filled(mine, **{"programm-0-title": "Ankommen"}))

    assert (warned.status_code, CONFLICT in warned.text) == (422, True)
    assert [line.title for line in Programmpunkt.objects.all()] == ["Begrüßung"]
    client.post(url, filled(warned))
    titles = Programmpunkt.objects.order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["Begrüßung", "Ankommen"]


def test_line_that_was_struck_out_meanwhile_can_be_struck_out_here_too(client, row):
    url = part(row, "programm")
    for title in ("Begrüßung", "Abschied"):
        Programmpunkt.objects.create(termin=row.termine.get(), title=title)
    mine = client.get(url)
    Programmpunkt.objects.filter(title="Begrüßung").delete()
    warned = client.post(url, filled(mine, **{"programm-1-title": "Ende"}))

    gone = client.post(url, filled(warned))

    # Above the form, and in the line itself.
    assert gone.text.count("Jemand anderes hat sie inzwischen gelöscht. Bitte streichen") == 2
    assert 'name="programm-0-DELETE"' in gone.text
    client.post(url, filled(gone, **{"programm-0-DELETE": "on"}))
    assert [line.title for line in Programmpunkt.objects.all()] == ["Ende"]


# Dates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theirs", [
    {"termine-0-note": "im Saal"}, {"termine-0-is_all_day": "on"}, {"termine-0-clock": "00:01"},
])  # fmt: skip
def test_second_editor_of_a_date_is_warned(client, row, theirs):
    url = part(row, "wann")
    mine, other = client.get(url), client.get(url)
    client.post(url, filled(other, **theirs))
    stored = row.termine.values("starts_at", "is_all_day", "note").get()

    warned = client.post(url, filled(mine, **{"termine-0-note": "draußen"}))

    assert (warned.status_code, warned.text.count(CONFLICT)) == (422, 1)
    assert row.termine.values("starts_at", "is_all_day", "note").get() == stored
    client.post(url, filled(warned))
    assert row.termine.get().note == "draußen"


# Questions --------------------------------------------------------------------------------------


def test_second_click_asks_each_question_once(client, row):
    url = organiser_url(row, "questions")
    page = client.get(url)
    sent = questions_of(page) | {"fragen-0-text": "Essen?"} | once(page)

    first, second = client.post(url, sent), client.post(url, sent)

    assert first.url == second.url == organiser_url(row)
    assert [frage.text for frage in Frage.objects.all()] == ["Essen?"]


def test_second_editor_of_the_questions_is_warned_and_loses_nothing(client, row):
    FrageFactory(veranstaltung=row, text="Essen?")
    url = organiser_url(row, "questions")
    mine, theirs = client.get(url), client.get(url)
    client.post(url, questions_of(theirs) | {"fragen-0-text": "Mahlzeit?"})

    warned = client.post(url, questions_of(mine) | {"fragen-0-text": "Suppe?"})

    assert CONFLICT in warned.text
    assert Frage.objects.get().text == "Mahlzeit?"
    assert questions_of(warned)["fragen-0-text"] == "Suppe?"
    client.post(url, questions_of(warned))
    assert Frage.objects.get().text == "Suppe?"


# Dokumentation ----------------------------------------------------------------------------------


def test_first_documentation_is_not_overwritten_unwarned(client):
    row = VeranstaltungFactory(past=True, status="past")
    client.force_login(row.created_by)
    url = address(row, "dokumentation/")
    mine, theirs = client.get(url), client.get(url)
    client.post(url, filled(theirs, results="Drei Patenschaften."))

    warned = client.post(url, filled(mine, results="Nichts."))

    assert (warned.status_code, CONFLICT in warned.text) == (422, True)
    assert Dokumentation.objects.get().results == "Drei Patenschaften."
    client.post(url, filled(warned))
    assert Dokumentation.objects.get().results == "Nichts."


def test_second_click_adds_the_same_link_once(client):
    row = DokumentationFactory().veranstaltung
    client.force_login(row.created_by)
    url = address(row, "dokumentation/")
    page = client.get(url)
    link = {"material-title": "Folien", "material-link": "https://example.org/folien"}

    for _ in range(2):
        client.post(url, filled(page, **link) | once(page))

    assert [item.title for item in row.material.all()] == ["Folien"]
