from django.core.management.base import BaseCommand

from portal import wochenpost


class Command(BaseCommand):
    help = "Schreibt allen in der Verwaltung einmal je Woche, was auf sie wartet. Täglich aufrufen."

    def handle(self, **options):
        self.stdout.write(f"{wochenpost.send_all()} Wochenpost geschrieben.")
