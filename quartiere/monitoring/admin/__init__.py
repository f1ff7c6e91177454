"""The admin of the monitoring: editions with their wizard, sheets, areas and judgements."""

from quartiere.monitoring.admin import (
    ausgabe,
    einschaetzung,
    einspielung,
    indikator,
    planungsraum,
    zuordnung,
)

__all__ = ["ausgabe", "einschaetzung", "einspielung", "indikator", "planungsraum", "zuordnung"]
