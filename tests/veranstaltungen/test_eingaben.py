"""Nothing typed is lost: wrong input, the end of the log-in, two editors, the limit."""

import pytest

from tests.admin_forms import values_of
from tests.factories import UserFactory
from tests.factories_veranstaltungen import AnmeldungFactory, VeranstaltungFactory
from tests.veranstaltungen.anmelden import organiser_url, take
from tests.veranstaltungen.seiten import address, errors_of, fill_in, filled, part
from veranstaltungen.models import Eingabe, Veranstaltung

pytestmark = pytest.mark.django_db

NEW = "/meine-veranstaltungen/neu/"


@pytest.fixture
def row(client, quartier):
    row = VeranstaltungFactory(kommune=quartier.kommune, quartier=quartier, title="Fachtag")
    client.force_login(row.created_by)
    return row


def test_wrong_input_waits_for_another_day_until_it_is_saved_or_thrown_away(client, row):
    url = part(row, "was")
    fill_in(client, url, title="", description="Lang überlegt.")
    client.logout()
    client.force_login(row.created_by)

    again = client.get(url)

    assert filled(again)["description"] == "Lang überlegt."
    assert "noch nicht gespeichert" in again.text
    assert "noch nicht gespeichert" in client.get(address(row, "pruefen/")).text
    assert client.get(address(row)).context["open_parts"] == [(url, "Was")]
    client.post(url, filled(again, title="Fachtag Kinder"))
    row.refresh_from_db()
    assert (row.title, row.description) == ("Fachtag Kinder", "Lang überlegt.")
    assert not Eingabe.objects.exists()
    fill_in(client, url, title="")
    client.post(url, {"discard": "1"})
    assert filled(client.get(url))["title"] == "Fachtag Kinder"


def test_only_the_person_who_typed_it_sees_it(client, row):
    other = UserFactory()
    row.mitveranstaltende.add(other)
    fill_in(client, part(row, "was"), title="", description="Geheim.")
    client.force_login(other)

    page = client.get(part(row, "was"))

    assert "Geheim." not in page.text


@pytest.mark.parametrize("is_new", [True, False])
def test_what_was_typed_survives_the_end_of_the_log_in(client, row, is_new):
    url = NEW if is_new else part(row, "was")
    typed = filled(client.get(url), title="Fachtag Spiel", description="Lang überlegt.")
    client.logout()

    sent = client.post(url, typed)

    assert sent.url == f"/veranstaltungen/vorschlagen/?next={url.replace('/', '%2F')}"
    entry = client.get(sent.url)
    assert "ist noch da" in entry.text
    client.force_login(row.created_by)
    again = client.get(url)
    assert filled(again)["description"] == "Lang überlegt."
    response = client.post(url, filled(again))
    assert response.status_code == 302, errors_of(response)
    assert Veranstaltung.objects.get(title="Fachtag Spiel").description == "Lang überlegt."


@pytest.mark.parametrize(("page", "typed"), [
    ("message", {"audience": "waiting", "subject": "Raum", "text": "Wir sind im Saal 2."}),
    ("capacity", {"capacity": "77"}),
    ("registration_dismiss", {"reason": "Es gibt leider keinen Platz."}),
    ("step", {"reason": "Der Saal steht unter Wasser."}),
    ("people", {"email": "neu@example.org"}),
])  # fmt: skip
def test_what_was_typed_below_an_own_event_survives_the_end_of_the_log_in(client, row, page, typed):
    Veranstaltung.objects.update(status="published", registration="here")
    row.refresh_from_db()
    (guest,) = take(row, "ada")
    key = {"registration_dismiss": [guest.pk], "step": ["cancel"]}.get(page, [])
    url = organiser_url(row, page, *key)
    client.logout()

    sent = client.post(url, typed)

    assert sent.url == f"/veranstaltungen/vorschlagen/?next={url.replace('/', '%2F')}"
    client.force_login(row.created_by)
    for _ in range(2):  # it waits until it is sent
        again = client.get(url)
        assert values_of([again.context["form"]]).items() >= typed.items()
        assert "Das haben Sie hier eingegeben." in again.text
    client.post(url, typed)
    assert "Das haben Sie hier eingegeben." not in client.get(url).text


def test_questions_survive_the_end_of_the_log_in_and_can_be_thrown_away(client, row):
    Veranstaltung.objects.update(registration="here")
    url = organiser_url(row, "questions")
    formset = client.get(url).context["form"]
    typed = values_of([formset.management_form, *formset.forms]) | {"fragen-0-text": "Essen?"}
    client.logout()

    client.post(url, typed)

    client.force_login(row.created_by)
    again = client.get(url)
    assert again.context["form"].forms[0]["text"].value() == "Essen?"
    client.post(url, {"discard": "1"})
    assert not client.get(url).context["form"].forms[0]["text"].value()
    assert not row.fragen.exists()


def test_attendance_marked_after_the_end_of_the_log_in_leads_back_to_the_list(client, row):
    guest = AnmeldungFactory(veranstaltung=row, state="confirmed")

    page = client.get(organiser_url(row, "attend", guest.pk))

    assert page.url == f"{organiser_url(row, 'attendance')}#a{guest.pk}"


def test_the_second_of_two_editors_is_warned_and_keeps_the_text(client, row):
    url = part(row, "was")
    first, second = client.get(url), client.get(url)
    client.post(url, filled(first, title="Fachtag A"))

    warned = client.post(url, filled(second, title="Fachtag B"))

    assert warned.status_code == 422
    assert "hat jemand anderes diesen Eintrag geändert" in warned.text
    assert Veranstaltung.objects.get(pk=row.pk).title == "Fachtag A"
    assert filled(warned)["title"] == "Fachtag B"
    # Having read that, saving again is a decision.
    client.post(url, filled(warned))
    assert Veranstaltung.objects.get(pk=row.pk).title == "Fachtag B"


def test_what_is_submitted_rests(client, row):
    Veranstaltung.objects.update(status="submitted")
    url = part(row, "was")

    opened = client.get(url)
    sent = client.post(url, {"title": "Anders"})

    assert (opened.url, sent.url) == (address(row), address(row))
    row.refresh_from_db()
    assert row.title == "Fachtag"


def test_too_many_drafts_in_an_hour_are_stopped_and_nothing_is_lost(client):
    client.force_login(UserFactory())
    page = client.get(NEW)

    answers = [client.post(NEW, filled(page, title=f"Titel {n}")) for n in range(61)]

    assert [answer.status_code for answer in answers] == [302] * 60 + [422]
    assert filled(client.get(NEW))["title"] == "Titel 60"
