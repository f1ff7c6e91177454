"""The page of one's own registration: opened by its key alone, changed only by a button."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar
from pytest_django.asserts import assertRedirects

from tests.factories_veranstaltungen import AnmeldungFactory, FrageFactory, VeranstaltungFactory
from tests.veranstaltungen.anmelden import own_url, take
from veranstaltungen import anmeldung as registration
from veranstaltungen import schluessel
from veranstaltungen.models import Anmeldung, Termin, Veranstaltung

pytestmark = pytest.mark.django_db

LINK = "https://raum.example.org/geheim"
PAGES = [
    "registration", "registration_change", "registration_cancel", "registration_calendar",
    "registration_certificate",
]  # fmt: skip
HEADINGS = {
    "pending": "Bitte bestätigen Sie Ihre Anmeldung",
    "confirmed": "Sie sind angemeldet",
    "waiting": "Sie stehen auf der Warteliste",
    "offered": "Ein Platz ist für Sie frei",
    "cancelled": "Sie sind nicht mehr angemeldet",
    "attended": "Sie waren dabei",
}


@pytest.fixture
def veranstaltung():
    return VeranstaltungFactory(registering=True, capacity=1, format="hybrid", online_link=LINK)


def in_state(veranstaltung, state):
    """A row as it would be in this state."""
    now = timezone.now()
    return AnmeldungFactory(
        veranstaltung=veranstaltung,
        state=state,
        waiting_since=now if state == "waiting" else None,
        offer_expires_at=now + timedelta(hours=5) if state == "offered" else None,
    )


@pytest.mark.parametrize("state", HEADINGS)
def test_page_says_how_it_stands(client, veranstaltung, state):
    row = in_state(veranstaltung, state)

    html = client.get(own_url(row)).text

    assert f"<h1>{HEADINGS[state]}</h1>" in html
    assert row.email in html
    # Only who has a place, and only before it is over, learns how to take part.
    assert (LINK in html) == (state in ("confirmed", "attended"))
    assert ('value="confirm"' in html, 'value="accept"' in html) == (
        state == "pending", state == "offered",
    )  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("state", HEADINGS)
def test_opening_a_page_changes_nothing_and_is_never_kept(
    client, veranstaltung, mailoutbox, page, state
):
    row = in_state(veranstaltung, state)
    before = list(Anmeldung.objects.values())

    response = client.get(own_url(row, page))
    client.head(own_url(row, page))

    assert (list(Anmeldung.objects.values()), mailoutbox) == (before, [])
    assert {name: response[name] for name in ("X-Robots-Tag", "Referrer-Policy")} == {
        "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "strict-origin",
    }  # fmt: skip
    assert "no-store" in response["Cache-Control"]


def test_key_is_passed_on_by_nothing_on_the_page(client, veranstaltung):
    row = in_state(veranstaltung, "confirmed")
    key = schluessel.key_of(row)

    html = client.get(own_url(row)).text

    places = [part.split('"')[0] for part in html.split('="')[1:] if key in part.split('"')[0]]
    assert sorted(places) == sorted(
        own_url(row, page)
        for page in ("registration_calendar", "registration_change", "registration_cancel")
    )
    assert row.token not in html.replace(key, "")
    assert f'href="{LINK}" rel="noopener noreferrer"' in html


def test_button_confirms_once(client, veranstaltung, mailoutbox):
    row = in_state(veranstaltung, "pending")

    responses = [client.post(own_url(row), {"step": "confirm"}) for _ in range(2)]

    row.refresh_from_db()
    veranstaltung.refresh_from_db()
    assert [response.url for response in responses] == [own_url(row)] * 2
    assert (row.state, veranstaltung.taken_places, len(mailoutbox)) == ("confirmed", 1, 1)
    (attachment,) = mailoutbox[0].attachments
    assert LINK in attachment[1]


def test_waiting_page_tells_the_place_in_the_queue(client, veranstaltung):
    rows = take(veranstaltung, "a", "b", "c", "d")

    texts = [client.get(own_url(row)).text for row in rows[1:]]

    assert ["Als Nächstes sind Sie an der Reihe." in texts[0],
            "Vor Ihnen wartet noch eine Person." in texts[1],
            "Vor Ihnen warten noch 2 Personen." in texts[2]] == [True] * 3  # fmt: skip


def test_offer_is_accepted_in_time_and_refused_too_late(client, veranstaltung):
    ada, ben, cem = take(veranstaltung, "ada", "ben", "cem")
    registration.cancel(ada)
    client.post(own_url(ben), {"step": "accept"})
    accepted = Anmeldung.objects.get(pk=ben.pk).state
    registration.cancel(ben)
    past = timezone.now() - timedelta(seconds=1)
    Anmeldung.objects.filter(pk=cem.pk).update(offer_expires_at=past)

    page = client.get(own_url(cem)).text
    late = client.post(own_url(cem), {"step": "accept"})

    cem.refresh_from_db()
    assert (accepted, cem.state) == ("confirmed", "offered")
    assert "Die Zeit zum Annehmen ist leider vorbei." in page
    assert "Dieser Platz ist nicht mehr für Sie frei." in late.text


@pytest.mark.parametrize("state", ["pending", "offered"])
@pytest.mark.parametrize(
    ("values", "reason"),
    [({"status": "cancelled"}, "ist abgesagt"), ({"status": "past"}, "ist vorbei")],
)
def test_nobody_is_confirmed_for_what_is_cancelled_or_over(
    client, veranstaltung, mailoutbox, state, values, reason
):
    row = in_state(veranstaltung, state)
    Veranstaltung.objects.update(**values)
    step = {"pending": "confirm", "offered": "accept"}[state]

    page = client.get(own_url(row)).text
    response = client.post(own_url(row), {"step": step})

    row.refresh_from_db()
    assert (row.state, mailoutbox) == (state, [])
    assert (reason in page, 'method="post"' in page, reason in response.text) == (True, False, True)


def test_unknown_step_changes_nothing(client, veranstaltung):
    row = in_state(veranstaltung, "pending")

    for step in ("", "cancel", "x" * 10_000, "\x00"):
        assertRedirects(client.post(own_url(row), {"step": step}), own_url(row))

    row.refresh_from_db()
    assert row.state == "pending"


def test_name_and_answers_are_changed_and_the_address_stays(client, veranstaltung):
    frage = FrageFactory(veranstaltung=veranstaltung)
    row = in_state(veranstaltung, "confirmed")
    Anmeldung.objects.update(answers={str(frage.pk): "alt"})
    data = {"name": "Ada Neu", f"frage_{frage.pk}": "neu", "email": "eve@example.org"}

    form = client.get(own_url(row, "registration_change")).text
    response = client.post(own_url(row, "registration_change"), data)

    email, row = row.email, Anmeldung.objects.get()
    assert 'value="alt"' in form
    assert (row.name, row.email, row.answers) == ("Ada Neu", email, {str(frage.pk): "neu"})
    assert "Ihre Änderungen sind gespeichert." in client.get(response.url).text


@pytest.mark.parametrize("state", ["cancelled", "attended"])
def test_what_is_over_cannot_be_changed_or_cancelled(client, veranstaltung, mailoutbox, state):
    row = in_state(veranstaltung, state)
    Termin.objects.update(starts_at=timezone.now() - timedelta(hours=1))

    client.post(own_url(row, "registration_cancel"))
    response = client.post(own_url(row, "registration_change"), {"name": "Anders"})

    row.refresh_from_db()
    assert (row.state, row.name == "Anders", mailoutbox) == (state, False, [])
    assert list(response.context["form"].errors) == ["__all__"]


def test_cancelling_asks_first_and_lets_the_next_move_up(client, veranstaltung):
    ada, ben = take(veranstaltung, "ada", "ben")

    asked = client.get(own_url(ada, "registration_cancel")).text
    response = client.post(own_url(ada, "registration_cancel"), follow=True)

    ben.refresh_from_db()
    assert "Möchten Sie sich abmelden?" in asked
    assert ("Sie sind nicht mehr angemeldet" in response.text, ben.state) == (True, "offered")


@pytest.mark.parametrize(("state", "knows"), [("confirmed", True), ("waiting", False)])
def test_calendar_holds_the_online_link_for_who_has_a_place(client, veranstaltung, state, knows):
    row = in_state(veranstaltung, state)

    response = client.get(own_url(row, "registration_calendar"))

    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert (LINK in event["description"]) == knows


def test_who_attended_prints_a_certificate_and_others_do_not(client, veranstaltung):
    attended, confirmed = in_state(veranstaltung, "attended"), in_state(veranstaltung, "confirmed")

    certificate = client.get(own_url(attended, "registration_certificate")).text
    response = client.get(own_url(confirmed, "registration_certificate"))

    assert (attended.name in certificate, veranstaltung.title in certificate) == (True, True)
    assertRedirects(response, own_url(confirmed))


@pytest.mark.parametrize("page", PAGES)
def test_forged_foreign_and_erased_keys_find_a_friendly_404(client, veranstaltung, page):
    row = in_state(veranstaltung, "confirmed")
    good = own_url(row, page)
    key = schluessel.key_of(row)
    forged = [good.replace(key, bad) for bad in (key[:-1], row.token, "x", f"{key}%00", "ä" * 500)]
    found = client.get(good).status_code in (200, 302)
    Anmeldung.objects.erase_personal_data()

    responses = [client.get(address) for address in [good, *forged]]

    assert found
    assert [response.status_code for response in responses] == [404] * 6
    assert {"Diese Anmeldung finden wir nicht" in response.text for response in responses} == {True}
    assert client.post(good).status_code == 404


def test_page_of_a_past_veranstaltung_offers_no_step(client, veranstaltung):
    row = in_state(veranstaltung, "confirmed")
    past = timezone.now() - timedelta(days=2)
    Termin.objects.update(starts_at=past - timedelta(hours=1), ends_at=past)

    html = client.get(own_url(row)).text

    assert "Diese Veranstaltung ist vorbei." in html
    assert [word for word in (LINK, "Abmelden", "Angaben ändern") if word in html] == []
