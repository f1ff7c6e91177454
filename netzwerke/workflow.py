"""Every status change of Massnahmen and Vorschläge, one function each.

Angebote are published in the admin, see PublicationAdmin.
"""

from django.db import transaction
from django.utils import timezone

from netzwerke.models import Angebot, Massnahme, Phasenwechsel, Vorschlag
from quartiere.slugs import SlugPool


class TransitionError(Exception):
    """The row is not in a status that allows this step; the message is German."""


# Massnahmen -----------------------------------------------------------------------------------


def record_phase(massnahme, phase, dated_on, note=""):
    """Add a dated step to the history; what is newest by date is the Massnahme's phase."""
    with transaction.atomic():
        Phasenwechsel.objects.create(massnahme=massnahme, phase=phase, dated_on=dated_on, note=note)
        follow_history(massnahme)


def record_phase_today(massnahme, phase, note=""):
    record_phase(massnahme, phase, timezone.localdate(), note)


def follow_history(massnahme):
    """Set the phase to the newest step of the history; without history it stays."""
    newest = massnahme.phasenwechsel.order_by("-dated_on", "-pk").first()
    if newest and newest.phase != massnahme.phase:
        massnahme.phase = newest.phase
        Massnahme.objects.filter(pk=massnahme.pk).update(phase=newest.phase)


# Vorschläge -----------------------------------------------------------------------------------


def accept(vorschlag, user, answer=""):
    """Take it over: a suggested Angebot becomes a draft, which is returned; else None."""
    with transaction.atomic():
        _decide(vorschlag, Vorschlag.State.ACCEPTED, user, answer)
        return _draft_from(vorschlag) if vorschlag.kind == Vorschlag.Kind.ANGEBOT else None


def decline(vorschlag, user, answer=""):
    _decide(vorschlag, Vorschlag.State.DECLINED, user, answer)


def _decide(vorschlag, state, user, answer):
    values = {
        "state": state,
        "answer": answer or vorschlag.answer,
        "decided_at": timezone.now(),
        "decided_by": user,
    }
    if not Vorschlag.objects.open().filter(pk=vorschlag.pk).update(**values):
        raise TransitionError(f"Über „{vorschlag}“ ist schon entschieden.")
    for name, value in values.items():
        setattr(vorschlag, name, value)


def _draft_from(vorschlag):
    slug = SlugPool(Angebot.objects.values_list("slug", flat=True)).take(
        vorschlag.title, vorschlag.kommune.name
    )
    angebot = Angebot.objects.create(
        title=vorschlag.title,
        slug=slug,
        kommune=vorschlag.kommune,
        reach=Angebot.Reach.QUARTIERE if vorschlag.quartier else Angebot.Reach.KOMMUNE,
        text=vorschlag.text,
        source="Vorschlag über das Portal",
        notes=_notes_of(vorschlag),
    )
    if vorschlag.quartier:
        angebot.quartiere.add(vorschlag.quartier)
    return angebot


def _notes_of(vorschlag):
    lines = [
        f"{name}: {value}"
        for name, value in [
            ("Anbieter", vorschlag.organisation),
            ("Ort", vorschlag.place),
            ("Erreichbar", vorschlag.reachable),
        ]
        if value
    ]
    return "\n".join(lines)
