from django.core.management.base import BaseCommand

from portal.postausgang import versand
from portal.postausgang.models import Sendung


class Command(BaseCommand):
    help = "Verschickt E-Mails, die noch im Postausgang liegen. Jede Minute aufrufen."

    def handle(self, **options):
        sent, failed = versand.send_due()
        Sendung.objects.expired().delete()
        waiting = Sendung.objects.count()
        self.stdout.write(f"{sent} verschickt, {failed} fehlgeschlagen, {waiting} im Postausgang.")
