"""Mails about Veranstaltungen: who gets them and what they say.

They are written inside the transaction of the step they tell about. The outbox (EMAIL_BACKEND)
stores them in the same transaction and sends them after the commit: a step without its mail or
a mail without its step cannot happen, and a dead mail server holds nobody up.
"""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import translation

from portal.konten.models import User
from portal.konten.roles import Role
from veranstaltungen import adressen
from veranstaltungen.models import Veranstaltung

# What the organisers read after each step.
STEP_TEXTS = {
    "submit": "Ihre Veranstaltung ist eingereicht. Die Redaktion prüft sie und meldet sich.",
    "withdraw": "Die Veranstaltung ist zurückgezogen und wieder ein Entwurf.",
    "return": "Ihre Veranstaltung braucht noch Änderungen. Danach reichen Sie sie erneut ein.",
    "recall": "Ihre Veranstaltung ist zurückgegeben und zurzeit nicht öffentlich. Anmeldungen "
    "bleiben bestehen. Bitte ändern Sie sie und reichen Sie sie erneut ein. Findet sie nicht "
    "statt, bitten Sie die Redaktion, sie abzusagen: Angemeldete warten auf Nachricht.",
    "publish": "Ihre Veranstaltung ist veröffentlicht.",
    "postpone": "Die Veranstaltung ist als verschoben gekennzeichnet. Bitte tragen Sie neue "
    "Termine ein, sobald sie feststehen.",
    "reschedule": "Die Veranstaltung ist mit neuen Terminen wieder veröffentlicht.",
    "resume": "Die Veranstaltung ist nicht mehr verschoben. Es gelten die Termine, die dastehen.",
    "cancel": "Die Veranstaltung ist abgesagt. Angemeldete wurden benachrichtigt.",
    "finish": "Die Veranstaltung ist vorbei. Bitte halten Sie jetzt fest, was herausgekommen ist.",
    "document": "Danke! Die Dokumentation steht jetzt auf der Seite der Veranstaltung.",
    "termine": "An den Terminen hat sich etwas geändert.",
    "edit": "Jemand anderes, zum Beispiel die Redaktion, hat Ihre Veranstaltung geändert.",
}
# What stands before the title in the subject of that mail.
STEP_SUBJECTS = {
    "submit": "Eingereicht",
    "withdraw": "Zurückgezogen",
    "return": "Bitte noch ändern",
    "publish": "Veröffentlicht",
    "postpone": "Verschoben",
    "reschedule": "Neue Termine",
    "resume": "Nicht mehr verschoben",
    "cancel": "Abgesagt",
    "finish": "Bitte dokumentieren",
    "document": "Dokumentiert",
    "recall": "Zurückgegeben",
    "termine": "Termine geändert",
    "edit": "Geändert",
}
# What registered people read; other steps do not concern them.
REGISTERED_TEXTS = {
    # Nobody registers before the first time.
    "publish": "die Veranstaltung ist überarbeitet und wieder öffentlich. Ihre Anmeldung besteht "
    "weiter. Bitte sehen Sie nach, ob Zeit und Ort für Sie noch passen.",
    "edit": "an der Veranstaltung hat sich etwas geändert.",
    "postpone": "die Veranstaltung wird verschoben. Ihre Anmeldung bleibt bestehen, bis Ihre "
    "Angaben gelöscht werden. Sie bekommen die neuen Termine, sobald sie feststehen.",
    "reschedule": "für die Veranstaltung stehen neue Termine fest. Ihre Anmeldung bleibt bestehen.",
    "resume": "die Veranstaltung ist nicht mehr verschoben. Es gelten die Termine unten. Ihre "
    "Anmeldung bleibt bestehen.",
    "recall": "die Veranstaltung ist zurzeit nicht öffentlich, weil noch etwas geändert wird. "
    "Ihre Anmeldung bleibt bestehen. Wir schreiben Ihnen, sobald sie wieder öffentlich oder "
    "abgesagt ist.",
    "cancel": "die Veranstaltung ist leider abgesagt. Sie müssen nichts weiter tun.",
    "termine": "die Termine der Veranstaltung haben sich geändert.",
}
# The reason of these is between the Redaktion and the organisers.
WITHOUT_REASON = {"recall"}


def organisers_of(veranstaltung):
    """Active people with access: who made it, who shares it, and the organisation's members."""
    return veranstaltung.organisers().filter(is_active=True).values_list("email", flat=True)


def moderators_of(veranstaltung):
    """Who decides: the Kommune's Redaktion, for supra-local ones the Programmleitung."""
    role = Role.REDAKTION if veranstaltung.kommune_id else Role.PROGRAMMLEITUNG
    people = User.objects.filter(groups__name=role, is_active=True)
    if veranstaltung.kommune_id:
        people = people.filter(kommunen=veranstaltung.kommune_id)
    return people.values_list("email", flat=True)


def tell_about_step(veranstaltung, step, reason=""):
    """Write the mails of a step of the workflow, inside its transaction."""
    context = {"veranstaltung": veranstaltung, "reason": reason}
    mails = []
    if veranstaltung.status == Veranstaltung.Status.SUBMITTED:
        recipients = sorted(set(moderators_of(veranstaltung))) or [settings.SITE_EMAIL]
        link = adressen.moderation(veranstaltung)
        subject = f"Zur Freigabe: {veranstaltung}"
        mails += _each("veranstaltung_moderation", subject, recipients, {**context, "link": link})
    context["link"] = adressen.dashboard(veranstaltung)
    context["page"] = adressen.detail(veranstaltung) if step == "publish" else ""
    context["sentence"] = STEP_TEXTS[step]
    recipients = sorted(set(organisers_of(veranstaltung)))
    subject = f"{STEP_SUBJECTS[step]}: {veranstaltung}"
    mails += _each("veranstaltung_step", subject, recipients, context)
    send(mails + _for_registered(veranstaltung, step, reason))


def tell_about_dates(veranstaltung, actor, changes, reason="", further=()):
    """Write what became of single dates: `changes` are lines of text.

    To the organisers without the one who did it, with `further` lines for them, and to registered
    people.
    """
    organisers = veranstaltung.organisers().filter(is_active=True).exclude(pk=actor.pk)
    lines = [*changes, *further]
    mails = _for_organisers("termine", veranstaltung, organisers, lines, reason)
    if veranstaltung.status in Veranstaltung.RUNNING_STATUSES:
        mails += _for_registered(veranstaltung, "termine", reason, changes)
    send(mails)


def tell_organisers_of_changes(veranstaltung, changes):
    """Somebody else has edited the Veranstaltung."""
    organisers = veranstaltung.organisers().filter(is_active=True)
    send(_for_organisers("edit", veranstaltung, organisers, changes))


def tell_registered_of_changes(veranstaltung, changes):
    send(_for_registered(veranstaltung, "edit", "", changes))


def tell_moderators_of_changes(veranstaltung, changes):
    context = {
        "veranstaltung": veranstaltung,
        "changes": changes,
        "link": adressen.check_of_changes(veranstaltung),
        "can_recall": veranstaltung.status in Veranstaltung.RUNNING_STATUSES,
    }
    recipients = sorted(set(moderators_of(veranstaltung))) or [settings.SITE_EMAIL]
    send(_each("veranstaltung_changed", f"Geändert: {veranstaltung}", recipients, context))


def _for_organisers(step, veranstaltung, organisers, changes, reason=""):
    context = {
        "veranstaltung": veranstaltung,
        "sentence": STEP_TEXTS[step],
        "page": "",
        "changes": changes,
        "reason": reason,
        "link": adressen.dashboard(veranstaltung),
    }
    emails = sorted(organisers.values_list("email", flat=True))
    subject = f"{STEP_SUBJECTS[step]}: {veranstaltung}"
    return _each("veranstaltung_step", subject, emails, context)


def _for_registered(veranstaltung, step, reason, changes=()):
    """To all who are told; the day of deletion moves to the one that their mail names."""
    if step not in REGISTERED_TEXTS:
        return []
    told, delete_on = veranstaltung.anmeldungen.told(), veranstaltung.deletion_day()
    told.update(delete_on=delete_on)
    context = {
        "veranstaltung": veranstaltung,
        "sentence": REGISTERED_TEXTS[step],
        "reason": "" if step in WITHOUT_REASON else reason,
        "changes": changes,
        "termine": list(veranstaltung.termine.taking_place().upcoming()),
        "link": adressen.public(veranstaltung),
        "delete_on": delete_on,
    }
    emails = told.values_list("email", flat=True)
    mails = _each("veranstaltung_registered", f"Änderung: {veranstaltung}", emails, context)
    for message in mails:
        message.delete_on = delete_on
    return mails


def _each(template, subject, recipients, context):
    """One mail a person: nobody sees who else gets it."""
    return [mail(template, subject, email, context) for email in recipients if email]


def mail(template, subject, recipient, context):
    """A mail from `emails/<template>.txt`; line breaks in the subject become spaces.

    The outbox deletes a mail that it could not send on the day `delete_on` of the message, where
    the caller sets one because it holds personal data.
    """
    context = {**context, "site_name": settings.SITE_NAME}
    with translation.override(settings.LANGUAGE_CODE):  # in whatever language somebody acted
        body = render_to_string(f"emails/{template}.txt", context).strip() + "\n"
    reply_to = [settings.SITE_EMAIL] if parseaddr(settings.SITE_EMAIL)[1] else []
    return EmailMessage(" ".join(subject.split()), body, to=[recipient], reply_to=reply_to)


def send(mails):
    if mails:
        get_connection().send_messages(mails)
