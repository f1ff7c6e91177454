"""Factories of the Veranstaltungen."""

from datetime import timedelta

import factory
from django.utils import timezone

from tests.factories import KommuneFactory, UserFactory
from veranstaltungen.models import (
    Anmeldung,
    Dokumentation,
    Frage,
    Termin,
    Veranstalter,
    Veranstaltung,
    Veranstaltungsart,
)

Status = Veranstaltung.Status


class VeranstaltungsartFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Veranstaltungsart

    name = factory.Sequence(lambda n: f"Art {n}")
    slug = factory.Sequence(lambda n: f"art-{n}")


class VeranstalterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Veranstalter
        skip_postgeneration_save = True

    class Params:
        trusted = factory.Trait(trust=Veranstalter.Trust.TRUSTED)

    name = factory.Sequence(lambda n: f"Verein {n}")
    kommune = factory.SubFactory(KommuneFactory)

    @factory.post_generation
    def mitglieder(self, create, mitglieder):
        if mitglieder:
            self.mitglieder.set(mitglieder)


class VeranstaltungFactory(factory.django.DjangoModelFactory):
    """`termin=False` makes none; `past=True` puts it a week into the past."""

    class Meta:
        model = Veranstaltung
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(status=Status.PUBLISHED)
        registering = factory.Trait(
            status=Status.PUBLISHED, registration=Veranstaltung.Mode.HERE, capacity=2
        )

    title = factory.Sequence(lambda n: f"Veranstaltung {n}")
    slug = factory.Sequence(lambda n: f"veranstaltung-{n}")
    description = "Alle sind willkommen."
    kommune = factory.SubFactory(KommuneFactory)
    created_by = factory.SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class, *args, termin=True, past=False, **kwargs):
        row = super()._create(model_class, *args, **kwargs)
        if termin:
            days = -7 if past else 7
            TerminFactory(veranstaltung=row, starts_at=timezone.now() + timedelta(days=days))
        return row


class TerminFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Termin

    veranstaltung = factory.SubFactory(VeranstaltungFactory, termin=False)
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda termin: termin.starts_at + timedelta(hours=2))


class AnmeldungFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Anmeldung

    veranstaltung = factory.SubFactory(VeranstaltungFactory, registering=True)
    name = factory.Sequence(lambda n: f"Gast {n}")
    email = factory.Sequence(lambda n: f"gast-{n}@example.org")
    delete_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=37))
    confirmed_at = factory.LazyAttribute(
        lambda row: None if row.state == Anmeldung.State.PENDING else timezone.now()
    )
    state = Anmeldung.State.PENDING


class DokumentationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Dokumentation

    veranstaltung = factory.SubFactory(VeranstaltungFactory, past=True, status=Status.PAST)
    results = "Wir haben drei Patenschaften verabredet."


class FrageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Frage

    veranstaltung = factory.SubFactory(VeranstaltungFactory, registering=True)
    text = factory.Sequence(lambda n: f"Frage {n}?")
