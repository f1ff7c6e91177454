"""Brings foreign tables of Akteure, Angebote and Massnahmen in, all or nothing."""

from dataclasses import dataclass, field

import tablib
from django.utils import timezone

from netzwerke.importe import uebersetzen
from netzwerke.importe.felder import DateWidget
from netzwerke.importe.lesen import read_rows
from netzwerke.importe.resources import AkteurResource, AngebotResource, MassnahmeResource
from netzwerke.importe.spalten import KEY, KOMMUNE, NOTES, SOURCE
from netzwerke.importe.zuordnung import complete
from netzwerke.models import Akteur
from quartiere.importe.report import ImportRefused, Report
from quartiere.importe.transaction import all_or_nothing
from quartiere.models import Kommune
from quartiere.slugs import SlugPool

RESOURCES = {
    "Akteure": AkteurResource,
    "Angebote": AngebotResource,
    "Maßnahmen": MassnahmeResource,
}
OUTCOMES = {"new": "neu", "update": "geändert", "skip": "unverändert"}


@dataclass
class Auftrag:
    """What to import: the noun names the table, `files` are (name, binary stream)."""

    noun: str
    files: list
    kommune: Kommune
    zuordnung: object
    dry_run: bool = False
    report: Report = field(init=False)

    def __post_init__(self):
        self.report = Report(self.noun, dry_run=self.dry_run)

    @property
    def resource(self):
        return RESOURCES[self.noun](preview=False)


def run(auftrag: Auftrag) -> Report:
    """Read, translate, write; the Report tells of every row that was odd."""
    report = auftrag.report
    try:
        eintraege = _translated(auftrag)
    except ImportRefused as refusal:
        report.refuse(refusal)
    if report.is_ok:
        with all_or_nothing(report):
            _write(auftrag, eintraege)
    return report


def _translated(auftrag):
    eintraege = [row for name, stream in auftrag.files for row in _file_rows(auftrag, name, stream)]
    rows = uebersetzen.merge(eintraege)
    for eintrag in eintraege:
        for remark in eintrag.remarks:
            auftrag.report.note(eintrag.place, remark)
    auftrag.report.count("Zeilen gelesen", len(eintraege))
    if merged := len(eintraege) - len(rows):
        auftrag.report.count("zusammengeführt", merged)
    return rows


def _file_rows(auftrag, name, stream):
    headings, zeilen = read_rows(name, stream, auftrag.report)
    known = [column.column_name for column in auftrag.resource.fields.values()]
    columns = complete(auftrag.zuordnung, headings, known)
    _report_rest(auftrag, name, headings, columns)
    find = _quartier_finder(auftrag.kommune)
    constants = {
        KOMMUNE: auftrag.kommune.ags,
        SOURCE: auftrag.zuordnung.source or auftrag.noun,
        **auftrag.zuordnung.constants,
    }
    longest = auftrag.resource.title_field.max_length
    rows = [uebersetzen.translate(zeile, columns, constants, find, longest) for zeile in zeilen]
    if auftrag.noun == "Maßnahmen":
        for row in rows:
            uebersetzen.phase_by_dates(row, timezone.localdate(), DateWidget().clean)
    return rows


def _report_rest(auftrag, name, headings, columns):
    used = {heading for names in columns.values() for heading in names}
    if rest := [heading for heading in headings if heading not in used]:
        auftrag.report.note(name, f"Ohne Ziel, steht in den internen Hinweisen: {', '.join(rest)}.")


def _quartier_finder(kommune):
    """Areas by key; a shorter key (a Bezirksregion) stands for all that begin with it."""
    rows = list(kommune.quartiere.exclude(key="").values_list("key", "slug"))

    def find(key):
        exact = [slug for own, slug in rows if own == key]
        found = exact or [slug for own, slug in rows if key and own.startswith(key)]
        return [f"{kommune.slug}/{slug}" for slug in found]

    return find


# Writing --------------------------------------------------------------------------------------


def _write(auftrag, eintraege):
    if auftrag.noun != "Akteure":
        _supply_traeger(auftrag, eintraege)
    for eintrag in eintraege:
        notes = [eintrag.values.get(NOTES, ""), *eintrag.remarks]
        eintrag.values[NOTES] = "\n".join(dict.fromkeys(filter(None, notes)))
    result = auftrag.resource.import_data(_dataset(eintraege), use_transactions=True)
    for eintrag, row in zip(eintraege, result.rows, strict=True):
        _report_row(auftrag.report, eintrag, row)
    for error in result.base_errors:
        auftrag.report.error("Datei", str(error.error))


def _dataset(eintraege):
    headings = list(dict.fromkeys(column for row in eintraege for column in row.values))
    dataset = tablib.Dataset(headers=headings)
    for eintrag in eintraege:
        dataset.append([eintrag.values.get(heading, "") for heading in headings])
    return dataset


def _report_row(report, eintrag, row):
    if row.validation_error:
        for column, messages in row.validation_error.message_dict.items():
            where = "" if column == "__all__" else f"{column}: "
            report.error(eintrag.place, where + " ".join(messages))
    for error in row.errors:
        report.error(eintrag.place, str(error.error))
    if row.import_type in OUTCOMES:
        report.count(OUTCOMES[row.import_type])


def _supply_traeger(auftrag, eintraege):
    """Organisations named as Träger that nobody knows yet become drafts."""
    kommune, pool = auftrag.kommune, SlugPool(Akteur.objects.values_list("slug", flat=True))
    known = {akteur.name.casefold(): akteur.slug for akteur in kommune.akteure.all()}
    slugs, fresh = {akteur.slug for akteur in kommune.akteure.all()}, []
    for eintrag in eintraege:
        name = eintrag.values.get("Träger", "")[:160]
        if not name or name in slugs:
            continue
        if name.casefold() not in known:
            known[name.casefold()] = _new_traeger(auftrag, eintrag, name, pool)
            fresh.append(name)
        eintrag.values["Träger"] = known[name.casefold()]
    if fresh:
        auftrag.report.count("neue Träger", len(fresh))
        auftrag.report.note("Träger", f"Bisher unbekannt, jetzt Entwürfe: {'; '.join(fresh)}.")


def _new_traeger(auftrag, eintrag, name, pool):
    slug = pool.take(name, auftrag.kommune.name)
    source = eintrag.values[SOURCE]
    Akteur.objects.create(
        name=name,
        slug=slug,
        kommune=auftrag.kommune,
        source=source,
        source_key=f"traeger-{slug}"[:80],
        notes=f"Beim Import als Träger genannt ({eintrag.values[KEY]}).",
    )
    return slug
