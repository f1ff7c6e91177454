"""Which rows are public where and when, and what the database refuses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from netzwerke.models import Akteur, Angebot, Massnahme, Mitgliedschaft, Netzwerk
from tests.factories import KommuneFactory, QuartierFactory
from tests.factories_netzwerke import (
    AkteurFactory,
    AngebotFactory,
    ErgebnisFactory,
    FinanzierungFactory,
    MassnahmeFactory,
    MitgliedschaftFactory,
    NetzwerkFactory,
    VorschlagFactory,
)

pytestmark = pytest.mark.django_db

SCOPED = [AkteurFactory, NetzwerkFactory, AngebotFactory, MassnahmeFactory]


def model_of(factory):
    return factory._meta.model


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


# Public and where -----------------------------------------------------------------------------


@pytest.mark.parametrize("factory", SCOPED)
def test_published_needs_a_kommune_that_exists(factory):
    visible = factory(published=True)
    factory()
    factory(published=True, kommune__is_active=False)

    assert list(model_of(factory).objects.published()) == [visible]


def test_service_area_decides_not_the_home():
    here = QuartierFactory()
    neighbour = QuartierFactory(kommune=here.kommune)
    local = AngebotFactory(kommune=here.kommune, quartiere=[here])
    whole = AngebotFactory(kommune=here.kommune)
    supra = AngebotFactory(reach=Angebot.Reach.SUPRA_LOCAL)
    supra.kommunen.add(here.kommune)
    AngebotFactory(kommune=here.kommune, quartiere=[neighbour])
    AngebotFactory(reach=Angebot.Reach.SUPRA_LOCAL)
    AngebotFactory().kommunen.add(here.kommune)

    assert set(Angebot.objects.serving(here)) == {local, whole, supra}


def test_serving_kommune_holds_what_serves_one_of_its_quartiere():
    here = QuartierFactory()
    guest, whole = AkteurFactory(quartiere=[here]), AkteurFactory(kommune=here.kommune)
    AkteurFactory()

    assert set(Akteur.objects.serving_kommune(here.kommune)) == {guest, whole}


def test_reach_is_told_in_words():
    kommune = KommuneFactory(name="Musterstadt")
    nord = QuartierFactory(name="Nord", kommune=kommune)
    supra = AkteurFactory(reach=Akteur.Reach.SUPRA_LOCAL)
    supra.kommunen.add(kommune)

    assert [
        AkteurFactory(quartiere=[nord]).reach_text,
        AkteurFactory(kommune=kommune).reach_text,
        supra.reach_text,
    ] == ["Nord", "ganz Musterstadt", "überörtlich, Musterstadt"]


def test_near_gives_nearest_first_with_distance():
    far = AkteurFactory(longitude=13.4, latitude=52.50)
    close = AkteurFactory(longitude=13.4, latitude=52.51)
    AkteurFactory(longitude=13.4, latitude=52.60)
    AkteurFactory()

    found = Akteur.objects.near(13.4, 52.52, 5)

    assert [(row, round(row.distance_km, 1)) for row in found] == [(close, 1.1), (far, 2.2)]


# Time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "ends", "is_current"),
    [
        (None, None, True),
        (0, 0, True),
        (1, None, False),
        (None, -1, False),
        (-1, 1, True),
    ],
)
def test_angebot_is_current_between_its_dates(starts, ends, is_current):
    angebot = AngebotFactory(
        valid_from=None if starts is None else today(starts),
        valid_until=None if ends is None else today(ends),
    )

    assert list(Angebot.objects.current()) == ([angebot] if is_current else [])
    assert angebot.is_expired is (ends == -1)


def test_membership_is_current_to_its_last_day():
    running, _, last_day = (MitgliedschaftFactory(until=day) for day in (None, today(-1), today()))

    assert set(Mitgliedschaft.objects.current()) == {running, last_day}


def test_akteur_whose_memberships_ended_is_in_no_netzwerk():
    alone, left, member = AkteurFactory.create_batch(3)
    MitgliedschaftFactory(akteur=left, until=today(-1))
    MitgliedschaftFactory(akteur=member)

    assert set(Akteur.objects.in_no_netzwerk()) == {alone, left}


def test_ended_massnahme_without_ergebnis_is_found():
    by_phase = MassnahmeFactory(phase=Massnahme.Phase.COMPLETED)
    by_date = MassnahmeFactory(phase=Massnahme.Phase.RUNNING, ends_on=today(-1))
    MassnahmeFactory(phase=Massnahme.Phase.RUNNING, ends_on=today())
    ErgebnisFactory(massnahme__phase=Massnahme.Phase.COMPLETED)

    assert set(Massnahme.objects.without_ergebnis()) == {by_phase, by_date}


def test_amount_sums_years_and_sources():
    massnahme = MassnahmeFactory()
    FinanzierungFactory.create_batch(3, massnahme=massnahme, amount="1000.50")
    MassnahmeFactory()

    found = Massnahme.objects.for_cards().order_by("pk")

    assert [row.amount for row in found] == [pytest.approx(3001.5), None]


# What cannot be true --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("factory", "values"),
    [
        (AngebotFactory, {"valid_from": date(2026, 2, 1), "valid_until": date(2026, 1, 1)}),
        (AngebotFactory, {"longitude": 52.5, "latitude": 13.4}),
        (AkteurFactory, {"longitude": 13.4, "latitude": None}),
        (MassnahmeFactory, {"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)}),
        (MassnahmeFactory, {"programme_year": 26}),
        (FinanzierungFactory, {"amount": -1}),
        (FinanzierungFactory, {"year": 26}),
        (ErgebnisFactory, {"value": 3}),
        (MitgliedschaftFactory, {"since": date(2026, 2, 1), "until": date(2026, 1, 1)}),
        (VorschlagFactory, {"title": ""}),
        (VorschlagFactory, {"kind": "correction"}),
    ],
)
def test_database_refuses(factory, values):
    with pytest.raises(IntegrityError):
        factory(**values)


def test_source_key_is_unique_in_its_source():
    first = AkteurFactory(source="Liste", source_key="1")
    AkteurFactory(kommune=first.kommune, source="andere Liste", source_key="1")

    again = AkteurFactory.build(kommune=first.kommune, source="Liste", source_key="1")

    with pytest.raises(ValidationError, match="Diesen Schlüssel gibt es"):
        again.validate_constraints()


def test_nobody_is_a_member_twice_at_a_time():
    first = MitgliedschaftFactory(until=today(-5))
    MitgliedschaftFactory(akteur=first.akteur, netzwerk=first.netzwerk)

    with pytest.raises(IntegrityError):
        MitgliedschaftFactory(akteur=first.akteur, netzwerk=first.netzwerk)


# Loading --------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize(
    ("factory", "queries"),
    [(AkteurFactory, 6), (NetzwerkFactory, 5), (AngebotFactory, 6), (MassnahmeFactory, 5)],
)
def test_cards_load_in_the_same_number_of_queries(
    factory, queries, count, django_assert_num_queries
):
    factory.create_batch(count, published=True, quartiere=[QuartierFactory()])

    with django_assert_num_queries(queries):
        rows = list(model_of(factory).objects.published().for_cards())
        texts = [(row.reach_text, list(row.zielgruppen.all())) for row in rows]

    assert len(texts) == count


@pytest.mark.parametrize("members", [1, 10])
def test_graph_loads_current_members_in_the_same_number_of_queries(
    members, django_assert_num_queries
):
    netzwerk = NetzwerkFactory(published=True)
    for _ in range(members):
        MitgliedschaftFactory(netzwerk=netzwerk, akteur=AkteurFactory(published=True))
    MitgliedschaftFactory(netzwerk=netzwerk, akteur__published=True, until=today(-1))
    MitgliedschaftFactory(netzwerk=netzwerk)

    with django_assert_num_queries(3):
        found = Netzwerk.objects.for_graph().get()
        sides = [row.akteur.akteursart.side for row in found.current_members]

    assert len(sides) == members
