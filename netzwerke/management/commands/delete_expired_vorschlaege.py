from django.core.management.base import BaseCommand

from netzwerke.models import Vorschlag


class Command(BaseCommand):
    help = "Löscht Namen und E-Mail-Adressen von Vorschlägen, deren Frist vorbei ist."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="nur zählen, nichts löschen")

    def handle(self, *, dry_run, **options):
        rows = Vorschlag.objects.with_expired_personal_data()
        count = rows.count() if dry_run else rows.erase_personal_data()
        verb = "würden gelöscht" if dry_run else "gelöscht"
        self.stdout.write(f"Angaben zur Person {verb}: {count} Vorschläge.")
