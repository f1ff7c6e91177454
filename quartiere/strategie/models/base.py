"""What the models of the strategy share: they belong to a Quartier and follow its rule."""

from django.db import models

from quartiere.models import Kommune, Quartier
from quartiere.models.base import PublicationQuerySet


class QuartierScopedQuerySet(PublicationQuerySet):
    def published(self):
        """Public rows: published, in a public Quartier."""
        return super().published().filter(quartier__in=Quartier.objects.published())

    def managed_by(self, user):
        return self.filter(quartier__in=Quartier.objects.managed_by(user))

    def publishable_by(self, user):
        """Rows whose publication `user` decides: a Quartiersmanagement writes, others publish."""
        if not user.has_perm(f"strategie.publish_{self.model._meta.model_name}"):
            return self.none()
        return self.filter(quartier__kommune__in=Kommune.objects.managed_by(user))

    def in_kommune(self, kommune):
        return self.filter(quartier__kommune=kommune)


class Ordered(models.Model):
    """Staff give the order in which the strategy is told."""

    order = models.PositiveSmallIntegerField(
        "Reihenfolge", default=0, help_text="Kleine Zahlen stehen vorn."
    )

    class Meta:
        abstract = True
