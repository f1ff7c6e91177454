from netzwerke.management.importing import TableImportCommand


class Command(TableImportCommand):
    help = "Liest Maßnahmen mit Geld aus CSV, XLSX oder GeoJSON ein, mit Bericht je Zeile."
    noun = "Maßnahmen"
