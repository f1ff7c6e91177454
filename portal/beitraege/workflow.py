"""Every status change of a Beitrag, one function each: draft → reviewed → published.

Who writes alone publishes nothing: each step is for those who decide about publication.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from portal.beitraege.models import Beitrag
from quartiere.models.base import add_months
from quartiere.signals import rows_changed

Status = Beitrag.Status


class TransitionError(Exception):
    """The step cannot be done; the message is German and says why."""


class StepDenied(TransitionError):
    """This person may not do this step."""


@dataclass(frozen=True)
class Step:
    name: str
    label: str
    done: str
    target: Status
    allowed_from: tuple[Status, ...]


STEPS = {
    step.name: step
    for step in [
        Step("review", "gegenlesen", "Gegengelesen", Status.REVIEWED, (Status.DRAFT,)),
        Step("publish", "veröffentlichen", "Veröffentlicht", Status.PUBLISHED, (Status.REVIEWED,)),
        Step(
            "withdraw", "zurückziehen", "Zurückgezogen", Status.DRAFT,
            (Status.REVIEWED, Status.PUBLISHED),
        ),
    ]
}  # fmt: skip


def review(beitrag, actor):
    """Somebody who answers for it has read the text and found it right."""
    today = timezone.localdate()
    _do(
        "review",
        beitrag,
        actor,
        reviewed_on=today,
        reviewed_by=actor.function,
        review_due_on=add_months(today, beitrag.review_months),
    )


def publish(beitrag, actor):
    """Public at once, or from `publish_from` on."""
    _do("publish", beitrag, actor)


def withdraw(beitrag, actor):
    """Back to a draft, out of every public page."""
    _do("withdraw", beitrag, actor)


def do(name, beitrag, actor):
    """The step of that name, for buttons and actions."""
    {"review": review, "publish": publish, "withdraw": withdraw}[name](beitrag, actor)


def available_steps(beitrag, actor):
    """The steps that `actor` may do now, in the order of the table."""
    if not _may_decide(beitrag, actor):
        return []
    return [step for step in STEPS.values() if beitrag.status in step.allowed_from]


def _may_decide(beitrag, actor):
    return Beitrag.objects.publishable_by(actor).filter(pk=beitrag.pk).exists()


def _do(name, beitrag, actor, **values):
    step = STEPS[name]
    if not _may_decide(beitrag, actor):
        raise StepDenied(f"„{beitrag}“ dürfen Sie nicht {step.label}.")
    values |= {"status": step.target, "updated_at": timezone.now()}
    with transaction.atomic():
        # One conditional UPDATE, so two people clicking at once cannot both win.
        rows = Beitrag.objects.filter(pk=beitrag.pk, status__in=step.allowed_from)
        if not rows.update(**values):
            raise TransitionError(
                f"„{beitrag}“ lässt sich jetzt nicht {step.label}: Der Stand passt nicht dazu "
                "oder hat sich inzwischen geändert."
            )
        for field, value in values.items():
            setattr(beitrag, field, value)
        rows_changed.send(Beitrag, keys=[beitrag.pk])
        Beitrag.versionen.bulk_history_create(
            Beitrag.objects.filter(pk=beitrag.pk),
            update=True,
            default_user=actor,
            default_change_reason=step.done,
        )
