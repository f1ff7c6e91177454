"""How many drafts one address may begin: new ones and copies together."""

import pytest
from django.core.cache import cache

from tests.factories_veranstaltungen import VeranstaltungFactory
from tests.veranstaltungen.seiten import address, fill_in
from veranstaltungen.models import Veranstaltung
from veranstaltungen.views import zugang

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_an_hour(monkeypatch):
    cache.clear()
    monkeypatch.setattr(zugang, "NEW_PER_HOUR", 2)


def test_copies_and_new_drafts_have_one_limit(client):
    row = VeranstaltungFactory(title="Fachtag")
    client.force_login(row.created_by)

    client.post(address(row, "kopieren/"))
    fill_in(client, "/meine-veranstaltungen/neu/", title="Neu")
    copied = client.post(address(row, "kopieren/"), follow=True)
    begun = fill_in(client, "/meine-veranstaltungen/neu/", title="Noch eine")

    assert Veranstaltung.objects.count() == 3
    assert copied.redirect_chain == [(address(row), 302)]
    assert str(zugang.TOO_MANY) in copied.text
    assert begun.status_code == 422
    assert str(zugang.TOO_MANY) in begun.text
