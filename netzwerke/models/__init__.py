from netzwerke.models.akteur import Akteur, AkteurOeffnungszeit
from netzwerke.models.angebot import Angebot, AngebotOeffnungszeit
from netzwerke.models.ergebnis import Ergebnis, Finanzierung, MassnahmeBild, MassnahmeMeilenstein
from netzwerke.models.massnahme import Massnahme, Phasenwechsel
from netzwerke.models.netzwerk import Mitgliedschaft, Netzwerk, Unterlage
from netzwerke.models.quartiersmanagement import Quartiersmanagement, Teamfunktion
from netzwerke.models.vokabular import Akteursart, Angebotsart, Sprache
from netzwerke.models.vorschlag import Vorschlag

__all__ = [
    "Akteur",
    "AkteurOeffnungszeit",
    "Akteursart",
    "Angebot",
    "AngebotOeffnungszeit",
    "Angebotsart",
    "Ergebnis",
    "Finanzierung",
    "Massnahme",
    "MassnahmeBild",
    "MassnahmeMeilenstein",
    "Mitgliedschaft",
    "Netzwerk",
    "Phasenwechsel",
    "Quartiersmanagement",
    "Sprache",
    "Teamfunktion",
    "Unterlage",
    "Vorschlag",
]
