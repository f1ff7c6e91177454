"""A form whose token is stale: nothing typed is lost, and nothing foreign is offered."""

import pytest
from django.test import Client

from tests.factories_veranstaltungen import VeranstaltungFactory
from tests.veranstaltungen.seiten import part

pytestmark = pytest.mark.django_db

OWN = {"Origin": "http://testserver"}
TEXT = "Erste Zeile\n<b>zweite</b>"


@pytest.fixture
def row():
    return VeranstaltungFactory(title="Vorher")


@pytest.fixture
def browser(row):
    """Logged in again in a second tab after the form was opened."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(row.created_by)
    browser.get(part(row, "was"))
    return browser


def send(browser, row, headers, **more):
    data = {"csrfmiddlewaretoken": "x" * 64, "title": "Nachher", "description": TEXT, **more}
    return browser.post(part(row, "was"), data, headers=headers)


def offered(page):
    """The fields of the page that asks to send again, as a browser would send them."""
    return dict(page.context["fields"]) | {"csrfmiddlewaretoken": str(page.context["csrf_token"])}


@pytest.mark.parametrize("headers", [OWN, {"Sec-Fetch-Site": "same-origin"}])
def test_what_was_typed_is_sent_again_with_one_click(browser, row, headers):
    page = send(browser, row, headers, later="1")
    row.refresh_from_db()
    before = row.title

    again = browser.post(part(row, "was"), offered(page), headers=headers)

    row.refresh_from_db()
    assert (page.status_code, before) == (403, "Vorher")
    assert "&lt;b&gt;zweite&lt;/b&gt;" in page.text
    assert again.status_code == 302
    assert (row.title, row.description.splitlines()) == ("Nachher", TEXT.splitlines())


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://boese.example"}, {"Origin": "null"}, {}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_forms_of_other_sites_are_not_offered(browser, row, headers):
    page = send(browser, row, headers)

    assert page.status_code == 403
    assert page.context["fields"] == []
    assert "Nachher" not in page.text


def test_passwords_are_never_offered_again():
    page = Client(enforce_csrf_checks=True).post(
        "/konto/login/", {"login": "a@example.org", "password": "streng geheim"}, headers=OWN
    )

    assert page.status_code == 403
    assert "streng geheim" not in page.text


def test_more_than_anybody_types_is_not_offered(browser, row):
    page = send(browser, row, OWN, teaser="x" * 500_001)

    assert page.context["fields"] == []
