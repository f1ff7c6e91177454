"""The admin of Akteure, Netzwerke, Angebote, Massnahmen, Vorschläge and their vocabularies."""

from netzwerke.admin import akteur, angebot, massnahme, netzwerk, vokabular, vorschlag

__all__ = ["akteur", "angebot", "massnahme", "netzwerk", "vokabular", "vorschlag"]
