"""The admin of Kommunen, Quartiere, both vocabularies and pictures."""

from quartiere.admin import bild, kommune, quartier, thema

__all__ = ["bild", "kommune", "quartier", "thema"]
