"""EMAIL_BACKEND that writes mails into the database, in the transaction of their cause."""

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from portal.postausgang import versand
from portal.postausgang.inhalt import pack
from portal.postausgang.models import Sendung, last_day


class OutboxBackend(BaseEmailBackend):
    """Stores each mail; after the commit it is tried at once, later by `send_mails`.

    A message with a date `delete_on` is deleted on that day at the latest, sent or not.
    """

    def send_messages(self, email_messages):
        rows = Sendung.objects.bulk_create(
            Sendung(
                subject=" ".join(str(message.subject).split())[:255],
                recipients=message.recipients(),
                content=pack(message),
                delete_on=min(last_day(), getattr(message, "delete_on", last_day())),
            )
            for message in email_messages
            if message.recipients()
        )
        if rows:
            transaction.on_commit(lambda: versand.send_at_once(rows), robust=True)
        return len(rows)
