"""Brings the Kommunen to the state of the official register."""

from django.db.models import Count, Max

from quartiere.gemeindeverzeichnis import read_register
from quartiere.importe.report import ImportRefused, Report
from quartiere.importe.transaction import all_or_nothing
from quartiere.models import Kommune
from quartiere.signals import rows_changed
from quartiere.slugs import SlugPool

# What the register decides. `name` follows only when the official name changes, so that a name
# improved by staff stays.
REGISTER_FIELDS = ["official_name", "kreis", "kind", "inhabitants", "area_km2", "postcode"]
BATCH = 1000


def import_kommunen(file, *, is_extract=False, allow_older=False, dry_run=False):
    """Import a GV100AD register from a binary file and return the Report.

    Kommunen that are gone from the register become inactive and are never deleted; an extract
    says nothing about those it does not hold. Kommunen that never were in a register stay as
    they are. Slugs do not change once given.
    """
    report = Report("Kommunen", dry_run=dry_run)
    try:
        register = read_register(file, report, is_extract=is_extract)
    except ImportRefused as refusal:
        report.refuse(refusal)
    if report.is_ok:
        with all_or_nothing(report):
            _apply(register, report, is_extract, allow_older)
    return report


def _apply(register, report, is_extract, allow_older):
    known = {kommune.ags: kommune for kommune in Kommune.objects.all()}
    if not allow_older:
        _check_age(register, report)
    if not report.is_ok:
        return
    _create([g for g in register.gemeinden if g.ags not in known], register, known, report)
    _update([g for g in register.gemeinden if g.ags in known], register, known, report)
    if not is_extract:
        _retire(register, known, report)


def _check_age(register, report):
    newest = Kommune.objects.aggregate(newest=Max("register_date"))["newest"]
    if newest and register.date < newest:
        report.error(
            "Datei",
            f"Das Verzeichnis ist vom {register.date:%d.%m.%Y}, eingelesen ist schon das vom "
            f"{newest:%d.%m.%Y}.",
            "Wenn Sie wirklich zurückgehen wollen, geben Sie --aeltere-zulassen an.",
        )


def _create(gemeinden, register, known, report):
    """New rows; the larger Kommune gets the plain slug."""
    pool = SlugPool(kommune.slug for kommune in known.values())
    is_first = all(kommune.register_date is None for kommune in known.values())
    fresh = []
    for gemeinde in sorted(gemeinden, key=lambda g: (-g.inhabitants, g.ags)):
        names = (gemeinde.name, gemeinde.kreis, gemeinde.land, gemeinde.ags)
        slug = pool.take(*(name for name in names if name))
        fresh.append(_filled(Kommune(ags=gemeinde.ags, slug=slug), gemeinde, register))
        if not is_first:
            report.note(
                f"Zeile {gemeinde.line}", f"Neu: {gemeinde.official_name} ({gemeinde.ags})."
            )
    Kommune.objects.bulk_create(fresh, batch_size=BATCH)
    report.count("neu", len(fresh))


def _update(gemeinden, register, known, report):
    changed, same = [], []
    for gemeinde in gemeinden:
        kommune = known[gemeinde.ags]
        if not _differs(kommune, gemeinde):
            same.append(kommune)
            continue
        _report_name(kommune, gemeinde, report)
        changed.append(_filled(kommune, gemeinde, register))
    _save(changed)
    _set_date([k.pk for k in same if k.register_date != register.date], register, report)
    report.count("geändert", len(changed))
    report.count("unverändert", len(same))


def _save(kommunen):
    """As an upsert: ten times faster than bulk_update where a new year changes every row."""
    Kommune.objects.bulk_create(
        kommunen,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["name", "is_active", "register_date", *REGISTER_FIELDS],
    )
    rows_changed.send(Kommune, keys=[kommune.pk for kommune in kommunen])


def _differs(kommune, gemeinde):
    return not kommune.is_active or any(
        getattr(kommune, field) != getattr(gemeinde, field) for field in REGISTER_FIELDS
    )


def _filled(kommune, gemeinde, register):
    if kommune.official_name != gemeinde.official_name:
        kommune.name = gemeinde.name
    for field in REGISTER_FIELDS:
        setattr(kommune, field, getattr(gemeinde, field))
    kommune.is_active, kommune.register_date = True, register.date
    return kommune


def _report_name(kommune, gemeinde, report):
    place = f"Zeile {gemeinde.line}"
    if kommune.official_name != gemeinde.official_name:
        before = kommune.official_name or kommune.name
        report.note(place, f"Umbenannt: {before} heißt {gemeinde.official_name} ({gemeinde.ags}).")
    if not kommune.is_active:
        report.note(place, f"Besteht wieder: {gemeinde.official_name} ({gemeinde.ags}).")


def _set_date(keys, register, report):
    """The date alone is no change of a Kommune, but says which register it was last seen in."""
    for start in range(0, len(keys), BATCH):
        rows = Kommune.objects.filter(pk__in=keys[start : start + BATCH])
        rows.update(register_date=register.date)
    report.has_changes |= bool(keys)


def _retire(register, known, report):
    """Make those inactive that an earlier register held and this one does not."""
    current = {gemeinde.ags for gemeinde in register.gemeinden}
    gone = [
        kommune.pk
        for kommune in known.values()
        if kommune.is_active and kommune.register_date and kommune.ags not in current
    ]
    rows = Kommune.objects.filter(pk__in=gone)
    for kommune in rows.annotate(quartier_count=Count("quartiere")):
        advice = f"Sie hat {kommune.quartier_count} Quartiere: Bitte ordnen Sie diese neu zu."
        if kommune.quartier_count == 1:
            advice = "Sie hat 1 Quartier: Bitte ordnen Sie es neu zu."
        report.note(
            f"AGS {kommune.ags}",
            f"Weggefallen: {kommune.official_name}. Sie bleibt als nicht mehr bestehend erhalten.",
            advice if kommune.quartier_count else "",
        )
    rows.update(is_active=False)
    report.count("weggefallen", len(gone))
