from django.core.management.base import BaseCommand

from veranstaltungen import workflow
from veranstaltungen.models import Veranstaltung


class Command(BaseCommand):
    help = "Kennzeichnet veröffentlichte Veranstaltungen nach ihrem letzten Termin als vorbei."

    def handle(self, **options):
        done = 0
        for row in Veranstaltung.objects.past().filter(status=Veranstaltung.Status.PUBLISHED):
            try:
                workflow.finish(row)
                done += 1
            except workflow.TransitionError as error:
                # Somebody was faster; the next one goes on.
                self.stderr.write(str(error))
        self.stdout.write(f"{done} Veranstaltungen abgeschlossen.")
