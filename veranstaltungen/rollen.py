"""What somebody is to a Veranstaltung: asked of the database each time, never of an old copy."""

from veranstaltungen.models import Veranstalter, Veranstaltung

ORGANISER, MODERATOR, SYSTEM = "organiser", "moderator", "system"


def roles_of(veranstaltung, actor):
    """A set of the three; None as `actor` is the portal itself."""
    if actor is None:
        return {SYSTEM}
    row = Veranstaltung.objects.filter(pk=veranstaltung.pk)
    roles = set()
    if row.organised_by(actor).exists():
        roles.add(ORGANISER)
    if row.publishable_by(actor).exists():
        roles.add(MODERATOR)
    return roles


def is_trusted(veranstaltung, actor):
    """Whether `actor` publishes it alone. Trust is given by a Kommune and holds there.

    The organisation may have lost it, or the person the organisation, since either was loaded.
    """
    trusted = Veranstalter.objects.represented_by(actor).filter(
        trust=Veranstalter.Trust.TRUSTED, kommune=veranstaltung.kommune_id
    )
    return trusted.filter(pk=veranstaltung.veranstalter_id).exists()
