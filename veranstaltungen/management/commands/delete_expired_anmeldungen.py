from django.core.management.base import BaseCommand

from veranstaltungen import anmeldung
from veranstaltungen.models import Anmeldung
from veranstaltungen.models.anmeldung import PENDING_DAYS


class Command(BaseCommand):
    help = (
        "Löscht die Angaben Angemeldeter am angekündigten Tag (die Zahlen bleiben) und "
        f"Anmeldungen, die {PENDING_DAYS} Tage lang niemand bestätigt hat. Am Tag davor enden "
        "Anmeldungen, deren Veranstaltung noch nicht neu angesetzt ist; sie bekommen eine E-Mail."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="nur zählen, nichts löschen")

    def handle(self, *, dry_run, **options):
        unconfirmed, expired = Anmeldung.objects.unconfirmed(), Anmeldung.objects.expired()
        if dry_run:
            counts, verb = (unconfirmed.count(), expired.count()), "würden gelöscht"
        else:
            for row in Anmeldung.objects.ending().select_related("veranstaltung"):
                anmeldung.end(row)
            deleted = Anmeldung.objects.delete_unconfirmed()
            counts, verb = (deleted, expired.erase_personal_data()), "gelöscht"
        self.stdout.write(f"{counts[0]} unbestätigte Anmeldungen {verb}.")
        self.stdout.write(f"Angaben von {counts[1]} Angemeldeten {verb}.")
