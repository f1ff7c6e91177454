"""Organisers write to those who registered."""

import re

import pytest
from pytest_django.asserts import assertRedirects

from tests.factories_veranstaltungen import AnmeldungFactory, VeranstaltungFactory
from tests.veranstaltungen.anmelden import organiser_url, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def veranstaltung():
    return VeranstaltungFactory(registering=True, slug="fachtag", capacity=2)


@pytest.fixture(autouse=True)
def _organiser(client, veranstaltung):
    client.force_login(veranstaltung.created_by)


def message(**changes):
    return {"audience": "all", "subject": "Raum", "text": "Wir sind\nim Saal 2.", **changes}


def test_message_is_shown_first_and_sent_to_each_alone(client, veranstaltung, mailoutbox):
    take(veranstaltung, "ada", "ben", "cem")
    AnmeldungFactory(veranstaltung=veranstaltung, name="unbestätigt")
    mailoutbox.clear()
    url = organiser_url(veranstaltung, "message")

    preview = client.post(url, message(preview="1"))
    before = list(mailoutbox)
    edited = client.post(url, message(edit="1"))
    for _ in range(2):
        response = client.post(url, message(send="1"))

    assert ("Sie geht an 3 Personen" in preview.text, before) == (True, [])
    assert 'value="Raum"' in edited.text
    assert [mail.to for mail in mailoutbox] == [
        [f"{name}@example.org"] for name in ("ada", "ben", "cem")
    ]
    assert {"Wir sind\nim Saal 2." in mail.body for mail in mailoutbox} == {True}
    links = {re.search(r"/veranstaltungen/anmeldung/\S+", mail.body)[0] for mail in mailoutbox}
    assert len(links) == 3
    assertRedirects(response, organiser_url(veranstaltung))
    (entry,) = veranstaltung.verlauf.all()
    assert (entry.step, entry.actor, entry.reason) == (
        "message",
        veranstaltung.created_by,
        "An: alle Angemeldeten und die Warteliste\nRaum\n\nWir sind\nim Saal 2.",
    )


def test_same_message_reaches_a_second_audience(client, veranstaltung, mailoutbox):
    take(veranstaltung, "ada", "ben", "cem")
    mailoutbox.clear()
    url = organiser_url(veranstaltung, "message")

    for audience in ("waiting", "coming", "coming"):
        client.post(url, message(audience=audience, send="1"))

    assert [mail.to[0].split("@")[0] for mail in mailoutbox] == ["cem", "ada", "ben"]
    kept = veranstaltung.verlauf.values_list("reason", flat=True)
    assert [text.splitlines()[0] for text in kept] == [
        "An: nur die Warteliste",
        "An: nur Angemeldete",
    ]


def test_message_sent_again_from_an_english_page_is_the_same(client, veranstaltung, mailoutbox):
    take(veranstaltung, "ada")
    mailoutbox.clear()
    url = organiser_url(veranstaltung, "message")

    for address in ("/en" + url, url):
        client.post(address, message(send="1"))

    assert len(mailoutbox) == 1
    assert veranstaltung.verlauf.get().reason.startswith("An: alle Angemeldeten")


def test_message_to_nobody_is_neither_kept_nor_called_sent(client, veranstaltung, mailoutbox):
    url = organiser_url(veranstaltung, "message")

    response = client.post(url, message(audience="waiting", send="1"), follow=True)

    assert "Zurzeit gehört niemand dazu. Die Nachricht ist nicht verschickt." in response.text
    assert "schon verschickt" not in response.text
    assert (mailoutbox, veranstaltung.verlauf.count()) == ([], 0)


@pytest.mark.parametrize(
    ("audience", "names"), [("coming", ["ada", "ben"]), ("waiting", ["cem"]), ("x", [])]
)
def test_message_goes_to_whom_it_is_meant_for(client, veranstaltung, mailoutbox, audience, names):
    take(veranstaltung, "ada", "ben", "cem")
    mailoutbox.clear()

    client.post(organiser_url(veranstaltung, "message"), message(audience=audience, send="1"))

    assert [mail.to[0].split("@")[0] for mail in mailoutbox] == names


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": ""}, {"text": ""}, {"subject": "x" * 121}, {"text": "x" * 1801},
        {"subject": "a\x00"}, {"text": "a\x00"},
    ],
    ids=str,
)  # fmt: skip
def test_faulty_message_is_not_sent(client, veranstaltung, mailoutbox, changes):
    take(veranstaltung, "ada")
    mailoutbox.clear()

    response = client.post(organiser_url(veranstaltung, "message"), message(send="1", **changes))

    assert list(response.context["form"].errors) == [next(iter(changes))]
    assert mailoutbox == []


def test_line_break_in_the_subject_adds_no_header(client, veranstaltung, mailoutbox):
    take(veranstaltung, "ada")
    mailoutbox.clear()

    client.post(
        organiser_url(veranstaltung, "message"),
        message(send="1", subject="Raum\r\nBcc: eve@example.org"),
    )

    assert [mail.recipients() for mail in mailoutbox] == [["ada@example.org"]]
    assert mailoutbox[0].message()["Bcc"] is None
