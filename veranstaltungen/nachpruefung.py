"""Changes of what is public stand at once and are checked afterwards.

Whoever may not publish alone (neither moderates it nor is trusted) changes a public Veranstaltung
without waiting: a room that moves must not stay wrong until an office opens. The moderators get a
mail with every change, find it among their tasks, and confirm it or take the page down.
"""

from django.utils import timezone

from veranstaltungen import nachrichten
from veranstaltungen.models import Veranstaltung
from veranstaltungen.rollen import MODERATOR, is_trusted, roles_of

LOOKED_AT = ["publish", "check"]


def is_needed(veranstaltung, actor):
    """Whether somebody has to look at what `actor` changes now."""
    return (
        actor is not None
        and veranstaltung.is_public
        and MODERATOR not in roles_of(veranstaltung, actor)
        and not is_trusted(veranstaltung, actor)
    )


def ask(veranstaltung, actor, changes):
    """Mark the row and tell the moderators; `changes` are lines of text."""
    if not is_needed(veranstaltung, actor):
        return
    now = timezone.now()
    Veranstaltung.objects.filter(pk=veranstaltung.pk).update(unchecked_at=now)
    veranstaltung.unchecked_at = now
    nachrichten.tell_moderators_of_changes(veranstaltung, changes)


def is_taken_down(veranstaltung):
    """Recalled, and not published by anybody since."""
    decisions = veranstaltung.verlauf.filter(step__in=["recall", "publish"])
    last = decisions.order_by("happened_at", "pk").last()
    return last is not None and last.step == "recall"


def open_changes(veranstaltung):
    """Steps of the Verlauf since somebody moderated or checked it, for those who look at them."""
    steps = veranstaltung.verlauf.select_related("actor")
    last = steps.filter(step__in=LOOKED_AT).order_by("happened_at", "pk").last()
    return steps.filter(happened_at__gt=last.happened_at) if last else steps
