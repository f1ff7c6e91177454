from django.core.management.base import BaseCommand

from veranstaltungen import beteiligte


class Command(BaseCommand):
    help = (
        "Löscht Konten, deren E-Mail-Adresse nach einer Woche niemand bestätigt hat, mit einer "
        "Einladung zur Mitarbeit 30 Tage nach der letzten."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="nur zählen, nichts löschen")

    def handle(self, *, dry_run, **options):
        rows = beteiligte.unconfirmed()
        count = rows.count() if dry_run else sum(beteiligte.forget(user) for user in rows)
        self.stdout.write(f"{count} unbestätigte Konten {'würden ' * dry_run}gelöscht.")
