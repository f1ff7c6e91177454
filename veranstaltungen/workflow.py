"""Every status change of a Veranstaltung, one function each; single dates: `terminplan`.

draft → submitted → returned with reasons / published → postponed / cancelled → past → documented
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from veranstaltungen import anmeldung, nachpruefung, nachrichten
from veranstaltungen.models import Dokumentation, Veranstaltung, Verlauf
from veranstaltungen.models.verlauf import record
from veranstaltungen.rollen import MODERATOR, ORGANISER, is_trusted, roles_of
from veranstaltungen.schritte import LOOKED_AT, STEPS

Status = Veranstaltung.Status
CHANGED = "Inzwischen wurde noch etwas geändert. Bitte sehen Sie auch das an."


class TransitionError(Exception):
    """The step cannot be done; the message is German and says why."""


class StepDenied(TransitionError):
    """This person may not do this step."""


def available_steps(veranstaltung, actor):
    """The steps that `actor` may do now, in the order of the table."""
    roles = roles_of(veranstaltung, actor)
    return [
        step
        for step in STEPS.values()
        if veranstaltung.status in step.allowed_from
        and step.roles & roles
        and (step.name != "call_off" or _has_guests(veranstaltung))
        and (step.name != "publish" or _is_handed_in(veranstaltung, roles))
    ]


def submit(veranstaltung, actor):
    """To the Redaktion; organisations that this Kommune trusts publish at once.

    What was taken down is looked at again, whoever submits it.
    """

    def target():
        is_free = is_trusted(veranstaltung, actor) and not nachpruefung.is_taken_down(veranstaltung)
        return Status.PUBLISHED if is_free else Status.SUBMITTED

    _do("submit", veranstaltung, actor, check=_require_upcoming, target=target)


def withdraw(veranstaltung, actor):
    _do("withdraw", veranstaltung, actor)


def return_with_reasons(veranstaltung, actor, reason, seen):
    """`seen` is here and below the `version` looked at."""
    _do("return", veranstaltung, actor, reason, seen=seen)


def recall(veranstaltung, actor, reason):
    _do("recall", veranstaltung, actor, reason)


def publish(veranstaltung, actor, seen):
    def check(row):
        _require_handed_in(row, actor)
        _require_upcoming(row)

    _do("publish", veranstaltung, actor, check=check, seen=seen)


def postpone(veranstaltung, actor, reason):
    _do_and_ask("postpone", veranstaltung, actor, f"Verschoben: {reason}", reason)


def reschedule(veranstaltung, actor):
    """Back to published, with new dates entered before, or with the old ones after all."""
    _do("reschedule", veranstaltung, actor, check=_require_upcoming)


def cancel(veranstaltung, actor, reason):
    _do_and_ask("cancel", veranstaltung, actor, f"Abgesagt: {reason}", reason)


def call_off(veranstaltung, actor, reason, seen):
    """Cancel what is not public any more but has guests."""
    _do("call_off", veranstaltung, actor, reason, check=_require_guests, seen=seen)


def finish(veranstaltung, actor=None):
    """After the last date; a command does it for all (`finish_veranstaltungen`)."""
    _do("finish", veranstaltung, actor, check=_require_past)


def document(veranstaltung, actor):
    line = "Die Dokumentation ist veröffentlicht."
    _do_and_ask("document", veranstaltung, actor, line, check=_require_results)


def check_changes(veranstaltung, actor, seen):
    """What was changed after publication is fine; `seen`: `unchecked_at` as it was looked at."""
    with transaction.atomic():
        _lock(veranstaltung)
        if MODERATOR not in roles_of(veranstaltung, actor):
            raise StepDenied(f"„{veranstaltung}“ dürfen Sie nicht prüfen.")
        if veranstaltung.unchecked_at is None:
            raise TransitionError("Die Änderungen sind schon geprüft.")
        if veranstaltung.unchecked_at.isoformat() != seen:
            raise TransitionError(CHANGED)
        Veranstaltung.objects.filter(pk=veranstaltung.pk).update(unchecked_at=None)
        veranstaltung.unchecked_at = None
        record("check", veranstaltung, actor)


def is_outdated(step, veranstaltung, seen):
    """Whether `step` is about a text that has changed since the version `seen`."""
    return step.name in LOOKED_AT and veranstaltung.version != seen


def do(name, veranstaltung, actor, reason="", seen=""):
    """Any step by its name; those that need no reason or no look ignore it."""
    arguments = [reason] * STEPS[name].needs_reason + [seen] * (name in LOOKED_AT)
    {**WITH_REASON, **WITHOUT_REASON}[name](veranstaltung, actor, *arguments)


WITH_REASON = {
    "return": return_with_reasons,
    "recall": recall,
    "postpone": postpone,
    "cancel": cancel,
    "call_off": call_off,
}
WITHOUT_REASON = {
    step.__name__: step for step in [submit, withdraw, publish, reschedule, finish, document]
}


def reasons_of(veranstaltungen):
    """{pk: why} of those that were returned, postponed or cancelled with their last step."""
    explained = [Status.RETURNED, Status.POSTPONED, Status.CANCELLED]
    rows = Verlauf.objects.filter(
        veranstaltung__in=[row.pk for row in veranstaltungen if row.status in explained],
        step__in=WITH_REASON,
        status=F("veranstaltung__status"),
    )
    return dict(rows.order_by("happened_at", "pk").values_list("veranstaltung", "reason"))


# How a step is done ---------------------------------------------------------------------------


def _do(name, veranstaltung, actor, reason="", check=None, target=None, seen=None):
    """Everything is asked of the row as it is once nobody else can change it any more.

    `check` raises TransitionError; `target` is a function for steps with more than one; `seen` is
    the version that was looked at, for steps of LOOKED_AT.
    """
    step, reason = STEPS[name], reason.strip()
    with transaction.atomic():
        _lock(veranstaltung)
        if not step.roles & roles_of(veranstaltung, actor):
            raise StepDenied(f"„{veranstaltung}“ dürfen Sie nicht {step.label}.")
        if step.needs_reason and not reason:
            raise TransitionError("Bitte nennen Sie den Grund.")
        if veranstaltung.status not in step.allowed_from:
            raise _too_late(veranstaltung, step)
        if is_outdated(step, veranstaltung, seen):
            raise TransitionError(f"„{veranstaltung}“: {CHANGED}")
        if check:
            check(veranstaltung)
        _move(veranstaltung, step, target() if target else step.target)
        record(step.name, veranstaltung, actor, reason)
        told_as = _told_as(step.name, veranstaltung)
        nachrichten.tell_about_step(veranstaltung, told_as, reason)
        if veranstaltung.status == Status.PUBLISHED:
            anmeldung.renew_offers(veranstaltung)


def _do_and_ask(name, veranstaltung, actor, line, reason="", **kwargs):
    """A step whose words are public at once: they are checked like every change."""
    with transaction.atomic():
        _do(name, veranstaltung, actor, reason, **kwargs)
        nachpruefung.ask(veranstaltung, actor, [line])


def _told_as(name, veranstaltung):
    """The step whose words tell what happened."""
    if name == "submit" and veranstaltung.is_public:
        return "publish"
    if name == "reschedule" and not _has_new_dates(veranstaltung):
        return "resume"
    return "cancel" if name == "call_off" else name


def _has_new_dates(veranstaltung):
    """Whether dates were added or moved since it was postponed."""
    steps = veranstaltung.verlauf
    postponed = steps.filter(step="postpone").order_by("pk").last()
    new = steps.filter(step__in=["add_termin", "move_termin"])
    return new.filter(pk__gt=postponed.pk if postponed else 0).exists()


def _lock(veranstaltung):
    try:
        Veranstaltung.objects.lock(veranstaltung)
    except Veranstaltung.DoesNotExist as error:
        raise TransitionError(f"„{veranstaltung}“ gibt es nicht mehr.") from error


def _move(veranstaltung, step, target):
    # One conditional UPDATE, so two people clicking at once cannot both win.
    rows = Veranstaltung.objects.filter(pk=veranstaltung.pk, status__in=step.allowed_from)
    now = timezone.now()
    if not rows.update(status=target, updated_at=now):
        raise _too_late(veranstaltung, step)
    veranstaltung.status, veranstaltung.updated_at = target, now
    if step.roles <= {MODERATOR}:  # whoever decides about publication has looked at it
        Veranstaltung.objects.filter(pk=veranstaltung.pk).update(unchecked_at=None)
        veranstaltung.unchecked_at = None
    # Calendars notice a change by the number of the version.
    veranstaltung.termine.update(sequence=F("sequence") + 1)


def _too_late(veranstaltung, step):
    return TransitionError(
        f"„{veranstaltung}“ lässt sich jetzt nicht {step.label}: "
        "Der Stand hat sich inzwischen geändert."
    )


def _require_upcoming(veranstaltung):
    if not veranstaltung.termine.taking_place().upcoming().exists():
        raise TransitionError("Bitte tragen Sie mindestens einen Termin ein, der noch kommt.")


def _is_handed_in(veranstaltung, roles):
    """A draft is its organisers' own, unless nobody is there who could submit it."""
    return (
        veranstaltung.status != Status.DRAFT
        or ORGANISER in roles
        or not nachrichten.organisers_of(veranstaltung).exists()
    )


def _require_handed_in(veranstaltung, actor):
    if not _is_handed_in(veranstaltung, roles_of(veranstaltung, actor)):
        raise TransitionError(f"„{veranstaltung}“ ist noch nicht eingereicht.")


def _has_guests(veranstaltung):
    return veranstaltung.anmeldungen.told().exists()


def _require_guests(veranstaltung):
    if not _has_guests(veranstaltung):
        raise TransitionError(f"Zu „{veranstaltung}“ hat sich niemand angemeldet.")


def _require_past(veranstaltung):
    if not Veranstaltung.objects.past().filter(pk=veranstaltung.pk).exists():
        raise TransitionError(f"„{veranstaltung}“ hat noch Termine vor sich.")


def _require_results(veranstaltung):
    if not Dokumentation.objects.filter(veranstaltung=veranstaltung).exists():
        raise TransitionError("Bitte schreiben Sie zuerst auf, was herausgekommen ist.")
