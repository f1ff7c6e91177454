"""The admin of the Veranstaltungen; people who register are not shown in it."""

from veranstaltungen.admin.kalenderabo import KalenderaboAdmin
from veranstaltungen.admin.veranstalter import VeranstalterAdmin, VeranstaltungsartAdmin
from veranstaltungen.admin.veranstaltung import VeranstaltungAdmin

__all__ = ["KalenderaboAdmin", "VeranstalterAdmin", "VeranstaltungAdmin", "VeranstaltungsartAdmin"]
