from django.core.management.base import CommandError

from quartiere.importe.gebiete import AreaOptions
from quartiere.importe.quartiere import import_quartiere
from quartiere.management.importing import ImportCommand
from quartiere.models import Kommune


class Command(ImportCommand):
    help = "Liest Grenzen von Quartieren aus GeoJSON oder einem gezippten Shapefile ein."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--kommune", metavar="AGS", required=True, help="Gemeindeschlüssel")
        parser.add_argument("--key", metavar="FELD", required=True, help="Feld mit dem Schlüssel")
        parser.add_argument("--name", metavar="FELD", required=True, help="Feld mit dem Namen")
        parser.add_argument(
            "--srid", type=int, metavar="EPSG", help="Koordinatensystem, zum Beispiel 25832"
        )
        parser.add_argument("--programm", default="", help="Programm, in dem die Quartiere sind")
        parser.add_argument(
            "--entwurf", action="store_true", help="neue Quartiere noch nicht veröffentlichen"
        )
        parser.add_argument(
            "--max-mb", type=int, default=50, help="größte Datei in Megabyte (Standard: 50)"
        )

    def run(self, file, *, kommune, key, name, srid, programm, entwurf, max_mb, dry_run, **options):
        areas = AreaOptions(key, name, srid=srid, max_bytes=max_mb * 1_000_000)
        return import_quartiere(
            file,
            _kommune(kommune),
            areas,
            programme=programm,
            as_draft=entwurf,
            dry_run=dry_run,
        )


def _kommune(ags):
    kommune = Kommune.objects.filter(ags=ags).first()
    if kommune is None:
        raise CommandError(
            f"Eine Kommune mit dem Schlüssel {ags} gibt es nicht. Lesen Sie zuerst mit "
            "import_kommunen das Gemeindeverzeichnis ein."
        )
    return kommune
