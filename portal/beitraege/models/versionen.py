"""Earlier versions of a row: who changed what when, to compare and to go back."""

from django.db import models
from simple_history.models import HistoricalRecords

NAMES = {
    "history_date": "geändert am",
    "history_change_reason": "Anlass",
    "history_type": "Art der Änderung",
    "history_user": "geändert von",
}
KINDS = [("+", "angelegt"), ("~", "geändert"), ("-", "gelöscht")]


class Versionen(HistoricalRecords):
    """django-simple-history with German names; versions go when their row goes.

    Who changed it is told by `_history_user`, which the admin sets: no middleware, so reading a
    public page touches neither session nor user.
    """

    def __init__(self, **options):
        super().__init__(cascade_delete_history=True, **options)

    def get_extra_fields(self, model, fields):
        extra = super().get_extra_fields(model, fields)
        for name, verbose_name in NAMES.items():
            if isinstance(extra.get(name), models.Field):
                extra[name].verbose_name = verbose_name
        extra["history_type"].choices = KINDS
        return extra
