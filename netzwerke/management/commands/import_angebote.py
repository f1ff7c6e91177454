from netzwerke.management.importing import TableImportCommand


class Command(TableImportCommand):
    help = "Liest Angebote aus CSV, XLSX oder GeoJSON ein und berichtet Zeile für Zeile."
    noun = "Angebote"
