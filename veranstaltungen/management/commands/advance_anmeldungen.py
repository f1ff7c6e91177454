from django.core.management.base import BaseCommand
from django.db.models import F, Q

from veranstaltungen import anmeldung, erinnerungen
from veranstaltungen.models import Anmeldung, Veranstaltung


class Command(BaseCommand):
    help = (
        "Gibt nicht angenommene Plätze weiter, lässt Wartende nachrücken und erinnert Angemeldete "
        "einen Tag vorher. Alle paar Minuten aufrufen."
    )

    def handle(self, **options):
        for row in Anmeldung.objects.lapsed_offers().select_related("veranstaltung"):
            anmeldung.lapse(row)
        waiting = Veranstaltung.objects.filter(
            Q(capacity__isnull=True) | Q(taken_places__lt=F("capacity")),
            pk__in=Anmeldung.objects.queue().values("veranstaltung"),
        )
        offered = sum(anmeldung.move_up(row) for row in waiting)
        self.stdout.write(f"{offered} nachgerückt, {erinnerungen.remind()} erinnert.")
