"""Registering while the mail server refuses, hangs or comes back."""

import socket
import time

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone

from portal.postausgang.models import Sendung
from tests.factories_veranstaltungen import VeranstaltungFactory
from tests.veranstaltungen.anmelden import filled_in, own_url, register_url
from veranstaltungen.models import Anmeldung

pytestmark = pytest.mark.django_db(transaction=True)


class RefusingServer(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("Niemand da")


@pytest.fixture(autouse=True)
def _outbox(settings):
    cache.clear()
    settings.EMAIL_BACKEND = "portal.postausgang.backend.OutboxBackend"
    mail.outbox = []


@pytest.fixture
def hanging_server(settings):
    """Takes the connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        settings.EMAIL_TIMEOUT = 1
        yield


@pytest.fixture
def refusing_server(settings):
    settings.MAIL_TRANSPORT = f"{__name__}.RefusingServer"


@pytest.mark.parametrize("server", ["refusing_server", "hanging_server"])
def test_registration_is_kept_and_its_mail_sent_once_later(client, request, settings, server):
    request.getfixturevalue(server)
    veranstaltung = VeranstaltungFactory(registering=True)
    started = time.monotonic()

    response = client.post(register_url(veranstaltung), filled_in())

    seconds = time.monotonic() - started
    row, waiting = Anmeldung.objects.get(), Sendung.objects.get()
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    Sendung.objects.update(next_attempt_at=timezone.now())
    call_command("send_mails")
    call_command("send_mails")
    confirmed = client.post(own_url(row), {"step": "confirm"})
    assert (response.status_code, seconds < 4) == (302, True)
    assert (waiting.recipients, waiting.failures) == (["ada@example.org"], 1)
    assert own_url(row) in mail.outbox[0].body
    assert (confirmed.status_code, Sendung.objects.count()) == (302, 0)
    assert [message.subject.split(":")[0] for message in mail.outbox] == [
        "Bitte bestätigen Sie Ihre Anmeldung", "Sie sind angemeldet",
    ]  # fmt: skip


def test_mail_that_waits_is_gone_with_the_data_it_is_about(client, refusing_server):
    veranstaltung = VeranstaltungFactory(registering=True, delete_after_days=0)
    client.post(register_url(veranstaltung), filled_in())
    row = Anmeldung.objects.get()
    client.post(own_url(row), {"step": "confirm"})

    last_days = list(Sendung.objects.values_list("delete_on", flat=True))
    Sendung.objects.update(delete_on=timezone.localdate())
    call_command("send_mails")

    assert (max(last_days) <= row.delete_on, len(last_days)) == (True, 2)
    assert not Sendung.objects.exists()
