from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.beitraege import menue, vorschau
from portal.beitraege.models import Seite
from tests.factories import SeiteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_menu():
    menue.forget()


def labels(html, start, end):
    part = html.split(start)[1].split(end)[0]
    return [piece.split(">")[-1] for piece in part.split("</a>")[:-1]]


def test_flagged_seiten_stand_in_menu_and_footer_in_their_order(client):
    SeiteFactory(published=True, title="Zweite", order=20, in_menu=True, in_footer=True)
    SeiteFactory(published=True, title="Erste", order=10, in_menu=True)
    SeiteFactory(published=True, title="Nirgends", order=5)
    SeiteFactory(title="Entwurf", in_menu=True, in_footer=True)

    html = client.get("/quartiere/").text

    assert labels(html, 'aria-label="Hauptnavigation"', "</nav>")[-2:] == ["Erste", "Zweite"]
    footer = labels(html, 'aria-label="Rechtliches"', "</nav>")
    assert [label for label in footer if label in ("Erste", "Zweite")] == ["Zweite"]
    assert "Nirgends" not in html
    assert "Entwurf" not in html


def test_menu_follows_a_change_at_once_and_costs_no_query_later(client, django_assert_num_queries):
    seite = SeiteFactory(published=True, title="Sichtbar", in_menu=True)
    assert "Sichtbar" in client.get("/gibt-es-nicht/").text

    with django_assert_num_queries(0):
        menue.entries("in_menu")
    seite.in_menu = False
    seite.save()

    assert "Sichtbar" not in client.get("/gibt-es-nicht/").text


@pytest.mark.parametrize(
    ("hours_from", "hours_until", "is_public"),
    [(None, None, True), (-1, 1, True), (1, None, False), (None, -1, False)],
)
def test_seite_is_public_in_its_window(client, hours_from, hours_until, is_public):
    now = timezone.now()
    seite = SeiteFactory(
        published=True,
        in_menu=True,
        title="Mit Zeit",
        publish_from=hours_from and now + timedelta(hours=hours_from),
        publish_until=hours_until and now + timedelta(hours=hours_until),
    )

    assert client.get(seite.get_absolute_url()).status_code == (200 if is_public else 404)
    assert ("Mit Zeit" in client.get("/zielgruppen/").text) is is_public
    assert (seite.get_absolute_url() in client.get("/sitemap.xml").text) is is_public


def test_required_seite_cannot_be_scheduled():
    seite = Seite.objects.get(slug="impressum")
    seite.publish_from = timezone.now()

    with pytest.raises(ValidationError) as refusal:
        seite.full_clean()

    assert "publish_from" in refusal.value.message_dict


def test_preview_shows_a_draft_that_has_no_page(client):
    seite = SeiteFactory(title="Im Entwurf")

    response = client.get(vorschau.SEITEN.url(seite))

    assert client.get(seite.get_absolute_url()).status_code == 404
    assert "Im Entwurf" in response.text
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_copy_of_a_seite_is_a_draft_outside_the_menu(client, programmleitung):
    seite = SeiteFactory(published=True, title="Vorlage", in_menu=True)
    client.force_login(programmleitung)

    client.post(
        "/verwaltung/beitraege/seite/", {"action": "duplicate", "_selected_action": [seite.pk]}
    )

    copy = Seite.objects.get(title="Vorlage (Kopie)")
    assert (copy.status, copy.in_menu, copy.text) == ("draft", False, seite.text)


def test_theme_page_speaks_of_all_that_the_programme_rests_on():
    text = Seite.objects.get(slug="sozialer-zusammenhalt").text

    parts = [
        "Gleiche Chancen", "Beteiligung", "Integrierte Strategien", "Querschnittsthemen",
        "Netzwerke", "Quartiersmanagement",
    ]  # fmt: skip
    assert [part for part in parts if f"<h3>{part}</h3>" not in text] == []
