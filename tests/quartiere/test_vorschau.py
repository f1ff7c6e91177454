import time

import pytest
from django.core import signing

from quartiere import vorschau
from tests.factories import QuartierFactory

pytestmark = pytest.mark.django_db

DAY = 24 * 60 * 60


def test_preview_shows_a_draft_to_nobodys_index_and_cache(client):
    draft = QuartierFactory(name="Bald da")

    response = client.get(vorschau.preview_url(draft))

    assert response.status_code == 200
    assert "Vorschau – noch nicht veröffentlicht" in response.text
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response.headers["Cache-Control"]
    assert 'name="robots" content="noindex, nofollow"' in response.text
    assert 'rel="canonical"' not in response.text
    assert "ld+json" not in response.text
    assert response.cookies == {}


def test_preview_leads_to_the_page_once_it_is_published(client):
    quartier = QuartierFactory(published=True)

    response = client.get(vorschau.preview_url(quartier))

    assert (response.status_code, response.url) == (302, quartier.get_absolute_url())


@pytest.mark.parametrize(("days", "status_code"), [(13, 200), (15, 404)])
def test_preview_link_lasts_fourteen_days(client, monkeypatch, days, status_code):
    url = vorschau.preview_url(QuartierFactory())
    later = time.time() + days * DAY

    monkeypatch.setattr(signing.time, "time", lambda: later)
    response = client.get(url)

    assert response.status_code == status_code


@pytest.mark.parametrize(
    "token", ["x", "1", "MQ:1abc:def", "%00", "ä", "a" * 5000, "::::", "%ED%A0"]
)
def test_forged_link_gets_a_sentence(client, token):
    QuartierFactory(name="Bald da")

    response = client.get(f"/vorschau/{token}/")

    assert response.status_code == 404
    assert "Der Link ist älter als 14 Tage oder unvollständig kopiert." in response.text
    assert "no-store" in response.headers["Cache-Control"]


def test_token_signed_for_something_else_is_refused(client):
    draft = QuartierFactory()

    response = client.get(f"/vorschau/{signing.dumps(draft.pk)}/")

    assert response.status_code == 404


def test_token_of_a_deleted_quartier_is_refused(client):
    draft = QuartierFactory()
    url = vorschau.preview_url(draft)
    draft.delete()

    response = client.get(url)

    assert response.status_code == 404
