import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from netzwerke.models import vorschlag
from portal.beitraege import placeholders
from portal.beitraege.models import REQUIRED_SLUGS, Seite
from portal.konten import abuse, einstieg
from portal.postausgang.models import KEPT_DAYS
from portal.rueckmeldungen import models as rueckmeldungen
from tests.factories import SeiteFactory
from veranstaltungen.models.anmeldung import PENDING_DAYS
from veranstaltungen.models.teile import DELETE_DAYS, MAX_DELETE_DAYS

pytestmark = pytest.mark.django_db

SHIPPED = [*REQUIRED_SLUGS, "sozialer-zusammenhalt"]
STATEMENT_PARTS = [
    "EN 301 549",
    "teilweise vereinbar",
    "Nicht barrierefreie Inhalte",
    "Selbstbewertung",
    "/barriere-melden/",
    "Schlichtungs- oder Durchsetzungsstelle",
    "Überwachungsstelle",
]


@pytest.mark.parametrize("slug", SHIPPED)
def test_seite_is_shipped_complete_and_public(client, slug):
    seite = Seite.objects.get(slug=slug)

    response = client.get(f"/{slug}/")

    assert response.status_code == 200
    assert seite.text_for_readers in response.text
    assert response.cookies.keys() == ({"csrftoken"} if slug == "kontakt" else set())


@pytest.mark.parametrize("slug", SHIPPED)
def test_shipped_text_is_what_the_sanitiser_leaves(slug):
    seite = Seite.objects.get(slug=slug)
    shipped = seite.text

    seite.full_clean()

    assert seite.text == shipped


@pytest.mark.parametrize("slug", SHIPPED)
def test_shipped_links_lead_somewhere(client, slug):
    links = re.findall(r'href="(/[^"]*)"', Seite.objects.get(slug=slug).text)

    assert [link for link in links if client.get(link).status_code != 200] == []


def test_seite_that_is_no_longer_published_is_gone(client):
    Seite.objects.filter(slug="sozialer-zusammenhalt").update(status=Seite.Status.ARCHIVED)

    assert client.get("/sozialer-zusammenhalt/").status_code == 404


@pytest.mark.parametrize("path", ["/gibt-es-nicht/", "/entwurf/"])
def test_unknown_and_unpublished_seite_is_not_found(client, path):
    SeiteFactory(slug="entwurf")

    assert client.get(path).status_code == 404


def test_seite_says_that_placeholders_are_open(client):
    SeiteFactory(slug="offen", published=True, text="<p>[Name der Behörde]</p>")
    SeiteFactory(slug="fertig", published=True, text="<p>Amt für Stadtentwicklung</p>")

    notes = {
        slug: "in eckigen Klammern" in client.get(f"/{slug}/").text for slug in ("offen", "fertig")
    }

    assert notes == {"offen": True, "fertig": False}


def test_placeholders_known_to_the_installation_are_filled_and_escaped(settings):
    settings.SITE_OPERATOR, settings.SITE_EMAIL = "Bau & Raum <b>", ""

    text = placeholders.fill("<p>[Name der Behörde], [E-Mail-Adresse]</p>")

    assert text == "<p>Bau &amp; Raum &lt;b&gt;, [E-Mail-Adresse]</p>"
    assert placeholders.find(text) == ["[E-Mail-Adresse]"]


def test_leichte_sprache_is_marked_for_screen_readers_and_type(client):
    html = client.get("/leichte-sprache/").text

    assert '<div class="flow easy-language" lang="de-simple">' in html


def test_leichte_sprache_keeps_its_rules():
    text = Seite.objects.get(slug="leichte-sprache").text
    sentences = re.findall(r"<p>([^<\[]+)[.?]</p>", text)

    assert len(sentences) > 60
    assert [sentence for sentence in sentences if len(sentence.split()) > 10] == []
    assert [sentence for sentence in sentences if re.search(r"[.?!] ", sentence)] == []
    assert re.findall(r"z\. ?B\.|usw\.|bzw\.|d\. ?h\.", text) == []


def test_accessibility_statement_has_every_part_the_law_wants():
    text = Seite.objects.get(slug="barrierefreiheit").text

    assert [part for part in STATEMENT_PARTS if part not in text] == []


def test_privacy_page_states_the_periods_that_the_portal_keeps(settings):
    text = Seite.objects.get(slug="datenschutz").text

    assert (
        f"{rueckmeldungen.DELETE_MONTHS_AFTER_ANSWER} Monate nach unserer Antwort, "
        f"spätestens {rueckmeldungen.DELETE_MONTHS_AFTER_RECEIPT} Monate nach dem Eingang" in text
    )
    assert f"für {abuse.WINDOW_SECONDS // 3600} Stunde eine Prüfsumme" in text
    assert f"löschen wir {vorschlag.KEPT_DAYS} Tage nach dem Eingang" in text
    assert f"Üblich sind {DELETE_DAYS} Tage nach dem letzten Termin" in text
    assert f"höchstens sind es {MAX_DELETE_DAYS} Tage" in text
    assert f"nicht bestätigen, löschen wir nach {PENDING_DAYS} Tagen" in text
    assert f"niemand bestätigt, löschen wir nach {einstieg.UNCONFIRMED_DAYS} Tagen" in text
    assert f"löschen wir das Konto nach {einstieg.UNCONFIRMED_DAYS} Tagen." in text
    assert f"{einstieg.INVITATION_DAYS} Tage nach der letzten Einladung" in text
    assert f"aus einer Einladung entstand, nach {einstieg.INVITATION_DAYS} Tagen." in text
    session_days = settings.SESSION_COOKIE_AGE // 86400
    assert f"waren Sie dabei abgemeldet, höchstens {session_days} Tage" in text
    assert f"Nach {KEPT_DAYS} Tagen löschen wir sie." in text
    assert f"höchstens {session_days} Tage" in text
    assert settings.CSRF_COOKIE_AGE is None


def test_privacy_page_names_the_cookies_by_their_real_names(settings):
    text = Seite.objects.get(slug="datenschutz").text

    names = re.findall(r"<tr><td><p>(\w+)</p></td>", text)

    assert names == [settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME, "messages"]


# Editing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["quartiere", "verwaltung", "barriere-melden"])
def test_seite_cannot_take_an_address_of_the_portal(slug):
    with pytest.raises(ValidationError) as caught:
        SeiteFactory.build(slug=slug).full_clean()

    assert list(caught.value.message_dict) == ["slug"]


def test_required_seite_stays_published():
    seite = Seite.objects.get(slug="impressum")
    seite.status = Seite.Status.DRAFT

    with pytest.raises(ValidationError) as caught:
        seite.full_clean()

    assert list(caught.value.message_dict) == ["status"]


@pytest.mark.parametrize("person", ["programmleitung", "staff", "visitor"], indirect=True)
def test_only_programmleitung_manages_seiten(person):
    managed = Seite.objects.managed_by(person).count()

    assert managed == (len(SHIPPED) if person.is_programmleitung else 0)


def test_statement_is_due_after_eleven_months():
    seite = Seite.objects.get(slug="barrierefreiheit")
    seite.reviewed_on = date(2026, 1, 31)

    seite.save()

    assert seite.review_due_on == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("reviewed_on", "reminders"),
    [
        (None, ["„Erklärung zur Barrierefreiheit“ ist noch nie geprüft worden."]),
        (
            date(2020, 1, 2),
            [
                "„Erklärung zur Barrierefreiheit“ wurde zuletzt am 02.01.2020 geprüft und ist "
                "wieder fällig."
            ],
        ),
        (date(2999, 1, 1), []),
    ],
)
def test_admin_reminds_of_the_statement(client, programmleitung, reviewed_on, reminders):
    seite = Seite.objects.get(slug="barrierefreiheit")
    seite.reviewed_on = reviewed_on
    seite.save()
    client.force_login(programmleitung)

    response = client.get(reverse("admin:beitraege_seite_changelist"))

    assert [str(message) for message in response.context["messages"]] == reminders


def test_required_seite_cannot_be_deleted(client, programmleitung):
    client.force_login(programmleitung)
    own = SeiteFactory()
    required = Seite.objects.get(slug="impressum")

    codes = {
        seite.slug: client.get(reverse("admin:beitraege_seite_delete", args=[seite.pk])).status_code
        for seite in (own, required)
    }

    assert codes == {own.slug: 200, "impressum": 403}


def test_mark_reviewed_action_sets_date_and_function(client, programmleitung):
    client.force_login(programmleitung)
    seite = Seite.objects.get(slug="kontakt")

    client.post(
        reverse("admin:beitraege_seite_changelist"),
        {"action": "mark_reviewed", "_selected_action": [seite.pk]},
    )

    seite.refresh_from_db()
    assert (seite.reviewed_by, seite.is_overdue) == (programmleitung.function, False)


def test_open_placeholders_stand_on_the_first_page_of_the_admin(client, programmleitung):
    client.force_login(programmleitung)
    Seite.objects.exclude(slug="kontakt").update(text="<p>Fertig.</p>")

    tasks = client.get(reverse("admin:index")).context["tasks"]

    examples = {task.label: [title for title, _ in task.examples] for task in tasks}
    assert examples["Seiten mit offenen Platzhaltern"] == ["Kontakt"]
