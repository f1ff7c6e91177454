import time

from django.core.management.base import BaseCommand

from portal.suche import index


class Command(BaseCommand):
    help = "Baut den Suchindex neu auf, in einem Zug: Bis zum Ende gilt der alte."

    def handle(self, **options):
        start = time.monotonic()
        count = index.rebuild()
        seconds = f"{time.monotonic() - start:.1f}".replace(".", ",")
        self.stdout.write(f"Suchindex neu aufgebaut: {count} Einträge in {seconds} Sekunden.")
