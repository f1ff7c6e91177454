"""The way in: an e-mail address, a code, and the form; no password, no enumeration, no robots."""

import re

import pytest

from portal.konten import abuse
from portal.konten.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

URL = "/veranstaltungen/vorschlagen/"
CODE = "/konto/login/code/confirm/"


def ask(client, email="neu@example.org", **changes):
    return client.post(URL, {"email": email, "opened": abuse.mark(10), "homepage": "", **changes})


def code_in(mail):
    return re.search(r"^[A-Z0-9-]{6,}$", mail.body, re.MULTILINE)[0]


def test_new_address_gets_a_code_an_account_and_the_form(client, mailoutbox):
    asked = ask(client, "Neu@Example.org")
    confirmed = client.post(asked.url, {"code": code_in(mailoutbox[0])})

    assert confirmed.url == "/meine-veranstaltungen/neu/"
    user = User.objects.get()
    assert (user.email, user.has_usable_password(), user.is_staff) == (
        "neu@example.org",
        False,
        False,
    )
    assert user.emailaddress_set.get().verified
    assert client.get(confirmed.url).status_code == 200


def test_known_address_comes_to_where_the_person_wanted_to_go(client, mailoutbox):
    user = UserFactory()
    user.sync_email_address(verified=True)

    asked = ask(client, user.email, next="/meine-veranstaltungen/")
    confirmed = client.post(asked.url, {"code": code_in(mailoutbox[0])})

    assert confirmed.url == "/meine-veranstaltungen/"
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "target", ["https://boese.example/", "//boese.example", "\\\\x", "javascript:1"]
)
def test_foreign_targets_are_ignored(client, target):
    assert "boese" not in ask(client, next=target).url
    assert ask(client, "b@example.org", next=target).url.endswith(
        "next=%2Fmeine-veranstaltungen%2Fneu%2F"
    )


def test_known_and_unknown_addresses_get_the_same_answer(client, mailoutbox):
    UserFactory(email="da@example.org").sync_email_address(verified=True)
    UserFactory(email="weg@example.org", is_active=False).sync_email_address(verified=True)

    answers = {}
    for email in ("da@example.org", "weg@example.org", "neu@example.org"):
        client.cookies.clear()
        asked = ask(client, email)
        page = client.get(asked.url)
        answers[asked.status_code, asked.url, page.text.replace(email, "") == ""] = email

    assert len(answers) == 1
    assert [mail.to for mail in mailoutbox][::2] == [["da@example.org"], ["neu@example.org"]]
    assert mailoutbox[0].subject == mailoutbox[2].subject


def test_wrong_code_does_not_log_in(client, mailoutbox):
    asked = ask(client)
    client.post(asked.url, {"code": "AAAAAA"})

    assert client.get("/meine-veranstaltungen/").status_code == 302


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"homepage": "spam"}, "Ein verstecktes Feld war ausgefüllt"),
        ({"opened": None}, "Das ging sehr schnell"),
        ({"opened": "gefälscht"}, "lange geöffnet"),
        ({"email": "kein-at"}, "Bitte prüfen Sie die Schreibweise"),
        ({"email": "x" * 10_000 + "@example.org"}, "höchstens"),
        ({"email": ""}, "Bitte geben Sie Ihre E-Mail-Adresse an"),
    ],
)
def test_robots_and_typing_errors_make_no_account(client, mailoutbox, changes, message):
    if changes.get("opened", "") is None:
        changes = {"opened": abuse.mark(0)}

    response = ask(client, **{"email": "neu@example.org", **changes})

    assert message in response.text
    assert (User.objects.count(), mailoutbox) == (0, [])


def test_a_script_gets_twenty_codes_an_hour(client, mailoutbox):
    answers = [ask(client, f"n{number}@example.org").status_code for number in range(22)]

    assert answers == [302] * 20 + [200] * 2
    assert len(mailoutbox) == 20


def test_who_is_logged_in_goes_straight_on(client):
    client.force_login(UserFactory())

    page = client.get(URL)

    assert 'href="/meine-veranstaltungen/neu/"' in page.text
    assert "Code anfordern" not in page.text
