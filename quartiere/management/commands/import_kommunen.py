from quartiere.importe.kommunen import import_kommunen
from quartiere.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Liest die Kommunen aus dem Gemeindeverzeichnis GV100AD von Destatis ein."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--auszug",
            action="store_true",
            help="die Datei ist ein Auszug, zum Beispiel ein Land: Kommunen, die darin fehlen, "
            "bleiben bestehen",
        )
        parser.add_argument(
            "--aeltere-zulassen",
            action="store_true",
            help="auch ein Verzeichnis einlesen, das älter ist als das zuletzt eingelesene",
        )

    def run(self, file, *, dry_run, auszug, aeltere_zulassen, **options):
        return import_kommunen(
            file, is_extract=auszug, allow_older=aeltere_zulassen, dry_run=dry_run
        )
