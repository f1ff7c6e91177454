"""Other Veranstaltungen in the same days: before two invite the same people at the same time."""

import re
from datetime import timedelta

from django.utils.translation import gettext as _

from veranstaltungen.models import Termin, Veranstaltung

DAYS_AROUND = timedelta(days=3)
MIN_LETTERS = 5
MAX_TERMINE = 30
MAX_CANDIDATES = 200
MAX_SHOWN = 8


def similar(veranstaltung, user):
    """[(Veranstaltung, its date, [reasons])]: public ones and the person's own, best first."""
    own = list(veranstaltung.termine.taking_place().upcoming()[:MAX_TERMINE])
    rows = Veranstaltung.objects
    visible = rows.published() | rows.filter(pk__in=rows.organised_by(user).values("pk"))
    found = {}
    for mine in own:
        near = Termin.objects.taking_place().between(
            mine.starts_at - DAYS_AROUND, mine.ends_at + DAYS_AROUND
        )
        near = near.filter(veranstaltung__in=visible.values("pk"))
        near = near.exclude(veranstaltung=veranstaltung.pk).select_related("veranstaltung")
        for termin in near[:MAX_CANDIDATES]:
            reasons = reasons_for(veranstaltung, mine, termin)
            if reasons and len(reasons) > len(found.get(termin.veranstaltung_id, (0, 0, ()))[2]):
                found[termin.veranstaltung_id] = (termin.veranstaltung, termin, reasons)
    return sorted(found.values(), key=lambda item: (-len(item[2]), item[1].starts_at))[:MAX_SHOWN]


def reasons_for(veranstaltung, mine, termin):
    """Why the other one may matter; [] where place and title have nothing in common."""
    other, reasons = termin.veranstaltung, []
    if veranstaltung.quartier_id and other.quartier_id == veranstaltung.quartier_id:
        reasons.append(_("im selben Quartier"))
    elif veranstaltung.kommune_id and other.kommune_id == veranstaltung.kommune_id:
        reasons.append(_("in derselben Kommune"))
    if words := sorted(words_of(veranstaltung.title) & words_of(other.title)):
        reasons.append(_("ähnlicher Titel: %(words)s") % {"words": ", ".join(words)})
    if reasons and termin.starts_at < mine.ends_at and termin.ends_at > mine.starts_at:
        reasons.insert(0, _("zur selben Zeit"))
    return reasons


def words_of(title):
    """The longer words: short ones are in every title."""
    return {word for word in re.findall(r"\w+", title.casefold()) if len(word) >= MIN_LETTERS}
