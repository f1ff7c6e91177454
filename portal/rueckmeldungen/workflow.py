"""What happens to a Rueckmeldung: it is received and it is answered."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from portal.rueckmeldungen.models import Rueckmeldung


def receive(rueckmeldung):
    """Save first, write mails afterwards: a dead mail server loses no message."""
    with transaction.atomic():
        rueckmeldung.save()
        transaction.on_commit(lambda: _in_german(_notify_staff, rueckmeldung), robust=True)
        transaction.on_commit(lambda: _in_german(_send_receipt, rueckmeldung), robust=True)


def mark_answered(queryset):
    """Set today as day of the answer where none is set yet; returns how many."""
    rows = list(queryset.open())
    for rueckmeldung in rows:
        rueckmeldung.answered_on = timezone.localdate()
        rueckmeldung.set_periods()
    return Rueckmeldung.objects.bulk_update(rows, ["answered_on", "delete_on"])


def _in_german(write, *arguments):
    """Mails are German, in whatever language somebody acted."""
    with translation.override(settings.LANGUAGE_CODE):
        write(*arguments)


def _notify_staff(rueckmeldung):
    """Without the message itself: personal data stays in the portal."""
    if settings.SITE_EMAIL:
        _send("notice", f"Neu im Portal: {rueckmeldung}", settings.SITE_EMAIL, rueckmeldung)


def _send_receipt(rueckmeldung):
    if not rueckmeldung.email:
        return
    _send("receipt", f"Ihre Nachricht {rueckmeldung.reference}", rueckmeldung.email, rueckmeldung)
    sent_at = timezone.now()
    Rueckmeldung.objects.filter(pk=rueckmeldung.pk).update(receipt_sent_at=sent_at)


def _send(template, subject, recipient, rueckmeldung):
    context = {"rueckmeldung": rueckmeldung, "site_name": settings.SITE_NAME}
    body = render_to_string(f"emails/rueckmeldung_{template}.txt", context)
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [recipient])
