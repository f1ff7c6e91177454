"""Who works on a Veranstaltung and with that sees its guests: access is given by those who have it.

People have it in three ways: they made the Veranstaltung, they were invited to it, or they belong
to its organisation. Whoever moderates for a Kommune reaches the texts, never the guests, and opens
no way in either:

* Only its organisers invite to a Veranstaltung.
* Only its people invite to an organisation. The Redaktion names the first ones, as long as nobody
  belongs to it and nobody registers for what it invites to.
* A Veranstaltung passes to another organisation if its organisers say so, or nobody gains by it.
  Of several organisers those say so who belong to its organisation, if that has people.

Only this module writes `mitveranstaltende` and `mitglieder`, and `veranstalter` and `created_by`
once the row exists.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.konten import einstieg
from portal.konten.models import User
from veranstaltungen import adressen
from veranstaltungen.models import Veranstalter, Veranstaltung
from veranstaltungen.models.verlauf import record
from veranstaltungen.nachrichten import mail, send

LAST = gettext_lazy(
    "Eine Person muss bleiben, die sich schon angemeldet hat. Bitte laden Sie zuerst jemanden ein."
)


class AccessDenied(Exception):
    """This person may not give that access; the message is German and says why."""


# One Veranstaltung ----------------------------------------------------------------------------


@transaction.atomic
def invite(veranstaltung, email, inviting):
    """Give the person of this address access, with an account where there is none, and tell them.

    Nothing tells whether the address was known before.
    """
    Veranstaltung.objects.lock(veranstaltung)
    _require_organiser(veranstaltung, inviting)
    person = einstieg.account_of(email)
    if person is None or veranstaltung.mitveranstaltende.filter(pk=person.pk).exists():
        return
    einstieg.renew(person)
    veranstaltung.mitveranstaltende.add(person)
    record("invite", veranstaltung, inviting)
    _tell(person, veranstaltung, inviting, adressen.dashboard(veranstaltung))


@transaction.atomic
def dismiss(veranstaltung, person, actor):
    """End the access of somebody who was invited or made it, by key; raises AccessDenied.

    One person who can come in has to stay. People of the organisation are let go there.
    """
    Veranstaltung.objects.lock(veranstaltung)
    _require_organiser(veranstaltung, actor)
    own = Q(geteilte_veranstaltungen=veranstaltung.pk) | Q(pk=veranstaltung.created_by_id)
    found = User.objects.filter(own, pk=person).first()
    if found is None:
        return
    veranstaltung.mitveranstaltende.remove(found)
    if veranstaltung.created_by_id == found.pk:
        Veranstaltung.objects.filter(pk=veranstaltung.pk).update(created_by=None)
        veranstaltung.created_by = None
    if not einstieg.reached(veranstaltung.organisers()).exists():
        raise AccessDenied(LAST)
    record("dismiss_person", veranstaltung, actor)
    tell_gone([found], veranstaltung, actor)


@transaction.atomic
def hand_over(veranstaltung, veranstalter, actor):
    """Let another organisation invite (None: nobody's name); raises AccessDenied.

    `veranstaltung` is a row that exists; nothing happens where the organisation stays the same.
    """
    row = Veranstaltung(pk=veranstaltung.pk)
    Veranstaltung.objects.lock(row)
    if row.veranstalter == veranstalter:
        return
    if veranstalter:  # while others may be let into it
        veranstalter = _lock_organisation(veranstalter)
    if reason := why_not_handed_over(row, veranstalter, actor):
        raise AccessDenied(reason)
    gone = list(_loses(row.organisers(), row.organisers(veranstalter)))
    rows = Veranstaltung.objects.filter(pk=row.pk)
    rows.update(veranstalter=veranstalter, updated_at=timezone.now())
    veranstaltung.veranstalter = veranstalter
    name = str(veranstalter) if veranstalter else "ohne Organisation im Portal"  # kept: German
    record("hand_over", row, actor, name)
    tell_gone(gone, row, actor)


def why_not_handed_over(veranstaltung, veranstalter, actor):
    """None if `actor` may let this organisation invite, else the reason."""
    organises = _organises(veranstaltung, actor)
    if organises and not may_take_over(veranstaltung, actor):
        return _(
            "Diese Veranstaltung richtet eine Organisation aus, zu der Sie nicht gehören. Wer zu "
            "ihr gehört, kann das ändern."
        )
    # Who stays organiser would see the guests of an organisation that knows nothing of it.
    if organises and veranstalter and not _speaks_for(veranstalter, actor):
        return _(
            "Diese Organisation hat eigene Leute. In ihrem Namen lädt nur ein, wer zu ihr gehört."
        )
    before, after = veranstaltung.organisers(), veranstaltung.organisers(veranstalter)
    if not organises and _loses(after, before).exists():
        return _(
            "Die Menschen dieser Organisation würden sehen, wer sich anmeldet. Das bestimmen nur "
            "die, die diese Veranstaltung ausrichten."
        )
    if einstieg.reached(before).exists() and not einstieg.reached(after).exists():
        return LAST
    return None


def may_take_over(veranstaltung, organiser):
    """Whether this organiser may take the organisation off: an invited person may not."""
    organisation = veranstaltung.veranstalter
    return organisation is None or _speaks_for(organisation, organiser)


def creator(user, veranstalter):
    """Who counts as maker of a new Veranstaltung that `user` types for an organisation.

    An organisation with people of its own sees its guests alone.
    """
    return None if veranstalter and not _speaks_for(veranstalter, user) else user


# An organisation ------------------------------------------------------------------------------


@transaction.atomic
def admit(veranstalter, emails, inviting):
    """Let people into the organisation and tell them; raises AccessDenied."""
    veranstalter = _lock_organisation(veranstalter)
    if reason := why_not_admitted(veranstalter, inviting):
        raise AccessDenied(reason)
    for email in emails:
        person = einstieg.account_of(email)
        if person and not veranstalter.mitglieder.filter(pk=person.pk).exists():
            einstieg.renew(person)
            veranstalter.mitglieder.add(person)
            _tell(person, veranstalter, inviting, adressen.own())


def why_not_admitted(veranstalter, actor):
    """None if `actor` may let people into the organisation, else the reason."""
    if veranstalter.is_founding or veranstalter.mitglieder.filter(pk=actor.pk).exists():
        return None
    return _(
        "Wer zu dieser Organisation gehört, sieht Anmeldungen. Weitere Menschen laden deshalb nur "
        "die ein, die schon dazugehören, unter „Meine Veranstaltungen“."
    )


@transaction.atomic
def dismiss_from_organisation(veranstalter, person, actor):
    """Its people end the access of one of them, or their own; raises AccessDenied for the last."""
    veranstalter = _lock_organisation(veranstalter)
    if not veranstalter.mitglieder.filter(pk=actor.pk).exists():
        raise AccessDenied(_("Sie gehören nicht (mehr) zu dieser Organisation."))
    if not einstieg.reached(veranstalter.mitglieder.exclude(pk=person)).exists():
        raise AccessDenied(LAST)
    gone = list(veranstalter.mitglieder.filter(pk=person))
    veranstalter.mitglieder.remove(*gone)
    tell_gone(gone, veranstalter, actor)


# Invitations nobody reacts to ------------------------------------------------------------------


def unconfirmed():
    """Accounts that go now: nobody came in, neither for a code nor for an invitation."""
    invited = Q(geteilte_veranstaltungen__isnull=False) | Q(veranstalter__isnull=False)
    young = einstieg.unconfirmed().exclude(pk__in=User.objects.filter(invited).values("pk"))
    old = einstieg.unconfirmed(einstieg.INVITATION_DAYS)
    rows = User.objects.filter(Q(pk__in=young.values("pk")) | Q(pk__in=old.values("pk")))
    return rows.filter(veranstaltungen=None)


@transaction.atomic
def forget(user):
    """Whether the account is gone, with its invitations, which the Verlauf says."""
    shared = list(user.geteilte_veranstaltungen.all())
    if not einstieg.delete_unconfirmed(user):
        return False
    for veranstaltung in shared:
        record("invitation_over", veranstaltung, None)
    return True


# What both share ------------------------------------------------------------------------------


def _lock_organisation(veranstalter):
    return Veranstalter.objects.select_for_update(no_key=True).get(pk=veranstalter.pk)


def _loses(before, after):
    """Who of the first is not among the second."""
    return before.exclude(pk__in=after.values("pk"))


def _speaks_for(veranstalter, person):
    people = veranstalter.mitglieder.all()
    return not people or person in people


def _organises(veranstaltung, actor):
    return Veranstaltung.objects.organised_by(actor).filter(pk=veranstaltung.pk).exists()


def _require_organiser(veranstaltung, actor):
    if not _organises(veranstaltung, actor):
        raise AccessDenied(_("Sie richten diese Veranstaltung nicht (mehr) aus."))


def tell_gone(people, target, actor):
    """The access of these people to `target`, a Veranstaltung or an organisation, has ended."""
    context = {"target": target, "actor": actor.email}
    subject = f"Zugang beendet: {target}"
    others = [person for person in people if person != actor and person.is_active]
    send([mail("veranstaltung_access_ended", subject, one.email, context) for one in others])


def _tell(person, target, inviting, link):
    """`target` is a Veranstaltung or an organisation."""
    is_organisation = isinstance(target, Veranstalter)
    context = {
        "target": target,
        "is_organisation": is_organisation,
        "inviting": inviting.email,
        "link": link,
        "days": einstieg.INVITATION_DAYS,
    }
    subject = f"Einladung zur Mitarbeit: {target}"
    send([mail("veranstaltung_invitation", subject, person.email, context)])
