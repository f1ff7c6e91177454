"""The steps of a Veranstaltung: from where to where, by whom. `workflow` does them."""

from dataclasses import dataclass

from veranstaltungen.models import Veranstaltung
from veranstaltungen.rollen import MODERATOR, ORGANISER, SYSTEM

Status = Veranstaltung.Status


@dataclass(frozen=True)
class Step:
    name: str
    label: str
    target: Status
    allowed_from: tuple[Status, ...]
    roles: frozenset[str]
    needs_reason: bool = False

    @property
    def label_button(self):
        """The label as it stands on a button."""
        return self.label[0].upper() + self.label[1:]


def _step(name, label, target, allowed_from, *roles, needs_reason=False):
    return Step(name, label, target, tuple(allowed_from), frozenset(roles), needs_reason)


# Who does these decides about a text, and only about the one that was read. A recall does not wait
# for it: changing the page again and again would keep it up.
LOOKED_AT = {"return", "publish", "call_off"}

NOT_PUBLIC = [Status.DRAFT, Status.SUBMITTED, Status.RETURNED]

STEPS = {
    step.name: step
    for step in [
        _step(
            "submit", "einreichen", Status.SUBMITTED, [Status.DRAFT, Status.RETURNED], ORGANISER
        ),
        _step("withdraw", "zurückziehen", Status.DRAFT, [Status.SUBMITTED], ORGANISER),
        _step(
            "return", "zurückgeben", Status.RETURNED, [Status.SUBMITTED], MODERATOR,
            needs_reason=True,
        ),
        # What is public goes back to its organisers and is not public any more.
        _step(
            "recall", "zurückgeben", Status.RETURNED, Veranstaltung.RUNNING_STATUSES,
            MODERATOR, needs_reason=True,
        ),
        _step(
            "publish", "veröffentlichen", Status.PUBLISHED, NOT_PUBLIC, MODERATOR,
        ),
        _step(
            "postpone", "verschieben", Status.POSTPONED, [Status.PUBLISHED], ORGANISER, MODERATOR,
            needs_reason=True,
        ),
        _step(
            "reschedule", "neu ansetzen", Status.PUBLISHED, [Status.POSTPONED],
            ORGANISER, MODERATOR,
        ),
        _step(
            "cancel", "absagen", Status.CANCELLED, Veranstaltung.RUNNING_STATUSES,
            ORGANISER, MODERATOR, needs_reason=True,
        ),
        # Guests of what was taken down must hear of its end. The page is public again, as
        # cancelled, so this is for those who decide about publication.
        _step(
            "call_off", "absagen", Status.CANCELLED, NOT_PUBLIC, MODERATOR, needs_reason=True
        ),
        _step("finish", "abschließen", Status.PAST, [Status.PUBLISHED], SYSTEM, MODERATOR),
        _step(
            "document", "dokumentieren", Status.DOCUMENTED, [Status.PAST], ORGANISER, MODERATOR
        ),
    ]
}  # fmt: skip
