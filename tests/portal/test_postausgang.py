"""The outbox against mail servers that refuse, hang up and lose everything but what they took."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.postausgang import versand
from portal.postausgang.models import BACKOFF_MINUTES, KEPT_DAYS, Sendung
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


class DeadServer(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("Niemand da")


class ChoosyServer(EmailBackend):
    def send_messages(self, messages):
        refused = {to: (550, b"Unbekannt") for to in messages[0].to if to.startswith("niemand")}
        if refused:
            raise SMTPRecipientsRefused(refused)
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def _outbox(settings):
    settings.EMAIL_BACKEND = "portal.postausgang.backend.OutboxBackend"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []


@pytest.fixture
def dead_server(settings):
    settings.MAIL_TRANSPORT = f"{__name__}.DeadServer"


def write(subject="Betreff", to="a@example.org"):
    send_mail(subject, "Text", None, [to])


def test_mail_is_sent_after_the_commit_and_not_kept(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        write()
        before = (len(mail.outbox), Sendung.objects.count())

    assert before == (0, 1)
    assert [message.to for message in mail.outbox] == [["a@example.org"]]
    assert not Sendung.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_mail_of_a_step_that_failed_is_never_sent():
    def step():
        with transaction.atomic():
            write()
            raise RuntimeError("Der Schritt ging schief.")

    with pytest.raises(RuntimeError):
        step()

    assert (mail.outbox, Sendung.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_dead_server_delays_the_mail_and_nothing_else(settings, dead_server):
    write()
    failed = Sendung.objects.get()
    state = (failed.failures, failed.last_error, failed.next_attempt_at > timezone.now())

    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    call_command("send_mails")
    too_early = len(mail.outbox)
    Sendung.objects.update(next_attempt_at=timezone.now())
    call_command("send_mails")
    call_command("send_mails")

    assert state == (1, "ConnectionRefusedError: Niemand da", True)
    assert (too_early, len(mail.outbox), Sendung.objects.count()) == (0, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_requests_do_not_try_a_server_that_just_failed(dead_server):
    write("erste")
    write("zweite")

    assert list(Sendung.objects.values_list("subject", "failures")) == [("erste", 1), ("zweite", 0)]


def test_an_address_that_is_refused_holds_up_no_other_mail(settings):
    settings.MAIL_TRANSPORT = f"{__name__}.ChoosyServer"
    for number, name in enumerate(["niemand", "niemand.auch", "a", "b"]):
        write(str(number), f"{name}@example.org")
    Sendung.objects.update(next_attempt_at=timezone.now())

    result = versand.send_due()

    assert result == (2, 2)
    assert [message.to for message in mail.outbox] == [["a@example.org"], ["b@example.org"]]
    assert list(Sendung.objects.values_list("subject", "failures")) == [("0", 1), ("1", 1)]


def test_after_the_last_attempt_it_is_given_up_kept_and_deleted(dead_server):
    write()
    waits = []
    for _ in [*BACKOFF_MINUTES, 0]:
        Sendung.objects.update(next_attempt_at=timezone.now())
        versand.send_due()
        sendung = Sendung.objects.get()
        waits.append(round((sendung.next_attempt_at - timezone.now()).total_seconds() / 60))
    given_up = sendung.given_up
    call_command("send_mails")
    kept = (Sendung.objects.count(), sendung.delete_on - timezone.localdate())
    Sendung.objects.update(delete_on=timezone.localdate())
    call_command("send_mails")

    assert (waits[:-1], given_up, Sendung.objects.count()) == (BACKOFF_MINUTES, True, 0)
    assert kept == (1, timedelta(days=KEPT_DAYS))


@pytest.mark.parametrize(("days", "kept_days"), [(2, 2), (99, KEPT_DAYS)])
def test_mail_about_a_person_goes_no_later_than_the_person_was_told(days, kept_days):
    today = timezone.localdate()
    message = EmailMessage("Betreff", "Text", to=["a@example.org"])
    message.delete_on = today + timedelta(days=days)

    message.send()

    assert Sendung.objects.get().delete_on == today + timedelta(days=kept_days)


def test_two_processes_do_not_send_the_same_mail():
    write()
    Sendung.objects.update(next_attempt_at=timezone.now())
    pk = Sendung.objects.get().pk

    claims = [Sendung.objects.all().claim(pk), Sendung.objects.all().claim(pk)]

    assert [claim and claim.pk for claim in claims] == [pk, None]


def test_process_that_died_while_sending_is_followed_by_another_with_the_same_id():
    write()
    sendung = Sendung.objects.get()
    nothing = versand.send_due()
    Sendung.objects.update(next_attempt_at=timezone.now())

    versand.send_due()

    assert nothing == (0, 0)
    ids = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert ids == [f"<{sendung.message_id}@localhost>"]


def test_everything_a_mail_holds_arrives():
    message = EmailMultiAlternatives(
        "Grüße",
        "Text",
        "ich@example.org",
        ["a@example.org"],
        cc=["c@example.org"],
        bcc=["b@example.org"],
        reply_to=["r@example.org"],
        headers={"X-Art": "Probe"},
    )
    message.attach_alternative("<p>Text</p>", "text/html")
    message.attach("termin.ics", "BEGIN:VCALENDAR", "text/calendar")
    message.attach("bild.png", b"\x89PNG\x00", "image/png")
    message.send()
    Sendung.objects.update(next_attempt_at=timezone.now())

    versand.send_due()

    (sent,) = mail.outbox
    parts = [(part.get_content_type(), part.get_filename()) for part in sent.message().walk()]
    assert (sent.subject, sent.body, sent.from_email) == ("Grüße", "Text", "ich@example.org")
    assert sent.recipients() == ["a@example.org", "c@example.org", "b@example.org"]
    assert (sent.reply_to, sent.extra_headers["X-Art"]) == (["r@example.org"], "Probe")
    assert [part for part in parts if not part[0].startswith("multipart/")] == [
        ("text/plain", None),
        ("text/html", None),
        ("text/calendar", "termin.ics"),
        ("image/png", "bild.png"),
    ]
    assert sent.attachments[1].content == b"\x89PNG\x00"


def test_mail_to_nobody_is_not_stored():
    assert EmailMessage("leer", "Text", to=[]).send() == 0
    assert not Sendung.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_log_in_code_of_allauth_goes_through_the_outbox(client, dead_server):
    user = UserFactory()
    user.sync_email_address(verified=True)

    response = client.post(reverse("account_request_login_code"), {"email": user.email})

    assert response.status_code == 302
    assert Sendung.objects.get().recipients == [user.email]


def test_programmleitung_sees_the_backlog_without_the_texts(client, programmleitung, staff):
    write("Ihr Anmeldecode")
    Sendung.objects.update(failures=2)
    url = reverse("admin:postausgang_sendung_change", args=[Sendung.objects.get().pk])
    client.force_login(programmleitung)

    page = client.get(url)
    client.post(
        reverse("admin:postausgang_sendung_changelist"),
        {"action": "try_again", "_selected_action": [Sendung.objects.get().pk]},
    )
    client.force_login(staff)

    assert "Ihr Anmeldecode" in page.text
    assert "a@example.org" not in page.text
    assert Sendung.objects.get().failures == 0
    assert client.get(url).status_code == 404
