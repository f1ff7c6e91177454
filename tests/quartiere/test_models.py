from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.konten.roles import Role
from quartiere.models import Bild, Kommune, Material, Quartier
from quartiere.models.base import add_months
from tests.factories import (
    BildFactory,
    HandlungsfeldFactory,
    KommuneFactory,
    MaterialFactory,
    QuartierFactory,
    UserFactory,
    ZielgruppeFactory,
)

SCOPED = [Kommune, Quartier, Material, Bild]


# Who manages what -----------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("model", SCOPED)
@pytest.mark.parametrize("person", ["anonymous", "visitor"], indirect=True)
def test_without_role_nobody_manages_anything(model, person):
    # Kommunen without staff are what a careless filter would hand to anonymous visitors.
    MaterialFactory()
    BildFactory(kommune=KommuneFactory())

    assert list(model.objects.managed_by(person or AnonymousUser())) == []


@pytest.mark.django_db
def test_redaktion_manages_its_kommunen_once_each(staff, kommune):
    second = KommuneFactory()
    second.mitarbeitende.add(staff, UserFactory())
    kommune.mitarbeitende.add(UserFactory())
    KommuneFactory()

    assert sorted(Kommune.objects.managed_by(staff).values_list("pk", flat=True)) == [
        kommune.pk,
        second.pk,
    ]


@pytest.mark.django_db
def test_quartiersmanagement_manages_its_quartier_but_not_its_kommune(
    quartiersmanagement, quartier
):
    QuartierFactory(kommune=quartier.kommune)
    picture = BildFactory(kommune=quartier.kommune)

    assert list(Quartier.objects.managed_by(quartiersmanagement)) == [quartier]
    assert list(Kommune.objects.managed_by(quartiersmanagement)) == []
    assert list(Kommune.objects.worked_in_by(quartiersmanagement)) == [quartier.kommune]
    assert list(Bild.objects.managed_by(quartiersmanagement)) == [picture]


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["programmleitung", "superuser"], indirect=True)
@pytest.mark.parametrize("model", SCOPED)
def test_programmleitung_manages_everything(model, person):
    MaterialFactory()
    BildFactory(kommune=None)

    assert list(model.objects.managed_by(person)) == list(model.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize("model", SCOPED)
def test_blocked_account_manages_nothing(model, programmleitung):
    MaterialFactory()
    BildFactory(kommune=None)
    programmleitung.is_active = False

    assert list(model.objects.managed_by(programmleitung)) == []


@pytest.mark.django_db
def test_role_without_kommune_manages_nothing():
    KommuneFactory()
    QuartierFactory()

    redaktion = UserFactory(role=Role.REDAKTION)

    assert list(Kommune.objects.managed_by(redaktion)) == []
    assert list(Quartier.objects.managed_by(redaktion)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("person", "may_publish"),
    [
        ("programmleitung", True),
        ("staff", True),
        ("quartiersmanagement", False),
        ("other_staff", False),
        ("visitor", False),
    ],
    indirect=["person"],
)
def test_publication_is_decided_by_redaktion_and_programmleitung(person, may_publish, quartier):
    assert Quartier.objects.publishable_by(person).filter(pk=quartier.pk).exists() is may_publish


@pytest.mark.django_db
def test_picture_shared_with_a_neighbour_is_not_for_the_quartiersmanagement_to_change(
    quartiersmanagement, quartier, staff
):
    own, shared, unused = BildFactory.create_batch(3, kommune=quartier.kommune)
    Quartier.objects.filter(pk=quartier.pk).update(picture=own)
    QuartierFactory(kommune=quartier.kommune, picture=shared)

    assert set(Bild.objects.editable_by(quartiersmanagement)) == {own, unused}
    assert set(Bild.objects.editable_by(staff)) == {own, shared, unused}


# What is public -------------------------------------------------------------


@pytest.mark.django_db
def test_quartier_is_public_when_published_in_a_kommune_that_exists():
    public = QuartierFactory(published=True)
    QuartierFactory()
    QuartierFactory(status=Quartier.Status.ARCHIVED)
    QuartierFactory(published=True, kommune__is_active=False)

    assert list(Quartier.objects.published()) == [public]
    assert list(Kommune.objects.published()) == [public.kommune]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("programme", "until_in_years", "expected"),
    [
        ("Sozialer Zusammenhalt", None, True),
        ("Sozialer Zusammenhalt", 0, True),
        ("Sozialer Zusammenhalt", -1, False),
        ("", None, None),
    ],
)
def test_programme_runs_to_the_end_of_its_last_year(programme, until_in_years, expected):
    until = None if until_in_years is None else timezone.localdate().year + until_in_years
    quartier = QuartierFactory(programme=programme, programme_until=until)

    assert quartier.is_running is expected
    assert Quartier.objects.running().exists() is (expected is True)
    assert Quartier.objects.finished().exists() is (expected is False)


# Review ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_months_are_counted_to_the_last_day_at_most(day, months, expected):
    assert add_months(day, months) == expected


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 240))
def test_months_later_is_never_earlier_and_keeps_the_month(day, months):
    later = add_months(day, months)

    distance = (later.year - day.year) * 12 + later.month - day.month
    assert (distance, later.day <= day.day) == (months, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days_over", "expected"), [(-1, False), (0, False), (1, True), (None, True)]
)
def test_review_is_overdue_the_day_after_it_was_due(days_over, expected):
    due = None if days_over is None else timezone.localdate() - timedelta(days=days_over)
    quartier = QuartierFactory(reviewed_on=due, review_months=0)

    assert quartier.is_overdue is expected
    assert Quartier.objects.overdue().exists() is expected


@pytest.mark.django_db
@pytest.mark.parametrize("day", [timezone.localdate() + timedelta(days=2), date.max])
def test_review_cannot_lie_in_the_future(day):
    quartier = QuartierFactory()
    quartier.reviewed_on = day

    with pytest.raises(ValidationError) as refusal:
        quartier.full_clean()

    assert refusal.value.message_dict == {"reviewed_on": ["Dieser Tag liegt in der Zukunft."]}


@pytest.mark.django_db
def test_marking_as_reviewed_keeps_each_interval(staff):
    yearly, half = QuartierFactory(review_months=12), QuartierFactory(review_months=6)

    number = Quartier.objects.select_related("kommune").mark_reviewed(staff)

    today = timezone.localdate()
    found = Quartier.objects.in_bulk()
    assert number == 2
    assert {pk: row.review_due_on for pk, row in found.items()} == {
        yearly.pk: add_months(today, 12),
        half.pk: add_months(today, 6),
    }


# What can never be true -----------------------------------------------------

NOT_IN_GERMANY = (
    "Der Punkt liegt nicht in Deutschland. Bitte Längengrad (etwa 6 bis 15) und "
    "Breitengrad (etwa 47 bis 55) prüfen."
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"programme_since": 2020, "programme_until": 2019},
            "Das Ende im Programm muss nach dem Anfang liegen.",
        ),
        ({"programme_since": 19}, "Bitte das Jahr mit vier Ziffern angeben, ab 1971."),
        ({"boundary": None, "longitude": 2.3, "latitude": 48.8}, NOT_IN_GERMANY),
        ({"boundary": None, "longitude": 10.0, "latitude": None}, NOT_IN_GERMANY),
    ],
)
def test_impossible_quartier_is_refused_by_form_and_database(fields, message):
    with pytest.raises(ValidationError) as refused:
        QuartierFactory.build(kommune=KommuneFactory(), **fields).validate_constraints()
    with pytest.raises(IntegrityError):
        QuartierFactory(**fields)

    assert refused.value.messages == [message]


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["slug", "key"])
def test_address_and_key_are_unique_within_a_kommune_only(kommune, field):
    QuartierFactory(kommune=kommune, **{field: "nord"})
    QuartierFactory(**{field: "nord"})

    with pytest.raises(IntegrityError):
        QuartierFactory(kommune=kommune, **{field: "nord"})


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [ZielgruppeFactory, HandlungsfeldFactory])
def test_words_of_the_vocabularies_are_unique(factory):
    factory(name="Doppelt")

    with pytest.raises(IntegrityError):
        factory(name="Doppelt")


@pytest.mark.django_db
def test_boundary_brings_box_point_and_path():
    quartier = QuartierFactory()

    assert quartier.west < quartier.longitude < quartier.east
    assert quartier.south < quartier.latitude < quartier.north
    assert (quartier.svg_path[0], quartier.area_km2 > 0) == ("M", True)


@pytest.mark.django_db
def test_point_without_boundary_stays_as_entered():
    quartier = QuartierFactory(boundary=None, longitude=10.5, latitude=50.5)

    quartier.refresh_from_db()

    assert (quartier.longitude, quartier.latitude, quartier.svg_path, quartier.west) == (
        10.5,
        50.5,
        "",
        None,
    )
