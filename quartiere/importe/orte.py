"""Brings the places with postcodes to the state of a GeoNames file."""

from quartiere.importe.report import ImportRefused, Report
from quartiere.importe.transaction import all_or_nothing
from quartiere.models import Ort
from quartiere.postleitzahlen import read_postcodes

FIELDS = ["kreis_key", "longitude", "latitude"]
BATCH = 1000


def import_orte(file, *, dry_run=False):
    """Import a postcode table from a binary file and return the Report.

    The natural key is postcode and place. Places that a later file no longer holds are counted
    and stay.
    """
    report = Report("Orte mit Postleitzahl", dry_run=dry_run)
    try:
        places = read_postcodes(file, report)
    except ImportRefused as refusal:
        report.refuse(refusal)
    if report.is_ok:
        with all_or_nothing(report):
            _apply(places, report)
    return report


def _apply(places, report):
    known = {(ort.postcode, ort.name): ort for ort in Ort.objects.all()}
    fresh, changed = [], []
    for place in places:
        ort = known.pop((place.postcode, place.name), None)
        if ort is None:
            fresh.append(_filled(Ort(postcode=place.postcode, name=place.name), place))
        elif any(getattr(ort, field) != getattr(place, field) for field in FIELDS):
            changed.append(_filled(ort, place))
    Ort.objects.bulk_create(fresh, batch_size=BATCH)
    Ort.objects.bulk_update(changed, FIELDS, batch_size=200)
    report.count("neu", len(fresh))
    report.count("geändert", len(changed))
    report.count("unverändert", len(places) - len(fresh) - len(changed))
    report.count("nicht mehr in der Datei", len(known))


def _filled(ort, place):
    for field in FIELDS:
        setattr(ort, field, getattr(place, field))
    return ort
