"""Preview links of Beiträge and Seiten that are not public."""

from portal.beitraege import oeffentlich
from portal.beitraege.models import Beitrag, Seite
from quartiere.vorschau import Vorschau

BEITRAEGE = Vorschau(
    "beitraege.vorschau",
    "beitraege:preview",
    lambda: oeffentlich.detail(Beitrag.objects.all()),
)
SEITEN = Vorschau("seiten.vorschau", "beitraege:seite_preview", Seite.objects.all)
