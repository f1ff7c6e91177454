from quartiere.importe.orte import import_orte
from quartiere.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Liest Orte mit Postleitzahl aus der CSV-Tabelle von GeoNames ein (zipcodes.de.csv)."

    def run(self, file, *, dry_run, **options):
        return import_orte(file, dry_run=dry_run)
