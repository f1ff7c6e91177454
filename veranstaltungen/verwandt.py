"""Which other Veranstaltungen fit to one, and why."""

from django.db.models import Q
from django.utils.translation import gettext as _

from veranstaltungen import oeffentlich
from veranstaltungen.models import Veranstaltung

SHOWN = 3
# So many of those that come next are compared.
CANDIDATES = 200
LINKS = {"zielgruppen": "zielgruppe", "handlungsfelder": "handlungsfeld", "quartiere": "quartier"}


def related(veranstaltung):
    """[(other, reason)]: the best of those still to come; equal ones in the order of their time."""
    own = _traits(veranstaltung)
    rows = oeffentlich.upcoming().prefetch_related("quartiere").exclude(pk=veranstaltung.pk)
    rows = rows.filter(_shares(veranstaltung), status=Veranstaltung.Status.PUBLISHED)[:CANDIDATES]
    found = [(row, _common(own, _traits(row))) for row in rows]
    found = [(row, common) for row, common in found if common]
    # A stable sort: the rows come in the order of their time.
    found.sort(key=lambda pair: -sum(weight for weight, _ in pair[1]))
    return [(row, _reason([text for _, text in common])) for row, common in found[:SHOWN]]


def _shares(row):
    shares = Q(quartier__isnull=False, quartier=row.quartier)
    if row.veranstalter_id:
        shares |= Q(veranstalter=row.veranstalter_id)
    for relation, column in LINKS.items():
        keys = [item.pk for item in getattr(row, relation).all()]
        links = getattr(type(row), relation).through.objects.filter(**{f"{column}__in": keys})
        shares |= Q(pk__in=links.values("veranstaltung"))
    return shares


def _traits(row):
    """What two Veranstaltungen can have in common: {(weight, words): set of keys}."""
    home = {row.quartier.pk} if row.quartier else set()
    return {
        (4, _("gleiche Zielgruppe")): {item.pk for item in row.zielgruppen.all()},
        (3, _("gleiches Quartier")): home | {item.pk for item in row.quartiere.all()},
        (2, _("gleiches Handlungsfeld")): {item.pk for item in row.handlungsfelder.all()},
        (1, _("gleicher Veranstalter")): {row.veranstalter_id} - {None},
    }


def _common(own, other):
    return [trait for trait, keys in own.items() if keys & other[trait]]


def _reason(texts):
    if len(texts) == 1:
        return texts[0]
    return _("{first} und {last}").format(first=", ".join(texts[:-1]), last=texts[-1])
