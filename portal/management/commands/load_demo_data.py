from django.conf import settings
from django.core.management.base import BaseCommand

from portal.demo import dataset, konten

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}


class Command(BaseCommand):
    help = (
        "Lädt die Beispieldaten der erfundenen Stadt Musterstadt. Ein zweiter Lauf ergänzt nur, "
        "was fehlt."
    )

    def add_arguments(self, parser):
        parser.add_argument("--remove", action="store_true", help="Beispieldaten wieder löschen")
        parser.add_argument(
            "--with-accounts",
            action="store_true",
            help="Zugänge mit bekanntem Passwort auch dann anlegen, wenn das Portal unter einem "
            "öffentlichen Namen läuft (ALLOWED_HOSTS). Nur für Vorführungen.",
        )

        parser.add_argument(
            "--show-accounts",
            action="store_true",
            help="nur die Zugänge nennen, die es gibt; nichts laden",
        )

    def handle(self, *, remove, with_accounts, show_accounts, **options):
        if show_accounts:
            self._tell_accounts()
            return
        if remove:
            count = dataset.remove()
            self.stdout.write(f"Beispieldaten entfernt ({count} Einträge).")
            return
        with_accounts = with_accounts or LOCAL_HOSTS.issuperset(settings.ALLOWED_HOSTS)
        count = dataset.load(with_accounts=with_accounts)
        state = f"{count} Einträge neu" if count else "vollständig, nichts geändert"
        self.stdout.write(f"Beispieldaten Musterstadt: {state}.")
        if with_accounts:
            self._tell_accounts()
        else:
            self.stdout.write("Ohne Beispielzugänge: Das Portal hat einen öffentlichen Namen.")

    def _tell_accounts(self):
        if accounts := konten.existing():
            self.stdout.write(f"Zugänge nur für die Vorführung, Passwort {konten.PASSWORD}")
        for role, email in accounts:
            self.stdout.write(f"  {email} ({role})")
