"""A draft that was never public goes when its people give it up."""

from django.db import transaction
from django.db.models import Q

from veranstaltungen import beteiligte, nachrichten
from veranstaltungen.models import Veranstalter, Veranstaltung
from veranstaltungen.workflow import TransitionError

Status = Veranstaltung.Status


def may_delete(veranstaltung, actor):
    """Whoever made it or belongs to its organisation; whoever was invited to it may not.

    What readers or guests know is called off instead, and what is looked at rests.
    """
    own = Q(created_by=actor) | Q(veranstalter__in=Veranstalter.objects.represented_by(actor))
    row = Veranstaltung.objects.filter(own, pk=veranstaltung.pk).first()
    return (
        row is not None
        and row.status in (Status.DRAFT, Status.RETURNED)
        and beteiligte.may_take_over(row, actor)
        and not row.verlauf.filter(status__in=Veranstaltung.PUBLIC_STATUSES).exists()
        and not row.anmeldungen.exists()
    )


@transaction.atomic
def delete(veranstaltung, actor):
    """With everything typed for it; the others who worked on it are told. Raises TransitionError.

    The caller holds the lock on the row.
    """
    if not may_delete(veranstaltung, actor):
        raise TransitionError(f"„{veranstaltung}“ lässt sich nicht (mehr) löschen.")
    others = veranstaltung.organisers().filter(is_active=True).exclude(pk=actor.pk)
    context = {"veranstaltung": veranstaltung, "actor": actor.email}
    subject = f"Entwurf gelöscht: {veranstaltung}"
    mails = [
        nachrichten.mail("veranstaltung_draft_deleted", subject, person.email, context)
        for person in others
    ]
    veranstaltung.delete()
    nachrichten.send(mails)
