"""The catalogue: every collection and every edition of the monitoring as one data set."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from portal.daten import exporte, sammlungen
from portal.daten.felder import Feld
from portal.daten.sammlungen import REGIONS, SOCIETY
from quartiere.monitoring import adressen
from quartiere.tabellenexport import TYPES

EDITION_FILES = [
    ("csv", "csv", "Werte, Indizes und Klassen je Gebiet"),
    ("spreadsheet", "csv", "dieselben Werte für deutsche Tabellenprogramme"),
    ("json", "json", "dieselben Werte mit Kennblättern der Indikatoren"),
    ("geojson", "geojson", "dieselben Werte mit Grenzen"),
    ("matrix_csv", "csv", "Überlagerung der Bedarfe"),
    ("matrix_json", "json", "Überlagerung der Bedarfe"),
]


@dataclass(frozen=True)
class Datei:
    """One file of a data set; `suffix` is csv, json or geojson."""

    url: str
    suffix: str
    title: str

    @property
    def format(self):
        return TYPES[self.suffix][0]

    @property
    def media_type(self):
        return TYPES[self.suffix][1].partition(";")[0]


@dataclass(frozen=True)
class Datensatz:
    slug: str
    title: str
    description: str
    files: tuple[Datei, ...]
    felder: tuple[Feld, ...] = ()
    page: str = ""
    api: str = ""
    keywords: tuple[str, ...] = ()
    themes: tuple[str, ...] = (SOCIETY,)
    modified: datetime | None = None
    issued: datetime | None = None
    period: str = ""
    ags: str = ""
    checksum: str = ""
    count: Callable | None = None

    @property
    def formats(self):
        return list(dict.fromkeys(file.format for file in self.files))

    def get_absolute_url(self):
        return reverse("daten:detail", args=[self.slug])


def of_sammlung(sammlung):
    files = (
        Datei(sammlung.download_url(suffix), suffix, "alle Zeilen")
        for suffix in sammlung.export.suffixes
    )
    return Datensatz(
        slug=sammlung.slug,
        title=str(sammlung.title),
        description=sammlung.description,
        files=tuple(files),
        felder=tuple(sammlung.felder),
        page=reverse(sammlung.page_name) if sammlung.page_name else "",
        api=reverse("daten:api_list", args=[sammlung.slug]),
        keywords=sammlung.keywords,
        themes=sammlung.themes,
        modified=sammlung.modified(),
        count=lambda: sammlung.unfiltered().count(),
    )


def of_ausgabe(ausgabe):
    files = (
        Datei(adressen.ausgabe_url(ausgabe, name), suffix, title)
        for name, suffix, title in EDITION_FILES
    )
    kommune = ausgabe.kommune
    return Datensatz(
        slug=f"monitoring-{kommune.slug}-{ausgabe.year}",
        title=f"Monitoring {kommune.name} {ausgabe.year}",
        description=f"Soziales Monitoring von {kommune.name}, Ausgabe {ausgabe.year}: Werte, "
        f"Indizes und Klassen für {ausgabe.area_count} Gebiete, dazu wo sich Bedarfe überlagern.",
        files=tuple(files),
        page=adressen.ausgabe_url(ausgabe),
        keywords=("Monitoring", "Sozialstruktur", "Planungsraum"),
        themes=(SOCIETY, REGIONS),
        modified=ausgabe.published_at,
        issued=ausgabe.published_at,
        period=ausgabe.period,
        ags=kommune.ags,
        checksum=ausgabe.checksum,
        count=lambda: ausgabe.area_count,
    )


def datensaetze():
    """All of them; two queries for the editions and one for the age of each collection."""
    editions = exporte.ausgaben().for_lists()
    return [*map(of_sammlung, sammlungen.ALL), *map(of_ausgabe, editions)]


def find(slug):
    """The data set of this address, or None."""
    if sammlung := sammlungen.BY_SLUG.get(slug):
        return of_sammlung(sammlung)
    kommune, _, year = slug.removeprefix("monitoring-").rpartition("-")
    ausgabe = sammlungen.ausgabe_by_key(exporte.ausgaben(), f"{kommune}.{year}")
    return of_ausgabe(ausgabe) if ausgabe and slug.startswith("monitoring-") else None


def matching(text):
    """Those whose title, description or keywords contain every word of `text`."""
    words = text.casefold().split()
    found = datensaetze()
    return [item for item in found if all(word in _haystack(item) for word in words)]


def _haystack(item):
    return " ".join([item.title, item.description, *item.keywords]).casefold()
