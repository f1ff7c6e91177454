from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from quartiere.monitoring import export
from quartiere.monitoring.management.kommune import find_kommune, find_public_ausgabe

FORMATS = {"csv": export.as_csv, "json": export.as_json, "geojson": export.as_geojson}


class Command(BaseCommand):
    help = "Gibt eine veröffentlichte Ausgabe aus, so wie sie auch im Portal steht."

    def add_arguments(self, parser):
        parser.add_argument("--kommune", metavar="AGS", required=True, help="Gemeindeschlüssel")
        parser.add_argument("--jahr", type=int, required=True, help="Jahr der Ausgabe")
        parser.add_argument("--format", choices=FORMATS, default="csv", help="Standard: csv")
        parser.add_argument("--fassung", type=int, help="eine bestimmte, auch ersetzte Fassung")
        parser.add_argument("--output", metavar="FILE", help="in eine Datei statt auf die Konsole")

    def handle(self, *, kommune, jahr, fassung, output, **options):
        ausgabe = find_public_ausgabe(find_kommune(kommune), jahr, fassung)
        pieces = FORMATS[options["format"]](ausgabe)
        if not output:
            for piece in pieces:
                self.stdout.write(piece, ending="")
            return
        try:
            with Path(output).open("w", encoding="utf-8", newline="") as stream:
                stream.writelines(pieces)
        except OSError as error:
            raise CommandError(f"{output} lässt sich nicht schreiben: {error.strerror}.") from error
