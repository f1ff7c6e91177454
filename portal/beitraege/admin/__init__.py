"""The admin of Beiträge and Seiten."""

from portal.beitraege.admin import beitrag, linkbefund, seite

__all__ = ["beitrag", "linkbefund", "seite"]
