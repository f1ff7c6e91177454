"""Whether one can register now, and if not, why not."""

from django.utils import timezone
from django.utils.translation import gettext as _

from veranstaltungen.models import Anmeldung, Veranstaltung

Mode, Status = Veranstaltung.Mode, Veranstaltung.Status


def why_closed(veranstaltung):
    """None while one can register, else the reason as a sentence."""
    now = timezone.now()
    opens, closes = veranstaltung.registration_opens_at, veranstaltung.registration_closes_at
    if veranstaltung.registration != Mode.HERE:
        return _("Für diese Veranstaltung meldet man sich nicht hier an.")
    if veranstaltung.status == Status.POSTPONED:
        return _("Die Veranstaltung ist verschoben. Sie können sich anmelden, sobald die neuen "
                 "Termine feststehen.")  # fmt: skip
    if not veranstaltung.is_public:
        return _("Für diese Veranstaltung kann man sich zurzeit nicht anmelden.")
    if over := why_over(veranstaltung):
        return over
    if not veranstaltung.termine.taking_place().upcoming().exists():
        return _("Alle Termine, die noch kommen, fallen aus. Sie können sich anmelden, sobald neue "
                 "feststehen.")  # fmt: skip
    if opens and now < opens:
        return _("Die Anmeldung beginnt am %(moment)s Uhr.") % {"moment": _moment(opens)}
    if closes and now >= closes:
        return _("Die Anmeldung endete am %(moment)s Uhr.") % {"moment": _moment(closes)}
    return None


def why_over(veranstaltung):
    """None while those who registered may still come, else the reason as a sentence.

    What is postponed or was taken down may still take place, also where the dates to come fall
    out one by one: others may follow.
    """
    if veranstaltung.status == Status.CANCELLED:
        return _("Diese Veranstaltung ist abgesagt.")
    if veranstaltung.status == Status.POSTPONED or not veranstaltung.is_public:
        return None
    is_running = veranstaltung.status == Status.PUBLISHED
    if not (is_running and veranstaltung.termine.upcoming().exists()):
        return _("Diese Veranstaltung ist vorbei.")
    return None


def leaving_states(veranstaltung):
    """The states of an Anmeldung that can still be given up.

    Whoever came to one date gives up those to come, as long as there may be any.
    """
    if why_over(veranstaltung):
        return []
    to_come = veranstaltung.termine.taking_place().filter(starts_at__gt=timezone.now())
    if veranstaltung.status == Status.PUBLISHED and not to_come.exists():
        return Anmeldung.OPEN
    return Anmeldung.ACTIVE


def hint_of_end(veranstaltung):
    """For organisers: the registration has ended though dates are still to come; else None."""
    closes = veranstaltung.registration_closes_at
    is_here = veranstaltung.registration == Mode.HERE
    if veranstaltung.status != Status.PUBLISHED or not is_here or not closes:
        return None
    if closes > timezone.now() or why_over(veranstaltung):
        return None
    return _(
        "Die Anmeldung endete am %(moment)s Uhr. Sollen sich noch Menschen anmelden, ändern Sie "
        "„Anmeldung bis“ im Teil „Anmeldung“."
    ) % {"moment": _moment(closes)}


def _moment(moment):
    return f"{timezone.localtime(moment):%d.%m.%Y um %H:%M}"
