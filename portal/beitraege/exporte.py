"""Beiträge as open data: what the list shows, as rows."""

from portal.beitraege import oeffentlich
from quartiere.exporte import Column
from quartiere.tabellenexport import Export, names

BEITRAEGE = Export(
    "beitraege",
    [
        Column("titel", lambda r: r.title),
        Column("art", lambda r: r.get_kind_display()),
        Column("datum", lambda r: r.date.isoformat()),
        Column("kurztext", lambda r: r.teaser),
        Column("autor_funktion", lambda r: r.author_function),
        Column("kommune", lambda r: str(r.kommune or "")),
        Column("weitere_kommunen", lambda r: names(r.kommunen)),
        Column("quartiere", lambda r: names(r.quartiere)),
        Column("zielgruppen", lambda r: names(r.zielgruppen)),
        Column("handlungsfelder", lambda r: names(r.handlungsfelder)),
        Column("netzwerke", lambda r: names(r.netzwerke)),
        Column("massnahmen", lambda r: names(r.massnahmen)),
        Column("geprueft_am", lambda r: r.reviewed_on and r.reviewed_on.isoformat()),
    ],
    load=oeffentlich.with_relations,
)
