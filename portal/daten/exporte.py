"""Exports of what has no list of its own with downloads: Kommunen, vocabularies, editions."""

from django.db.models import Count, Q

from quartiere import exporte
from quartiere.exporte import Column
from quartiere.models import Handlungsfeld, Kommune, Quartier, Zielgruppe
from quartiere.monitoring.adressen import ausgabe_url
from quartiere.monitoring.models import Ausgabe
from quartiere.tabellenexport import Export

EDITION_FILES = ["csv", "json", "geojson", "matrix_csv", "matrix_json"]


class QuartierExport(Export):
    """The rows of the list of Quartiere, which carry a boundary."""

    def rows(self, queryset, base_url):
        return exporte.rows(queryset, base_url)


QUARTIERE = QuartierExport("quartiere", exporte.COLUMNS, load=lambda rows: rows, has_points=True)

KOMMUNEN = Export(
    "kommunen",
    [
        Column("name", lambda k: k.name),
        Column("ags", lambda k: k.ags),
        Column("land", lambda k: k.land),
        Column("kreis", lambda k: k.kreis),
        Column("einwohner", lambda k: k.inhabitants),
        Column("quartiere_anzahl", lambda k: k.quartiere_count),
        Column("internetseite", lambda k: k.website),
    ],
    load=lambda rows: rows.annotate(
        quartiere_count=Count("quartiere", filter=Q(quartiere__in=Quartier.objects.published()))
    ),
)

ZIELGRUPPEN = Export(
    "zielgruppen",
    [Column("name", lambda z: z.name), Column("kurztext", lambda z: z.teaser)],
    load=lambda rows: rows,
)

HANDLUNGSFELDER = Export(
    "handlungsfelder",
    [
        Column("name", lambda h: h.name),
        Column("kurztext", lambda h: h.teaser),
        Column("querschnitt", lambda h: "ja" if h.is_cross_cutting else "nein"),
    ],
    load=lambda rows: rows,
)


class AusgabeExport(Export):
    """Editions; their pages are built from Kommune and year."""

    def rows(self, queryset, base_url):
        for item in queryset.for_lists().iterator(chunk_size=exporte.CHUNK):
            row = {column.name: column.value(item) for column in self.columns}
            yield item, row | {"adresse": f"{base_url}{ausgabe_url(item)}"}


AUSGABEN = AusgabeExport(
    "ausgaben",
    [
        Column("kommune", lambda a: a.kommune.name),
        Column("ags", lambda a: a.kommune.ags),
        Column("jahr", lambda a: a.year),
        Column("fassung", lambda a: a.version),
        Column("zeitraum", lambda a: a.period),
        Column("gebietsstand", lambda a: a.gebietsstand),
        Column("gebiete", lambda a: a.area_count),
        Column("gueltige_gebiete", lambda a: a.valid_count),
        Column("methode", lambda a: a.method_version),
        Column("pruefsumme_sha256", lambda a: a.checksum),
        Column("veroeffentlicht_am", lambda a: a.published_at.date().isoformat()),
        Column("dateien", lambda a: [ausgabe_url(a, name) for name in EDITION_FILES]),
    ],
    load=lambda rows: rows,
)


def kommunen():
    return Kommune.objects.published().order_by("name", "ags")


def zielgruppen():
    return Zielgruppe.objects.order_by("order", "name", "pk")


def handlungsfelder():
    return Handlungsfeld.objects.order_by("is_cross_cutting", "order", "name", "pk")


def ausgaben():
    """The valid edition of each year."""
    rows = Ausgabe.objects.published().select_related("kommune")
    return rows.order_by("kommune__name", "-year", "pk")
