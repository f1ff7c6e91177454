from django.core.management.base import BaseCommand

from portal.sprachen import catalogue


class Command(BaseCommand):
    help = (
        "Schreibt die Übersetzungen des Rahmens neu (locale/<Sprache>/LC_MESSAGES): neue Texte "
        "kommen dazu, fremde fallen weg. Werkzeug für die Entwicklung, braucht polib."
    )

    def handle(self, *args, **options):
        for code in catalogue.PLURALS:
            wanted = catalogue.messages() if code == "en" else catalogue.frame_messages()
            missing = catalogue.update(code, wanted)
            catalogue.build(code)
            self.stdout.write(f"{code}: {len(wanted)} Texte, {len(missing)} ohne Übersetzung.")
