"""One change of a date, as tests make it: a step with a single date."""

from veranstaltungen.terminplan import changing


def add_termin(veranstaltung, starts_at, ends_at, actor, reason=""):
    with changing(veranstaltung, actor, reason) as plan:
        return plan.add(starts_at, ends_at)


def move_termin(termin, starts_at, ends_at, actor, reason=""):
    with changing(termin.veranstaltung, actor, reason) as plan:
        plan.move([(termin, starts_at, ends_at)])


def cancel_termin(termin, actor, reason=""):
    with changing(termin.veranstaltung, actor, reason) as plan:
        plan.cancel(termin)
