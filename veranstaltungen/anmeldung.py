"""Registration: never more places than there are, and nobody forgotten.

A place is taken by one conditional UPDATE of `Veranstaltung.taken_places` in the transaction that
writes the Anmeldung. Whoever needs to look at the waiting list first locks the Veranstaltung; that
row is always locked before Anmeldungen, so two transactions never wait for each other.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.konten import abuse
from veranstaltungen import bestaetigungen
from veranstaltungen.anmeldefenster import leaving_states, why_closed, why_over
from veranstaltungen.models import Anmeldung, Veranstaltung

State = Anmeldung.State
Status = Veranstaltung.Status
# Who registers again gets the mail again, but nobody can fill another one's mailbox.
REPEATS_PER_HOUR = 3
AS_TYPED = ["name", "answers", "consent_text", "consented_at", "delete_on"]


class AnmeldungError(Exception):
    """What was asked for cannot be done; the message says why, for the person who asked."""


# Coming ---------------------------------------------------------------------------------------


def register(veranstaltung, *, name, email, answers=None):
    """Take down a registration, which counts once the address is confirmed.

    Somebody who is registered already gets the mail about it again, and nothing changes; while the
    address is not confirmed, the new registration counts. The answer does not tell strangers who
    is registered.
    """
    if reason := why_closed(veranstaltung):
        raise AnmeldungError(reason)
    email = email.strip().lower()
    new = Anmeldung(
        veranstaltung=veranstaltung,
        name=name,
        email=email,
        answers=answers or {},
        consent_text=veranstaltung.consent_text,
        delete_on=veranstaltung.deletion_day(),
    )
    facts = bestaetigungen.facts_of(veranstaltung)
    try:
        with transaction.atomic():
            new.save(force_insert=True)
            bestaetigungen.tell(new, facts=facts)
    except IntegrityError:
        return _tell_again(new)
    return new


def confirm(anmeldung):
    """The person clicked the link in the first mail; returns the state. A second click is fine."""
    facts = bestaetigungen.facts_of(anmeldung.veranstaltung)
    with transaction.atomic():
        if Anmeldung.objects.filter(pk=anmeldung.pk, state=State.PENDING).exists():
            _require_to_come(anmeldung.veranstaltung)
            state = _enter(anmeldung.veranstaltung)
            values = {
                "state": state,
                "confirmed_at": timezone.now(),
                "waiting_since": timezone.now() if state == State.WAITING else None,
                # Dates may have changed since: the mail says the day that holds from now on.
                "delete_on": anmeldung.veranstaltung.deletion_day(),
            }
            if _change(anmeldung, [State.PENDING], **values):
                bestaetigungen.tell(anmeldung, facts=bestaetigungen.as_they_are(facts))
            elif state == State.CONFIRMED:
                _give_back(anmeldung.veranstaltung)
    anmeldung.refresh_from_db()
    return anmeldung.state


def accept(anmeldung):
    """Take the place that was offered, in time."""
    with transaction.atomic():
        _require_to_come(_lock(anmeldung.veranstaltung))
        in_time = ~Anmeldung.objects.too_late()
        if not _change(anmeldung, [State.OFFERED], in_time, state=State.CONFIRMED):
            raise AnmeldungError(_("Dieser Platz ist nicht mehr für Sie frei."))
        bestaetigungen.tell(anmeldung)


def change(anmeldung, *, name, answers):
    """Correct name and answers; the address stays, since it was confirmed."""
    if not _change(anmeldung, Anmeldung.OPEN, name=name, answers=answers):
        raise AnmeldungError(_("Diese Anmeldung lässt sich nicht mehr ändern."))


def _require_to_come(veranstaltung):
    if reason := why_over(veranstaltung):
        raise AnmeldungError(reason)


# Going ----------------------------------------------------------------------------------------


def cancel(anmeldung):
    """Give up a registration, a place in the queue or an offer; the next one moves up."""
    with transaction.atomic():
        return _leave(anmeldung, leaving_states(_lock(anmeldung.veranstaltung)))


def dismiss(anmeldung, reason):
    """The organisers take somebody off the list and say why; the next one moves up."""
    return _leave(anmeldung, Anmeldung.OPEN, occasion="dismissed", note=reason)


def end(anmeldung):
    """Nobody keeps a place without a name: it ends before the data go, and the person hears it."""
    return _leave(anmeldung, Anmeldung.OPEN, Anmeldung.objects.at_an_end(), occasion="ended")


def lapse(anmeldung):
    """An offer that nobody accepted in time goes to the next one."""
    too_late = Anmeldung.objects.too_late()
    return _leave(anmeldung, [State.OFFERED], too_late, occasion="lapsed")


def _leave(anmeldung, states, *conditions, occasion=None, **values):
    """Whether this call was the one that ended the registration."""
    with transaction.atomic():
        veranstaltung = _lock(anmeldung.veranstaltung)
        held = Anmeldung.objects.holding_a_place().filter(pk=anmeldung.pk).exists()
        if not _change(anmeldung, states, *conditions, state=State.CANCELLED, **values):
            return False
        bestaetigungen.tell(anmeldung, occasion)
        if held:
            _give_back(veranstaltung)
            move_up(veranstaltung)
    return True


# Waiting list ---------------------------------------------------------------------------------


def move_up(veranstaltung):
    """Offer every free place to who waits longest; returns how many were offered."""
    offered = 0
    with transaction.atomic():
        veranstaltung = _lock(veranstaltung)
        expires_at = _offer_ends(veranstaltung)
        while expires_at and (first := veranstaltung.anmeldungen.queue().first()):
            if not _take_place(veranstaltung):
                break
            _change(first, [State.WAITING], state=State.OFFERED, offer_expires_at=expires_at)
            bestaetigungen.tell(first)
            offered += 1
    return offered


def ahead_of(anmeldung):
    """How many wait longer than this person."""
    before = Q(waiting_since__lt=anmeldung.waiting_since) | Q(
        waiting_since=anmeldung.waiting_since, pk__lt=anmeldung.pk
    )
    return anmeldung.veranstaltung.anmeldungen.queue().filter(before).count()


def offer_is_over(anmeldung):
    """The time to accept is over, though nobody has passed the place on yet."""
    return Anmeldung.objects.lapsed_offers().filter(pk=anmeldung.pk).exists()


def renew_offers(veranstaltung):
    """Offers that rested last anew from now, and those they were made to hear."""
    with transaction.atomic():
        expires_at = _offer_ends(_lock(veranstaltung))
        for row in veranstaltung.anmeldungen.filter(state=State.OFFERED).exclude(email=""):
            if expires_at and _change(row, [State.OFFERED], offer_expires_at=expires_at):
                bestaetigungen.tell(row)


def set_capacity(veranstaltung, capacity):
    """Change the number of places (None: no limit), never below those taken; others move up."""
    with transaction.atomic():
        rows = Veranstaltung.objects.filter(pk=veranstaltung.pk)
        if capacity is not None:
            rows = rows.filter(taken_places__lte=capacity)
        if not rows.update(capacity=capacity):
            veranstaltung.refresh_from_db(fields=["taken_places"])
            raise AnmeldungError(
                f"{veranstaltung.taken_places} Plätze sind schon vergeben. Weniger geht nicht."
            )
        veranstaltung.capacity = capacity
        move_up(veranstaltung)


def _offer_ends(veranstaltung):
    """When an offer made now ends: at the latest at the start; None when it is too late."""
    now = timezone.now()
    dates = veranstaltung.termine.taking_place().filter(starts_at__gt=now)
    next_start = dates.values_list("starts_at", flat=True).first()
    if veranstaltung.status != Status.PUBLISHED or next_start is None:
        return None
    return min(now + timedelta(hours=veranstaltung.accept_hours), next_start)


# Attendance -------------------------------------------------------------------------------------


def mark_attended(anmeldung, present=True):
    """Whether this call changed it: who is already marked stays marked."""
    before, after = (State.CONFIRMED, State.ATTENDED)[:: 1 if present else -1]
    return _change(anmeldung, [before], state=after)


# Rows and places --------------------------------------------------------------------------------


def _enter(veranstaltung):
    """Take a place if there is one, else go to the end of the queue; returns the new state.

    Raises AnmeldungError where it changed meanwhile and nobody comes any more.
    """
    waiting = Anmeldung.objects.filter(veranstaltung=OuterRef("pk"), state=State.WAITING)
    nobody_waits = ~Exists(waiting)
    if _take_place(veranstaltung, nobody_waits):
        return State.CONFIRMED
    # A place may have come back since: with the lock nothing changes any more.
    row = _lock(veranstaltung)
    _require_to_come(row)
    if row.is_full or not _take_place(row, nobody_waits):
        return State.WAITING
    return State.CONFIRMED


def _take_place(veranstaltung, *conditions):
    free = Q(capacity__isnull=True) | Q(taken_places__lt=F("capacity"))
    rows = Veranstaltung.objects.filter(free, *conditions, pk=veranstaltung.pk)
    return rows.filter(status=veranstaltung.status).update(taken_places=F("taken_places") + 1) == 1


def _give_back(veranstaltung):
    rows = Veranstaltung.objects.filter(pk=veranstaltung.pk)
    rows.update(taken_places=F("taken_places") - 1)


def _lock(veranstaltung):
    """The row as it is now, ours until the transaction ends (SQLite: IMMEDIATE does that)."""
    return Veranstaltung.objects.select_for_update().get(pk=veranstaltung.pk)


def _change(anmeldung, states, *conditions, **values):
    """Conditional UPDATE; whether this call was the one that changed the row."""
    rows = Anmeldung.objects.filter(*conditions, pk=anmeldung.pk, state__in=states)
    if not rows.update(**values):
        return False
    for name, value in values.items():
        setattr(anmeldung, name, value)
    return True


@transaction.atomic
def _tell_again(new):
    """To the address of `new`, which is registered already."""
    active = new.veranstaltung.anmeldungen.filter(state__in=Anmeldung.ACTIVE)
    same = active.filter(email__iexact=new.email).select_related("veranstaltung")
    anmeldung = same.select_for_update(no_key=True, of=("self",)).first()
    if anmeldung is None:  # given up or deleted since
        raise AnmeldungError(_("Das ging gerade nicht. Bitte senden Sie noch einmal ab."))
    # The mail promises the days from now on, and what was typed last is right.
    values = {name: getattr(new, name) for name in AS_TYPED}
    _change(anmeldung, [State.PENDING], created_at=timezone.now(), **values)
    if abuse.allow_for(anmeldung.token, "anmeldung wiederholt", REPEATS_PER_HOUR):
        bestaetigungen.tell(anmeldung)
    return anmeldung
