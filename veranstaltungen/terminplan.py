"""Dates that are added, move or fall out: kept in the Verlauf, told to everybody concerned.

Several changes made together are one step: one lock on the Veranstaltung, one line each in the
Verlauf, one mail a person.
"""

from contextlib import contextmanager

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from veranstaltungen import aenderungen, ortszeit
from veranstaltungen.models import Termin, Veranstaltung
from veranstaltungen.models.termin import REASON_LENGTH
from veranstaltungen.models.verlauf import record
from veranstaltungen.schritte import NOT_PUBLIC
from veranstaltungen.workflow import StepDenied, TransitionError

Status = Veranstaltung.Status
KNOWN = "Diesen Termin gibt es bei dieser Veranstaltung schon."
OVER = (
    "Diese Veranstaltung ist vorbei oder abgesagt, neue Termine gibt es nicht mehr. Bitte kopieren "
    "Sie sie als Vorlage."
)
# Where dates wait that swap places; the calendar repeats itself after 400 years.
ASIDE = timezone.timedelta(days=146_097)


@contextmanager
def changing(veranstaltung, actor, reason=""):
    """`Terminplan` of a Veranstaltung that `actor` may edit; tells everybody at the end.

    Raises StepDenied, and TransitionError for dates that cannot be; then nothing has changed.
    """
    with transaction.atomic():
        Veranstaltung.objects.lock(veranstaltung)
        editable = Veranstaltung.objects.editable_by(actor)
        if not editable.filter(pk=veranstaltung.pk).exists():
            raise StepDenied("Diesen Termin dürfen Sie nicht ändern.")
        plan = Terminplan(veranstaltung, actor, reason.strip())
        yield plan
        plan.tell()


class Terminplan:
    """The changes of one step; made by `changing`, which holds the lock."""

    def __init__(self, veranstaltung, actor, reason):
        self.veranstaltung, self.actor, self.reason = veranstaltung, actor, reason[:REASON_LENGTH]
        self.changes = []

    def add(self, starts_at, ends_at, **values):
        """A new date; `values` are further fields of the Termin."""
        self._require_possible(starts_at, ends_at)
        termin = Termin.objects.create(
            veranstaltung=self.veranstaltung, starts_at=starts_at, ends_at=ends_at, **values
        )
        self._keep("add_termin", termin, f"Neu: {_span(termin)}")
        return termin

    def move(self, moves):
        """Move dates, [(termin, start, end)]; the rest of the series stays.

        Together, since one may take the place of another: a series that moves by a week.
        """
        self._put_aside(moves)
        for termin, starts_at, ends_at in moves:
            self._move(termin, starts_at, ends_at)

    def _put_aside(self, moves):
        """Out of the way of others, those that leave a start which another one takes."""
        taken = {starts_at for _termin, starts_at, _end in moves}
        leaving = [
            termin.pk
            for termin, starts_at, _end in moves
            if termin.starts_at in taken and termin.starts_at != starts_at
        ]
        Termin.objects.taking_place().filter(pk__in=leaving).update(
            starts_at=F("starts_at") - ASIDE
        )

    def _move(self, termin, starts_at, ends_at):
        self._require_possible(starts_at, ends_at, termin)
        before = _span(termin)
        self._update(
            termin,
            starts_at=starts_at,
            ends_at=ends_at,
            moved_from=self._moved_from(termin, starts_at),
            reason=self.reason,
        )
        self._keep("move_termin", termin, f"Statt {before}: {_span(termin)}")

    def _moved_from(self, termin, starts_at):
        """Readers who knew the first start are told where it went, however often it moves."""
        first = termin.moved_from or (termin.starts_at if self.veranstaltung.is_public else None)
        is_back = first and ortszeit.to_the_minute(first) == ortszeit.to_the_minute(starts_at)
        return None if is_back else first

    def cancel(self, termin):
        self._update(termin, is_cancelled=True, reason=self.reason)
        self._keep("cancel_termin", termin, f"Fällt aus: {_span(termin)}")

    def tell(self):
        if self.changes:
            aenderungen.tell_of_dates(self.veranstaltung, self.actor, self.changes, self.reason)

    def _require_possible(self, starts_at, ends_at, termin=None):
        if ends_at <= starts_at:
            raise TransitionError("Das Ende muss nach dem Beginn liegen.")
        # Nobody could publish such a date. What was in the past can still be put right.
        is_open = self.veranstaltung.status in [*NOT_PUBLIC, *Veranstaltung.RUNNING_STATUSES]
        if ends_at > timezone.now() and not is_open:
            raise TransitionError(OVER)
        others = Termin.objects.taking_place().filter(veranstaltung=self.veranstaltung)
        if others.filter(starts_at=starts_at).exclude(pk=termin and termin.pk).exists():
            raise TransitionError(KNOWN)

    def _update(self, termin, **values):
        # The number of the version tells whether somebody else changed this date meanwhile.
        known = Termin.objects.taking_place().filter(pk=termin.pk, sequence=termin.sequence)
        if not known.update(**values, sequence=F("sequence") + 1):
            raise TransitionError("Jemand anderes hat diesen Termin gerade geändert.")
        termin.refresh_from_db()

    def _keep(self, step, termin, text):
        """A draft has no readers yet; its dates are simply written."""
        self.changes.append(text)
        if self.veranstaltung.status != Status.DRAFT:
            why = f"{text}\n{self.reason}" if self.reason else text
            record(step, self.veranstaltung, self.actor, why[:2000])


def _span(termin):
    """From when to when, as people read it."""
    first, last = timezone.localtime(termin.starts_at), timezone.localtime(termin.ends_at)
    if termin.is_all_day:
        last -= timezone.timedelta(microseconds=1)
    is_one_day = first.date() == last.date()
    if termin.is_all_day:
        return f"{first:%d.%m.%Y}" if is_one_day else f"{first:%d.%m.%Y} bis {last:%d.%m.%Y}"
    end = f"{last:%H:%M}" if is_one_day else f"{last:%d.%m.%Y, %H:%M}"
    return f"{first:%d.%m.%Y, %H:%M} bis {end} Uhr"
