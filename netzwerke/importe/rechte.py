"""What a person may write by a table: decided before anything is saved."""

from django.core.exceptions import ValidationError

from netzwerke.importe.spalten import QUARTIERE, STATUS
from netzwerke.models.base import ServiceArea
from quartiere.models import Kommune
from quartiere.monitoring.zahlen import as_text

NOT_YOURS = "Bitte nennen Sie mindestens ein Quartier, für das Sie zuständig sind."
NOT_PUBLISHING = "Über die Veröffentlichung entscheidet die Redaktion."


class Rechte:
    """The rights of `user` on rows of `model`; without a user (command line) all of them."""

    def __init__(self, user, model):
        self.user, self.model = user, model
        self._managed = None

    def refusals(self, instance, row):
        """Errors by attribute for an instance that holds the cells of `row`, {} where allowed."""
        if not self.user:
            return {}
        if not self._stays_in_range(instance, row):
            return {"quartiere": ValidationError(NOT_YOURS)}
        if self._decides_publication_unasked(instance, row):
            return {"status": ValidationError(NOT_PUBLISHING)}
        return {}

    def _stays_in_range(self, instance, row):
        """A Quartiersmanagement writes rows of its own Quartiere, not of the whole Kommune.

        The column Quartiere names only Quartiere of the person: others are not found.
        """
        if self._manages(instance.kommune_id):
            return True
        is_known = instance.pk and QUARTIERE not in row
        return instance.reach == ServiceArea.Reach.QUARTIERE and bool(
            is_known or as_text(row.get(QUARTIERE))
        )

    def _decides_publication_unasked(self, instance, row):
        if STATUS not in row:
            return False
        rows = self.model.objects.filter(pk=instance.pk)
        before = rows.values_list("status", flat=True).first() or instance.Status.DRAFT
        may_publish = self._manages(instance.kommune_id) and self.user.has_perm(
            f"netzwerke.publish_{self.model._meta.model_name}"
        )
        return instance.status != before and not may_publish

    def _manages(self, kommune_id):
        if self._managed is None:
            rows = Kommune.objects.managed_by(self.user)
            self._managed = set(rows.values_list("pk", flat=True))
        return kommune_id in self._managed
