"""The frame of the three import commands."""

from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from netzwerke.importe.importieren import Auftrag, run
from netzwerke.importe.zuordnung import Zuordnung, read_profile
from quartiere.importe.report import ImportRefused
from quartiere.models import Kommune


class TableImportCommand(BaseCommand):
    noun = ""

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="DATEI", help="CSV, XLSX oder GeoJSON")
        parser.add_argument("--kommune", metavar="AGS", default="", help="Gemeindeschlüssel")
        parser.add_argument("--profil", metavar="TOML", help="Profil mit [spalten] und [werte]")
        parser.add_argument("--quelle", default="", help="Name der Quelle, Teil des Schlüssels")
        for option, text in (
            ("--spalte", "eigene Spalte = Spalte der Datei"),
            ("--wert", "eigene Spalte = Wert für jede Zeile"),
        ):
            parser.add_argument(
                option, action="append", default=[], metavar="EIGENE=…", help=f"{text}, mehrfach"
            )
        parser.add_argument("--dry-run", action="store_true", help="nur prüfen, nichts speichern")

    def handle(self, *, files, dry_run, **options):
        try:
            zuordnung = self._zuordnung(options)
        except ImportRefused as refusal:
            raise CommandError(f"{refusal.problem} {refusal.advice}".strip()) from refusal
        kommune = self._kommune(zuordnung.kommune)
        with ExitStack() as stack:
            opened = [(Path(f).name, stack.enter_context(self._open(f))) for f in files]
            report = run(Auftrag(self.noun, opened, kommune, zuordnung, dry_run))
        # All of them: what was odd in a row is told for each row.
        for line in [*report.notes, *report.errors]:
            self.stdout.write(f"{line.level} {line}")
        if not report.is_ok:
            raise CommandError(report.summary())
        self.stdout.write(report.summary())

    def _zuordnung(self, options):
        profile = options["profil"]
        zuordnung = Zuordnung()
        if profile:
            with self._open(profile) as file:
                zuordnung = read_profile(file.read().decode())
        zuordnung.kommune = options["kommune"] or zuordnung.kommune
        zuordnung.source = options["quelle"] or zuordnung.source
        for ours, theirs in map(self._pair, options["spalte"]):
            zuordnung.columns[ours] = [*zuordnung.columns.get(ours, []), theirs]
        zuordnung.constants.update(map(self._pair, options["wert"]))
        return zuordnung

    def _pair(self, text):
        ours, sign, theirs = text.partition("=")
        if not sign or not ours or not theirs:
            raise CommandError(f"„{text}“ hat nicht die Form EIGENE=…")
        return ours.strip(), theirs.strip()

    def _open(self, path):
        try:
            return Path(path).open("rb")
        except OSError as error:
            raise CommandError(f"{path} lässt sich nicht öffnen: {error.strerror}.") from error

    def _kommune(self, ags):
        kommune = Kommune.objects.filter(ags=ags).first()
        if kommune is None:
            raise CommandError(
                f"Eine Kommune mit dem Schlüssel „{ags}“ gibt es nicht. Lesen Sie zuerst mit "
                "import_kommunen das Gemeindeverzeichnis ein."
            )
        return kommune
