"""“Weitere Beiträge zum Thema”: what other Beiträge share with this one, and the reason in words.

Deterministic: pinned ones first, then by weight of what is shared, then the newest.
"""

from collections import defaultdict
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.beitraege import oeffentlich
from portal.beitraege.models import Beitrag

SHOWN = 3
PINNED = gettext_lazy("von der Redaktion empfohlen")


class Verbindung(NamedTuple):
    """A relation two Beiträge may share; `first` and `further` are its words in the reason."""

    relation: str
    weight: int
    first: str
    further: str


# A single Massnahme or Netzwerk says more about a subject than a whole Handlungsfeld.
VERBINDUNGEN = [
    Verbindung("zielgruppen", 3, gettext_lazy("gleiche Zielgruppe"), gettext_lazy("Zielgruppe")),
    Verbindung("quartiere", 3, gettext_lazy("gleiches Quartier"), gettext_lazy("Quartier")),
    Verbindung("massnahmen", 5, gettext_lazy("gleiche Maßnahme"), gettext_lazy("Maßnahme")),
    Verbindung("netzwerke", 4, gettext_lazy("gleiches Netzwerk"), gettext_lazy("Netzwerk")),
    Verbindung(
        "handlungsfelder", 2, gettext_lazy("gleiches Handlungsfeld"), gettext_lazy("Handlungsfeld")
    ),
]


class Weiterer(NamedTuple):
    beitrag: Beitrag
    reason: str


def of(beitrag, number=SHOWN):
    """At most `number` public Beiträge with the reason why they stand here."""
    shared = _shared(beitrag)
    pinned = list(
        beitrag.angeheftet.published().exclude(pk=beitrag.pk).values_list("pk", flat=True)
    )
    candidates = Beitrag.objects.published().filter(pk__in={*shared, *pinned})
    dates = dict(candidates.exclude(pk=beitrag.pk).values_list("pk", "date"))
    order = sorted(
        dates,
        key=lambda pk: (pk not in pinned, -_weight(shared[pk]), -dates[pk].toordinal(), -pk),
    )[:number]
    rows = oeffentlich.for_cards(Beitrag.objects.filter(pk__in=order)).defer("text").in_bulk()
    return [Weiterer(rows[pk], _reason(shared[pk], pk in pinned)) for pk in order]


def _shared(beitrag):
    """{pk: {relation: number of common entries}}; one query a relation, however many rows."""
    found = defaultdict(dict)
    for verbindung in VERBINDUNGEN:
        through = getattr(Beitrag, verbindung.relation).through.objects
        target = Beitrag._meta.get_field(verbindung.relation).m2m_reverse_field_name()
        own = through.filter(beitrag=beitrag).values(target)
        others = through.filter(**{f"{target}__in": own}).exclude(beitrag=beitrag)
        for pk in others.values_list("beitrag", flat=True):
            relations = found[pk]
            relations[verbindung.relation] = relations.get(verbindung.relation, 0) + 1
    return found


def _weight(relations):
    """Each common entry counts; the second and third of a kind half, more add nothing."""
    weights = {verbindung.relation: verbindung.weight for verbindung in VERBINDUNGEN}
    return sum(weights[name] * (1 + min(count - 1, 2) / 2) for name, count in relations.items())


def _reason(relations, is_pinned):
    """ "gleiche Zielgruppe und Quartier"; German bends the adjective once, by the first noun."""
    shared = [verbindung for verbindung in VERBINDUNGEN if verbindung.relation in relations]
    words = [str(item.further if place else item.first) for place, item in enumerate(shared)]
    if is_pinned:
        words = [str(PINNED)]
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s und %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
