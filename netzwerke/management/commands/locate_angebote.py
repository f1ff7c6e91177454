from django.core.management.base import BaseCommand

from netzwerke.einzugsbereich import locate
from netzwerke.models import Akteur, Angebot


class Command(BaseCommand):
    help = (
        "Ordnet Akteure und Angebote „rund um die Adresse“ den Quartieren zu, in denen ihr Punkt "
        "liegt. Nach jeder Änderung von Grenzen ausführen."
    )

    def handle(self, **options):
        akteure, angebote = locate(Akteur.objects.all()), locate(Angebot.objects.all())
        self.stdout.write(f"Neu zugeordnet: {akteure} Akteure, {angebote} Angebote.")
