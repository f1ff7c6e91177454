"""The collections of the portal: each a data set of the catalogue and a list of the API.

A collection is the public rows of one kind, narrowed by the filter form of their list and written
by its export, so that page, download, catalogue and API can never differ.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.db.models import Max
from django.urls import reverse

from netzwerke.views import lists
from portal.beitraege.views.beitraege import BeitragListView
from portal.daten import exporte
from portal.daten.felder import feld
from quartiere.forms import QuartierFilterForm
from quartiere.models import Quartier
from quartiere.strategie import views as strategie
from quartiere.tabellenexport import Export
from veranstaltungen.views.lists import VeranstaltungListView

# EU vocabulary "data theme": population and society, government, regions, education.
SOCIETY, GOVERNMENT, REGIONS = "SOCI", "GOVE", "REGI"


class NoFilterForm(forms.Form):
    """Of collections that are short enough to read whole."""

    def apply(self, rows):
        self.is_valid()
        return rows


def slug_of(item):
    return item.slug


def by_slug(rows, key):
    return rows.filter(slug=key).first()


@dataclass(frozen=True)
class Sammlung:
    """`rows()` gives the public rows in order.

    `key_of(item)` names one of them in its address, `find(rows, key)` is the way back or None;
    `download(suffix)` is the address of all rows as a file.
    """

    slug: str
    title: str
    description: str
    export: Export
    rows: Callable
    form_class: type = NoFilterForm
    page_name: str = ""
    download: Callable | None = None
    key_of: Callable = slug_of
    find: Callable = by_slug
    changed_by: str = "updated_at"
    keywords: tuple[str, ...] = ()
    themes: tuple[str, ...] = (SOCIETY,)

    @property
    def felder(self):
        names = [*(column.name for column in self.export.columns), "adresse"]
        return [feld(name, self.slug) for name in names]

    @property
    def filters(self):
        """(name, form field) of what the rows can be narrowed by."""
        fields = self.form_class.base_fields.items()
        return [(name, field) for name, field in fields if name != "ansicht"]

    def unfiltered(self):
        """What list and files give without any choice: of events those still to come."""
        return self.form_class({}).apply(self.rows())

    def item(self, key):
        """The public row of this key, or None."""
        return self.find(self.rows(), key)

    def download_url(self, suffix):
        if self.download:
            return self.download(suffix)
        return reverse("daten:export", args=[self.slug, suffix])

    def modified(self):
        """When a public row changed last; None where the rows do not tell or there are none."""
        if not self.changed_by:
            return None
        return self.rows().order_by().aggregate(latest=Max(self.changed_by))["latest"]


def key_of_quartier(quartier):
    return f"{quartier.kommune.slug}.{quartier.slug}"


def quartier_by_key(rows, key):
    kommune, _, slug = key.partition(".")
    return rows.filter(kommune__slug=kommune, slug=slug).first()


def key_of_ausgabe(ausgabe):
    return f"{ausgabe.kommune.slug}.{ausgabe.year}"


def ausgabe_by_key(rows, key):
    kommune, _, year = key.partition(".")
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return None
    return rows.filter(kommune__slug=kommune, year=int(year)).first()


def _of_list(view, description, *keywords, themes=(SOCIETY,)):
    """The collection behind a public list with filters."""
    return Sammlung(
        slug=view.export.name,
        title=view.title,
        description=description,
        export=view.export,
        rows=view.rows,
        form_class=view.form_class,
        page_name=view.url_name,
        download=lambda suffix: reverse(view.export_name, args=[suffix]),
        keywords=keywords,
        themes=themes,
    )


def quartiere():
    return Quartier.objects.published().select_related("kommune").order_by("name", "pk")


ALL = [
    Sammlung(
        "quartiere",
        "Quartiere",
        "Alle veröffentlichten Quartiere mit Grenze, Programm, Handlungsfeldern und Zielgruppen.",
        exporte.QUARTIERE,
        quartiere,
        QuartierFilterForm,
        "quartiere:list",
        lambda suffix: reverse(f"quartiere:{suffix}"),
        key_of_quartier,
        quartier_by_key,
        keywords=("Quartier", "Soziale Stadt", "Städtebauförderung"),
        themes=(SOCIETY, REGIONS),
    ),
    Sammlung(
        "kommunen",
        "Kommunen",
        "Die Kommunen, die im Portal über ihre Quartiere berichten.",
        exporte.KOMMUNEN,
        exporte.kommunen,
        page_name="quartiere:kommune_list",
        changed_by="",
        keywords=("Kommune", "Gemeinde"),
        themes=(GOVERNMENT, REGIONS),
    ),
    Sammlung(
        "zielgruppen",
        "Zielgruppen",
        "Wortliste der Zielgruppen, auf die sich alle anderen Daten beziehen.",
        exporte.ZIELGRUPPEN,
        exporte.zielgruppen,
        page_name="quartiere:zielgruppe_list",
        changed_by="",
        keywords=("Zielgruppe",),
    ),
    Sammlung(
        "handlungsfelder",
        "Handlungsfelder",
        "Wortliste der Handlungsfelder und Querschnittsthemen.",
        exporte.HANDLUNGSFELDER,
        exporte.handlungsfelder,
        page_name="quartiere:handlungsfeld_list",
        changed_by="",
        keywords=("Handlungsfeld", "Querschnittsthema"),
    ),
    Sammlung(
        "ausgaben",
        "Ausgaben des Monitorings",
        "Verzeichnis der veröffentlichten Ausgaben mit Prüfsumme und Pfaden der Dateien, in denen "
        "die Werte stehen.",
        exporte.AUSGABEN,
        exporte.ausgaben,
        page_name="monitoring:list",
        key_of=key_of_ausgabe,
        find=ausgabe_by_key,
        changed_by="published_at",
        keywords=("Monitoring", "Sozialstruktur"),
    ),
    _of_list(strategie.ZielListView, "Was in den Quartieren anders werden soll.", "Ziel"),
    _of_list(
        strategie.HandlungsansatzListView,
        "Wege, auf denen die Ziele erreicht werden sollen, mit Vorrang und Begründung.",
        "Handlungsansatz",
    ),
    _of_list(
        lists.MassnahmeListView,
        "Vorhaben mit Träger, Laufzeit, Mitteln, Begründung und Ergebnissen.",
        "Maßnahme",
        "Fördermittel",
        themes=(SOCIETY, GOVERNMENT),
    ),
    _of_list(
        lists.AngebotListView,
        "Was Menschen im Quartier nutzen können, mit Ort, Zeiten, Kosten und Barrierefreiheit.",
        "Angebot",
        "Beratung",
        "Hilfe",
    ),
    _of_list(
        lists.AkteurListView,
        "Organisationen, die in den Quartieren handeln, mit Anschrift und Erreichbarkeit.",
        "Akteur",
        "Träger",
    ),
    _of_list(
        lists.NetzwerkListView,
        "Netzwerke mit Koordination, Treffen und Mitgliedern.",
        "Netzwerk",
        "Beteiligung",
    ),
    _of_list(
        VeranstaltungListView,
        "Kommende Veranstaltungen mit Terminen, Ort und Barrierefreiheit; vergangene mit dem "
        "Filter „zeit“.",
        "Veranstaltung",
        "Fachveranstaltung",
    ),
    _of_list(
        BeitragListView,
        "Neuigkeiten, Berichte und Praxisbeispiele, mit ihren Bezügen.",
        "Beitrag",
        "Praxisbeispiel",
    ),
]
BY_SLUG = {sammlung.slug: sammlung for sammlung in ALL}
