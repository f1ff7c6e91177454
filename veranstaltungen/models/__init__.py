from veranstaltungen.models.anmeldung import Anmeldung, Frage
from veranstaltungen.models.dokumentation import Dokumentation, VeranstaltungMaterial
from veranstaltungen.models.eingabe import Absendung, Eingabe
from veranstaltungen.models.erinnerung import Erinnerung
from veranstaltungen.models.kalenderabo import Kalenderabo
from veranstaltungen.models.termin import Programmpunkt, Termin
from veranstaltungen.models.veranstalter import Veranstalter
from veranstaltungen.models.veranstaltung import RESERVED_SLUGS, Veranstaltung
from veranstaltungen.models.verlauf import Verlauf
from veranstaltungen.models.vokabular import Veranstaltungsart

__all__ = [
    "RESERVED_SLUGS",
    "Absendung",
    "Anmeldung",
    "Dokumentation",
    "Eingabe",
    "Erinnerung",
    "Frage",
    "Kalenderabo",
    "Programmpunkt",
    "Termin",
    "Veranstalter",
    "Veranstaltung",
    "VeranstaltungMaterial",
    "Veranstaltungsart",
    "Verlauf",
]
