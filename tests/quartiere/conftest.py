from datetime import date

import pytest

from quartiere.models import Meilenstein
from tests.factories import (
    BildFactory,
    HandlungsfeldFactory,
    MaterialFactory,
    QuartierFactory,
    ZielgruppeFactory,
    square,
)


@pytest.fixture
def nordstadt():
    """A published Quartier with something in every part of its page."""
    quartier = QuartierFactory(
        published=True,
        name="Nordstadt",
        slug="nordstadt",
        kommune__name="Musterstadt",
        kommune__slug="musterstadt",
        character="<p>Viele Innenhöfe.</p>",
        potentials="<p>Ein starker Verein.</p>",
        perspectives="<p>Ein neuer Park.</p>",
        data_notes="<p>Die Zahlen umfassen ein Wohnheim.</p>",
        street="Hauptstraße 1",
        contact_postcode="12345",
        place="Musterstadt",
        inhabitants=12345,
        reviewed_by="Quartiersmanagement Nord",
        reviewed_on=date(2026, 3, 2),
        boundary=square(13.0, 52.0),
        picture=BildFactory(),
    )
    quartier.zielgruppen.add(ZielgruppeFactory(slug="nachtmenschen"))
    quartier.handlungsfelder.add(HandlungsfeldFactory(slug="nachtleben"))
    Meilenstein.objects.create(quartier=quartier, year=2021, month=5, title="Büro eröffnet")
    MaterialFactory(quartier=quartier, title="Konzept")
    return quartier
