"""Rows of the kinds that a portal without visitors does not have; the example data leaves them out.

Run by `manage.py shell` in the portal that the browser reads.
"""

from datetime import timedelta

from django.utils import timezone

from portal.postausgang.models import Sendung
from quartiere.models import Kommune
from tests.factories import RueckmeldungFactory
from tests.factories_monitoring import EinspielungFactory, ImportProfilFactory
from tests.factories_netzwerke import VorschlagFactory
from veranstaltungen.models import Kalenderabo, Veranstalter


def make():
    kommune = Kommune.objects.get(slug="musterstadt")
    for factory in (VorschlagFactory, ImportProfilFactory, EinspielungFactory):
        factory(kommune=kommune)
    RueckmeldungFactory()
    Kalenderabo.objects.create(
        veranstalter=Veranstalter.objects.filter(kommune=kommune).first(),
        kommune=kommune,
        address="https://kalender.example.org/termine.ics",
    )
    Sendung.objects.create(
        subject="Wartet",
        recipients=["gast@example.org"],
        content={},
        next_attempt_at=timezone.now() + timedelta(days=1),
        given_up=True,
    )
