import json
from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from quartiere.monitoring import bericht_export, einspielen, profil


class Command(BaseCommand):
    help = (
        "Liest eine Ausgabe des Monitorings ein. Mehrere Dateien werden über den Schlüssel "
        "zusammengeführt. Eine fehlerhafte Datei ändert nichts."
    )

    def add_arguments(self, parser):
        parser.add_argument("profil", metavar="PROFIL.toml", help="das Importprofil")
        parser.add_argument("files", metavar="FILE", nargs="+", help="CSV, TSV, XLSX oder GeoJSON")
        parser.add_argument(
            "--publish", action="store_true", help="gleich veröffentlichen; danach unveränderlich"
        )
        parser.add_argument("--report", metavar="REPORT.json", help="Prüfbericht dorthin schreiben")
        parser.add_argument(
            "--supersede",
            metavar="GRUND",
            default="",
            help="eine veröffentlichte Ausgabe dieses Jahres korrigieren; der Grund ist öffentlich",
        )
        parser.add_argument("--dry-run", action="store_true", help="nur prüfen, nichts speichern")

    def handle(self, *args, files, publish, report, supersede, dry_run, **options):
        reading = self._read(options["profil"], files, supersede)
        self._print(reading.bericht)
        if report:
            self._write_report(reading.bericht, report)
        if not reading.is_clean:
            raise CommandError(
                f"{reading.bericht.error_count} Fehler. Es wurde nichts gespeichert."
            )
        self.stdout.write(self._summary(reading))
        if dry_run:
            self.stdout.write("Probelauf: Es wurde nichts gespeichert.")
            return
        self.stdout.write("Die Ausgabe wird gespeichert.")
        ausgabe = self._store(reading, publish)
        checksum = f", Prüfsumme {ausgabe.checksum}" if publish else ""
        state = ausgabe.get_state_display()
        self.stdout.write(self.style.SUCCESS(f"{ausgabe}: {state}{checksum}."))

    def _read(self, profile, files, supersede):
        try:
            checked = profil.parse(Path(profile).read_text(encoding="utf-8"))
            with ExitStack() as stack:
                streams = [
                    (Path(name).name, stack.enter_context(open(name, "rb"))) for name in files
                ]
                return einspielen.read(checked, streams, correction_note=supersede)
        except OSError as error:
            name = error.filename
            raise CommandError(f"{name} lässt sich nicht lesen: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError("Das Profil ist nicht in UTF-8 geschrieben.") from error
        except profil.ProfilError as error:
            lines = "\n".join(f"  {message}" for message in error.messages)
            raise CommandError(f"Das Profil {profile} hat Fehler:\n{lines}") from error

    def _print(self, bericht):
        for meldung in [*bericht.warnings(), *bericht.errors()]:
            self.stdout.write(f"{meldung.level.capitalize()} {meldung}")
        for level, kind, count in bericht.unshown():
            self.stdout.write(f"{level.capitalize()} … und {count} weitere der Art „{kind}“.")

    def _write_report(self, bericht, path):
        document = bericht_export.as_document(bericht)
        try:
            Path(path).write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
        except OSError as error:
            raise CommandError(f"{path} lässt sich nicht schreiben: {error.strerror}.") from error

    def _summary(self, reading):
        areas = reading.edition.areas
        valid = sum(not area.exclusion for area in areas)
        text = f"{len(areas)} Gebiete, davon {valid} gültig, {len(reading.edition.indicators)} "
        text += "Indikatoren."
        if reading.vergleich:
            text += (
                f" Gegenüber {reading.previous}: {len(reading.vergleich.status_changed)} Gebiete "
                f"mit anderem Status, {len(reading.vergleich.dynamik_changed)} mit anderer Dynamik."
            )
        return text

    def _store(self, reading, publish):
        try:
            with transaction.atomic():
                ausgabe = einspielen.store_draft(reading)
                einspielen.check(ausgabe)
                if publish:
                    einspielen.publish(ausgabe)
        except (einspielen.EinspielenError, DatabaseError) as error:
            raise CommandError(f"{error} Es wurde nichts gespeichert.") from error
        return ausgabe
