from django.core.management.base import BaseCommand, CommandError

from portal import wochenpost


class Command(BaseCommand):
    help = "Schreibt allen in der Verwaltung einmal je Woche, was auf sie wartet. Täglich aufrufen."

    def handle(self, **options):
        run = wochenpost.send_all()
        self.stdout.write(f"{run.written} Wochenpost geschrieben.")
        if run.failed:
            raise CommandError(f"{run.failed} nicht geschrieben, Grund im Protokoll.")
