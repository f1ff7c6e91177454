from quartiere.importe.gebiete import AreaOptions
from quartiere.management.importing import ImportCommand
from quartiere.monitoring.management.kommune import find_kommune
from quartiere.monitoring.planungsraeume import import_planungsraeume


class Command(ImportCommand):
    help = "Liest Planungsräume mit Grenze aus GeoJSON oder einem gezippten Shapefile ein."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--kommune", metavar="AGS", required=True, help="Gemeindeschlüssel")
        parser.add_argument(
            "--gebietsstand", metavar="JAHR", required=True, help="Zuschnitt, zum Beispiel 2021"
        )
        parser.add_argument("--key", metavar="FELD", required=True, help="Feld mit dem Schlüssel")
        parser.add_argument("--name", metavar="FELD", required=True, help="Feld mit dem Namen")
        parser.add_argument(
            "--srid", type=int, metavar="EPSG", help="Koordinatensystem, zum Beispiel 25832"
        )
        parser.add_argument(
            "--max-mb", type=int, default=50, help="größte Datei in Megabyte (Standard: 50)"
        )

    def run(self, file, *, kommune, gebietsstand, key, name, srid, max_mb, dry_run, **options):
        return import_planungsraeume(
            file,
            find_kommune(kommune),
            gebietsstand.strip(),
            AreaOptions(key, name, srid=srid, max_bytes=max_mb * 1_000_000),
            dry_run=dry_run,
        )
