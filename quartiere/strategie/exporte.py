"""Ziele and Handlungsansätze as open data."""

from quartiere.exporte import Column
from quartiere.tabellenexport import Export, names


def number(value):
    return None if value is None else float(value)


def zielgruppen_of(ziel):
    """Those whose Bedarf it answers, each once."""
    return list(dict.fromkeys(str(bedarf.zielgruppe) for bedarf in ziel.bedarfe.all()))


ZIELE = Export(
    "ziele",
    [
        Column("ziel", lambda z: z.title),
        Column("quartier", lambda z: z.quartier.name),
        Column("kommune", lambda z: z.quartier.kommune.name),
        Column("zielgruppen", zielgruppen_of),
        Column("bedarfe", lambda z: names(z.bedarfe)),
        Column("messgroesse", lambda z: z.indicator),
        Column("masseinheit", lambda z: z.unit),
        Column("ausgangswert", lambda z: number(z.start_value)),
        Column("ausgangsjahr", lambda z: z.start_year),
        Column("zielwert", lambda z: number(z.target_value)),
        Column("zieljahr", lambda z: z.target_year),
    ],
    load=lambda rows: rows,
)

HANDLUNGSANSAETZE = Export(
    "handlungsansaetze",
    [
        Column("handlungsansatz", lambda h: h.title),
        Column("quartier", lambda h: h.quartier.name),
        Column("kommune", lambda h: h.quartier.kommune.name),
        Column("zielgruppen", lambda h: names(h.zielgruppen)),
        Column("handlungsfelder", lambda h: names(h.handlungsfelder)),
        Column("vorrang", lambda h: h.get_priority_display() or ""),
        Column("begruendung", lambda h: h.priority_reason),
    ],
    load=lambda rows: rows,
)
