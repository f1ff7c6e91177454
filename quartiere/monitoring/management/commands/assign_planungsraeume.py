from django.core.management.base import BaseCommand

from quartiere.monitoring.management.kommune import find_kommune
from quartiere.monitoring.zuordnen import assign


class Command(BaseCommand):
    help = (
        "Berechnet neu, welche Planungsräume in welchen Quartieren liegen. Entscheidungen von "
        "Mitarbeitenden bleiben."
    )

    def add_arguments(self, parser):
        parser.add_argument("--kommune", metavar="AGS", help="nur diese Kommune (Standard: alle)")

    def handle(self, *, kommune, **options):
        count = assign(kommune=find_kommune(kommune) if kommune else None)
        self.stdout.write(f"{count} Zuordnungen berechnet.")
