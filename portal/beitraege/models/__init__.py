from portal.beitraege.models.befund import LinkBefund
from portal.beitraege.models.beitrag import Beitrag, BeitragBild, BeitragVersion
from portal.beitraege.models.seite import REQUIRED_SLUGS, Seite, SeiteVersion

__all__ = [
    "REQUIRED_SLUGS",
    "Beitrag",
    "BeitragBild",
    "BeitragVersion",
    "LinkBefund",
    "Seite",
    "SeiteVersion",
]
