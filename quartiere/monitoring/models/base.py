"""What the models of the monitoring share: they belong to a Kommune and follow its rule."""

from django.db import models

from quartiere.models import Kommune


class KommuneScopedQuerySet(models.QuerySet):
    def managed_by(self, user):
        """Rows the user may change: of the own Kommunen."""
        return self.filter(kommune__in=Kommune.objects.managed_by(user))

    def worked_on_by(self, user):
        """Rows the user may look at: also those of the Kommunen of a Quartiersmanagement."""
        return self.filter(kommune__in=Kommune.objects.worked_in_by(user))
