"""Mails to one registered person, written inside the transaction of what they tell about."""

from datetime import timedelta

from django.utils import timezone

from veranstaltungen import adressen, kalender
from veranstaltungen.models import Anmeldung
from veranstaltungen.models.anmeldung import PENDING_DAYS
from veranstaltungen.nachrichten import mail, send
from veranstaltungen.schluessel import key_of

State = Anmeldung.State
SUBJECTS = {
    State.PENDING: "Bitte bestätigen Sie Ihre Anmeldung",
    State.CONFIRMED: "Sie sind angemeldet",
    State.WAITING: "Sie stehen auf der Warteliste",
    State.OFFERED: "Ein Platz ist für Sie frei",
    State.CANCELLED: "Sie sind abgemeldet",
    State.ATTENDED: "Sie sind angemeldet",
    "ended": "Ihre Anmeldung endet",
    "lapsed": "Der Platz ist weitergegeben",
    "dismissed": "Ihre Anmeldung ist abgesagt",
    "reminder": "Erinnerung",
}


def facts_of(veranstaltung):
    """What is the same for everybody: reckoned before the transaction, which others wait for."""
    return {
        "veranstaltung": veranstaltung,
        "termine": list(veranstaltung.termine.taking_place().upcoming()),
        "page": adressen.public(veranstaltung),
        "ics": kalender.calendar([veranstaltung], with_online_link=True).decode(),
    }


def as_they_are(facts):
    """The facts, reckoned anew where a date has changed since."""
    before = [(row.pk, row.sequence) for row in facts["termine"]]
    rows = facts["veranstaltung"].termine.taking_place().upcoming()
    if list(rows.values_list("pk", "sequence")) == before:
        return facts
    return facts_of(facts["veranstaltung"])


def tell(anmeldung, occasion=None, facts=None):
    """Write the mail of the state, or of another `occasion`: lapsed, ended, dismissed, reminder."""
    facts = facts or facts_of(anmeldung.veranstaltung)
    occasion = occasion or anmeldung.state
    message = mail(
        "anmeldung",
        f"{SUBJECTS[occasion]}: {anmeldung.veranstaltung}",
        anmeldung.email,
        facts
        | {
            "anmeldung": anmeldung,
            "occasion": str(occasion),
            "coming": anmeldung.has_place,
            "pending_days": PENDING_DAYS,
            "link": adressen.registration(key_of(anmeldung)),
        },
    )
    message.delete_on = _last_day(anmeldung)
    if anmeldung.has_place:
        message.attach("termin.ics", facts["ics"], "text/calendar")
    send([message])


def _last_day(anmeldung):
    """When this mail goes, sent or not: with the person's data, or with the unconfirmed address."""
    if anmeldung.state != State.PENDING:
        return anmeldung.delete_on
    return min(anmeldung.delete_on, timezone.localdate() + timedelta(days=PENDING_DAYS))
