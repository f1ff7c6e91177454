"""Sending what lies in the outbox."""

import logging
from datetime import timedelta
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone

from portal.postausgang.inhalt import unpack
from portal.postausgang.models import Sendung

logger = logging.getLogger(__name__)

# In a request at most so many are sent at once; the command sends the rest.
AT_ONCE = 5
# After a failure requests do not try for so long: a hanging mail server costs one of them time.
REST = timedelta(minutes=2)
# What concerns one mail alone: its recipient, its content, or an address nobody can write.
REFUSALS = (SMTPRecipientsRefused, SMTPDataError, ValueError)


def send_at_once(rows):
    """Try mails that were just written and are still ours, unless the server just failed."""
    resting = timezone.now() - REST
    if not Sendung.objects.filter(last_failure_at__gt=resting).exists():
        send(rows[:AT_ONCE])


def send_due(limit=200):
    """Try everything whose time has come; returns (sent, failed)."""
    pks = list(Sendung.objects.due().values_list("pk", flat=True)[:limit])
    claimed = (Sendung.objects.all().claim(pk) for pk in pks)
    return send(sendung for sendung in claimed if sendung)


def send(rows):
    """Send rows that are ours one by one over one connection.

    A mail that is refused for itself holds up no other; any other failure is the server's, and
    the rest waits.
    """
    connection = get_connection(settings.MAIL_TRANSPORT)
    sent = failed = 0
    try:
        for sendung in rows:
            error = _send_one(sendung, connection)
            sent, failed = (sent, failed + 1) if error else (sent + 1, failed)
            if error and not isinstance(error, REFUSALS):
                break
    finally:
        _close(connection)
    return sent, failed


def _send_one(sendung, connection):
    """None, or what went wrong."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    message = unpack(sendung.content, f"<{sendung.message_id}@{host}>", connection)
    try:
        connection.send_messages([message])
    except Exception as error:  # whatever a mail server or network does, the row stays
        logger.warning("Mail %s was not sent: %s", sendung.message_id, type(error).__name__)
        sendung.note_failure(error)
        return error
    sendung.delete()
    return None


def _close(connection):
    try:
        connection.close()
    except Exception:
        logger.warning("The connection to the mail server did not close.", exc_info=True)
