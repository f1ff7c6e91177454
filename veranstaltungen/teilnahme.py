"""What organisers do with registrations. Every step is kept in the Verlauf, without names."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from veranstaltungen import adressen, anmeldung, nachrichten
from veranstaltungen.models import Anmeldung, Veranstaltung
from veranstaltungen.models.verlauf import record
from veranstaltungen.schluessel import key_of

State = Anmeldung.State
COMING = [State.CONFIRMED, State.ATTENDED]
AUDIENCES = {
    "all": (_("alle Angemeldeten und die Warteliste"), [*COMING, State.WAITING, State.OFFERED]),
    "coming": (_("nur Angemeldete"), COMING),
    "waiting": (_("nur die Warteliste"), [State.WAITING, State.OFFERED]),
}
# Sent twice within this time, the same message is a double click.
SAME_MESSAGE = timedelta(minutes=10)


def counts(veranstaltung):
    """[(label, number)] for every state, in the order of the model.

    Of addresses that nobody has confirmed yet the number is all that organisers see.
    """
    rows = veranstaltung.anmeldungen.filter(Q(state=State.PENDING) | Q(confirmed_at__isnull=False))
    found = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    return [(label, found.get(value, 0)) for value, label in State.choices]


def recipients(veranstaltung, audience):
    _label, states = AUDIENCES[audience]
    return veranstaltung.anmeldungen.filter(state__in=states).exclude(email="")


def send_message(veranstaltung, actor, *, audience, subject, text):
    """One mail a person; returns how many, None if the same was sent to the same a moment ago.

    What nobody gets is not kept.
    """
    label, _states = AUDIENCES[audience]
    # What is kept and compared has one language, whichever page it was sent from.
    with translation.override(settings.LANGUAGE_CODE):
        head = _("An: %(audience)s") % {"audience": label}
        kept = f"{head}\n{subject}\n\n{text}"
    with transaction.atomic():
        Veranstaltung.objects.select_for_update().get(pk=veranstaltung.pk)
        recent = veranstaltung.verlauf.filter(
            step="message", happened_at__gt=timezone.now() - SAME_MESSAGE
        )
        if recent.filter(reason=kept).exists():
            return None
        rows = recipients(veranstaltung, audience).select_related("veranstaltung")
        if mails := [_message(row, subject, text) for row in rows]:
            nachrichten.send(mails)
            record("message", veranstaltung, actor, kept)
    return len(mails)


def preview(veranstaltung, *, subject, text):
    """(subject, body) as a person would get them, with a link that leads nowhere."""
    somebody = Anmeldung(veranstaltung=veranstaltung, delete_on=veranstaltung.deletion_day())
    message = _message(somebody, subject, text, link=adressen.registration("…"))
    return message.subject, message.body


def dismiss(row, actor, reason):
    """Cancel one registration; False if the person was not registered any more."""
    with transaction.atomic():
        if not anmeldung.dismiss(row, reason):
            return False
        # The reason may speak of the person: it stays with the Anmeldung and goes with it.
        record("dismiss", row.veranstaltung, actor, "")
    return True


def change_capacity(veranstaltung, actor, capacity):
    """Raises AnmeldungError below what is taken; others move up."""
    with transaction.atomic():
        before = veranstaltung.capacity
        anmeldung.set_capacity(veranstaltung, capacity)
        if before != capacity:
            text = "ohne Grenze" if capacity is None else str(capacity)  # kept, so German
            record("capacity", veranstaltung, actor, text)


def _message(row, subject, text, link=None):
    veranstaltung = row.veranstaltung
    context = {
        "veranstaltung": veranstaltung,
        "text": text,
        "termine": list(veranstaltung.termine.taking_place().upcoming()),
        "link": link or adressen.registration(key_of(row)),
        "delete_on": row.delete_on,
    }
    message = nachrichten.mail("anmeldung_nachricht", subject, row.email, context)
    message.delete_on = row.delete_on
    if veranstaltung.contact_email:
        message.reply_to = [veranstaltung.contact_email]
    return message
