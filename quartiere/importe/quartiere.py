"""Brings the Quartiere of a Kommune to the boundaries of a file."""

from dataclasses import fields

from django.db.models import Avg
from django.utils import timezone

from quartiere.geometrie import GEOD, Shape
from quartiere.importe.gebiete import read_checked_areas
from quartiere.importe.report import ImportRefused, Report
from quartiere.importe.transaction import all_or_nothing
from quartiere.models import Kommune, Ort, Quartier
from quartiere.signals import rows_changed
from quartiere.slugs import SlugPool

SHAPE_FIELDS = [field.name for field in fields(Shape)]
BATCH = 100
FARTHEST_KM = 100  # from the middle of the Kreis; the wrong UTM zone is 400 km off


def import_quartiere(file, kommune, options, *, programme="", as_draft=False, dry_run=False):
    """Import boundaries (AreaOptions say how to read them) and return the Report.

    The natural key is Kommune and key. New Quartiere are published unless `as_draft`; known ones
    get boundary and name of the file and keep address and texts; those the file lacks stay.
    """
    report = Report("Quartiere", dry_run=dry_run)
    _check_target(kommune, programme, report)
    try:
        areas = read_checked_areas(file, options, report)
    except ImportRefused as refusal:
        report.refuse(refusal)
    if report.is_ok:
        _check_place(areas, kommune, report)
    if report.is_ok:
        status = Quartier.Status.DRAFT if as_draft else Quartier.Status.PUBLISHED
        with all_or_nothing(report):
            # One import per Kommune at a time (PostgreSQL; SQLite has one writer anyway).
            kommune = Kommune.objects.select_for_update().get(pk=kommune.pk)
            _apply(areas, kommune, {"programme": programme} if programme else {}, status, report)
    return report


def _check_target(kommune, programme, report):
    if not kommune.is_active:
        report.error(
            "Kommune",
            f"{kommune} besteht nicht mehr; ihre Quartiere wären nicht zu sehen.",
            "Bitte wählen Sie die Kommune, zu der das Gebiet heute gehört.",
        )
    longest = Quartier._meta.get_field("programme").max_length
    if len(programme) > longest:
        report.error(
            "Programm",
            f"Der Name hat {len(programme)} Zeichen, möglich sind {longest}.",
            "Bitte kürzen Sie ihn.",
        )


def _check_place(areas, kommune, report):
    """A wrong zone or Kommune lies in Germany too: compare with the places of the Kreis."""
    orte = Ort.objects.filter(kreis_key=kommune.ags[:5])
    middle = orte.aggregate(longitude=Avg("longitude"), latitude=Avg("latitude"))
    if middle["longitude"] is None:
        return
    away = [(_km(area.shape, **middle), area) for area in areas]
    if far := [(km, area) for km, area in away if km > FARTHEST_KM]:
        km, area = far[0]
        others = f", ebenso {len(far) - 1} weitere" if len(far) > 1 else ""
        report.error(
            str(area),
            f"Diese Fläche liegt {km:.0f} km von {kommune} entfernt{others}.",
            "Stimmen das Koordinatensystem und die Kommune?",
        )


def _km(shape, longitude, latitude):
    return GEOD.inv(shape.longitude, shape.latitude, longitude, latitude)[2] / 1000


def _apply(areas, kommune, extra, status, report):
    present = list(kommune.quartiere.all())
    known = {quartier.key: quartier for quartier in present if quartier.key}
    _create([area for area in areas if area.key not in known], kommune, extra, status, report)
    _update([area for area in areas if area.key in known], known, extra, report)
    _report_missing(areas, present, report)


def _create(areas, kommune, extra, status, report):
    pool = SlugPool(kommune.quartiere.values_list("slug", flat=True))
    fresh = []
    for area in areas:
        slug = pool.take(area.name, area.key)
        quartier = Quartier(kommune=kommune, key=area.key, slug=slug, status=status)
        fresh.append(_filled(quartier, area, extra))
    Quartier.objects.bulk_create(fresh, batch_size=BATCH)
    rows_changed.send(Quartier, keys=[quartier.pk for quartier in fresh])
    report.count("neu", len(fresh))


def _update(areas, known, extra, report):
    changed = []
    for area in areas:
        quartier = known[area.key]
        if quartier.name != area.name:
            report.note(str(area), f"Umbenannt: hieß bisher „{quartier.name}“.")
        if _differs(quartier, area, extra):
            changed.append(_filled(quartier, area, extra))
    names = ["name", "updated_at", *SHAPE_FIELDS, *extra]
    Quartier.objects.bulk_update(changed, names, batch_size=BATCH)
    rows_changed.send(Quartier, keys=[quartier.pk for quartier in changed])
    report.count("geändert", len(changed))
    report.count("unverändert", len(areas) - len(changed))


def _differs(quartier, area, extra):
    wanted = {name: getattr(area.shape, name) for name in SHAPE_FIELDS}
    wanted |= {"name": area.name, **extra}
    return any(getattr(quartier, name) != value for name, value in wanted.items())


def _filled(quartier, area, extra):
    quartier.name = area.name
    quartier.set_shape(area.shape)
    for name, value in extra.items():
        setattr(quartier, name, value)
    quartier.updated_at = timezone.now()
    return quartier


def _report_missing(areas, present, report):
    keys, names = {area.key for area in areas}, {area.name for area in areas}
    missing = [quartier for quartier in present if quartier.key and quartier.key not in keys]
    for quartier in missing:
        report.note(
            f"Quartier „{quartier.name}“",
            f"Der Schlüssel {quartier.key} fehlt in der Datei; das Quartier bleibt unverändert.",
        )
    report.count("nicht in der Datei", len(missing))
    for quartier in present:
        if not quartier.key and quartier.name in names:
            report.note(
                f"Quartier „{quartier.name}“",
                "Es gibt schon ein Quartier dieses Namens ohne Gebietsschlüssel.",
                "Ist es dasselbe, tragen Sie dort den Schlüssel ein und löschen das neue.",
            )
