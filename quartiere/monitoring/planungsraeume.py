"""Brings the Planungsräume of a Kommune to the boundaries of a file."""

from dataclasses import fields

from django.db.models import Exists, OuterRef

from quartiere.geometrie import Shape
from quartiere.importe.gebiete import read_checked_areas
from quartiere.importe.report import ImportRefused, Report, number
from quartiere.importe.transaction import all_or_nothing
from quartiere.models import Kommune
from quartiere.monitoring.models import Ausgabe, Gebietswert, Planungsraum
from quartiere.monitoring.zuordnen import assign

SHAPE_FIELDS = [field.name for field in fields(Shape)]
LISTED = 20
BATCH = 100


def import_planungsraeume(file, kommune, gebietsstand, options, *, dry_run=False):
    """Import boundaries (AreaOptions say how to read them) and return the Report.

    The natural key is Kommune, Gebietsstand and key; a second run changes nothing. Areas of a
    published edition keep name and boundary: a new cut needs a new Gebietsstand. Those the file
    lacks stay. Which Quartiere they lie in is computed at the end.
    """
    report = Report("Planungsräume", dry_run=dry_run)
    try:
        areas = read_checked_areas(file, options, report)
    except ImportRefused as refusal:
        report.refuse(refusal)
    if report.is_ok:
        with all_or_nothing(report):
            # One import per Kommune at a time (PostgreSQL; SQLite has one writer anyway).
            kommune = Kommune.objects.select_for_update().get(pk=kommune.pk)
            _apply(areas, kommune, gebietsstand, report)
            if report.is_ok and report.has_changes:
                report.count("Zuordnungen zu Quartieren", assign(kommune=kommune))
    return report


def _apply(areas, kommune, gebietsstand, report):
    frozen = Gebietswert.objects.filter(
        planungsraum=OuterRef("pk"), ausgabe__state__in=Ausgabe.FROZEN
    )
    present = Planungsraum.objects.of(kommune, gebietsstand).annotate(is_frozen=Exists(frozen))
    known = {planungsraum.key: planungsraum for planungsraum in present}
    fresh = [area for area in areas if area.key not in known]
    _create(fresh, kommune, gebietsstand, report)
    _update([area for area in areas if area.key in known], known, report)
    _report_missing({area.key for area in areas}, known, report)


def _create(areas, kommune, gebietsstand, report):
    Planungsraum.objects.bulk_create(
        (
            _filled(Planungsraum(kommune=kommune, gebietsstand=gebietsstand, key=area.key), area)
            for area in areas
        ),
        batch_size=BATCH,
    )
    report.count("neu", len(areas))


def _update(areas, known, report):
    changed = []
    for area in areas:
        planungsraum = known[area.key]
        if not _differs(planungsraum, area):
            continue
        if planungsraum.is_frozen:
            report.error(
                str(area),
                "Name oder Grenze weichen ab, aber der Planungsraum gehört zu einer "
                "veröffentlichten Ausgabe.",
                "Ein neuer Zuschnitt braucht einen neuen Gebietsstand.",
            )
        changed.append(planungsraum)
    if report.is_ok:
        by_key = {area.key: area for area in areas}
        rows = [_filled(planungsraum, by_key[planungsraum.key]) for planungsraum in changed]
        Planungsraum.objects.bulk_update(rows, ["name", *SHAPE_FIELDS], batch_size=BATCH)
    report.count("geändert", len(changed))
    report.count("unverändert", len(areas) - len(changed))


def _differs(planungsraum, area):
    wanted = {name: getattr(area.shape, name) for name in SHAPE_FIELDS} | {"name": area.name}
    return any(getattr(planungsraum, name) != value for name, value in wanted.items())


def _filled(planungsraum, area):
    planungsraum.name = area.name
    planungsraum.set_shape(area.shape)
    return planungsraum


def _report_missing(keys, known, report):
    missing = sorted(known.keys() - keys)
    report.count("nicht in der Datei", len(missing))
    for key in missing[:LISTED]:
        report.note(
            f"Planungsraum „{known[key].name}“",
            f"Der Schlüssel {key} fehlt in der Datei; der Planungsraum bleibt unverändert.",
        )
    if len(missing) > LISTED:
        report.note("Datei", f"Ebenso fehlen {number(len(missing) - LISTED)} weitere.")
