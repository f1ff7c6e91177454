"""The page as it would be, for those who work on it."""

import pytest

from tests.factories_veranstaltungen import VeranstaltungFactory
from tests.veranstaltungen.seiten import address
from veranstaltungen.models import Veranstaltung

pytestmark = pytest.mark.django_db


def test_preview_shows_the_page_before_it_is_public(client, staff, kommune):
    row = VeranstaltungFactory(title="Fachtag Spiel", kommune=kommune, online_link="https://x.de/g")

    for person in (row.created_by, staff):
        client.force_login(person)
        page = client.get(address(row, "vorschau/"))
        assert "<h1>Fachtag Spiel</h1>" in page.text
        assert "https://x.de/g" not in page.text
        assert "noindex" in page.text


def test_preview_shows_the_material_and_where_registration_will_be(client):
    row = VeranstaltungFactory(registration=Veranstaltung.Mode.HERE)
    for title, is_result in [("Merkblatt", False), ("Protokoll", True)]:
        row.material.create(title=title, link="https://example.org/", is_result=is_result)
    client.force_login(row.created_by)

    page = client.get(address(row, "vorschau/"))

    assert [item.title for item in page.context["material"]] == ["Merkblatt"]
    assert page.context["results"] == []
    assert "Nach der Veröffentlichung meldet man sich hier an." in page.text
