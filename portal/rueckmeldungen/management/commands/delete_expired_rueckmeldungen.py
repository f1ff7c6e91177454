from django.core.management.base import BaseCommand

from portal.rueckmeldungen.models import Rueckmeldung


class Command(BaseCommand):
    help = (
        "Löscht Rückmeldungen, deren Frist abgelaufen ist: 6 Monate nach der Antwort, "
        "spätestens 24 Monate nach dem Eingang."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="nur zählen, nichts löschen")

    def handle(self, *, dry_run, **options):
        expired = Rueckmeldung.objects.expired()
        count = expired.count()
        if not dry_run:
            count, _ = expired.delete()
        verb = "würden gelöscht" if dry_run else "gelöscht"
        self.stdout.write(f"{count} Rückmeldungen {verb}.")
