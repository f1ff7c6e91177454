"""Which part of a large edition the map shows: areas whose keys begin alike."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from quartiere.monitoring.choropleth import MAX_AREAS
from quartiere.monitoring.models import Gebietswert


@dataclass(frozen=True)
class Ausschnitt:
    """Either all `rows` of the map, or a `queryset` too large for one with parts to choose."""

    queryset: QuerySet
    rows: list[Gebietswert] | None
    key: str = ""
    parts: tuple[tuple[str, int], ...] = ()


def of(ausgabe, wanted="") -> Ausschnitt:
    """The whole edition where it fits on a map, else the part that begins with `wanted`."""
    rows = ausgabe.gebietswerte.for_maps().by_key()
    if ausgabe.area_count <= MAX_AREAS:
        return Ausschnitt(rows, list(rows))
    parts = _parts(ausgabe)
    if wanted in dict(parts):
        inside = rows.filter(planungsraum__key__startswith=wanted)
        return Ausschnitt(inside, list(inside), wanted, parts)
    return Ausschnitt(ausgabe.gebietswerte.for_tables().by_key(), None, "", parts)


def _parts(ausgabe):
    """The shortest common beginnings of keys that leave at most MAX_AREAS areas each."""
    keys = list(ausgabe.gebietswerte.order_by().values_list("planungsraum__key", flat=True))
    longest = max(len(key) for key in keys)
    for length in range(1, longest + 1):
        counts = Counter(key[:length] for key in keys)
        if max(counts.values()) <= MAX_AREAS:
            break
    return tuple(sorted(counts.items()))
