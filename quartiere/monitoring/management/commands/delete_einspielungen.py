from django.core.management.base import BaseCommand

from quartiere.monitoring.models import Einspielung


class Command(BaseCommand):
    help = "Löscht Einspielungen mit ihren hochgeladenen Dateien. Ausgaben bleiben."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=30, help="Alter in Tagen (Standard: 30)")
        parser.add_argument("--dry-run", action="store_true", help="nur zählen, nichts löschen")

    def handle(self, *, days, dry_run, **options):
        old = Einspielung.objects.older_than(days)
        count = old.count()
        if not dry_run:
            old.delete()
        verb = "würden gelöscht" if dry_run else "gelöscht"
        self.stdout.write(f"{count} Einspielungen {verb} (älter als {days} Tage).")
