"""Whoever decides about a text decides about the one that was read, however the page was left."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.admin_forms import form_data
from tests.factories_veranstaltungen import VeranstaltungFactory
from tests.veranstaltungen.seiten import address, hidden
from tests.veranstaltungen.test_moderation import change_it, change_url, step_url, submitted
from veranstaltungen.models import Veranstaltung

pytestmark = pytest.mark.django_db

CHANGED = "Inzwischen wurde noch etwas geändert"


@pytest.fixture
def row(kommune):
    return submitted(kommune, title="Fachtag")


def link_to(page, address):
    """The link to a step as it stands on a page."""
    return unescape(re.search(rf'href="({re.escape(address)}[^"]*)"', page.text)[1])


WAYS = {
    "admin": (change_url, step_url),
    "organisers' page": (address, lambda row, name: address(row, f"schritt/{name}/")),
}


@pytest.mark.parametrize(
    ("way", "name"),
    [("admin", "publish"), ("admin", "return"), ("organisers' page", "return")],
)
def test_link_to_a_step_is_about_what_the_page_with_it_has_shown(client, row, staff, way, name):
    page, step = WAYS[way]
    client.force_login(staff)
    link = link_to(client.get(page(row)), step(row, name))
    change_it(Client(), row)

    asked = client.get(link)
    client.post(link, {**hidden(asked), "reason": "Der Ort fehlt."})

    row.refresh_from_db()
    assert row.status == "submitted"
    assert CHANGED in asked.text
    assert 'name="reason"' not in asked.text
    assert f'href="{page(row)}"' in asked.text
    again = link_to(client.get(page(row)), step(row, name))
    client.post(again, {**hidden(client.get(again)), "reason": "Der Ort fehlt."})
    row.refresh_from_db()
    assert row.status == {"publish": "published", "return": "returned"}[name]


def test_page_that_shows_what_was_typed_leads_to_no_decision(client, row, staff):
    client.force_login(staff)
    data = form_data(client.get(change_url(row)), title="")

    page = client.post(change_url(row), data)

    assert (page.status_code, page.context["steps"]) == (200, [])


def test_one_changed_of_two_chosen_ones_does_not_stop_the_other(client, row, staff, kommune):
    other = submitted(kommune)
    client.force_login(staff)
    url = change_url(row).split(str(row.pk))[0]
    chosen = {"action": "return_some", "_selected_action": [row.pk, other.pk]}
    asked = hidden(client.post(url, chosen))
    change_it(Client(), row)

    empty = client.post(url, {**asked, **chosen})
    client.post(url, {**hidden(empty), **chosen, "reason": "Der Ort fehlt."})

    assert empty.text.count(CHANGED) == 1
    rows = Veranstaltung.objects.in_bulk([row.pk, other.pk])
    assert [rows[key.pk].status for key in (row, other)] == ["submitted", "returned"]


@pytest.mark.parametrize("name", ["publish", "return"])
def test_log_in_that_ends_makes_nothing_newer_read(client, row, staff, name):
    url = address(row, f"schritt/{name}/")
    sent = {"seen": row.version, "reason": "Der Ort fehlt."}
    client.post(url, sent)
    change_it(Client(), row)
    client.force_login(staff)

    client.post(url, {**hidden(client.get(url)), "reason": "Der Ort fehlt."})

    row.refresh_from_db()
    assert row.status == "submitted"


def test_log_in_keeps_the_version_of_the_link(client, row):
    url = f"{address(row, 'schritt/return/')}?seen=gestern"

    assert client.get(url).url.endswith("schritt%2Freturn%2F%3Fseen%3Dgestern")


def test_step_that_asks_for_nothing_claims_nothing_typed(client):
    row = VeranstaltungFactory(status="submitted")
    url = address(row, "schritt/withdraw/")
    client.post(url, {"seen": row.version})
    client.force_login(row.created_by)

    page = client.get(url)

    assert page.context["step"].name == "withdraw"
    assert "Das haben Sie hier eingegeben" not in page.text
