from quartiere.monitoring.models.ausgabe import Ausgabe, AusgabeIndikator
from quartiere.monitoring.models.einschaetzung import Einschaetzung
from quartiere.monitoring.models.einspielung import Einspielung, EinspielungDatei, ImportProfil
from quartiere.monitoring.models.gebietswert import Gebietswert
from quartiere.monitoring.models.indikator import Indikator
from quartiere.monitoring.models.planungsraum import Planungsraum
from quartiere.monitoring.models.zuordnung import Zuordnung

__all__ = [
    "Ausgabe",
    "AusgabeIndikator",
    "Einschaetzung",
    "Einspielung",
    "EinspielungDatei",
    "Gebietswert",
    "ImportProfil",
    "Indikator",
    "Planungsraum",
    "Zuordnung",
]
