from datetime import date

import pytest
from django.core.mail.backends.base import BaseEmailBackend

from portal.rueckmeldungen.models import Rueckmeldung
from tests.factories import RueckmeldungFactory
from tests.public_forms import errors_of, filled_in

pytestmark = pytest.mark.django_db

FORM_URL, CONTACT_URL = "/barriere-melden/", "/kontakt/"


class BrokenServer(BaseEmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("no mail server here")


# The form ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("/quartiere/?land=05", "/quartiere/?land=05"),
        ("https://example.org/", ""),
        ("//example.org/", ""),
        ("/" + "x" * 500, ""),
        ("/quartiere/\x00", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_form_fills_in_the_page_the_reader_comes_from(client, query, page):
    response = client.get(FORM_URL, {"seite": query})

    assert response.context["form"]["page"].value() == page


def test_form_is_the_only_page_that_sets_a_cookie_and_says_so(client):
    response = client.get(FORM_URL)

    assert list(response.cookies) == ["csrftoken"]
    assert response.cookies["csrftoken"]["max-age"] == ""
    assert "nur technisch notwendige Cookies" in response.text


def test_report_is_kept_and_leads_to_a_receipt(client):
    response = client.post(FORM_URL, filled_in(), follow=True)

    report = Rueckmeldung.objects.get()
    assert (report.kind, report.message, report.page, report.email) == (
        "barrier",
        "Der Vergrößerungsknopf hat keinen Namen.",
        "/quartiere/",
        "",
    )
    assert response.redirect_chain == [(f"/eingang/{report.reference}/", 302)]
    assert report.reference in response.text
    assert report.message not in response.text


def test_contact_message_is_kept(client):
    client.post(CONTACT_URL, filled_in())

    report = Rueckmeldung.objects.get()
    assert (report.kind, report.page) == ("contact", "")


def test_wrong_input_keeps_what_was_typed(client):
    response = client.post(FORM_URL, filled_in(message="", email="anna@", page="/suche/"))

    assert errors_of(response) == {
        "message": ["Bitte schreiben Sie uns, was nicht funktioniert."],
        "email": ["Bitte prüfen Sie die Schreibweise, zum Beispiel name@mail.de."],
    }
    assert 'value="anna@"' in response.text
    assert 'value="/suche/"' in response.text
    assert Rueckmeldung.objects.count() == 0


@pytest.mark.parametrize(
    "changes", [{"message": "x" * 5001}, {"message": "\x00"}, {"email": "a" * 500 + "@example.org"}]
)
def test_excessive_input_is_refused_in_the_form(client, changes):
    response = client.post(FORM_URL, filled_in(**changes))

    assert list(errors_of(response)) == list(changes)


# Mails ------------------------------------------------------------------------------------------


def test_receipt_goes_to_the_sender_and_a_notice_to_staff(
    client, settings, mailoutbox, django_capture_on_commit_callbacks
):
    settings.SITE_EMAIL = "portal@example.org"

    with django_capture_on_commit_callbacks(execute=True):
        client.post(FORM_URL, filled_in(email="anna@example.org"))

    report = Rueckmeldung.objects.get()
    assert [(message.to, message.subject) for message in mailoutbox] == [
        (["portal@example.org"], f"Neu im Portal: Barriere {report.reference}"),
        (["anna@example.org"], f"Ihre Nachricht {report.reference}"),
    ]
    assert [report.message in message.body for message in mailoutbox] == [False, False]
    assert report.receipt_sent_at is not None


def test_no_mail_without_addresses(client, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(FORM_URL, filled_in())

    assert mailoutbox == []


@pytest.mark.django_db(transaction=True)
def test_dead_mail_server_loses_no_report(client, settings):
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"
    settings.SITE_EMAIL = "portal@example.org"

    response = client.post(FORM_URL, filled_in(email="anna@example.org"), follow=True)

    assert response.status_code == 200
    assert "ließ sich gerade nicht verschicken" in response.text
    assert Rueckmeldung.objects.get().receipt_sent_at is None


# Receipt ---------------------------------------------------------------------------------------


def test_receipt_is_private_to_who_knows_its_address(client):
    report = RueckmeldungFactory(email="anna@example.org")

    response = client.get(report.get_absolute_url())

    assert "no-store" in response.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.text
    assert "anna@example.org" not in response.text
    assert client.get("/eingang/FALSCHES22/").status_code == 404


def test_receipt_tells_that_the_message_is_answered(client):
    report = RueckmeldungFactory(answered_on=date(2026, 3, 5))

    assert "am 5. März 2026 beantwortet" in client.get(report.get_absolute_url()).text
