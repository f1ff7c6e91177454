"""Factories of the Beiträge. Relations are given by name: `quartiere=[…]`, `zielgruppen=[…]`."""

from datetime import timedelta

import factory
from django.utils import timezone

from portal.beitraege.models import Beitrag, BeitragBild
from tests.factories import BildFactory, KommuneFactory

RELATIONS = [
    field.name for field in Beitrag._meta.many_to_many
]  # fmt: skip


class BeitragFactory(factory.django.DjangoModelFactory):
    """A draft; `published`, `reviewed`, `scheduled` and `expired` are traits."""

    class Meta:
        model = Beitrag
        skip_postgeneration_save = True

    class Params:
        reviewed = factory.Trait(status=Beitrag.Status.REVIEWED)
        published = factory.Trait(status=Beitrag.Status.PUBLISHED)
        scheduled = factory.Trait(
            status=Beitrag.Status.PUBLISHED,
            publish_from=factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=1)),
        )
        expired = factory.Trait(
            status=Beitrag.Status.PUBLISHED,
            publish_until=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=1)),
        )

    kommune = factory.SubFactory(KommuneFactory)
    title = factory.Sequence(lambda n: f"Beitrag {n}")
    slug = factory.Sequence(lambda n: f"beitrag-{n}")
    teaser = "Worum es geht."
    text = "<p>Ein Text.</p>"
    author_function = "Redaktion"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        relations = {name: kwargs.pop(name) for name in RELATIONS if name in kwargs}
        beitrag = super()._create(model_class, *args, **kwargs)
        for name, rows in relations.items():
            getattr(beitrag, name).set(rows)
        return beitrag


class BeitragBildFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BeitragBild

    beitrag = factory.SubFactory(BeitragFactory)
    bild = factory.SubFactory(BildFactory)
