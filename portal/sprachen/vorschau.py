"""Preview links of versions that are not public."""

from portal.sprachen.models import Fassung
from quartiere.vorschau import Vorschau

FASSUNGEN = Vorschau(
    "sprachen.vorschau", "sprachen:preview", lambda: Fassung.objects.all().for_readers()
)
