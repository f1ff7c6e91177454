"""The frame of the import commands: open, call, print the report, exit 1 on any error."""

from django.core.management.base import BaseCommand, CommandError

REASONS = {
    FileNotFoundError: "Die Datei gibt es nicht",
    IsADirectoryError: "Das ist ein Ordner",
    PermissionError: "Das Recht zum Lesen fehlt",
}


class ImportCommand(BaseCommand):
    """Subclasses say which report `run(file, **options)` makes of an open binary file."""

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="die Datei, die eingelesen wird")
        parser.add_argument(
            "--dry-run", action="store_true", help="nur prüfen und berichten, nichts speichern"
        )

    def run(self, file, **options):
        raise NotImplementedError

    def handle(self, *args, file, **options):
        try:
            with open(file, "rb") as stream:
                report = self.run(stream, **options)
        except OSError as error:
            reason = REASONS.get(type(error), "Der Datenträger meldet einen Fehler")
            raise CommandError(f"{file} lässt sich nicht lesen: {reason}.") from error
        for line in report.text():
            self.stdout.write(line)
        if not report.is_ok:
            raise CommandError(report.summary())
        self.stdout.write(self.style.SUCCESS(report.summary()))
