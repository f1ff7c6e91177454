"""What each column of an open data set means; catalogue, API description and DCAT read it here."""

from dataclasses import dataclass

from netzwerke.models.accessibility import FACTS, Accessible
from veranstaltungen.models.teile import Zugaenglich

TEXT, TEXTS, INTEGER, NUMBER = "text", "texts", "integer", "number"
DATE, MOMENT, YES_NO = "date", "moment", "yes_no"
TYPE_NAMES = {
    TEXT: "Text",
    TEXTS: "Liste von Texten",
    INTEGER: "ganze Zahl",
    NUMBER: "Zahl",
    DATE: "Datum (JJJJ-MM-TT)",
    MOMENT: "Zeitpunkt (ISO 8601)",
    YES_NO: "ja, nein oder leer (nicht bekannt)",
}


@dataclass(frozen=True)
class Feld:
    name: str
    type: str
    meaning: str

    @property
    def type_name(self):
        return TYPE_NAMES[self.type]


def _all(*rows):
    return {name: (kind, meaning) for name, kind, meaning in rows}


# The same name means the same everywhere.
EVERYWHERE = _all(
    ("name", TEXT, "Name"),
    ("titel", TEXT, "Titel"),
    ("art", TEXT, "Art nach der Wortliste des Portals"),
    ("kurztext", TEXT, "ein bis zwei Sätze"),
    ("adresse", TEXT, "Adresse der Seite im Portal"),
    ("kommune", TEXT, "Name der Kommune"),
    ("land", TEXT, "Bundesland"),
    ("kreis", TEXT, "Landkreis oder kreisfreie Stadt"),
    ("ags", TEXT, "amtlicher Gemeindeschlüssel, acht Ziffern"),
    ("quartier", TEXT, "Name des Quartiers"),
    ("quartiere", TEXTS, "Namen der Quartiere, für die es gilt"),
    ("quartiere_anzahl", INTEGER, "Zahl der veröffentlichten Quartiere"),
    ("einzugsbereich", TEXT, "für welches Gebiet es gedacht ist"),
    ("gebietsschluessel", TEXT, "amtlicher Schlüssel des Gebiets, falls es einen gibt"),
    ("programm", TEXT, "Förderprogramm"),
    ("programmjahr", INTEGER, "Jahr des Programms"),
    ("seit", INTEGER, "Jahr der Aufnahme ins Programm"),
    ("bis", INTEGER, "Jahr, in dem die Förderung endet"),
    ("stand", TEXT, "Stand, zum Beispiel laufend oder abgeschlossen"),
    ("einwohner", INTEGER, "Einwohnerinnen und Einwohner"),
    ("flaeche_km2", NUMBER, "Fläche in km²"),
    ("laengengrad", NUMBER, "Längengrad in Grad (WGS 84)"),
    ("breitengrad", NUMBER, "Breitengrad in Grad (WGS 84)"),
    ("zielgruppen", TEXTS, "Zielgruppen"),
    ("handlungsfelder", TEXTS, "Handlungsfelder"),
    ("querschnitt", YES_NO, "Querschnittsthema, das in allen Handlungsfeldern mitwirkt"),
    ("geprueft_am", DATE, "Tag der letzten Prüfung durch die Redaktion"),
    ("ansprechstelle", TEXT, "Stelle oder Funktion, an die man sich wendet"),
    ("strasse", TEXT, "Straße und Hausnummer"),
    ("plz", TEXT, "Postleitzahl"),
    ("ort", TEXT, "Ort"),
    ("telefon", TEXT, "Telefon"),
    ("email", TEXT, "E-Mail-Adresse der Stelle"),
    ("internetseite", TEXT, "Internetseite"),
    ("sprechzeiten", TEXT, "Sprechzeiten in Worten"),
    ("oeffnungszeiten", TEXTS, "Öffnungszeiten, eine Zeitspanne je Eintrag"),
    ("sprachen", TEXTS, "Sprachen, in denen man sich verständigen kann"),
    ("traeger", TEXT, "Träger"),
    ("kapazitaet", INTEGER, "Umfang in der Maßeinheit"),
    ("masseinheit", TEXT, "Maßeinheit"),
    ("kosten", TEXT, "was es kostet"),
    ("kosten_im_einzelnen", TEXT, "Erläuterung der Kosten"),
    ("zugang", TEXT, "wie man hinkommt: offen, mit Anmeldung, auf Empfehlung"),
    ("zugang_im_einzelnen", TEXT, "Erläuterung des Zugangs"),
    ("gilt_ab", DATE, "erster Tag des Angebots"),
    ("gilt_bis", DATE, "letzter Tag des Angebots"),
    ("beginn", DATE, "Beginn"),
    ("ende", DATE, "Ende"),
    ("laufzeit", TEXT, "Laufzeit in Worten"),
    ("mittel_euro", NUMBER, "Summe der Mittel in Euro"),
    ("mittel_im_einzelnen", TEXTS, "Jahr, Herkunft und Betrag in Euro"),
    ("warum_ausgewaehlt", TEXT, "Begründung der Auswahl"),
    ("beschlossen_von", TEXT, "wer beschlossen hat"),
    ("beschlossen_am", DATE, "Tag des Beschlusses"),
    ("ergebnisse", TEXTS, "was herausgekommen ist"),
    ("koordination", TEXT, "koordinierende Stelle"),
    ("treffen", TEXT, "wie oft man sich trifft"),
    ("mitmachen", TEXT, "wie man mitmacht"),
    ("gegruendet", INTEGER, "Jahr der Gründung"),
    ("mitglieder", TEXTS, "Mitglieder zurzeit"),
    ("ziel", TEXT, "Wortlaut des Ziels"),
    ("bedarfe", TEXTS, "Bedarfe, auf die das Ziel antwortet"),
    ("messgroesse", TEXT, "woran man die Veränderung misst"),
    ("ausgangswert", NUMBER, "Wert am Anfang"),
    ("ausgangsjahr", INTEGER, "Jahr des Ausgangswerts"),
    ("zielwert", NUMBER, "angestrebter Wert"),
    ("zieljahr", INTEGER, "Jahr, in dem er erreicht sein soll"),
    ("handlungsansatz", TEXT, "Wortlaut des Handlungsansatzes"),
    ("vorrang", TEXT, "Rang unter den Handlungsansätzen"),
    ("begruendung", TEXT, "Begründung des Rangs"),
    ("jahr", INTEGER, "Jahr"),
    ("fassung", INTEGER, "laufende Nummer der Fassung"),
    ("zeitraum", TEXT, "Zeitraum der Werte"),
    ("gebietsstand", TEXT, "Jahr des Zuschnitts der Gebiete"),
    ("gebiete", INTEGER, "Zahl der Gebiete"),
    ("gueltige_gebiete", INTEGER, "Zahl der Gebiete, die gewertet sind"),
    ("methode", TEXT, "Fassung der Methode"),
    ("pruefsumme_sha256", TEXT, "Prüfsumme der eingefrorenen Ausgabe"),
    ("veroeffentlicht_am", DATE, "Tag der Veröffentlichung"),
    ("dateien", TEXTS, "Pfade der Dateien mit allen Werten"),
    ("termine", TEXTS, "alle Termine als Beginn/Ende, abgesagte gekennzeichnet"),
    ("format", TEXT, "vor Ort, online oder beides"),
    ("veranstalter", TEXT, "wer einlädt"),
    ("fachpublikum", TEXT, "wer eingeladen ist"),
    ("anmeldung", TEXT, "ob und wo man sich anmeldet"),
    ("anmeldung_bis", MOMENT, "Ende der Anmeldung"),
    ("plaetze", INTEGER, "Zahl der Plätze, leer ohne Grenze"),
    ("geaendert", MOMENT, "letzte Änderung"),
    ("datum", DATE, "Datum des Beitrags"),
    ("autor_funktion", TEXT, "Funktion der Person, die geschrieben hat"),
    ("weitere_kommunen", TEXTS, "andere Kommunen, um die es geht"),
    ("netzwerke", TEXTS, "Netzwerke, um die es geht"),
    ("massnahmen", TEXTS, "Maßnahmen, um die es geht"),
)
# Where a name means something of its own.
OF_COLLECTION = {
    ("veranstaltungen", "beginn"): (MOMENT, "Beginn des nächsten Termins"),
    ("veranstaltungen", "ende"): (MOMENT, "Ende des nächsten Termins"),
    ("veranstaltungen", "quartier"): (TEXT, "Quartier, in dem sie stattfindet"),
}

ACCESSIBILITY = "barrierefrei_"


def feld(column, collection=""):
    """The meaning of a column; every column of an export has one (tested)."""
    if column.startswith(ACCESSIBILITY):
        return Feld(column, YES_NO, f"Barrierefreiheit: {_fact(column)}")
    kind, meaning = OF_COLLECTION.get((collection, column)) or EVERYWHERE[column]
    return Feld(column, kind, meaning)


def _fact(column):
    name = column.removeprefix(ACCESSIBILITY)
    model = Accessible if name in FACTS else Zugaenglich
    return model._meta.get_field(name).verbose_name
