"""Factories of the Handlungskette: strategie and netzwerke."""

from datetime import date

import factory
from django.utils import timezone

from netzwerke.models import (
    Akteur,
    Akteursart,
    Angebot,
    Angebotsart,
    Ergebnis,
    Finanzierung,
    Massnahme,
    Mitgliedschaft,
    Netzwerk,
    Quartiersmanagement,
    Vorschlag,
)
from quartiere.models.base import Publication
from quartiere.strategie.models import Bedarf, Handlungsansatz, Strategie, Ziel
from tests.factories import KommuneFactory, QuartierFactory, ZielgruppeFactory
from tests.factories_monitoring import EinschaetzungFactory

PUBLISHED = factory.Trait(status=Publication.Status.PUBLISHED)


class InKommuneFactory(factory.django.DjangoModelFactory):
    """`quartiere=[…]` narrows the service area to them and makes their Kommune the home."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    class Params:
        published = PUBLISHED

    kommune = factory.SubFactory(KommuneFactory)

    @factory.post_generation
    def quartiere(self, create, quartiere):
        if quartiere:
            self.quartiere.set(quartiere)
            self.reach = self.Reach.QUARTIERE
            self.save()

    @factory.post_generation
    def zielgruppen(self, create, zielgruppen):
        if zielgruppen:
            self.zielgruppen.set(zielgruppen)

    @factory.post_generation
    def handlungsfelder(self, create, handlungsfelder):
        if handlungsfelder:
            self.handlungsfelder.set(handlungsfelder)


class AkteursartFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Akteursart

    name = factory.Sequence(lambda n: f"Akteursart {n}")
    slug = factory.Sequence(lambda n: f"akteursart-{n}")


class AngebotsartFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Angebotsart

    name = factory.Sequence(lambda n: f"Angebotsart {n}")
    slug = factory.Sequence(lambda n: f"angebotsart-{n}")


class AkteurFactory(InKommuneFactory):
    class Meta:
        model = Akteur

    class Params:
        trusted = factory.Trait(trust=Akteur.Trust.TRUSTED)

    name = factory.Sequence(lambda n: f"Akteur {n}")
    slug = factory.Sequence(lambda n: f"akteur-{n}")
    akteursart = factory.SubFactory(AkteursartFactory)


class QuartiersmanagementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Quartiersmanagement
        skip_postgeneration_save = True

    akteur = factory.SubFactory(AkteurFactory)

    @factory.post_generation
    def quartiere(self, create, quartiere):
        if quartiere:
            self.quartiere.set(quartiere)


class NetzwerkFactory(InKommuneFactory):
    class Meta:
        model = Netzwerk

    name = factory.Sequence(lambda n: f"Netzwerk {n}")
    slug = factory.Sequence(lambda n: f"netzwerk-{n}")


class MitgliedschaftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mitgliedschaft

    netzwerk = factory.SubFactory(NetzwerkFactory)
    akteur = factory.SubFactory(AkteurFactory)


class AngebotFactory(InKommuneFactory):
    class Meta:
        model = Angebot

    title = factory.Sequence(lambda n: f"Angebot {n}")
    slug = factory.Sequence(lambda n: f"angebot-{n}")
    akteur = factory.SubFactory(AkteurFactory, kommune=factory.SelfAttribute("..kommune"))
    reviewed_on = factory.LazyFunction(timezone.localdate)

    @factory.post_generation
    def handlungsansaetze(self, create, handlungsansaetze):
        if handlungsansaetze:
            self.handlungsansaetze.set(handlungsansaetze)


class MassnahmeFactory(InKommuneFactory):
    class Meta:
        model = Massnahme

    title = factory.Sequence(lambda n: f"Maßnahme {n}")
    slug = factory.Sequence(lambda n: f"massnahme-{n}")
    traeger = factory.SubFactory(AkteurFactory, kommune=factory.SelfAttribute("..kommune"))

    @factory.post_generation
    def handlungsansaetze(self, create, handlungsansaetze):
        if handlungsansaetze:
            self.handlungsansaetze.set(handlungsansaetze)


class FinanzierungFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Finanzierung

    massnahme = factory.SubFactory(MassnahmeFactory)
    year = factory.Sequence(lambda n: 2000 + n % 90)
    money_source = "Sozialer Zusammenhalt"
    amount = 1000


class ErgebnisFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ergebnis

    massnahme = factory.SubFactory(MassnahmeFactory)
    observed_on = date(2026, 5, 4)
    text = "Der Treff ist an fünf Abenden geöffnet."


class VorschlagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Vorschlag

    kind = Vorschlag.Kind.ANGEBOT
    kommune = factory.SubFactory(KommuneFactory)
    title = factory.Sequence(lambda n: f"Vorschlag {n}")
    text = "Jeden Montag gibt es Suppe für alle."


# Strategie ------------------------------------------------------------------------------------


class InQuartierFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True

    class Params:
        published = PUBLISHED

    quartier = factory.SubFactory(QuartierFactory, published=True)


class StrategieFactory(InQuartierFactory):
    class Meta:
        model = Strategie

    title = factory.Sequence(lambda n: f"Integriertes Handlungskonzept {n}")


class BedarfFactory(InQuartierFactory):
    class Meta:
        model = Bedarf

    zielgruppe = factory.SubFactory(ZielgruppeFactory)
    title = factory.Sequence(lambda n: f"Bedarf {n}")
    slug = factory.Sequence(lambda n: f"bedarf-{n}")
    observed_on = date(2026, 3, 2)
    einschaetzung = factory.SubFactory(
        EinschaetzungFactory, quartier=factory.SelfAttribute("..quartier")
    )


class ZielFactory(InQuartierFactory):
    class Meta:
        model = Ziel

    title = factory.Sequence(lambda n: f"Ziel {n}")
    slug = factory.Sequence(lambda n: f"ziel-{n}")

    @factory.post_generation
    def bedarfe(self, create, bedarfe):
        if bedarfe:
            self.bedarfe.set(bedarfe)


class HandlungsansatzFactory(InQuartierFactory):
    class Meta:
        model = Handlungsansatz

    title = factory.Sequence(lambda n: f"Handlungsansatz {n}")
    slug = factory.Sequence(lambda n: f"handlungsansatz-{n}")

    @factory.post_generation
    def ziele(self, create, ziele):
        if ziele:
            self.ziele.set(ziele)
