from django.core.management.base import BaseCommand, CommandError

from quartiere.monitoring.models import Ausgabe
from quartiere.monitoring.verify import verify


class Command(BaseCommand):
    help = (
        "Rechnet jede veröffentlichte Ausgabe nach und vergleicht Ergebnisse und Prüfsumme. "
        "Ein Unterschied endet mit Rückgabewert 1."
    )

    def handle(self, **options):
        faulty = 0
        for ausgabe in Ausgabe.objects.public().select_related("kommune"):
            problems = verify(ausgabe)
            faulty += bool(problems)
            for line in problems or ["unverändert"]:
                self.stdout.write(f"{ausgabe}: {line}")
        if faulty:
            raise CommandError(f"Ausgaben mit Abweichung: {faulty}.")
