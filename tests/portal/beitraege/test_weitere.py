from datetime import date

import pytest

from portal.beitraege import weitere
from tests.factories import HandlungsfeldFactory, QuartierFactory, ZielgruppeFactory
from tests.factories_beitraege import BeitragFactory
from tests.factories_netzwerke import MassnahmeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    return {
        "zielgruppen": [ZielgruppeFactory()],
        "quartiere": [QuartierFactory(published=True)],
        "handlungsfelder": [HandlungsfeldFactory()],
    }


def test_reason_names_what_is_shared(topic):
    beitrag = BeitragFactory(**topic)
    pick = {name: topic[name] for name in ("zielgruppen", "quartiere")}
    both = BeitragFactory(published=True, **pick)
    field = BeitragFactory(published=True, handlungsfelder=topic["handlungsfelder"])
    everything = BeitragFactory(published=True, **topic)
    BeitragFactory(published=True)

    found = [(item.beitrag, item.reason) for item in weitere.of(beitrag)]

    assert found == [
        (everything, "gleiche Zielgruppe, Quartier und Handlungsfeld"),
        (both, "gleiche Zielgruppe und Quartier"),
        (field, "gleiches Handlungsfeld"),
    ]


def test_pinned_ones_stand_first_and_hidden_ones_nowhere(topic, hidden):
    secret = hidden(**topic)
    pinned = BeitragFactory(published=True)
    related = BeitragFactory(published=True, **topic)
    beitrag = BeitragFactory(**topic, angeheftet=[pinned, *secret])

    found = [(item.beitrag, item.reason) for item in weitere.of(beitrag)]

    assert found == [
        (pinned, "von der Redaktion empfohlen"),
        (related, "gleiche Zielgruppe, Quartier und Handlungsfeld"),
    ]


def test_equal_ones_come_by_date_and_always_in_the_same_order(topic):
    beitrag = BeitragFactory(**topic)
    days = [date(2024, 1, 5), date(2024, 3, 5), date(2024, 2, 5), date(2024, 3, 5)]
    rows = [BeitragFactory(published=True, date=day, **topic) for day in days]

    runs = {tuple(item.beitrag.pk for item in weitere.of(beitrag, 4)) for _ in range(5)}

    assert runs == {(rows[3].pk, rows[1].pk, rows[2].pk, rows[0].pk)}


def test_one_common_massnahme_weighs_more_than_a_common_field(topic):
    massnahme = MassnahmeFactory()
    beitrag = BeitragFactory(handlungsfelder=topic["handlungsfelder"], massnahmen=[massnahme])
    by_field = BeitragFactory(
        published=True, handlungsfelder=topic["handlungsfelder"], date=date(2030, 1, 1)
    )
    by_massnahme = BeitragFactory(published=True, massnahmen=[massnahme])

    assert [item.beitrag for item in weitere.of(beitrag)] == [by_massnahme, by_field]
