"""Dates of a Veranstaltung as a whole: repeated, free of overlaps, saved together."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, WEEKLY, rrule
from dateutil.rrule import weekday as weekday_of
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from veranstaltungen import ortszeit, terminplan
from veranstaltungen.models import Termin

WEEK, TWO_WEEKS, SAME_WEEKDAY, SAME_DAY = "week", "two_weeks", "weekday", "day"
FREQUENCIES = [
    (WEEK, _("jede Woche")),
    (TWO_WEEKS, _("alle zwei Wochen")),
    (SAME_WEEKDAY, _("jeden Monat am gleichen Wochentag, etwa am zweiten Dienstag")),
    (SAME_DAY, _("jeden Monat am gleichen Tag, etwa am 15.")),
]
LONGEST = relativedelta(years=2)
TOO_MANY = _("So viele Termine kann eine Veranstaltung nicht haben.")
# What is said of a date besides its time.
DESCRIBED = ("is_all_day", "note")


class SerieRefused(Exception):
    """The series cannot be made; the message is German."""


def repeat(starts_at, ends_at, frequency, until):
    """[(start, end)] after the first date, by the clock on the wall, up to the day `until`."""
    first, last = timezone.localtime(starts_at), timezone.localtime(ends_at)
    if until <= first.date():
        raise SerieRefused(str(_("Das Ende der Serie muss nach dem ersten Termin liegen.")))
    if until > first.date() + LONGEST:
        raise SerieRefused(str(_("Eine Serie läuft höchstens zwei Jahre.")))
    wall = first.replace(tzinfo=None, fold=0)
    days = (last.date() - first.date()).days
    spans = []
    for start in rrule(dtstart=wall, until=_end_of(until), **_rule(first, frequency)):
        if start > wall:
            end = start.date() + timedelta(days=days)
            spans.append((_moment(start.date(), first), _moment(end, last)))
    if clash := first_clash([(starts_at, ends_at), *spans]):
        raise SerieRefused(clash_text(*clash))
    return spans


def _rule(first, frequency):
    if frequency == SAME_WEEKDAY:
        return {"freq": MONTHLY, "byweekday": weekday_of(first.weekday(), (first.day - 1) // 7 + 1)}
    if frequency == SAME_DAY:
        return {"freq": MONTHLY, "bymonthday": first.day}
    return {"freq": WEEKLY, "interval": 2 if frequency == TWO_WEEKS else 1}


def _end_of(day):
    return timezone.datetime(day.year, day.month, day.day, 23, 59, 59)


def _moment(day, local):
    """The same time on another day; of a repeated hour the first one."""
    try:
        return ortszeit.moment(day, local.time().replace(fold=0), ortszeit.FIRST)
    except ortszeit.NoSuchTime as error:
        raise SerieRefused(str(error)) from error


def first_clash(spans):
    """The first two of [(start, end)] that overlap, or None."""
    ordered = sorted(spans)
    longest = None
    for span in ordered:
        if longest and span[0] < longest[1]:
            return longest, span
        longest = span if not longest or span[1] > longest[1] else longest
    return None


def clash_text(first, second):
    days = [f"{timezone.localtime(span[0]):%d.%m.%Y, %H:%M}" for span in (first, second)]
    return _("Zwei Termine überschneiden sich: %(first)s Uhr und %(second)s Uhr.") % {
        "first": days[0],
        "second": days[1],
    }


def without(found, known, gone, room):
    """The spans of a series that are still to come and not there yet.

    `gone` are starts that somebody gave up: a series does not bring them back. Refuses too many
    and overlapping spans.
    """
    starts, now = {start for start, _end in known} | gone, timezone.now()
    new = [span for span in found if span[0] not in starts and span[1] > now]
    if new and len(new) > room:
        raise SerieRefused(str(TOO_MANY))
    if clash := first_clash([*known, *new]):
        raise SerieRefused(str(clash_text(*clash)))
    return new


def given_up(veranstaltung):
    """The starts at which nothing takes place any more: dates fell out or moved away."""
    cancelled = veranstaltung.termine.filter(is_cancelled=True).values_list("starts_at", flat=True)
    moved = veranstaltung.termine.exclude(moved_from=None).values_list("moved_from", flat=True)
    return {*cancelled, *moved}


def save(veranstaltung, formset, repeated, actor, reason):
    """The organisers' form: what is struck out, changed, added and repeated, as one step.

    Struck out and moved ones come first, so that a new date may take the place of an old one.
    """
    with terminplan.changing(veranstaltung, actor, reason) as plan:
        for form in formset.deleted_forms:
            if form.instance.pk:
                drop(plan, form.instance)
        change(
            plan,
            [
                (form.instance, form.starts_at, form.ends_at, form.described)
                for form in formset.kept
                if form.instance.pk and form.has_changed()
            ],
        )
        for form in formset.kept:
            if not form.instance.pk:
                plan.add(form.starts_at, form.ends_at, **form.described)
        for start, end in repeated:
            plan.add(start, end, **formset.first.described)


def save_rows(veranstaltung, formset, actor):
    """The admin's rows in the same order, as one step; `formset` was saved without commit.

    Each row has its own reason; those of dates that fall out or move are told.
    """
    with terminplan.changing(veranstaltung, actor, _reasons(formset)) as plan:
        for termin in formset.deleted_objects:
            drop(plan, termin)
        changed = []
        for termin, fields in formset.changed_objects:
            if "is_cancelled" in fields:
                plan.cancel(Termin.objects.get(pk=termin.pk))
            else:
                values = {name: getattr(termin, name) for name in DESCRIBED}
                changed.append((termin, termin.starts_at, termin.ends_at, values))
        change(plan, changed)
        for termin in formset.new_objects:
            values = {name: getattr(termin, name) for name in DESCRIBED}
            plan.add(termin.starts_at, termin.ends_at, **values)
        dropped = [termin.pk for termin in formset.deleted_objects if not termin.is_cancelled]
        Termin.objects.filter(pk__in=dropped).update(reason="")
        for termin, _fields in formset.changed_objects:
            Termin.objects.filter(pk=termin.pk).update(reason=termin.reason)


def _reasons(formset):
    """What was written about dates that fall out or move now."""
    told = {"is_cancelled", "starts_at", "ends_at"}
    written = [
        termin.reason
        for termin, fields in formset.changed_objects
        if "reason" in fields and told & set(fields)
    ]
    return " ".join(dict.fromkeys(written))


def drop(plan, termin):
    """Readers and guests must see that a date falls out; of a draft it just goes."""
    row = plan.veranstaltung
    if not row.is_public and not row.anmeldungen.exists():
        termin.delete()
    elif not termin.is_cancelled:
        plan.cancel(Termin.objects.get(pk=termin.pk))


def change(plan, rows):
    """[(termin, start, end, values)] of dates that stay; `values` are those of DESCRIBED."""
    stored = Termin.objects.in_bulk([termin.pk for termin, *_rest in rows])
    moves = [
        (stored[termin.pk], start, end)
        for termin, start, end, _values in rows
        if is_moved(stored[termin.pk], start, end)
    ]
    plan.move(moves)
    moved = {termin.pk for termin, *_span in moves}
    for termin, _start, _end, values in rows:
        Termin.objects.filter(pk=termin.pk).update(
            **{name: values[name] for name in DESCRIBED},
            sequence=F("sequence") + (0 if termin.pk in moved else 1),
        )


def is_moved(stored, starts_at, ends_at):
    """Whether a date is to take place at another time; forms show no seconds."""
    before, after = (
        [ortszeit.to_the_minute(moment) for moment in span]
        for span in ((stored.starts_at, stored.ends_at), (starts_at, ends_at))
    )
    return before != after
