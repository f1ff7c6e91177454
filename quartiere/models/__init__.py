from quartiere.models.bild import Bild
from quartiere.models.kommune import LAENDER, Kommune, Ort
from quartiere.models.material import Material, Meilenstein
from quartiere.models.quartier import Quartier
from quartiere.models.sections import SECTION_FIELDS
from quartiere.models.thema import Handlungsfeld, Zielgruppe

__all__ = [
    "LAENDER",
    "SECTION_FIELDS",
    "Bild",
    "Handlungsfeld",
    "Kommune",
    "Material",
    "Meilenstein",
    "Ort",
    "Quartier",
    "Zielgruppe",
]
