from django.core.management.base import BaseCommand

from portal.beitraege.links.pruefung import Grenzen, check_all


class Command(BaseCommand):
    help = (
        "Prüft die Links in allen öffentlichen Texten: eigene Seiten ganz, fremde mit Grenzen. "
        "Einmal in der Woche ausführen; was beim letzten Mal nicht an die Reihe kam, ist dann dran."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--max", type=int, default=Grenzen.number, help="höchstens so viele fremde Adressen"
        )
        parser.add_argument(
            "--pause",
            type=float,
            default=Grenzen.pause_seconds,
            help="Sekunden zwischen zwei Anfragen an denselben Server",
        )

    def handle(self, *, max, pause, **options):
        links, asked, broken = check_all(Grenzen(number=max, pause_seconds=pause))
        self.stdout.write(
            f"{links} Links, davon {asked} fremde Adressen gefragt, {broken} fehlerhaft."
        )
