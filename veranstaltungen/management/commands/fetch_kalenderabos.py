from django.core.management.base import BaseCommand

from veranstaltungen import abos
from veranstaltungen.models import Kalenderabo


class Command(BaseCommand):
    help = (
        "Ruft die abonnierten Kalender ab und legt neue Veranstaltungen als Entwürfe an. Nur von "
        "Servern, die CALENDAR_HOSTS nennt."
    )

    def handle(self, **options):
        for abo in Kalenderabo.objects.active().select_related("veranstalter", "kommune"):
            abos.refresh(abo)
            summary = abo.report.splitlines()[0]
            self.stdout.write(f"{abo.veranstalter}: {summary}")
