from netzwerke.management.importing import TableImportCommand


class Command(TableImportCommand):
    help = "Liest Organisationen aus CSV, XLSX oder GeoJSON ein, mit Bericht je Zeile."
    noun = "Akteure"
