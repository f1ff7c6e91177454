"""What goes out as a table comes in again unchanged, and only where the person may write."""

from datetime import time

import pytest
import tablib

from netzwerke.importe.resources import AkteurResource, AngebotResource, MassnahmeResource
from netzwerke.models import Akteur, AkteurOeffnungszeit, Angebot, Massnahme
from portal.konten.roles import Role
from quartiere.models import Handlungsfeld, Zielgruppe
from tests.factories import KommuneFactory, QuartierFactory, UserFactory
from tests.factories_netzwerke import (
    AkteurFactory,
    AngebotFactory,
    FinanzierungFactory,
    HandlungsansatzFactory,
    MassnahmeFactory,
)

pytestmark = pytest.mark.django_db

TABLES = [
    (AkteurResource, AkteurFactory),
    (AngebotResource, AngebotFactory),
    (MassnahmeResource, MassnahmeFactory),
]


def full_row(factory):
    """A row with something in every kind of cell."""
    quartier = QuartierFactory()
    row = factory(
        kommune=quartier.kommune,
        quartiere=[quartier, QuartierFactory(kommune=quartier.kommune)],
        zielgruppen=Zielgruppe.objects.filter(slug__in=["kinder", "familien"]),
        handlungsfelder=Handlungsfeld.objects.filter(slug="beteiligung-vernetzung-kooperation"),
        published=True,
        text='Zwei\r\nZeilen; mit Semikolon, Komma und "Zeichen".',
        source="Liste",
        source_key="0007",
        notes="=1+1",
    )
    if factory is not MassnahmeFactory:
        row.oeffnungszeiten.create(weekday=0, opens=time(9), closes=time(12), note="für alle")
        row.step_free, row.quiet_room, row.longitude, row.latitude = True, False, 13.405271, 52.5
        row.phone = "+49 30 1"
    else:
        FinanzierungFactory.create_batch(2, massnahme=row, amount="1234.50")
        row.partner.add(AkteurFactory(kommune=row.kommune))
    if factory is not AkteurFactory:
        row.handlungsansaetze.add(HandlungsansatzFactory(quartier=quartier))
    row.save()
    return row


def outcomes(result):
    assert [row.validation_error or row.errors or None for row in result.rows] == [None] * len(
        result.rows
    )
    return [row.import_type for row in result.rows]


@pytest.mark.parametrize(("resource", "factory"), TABLES)
def test_exported_table_comes_in_unchanged(resource, factory):
    rows = [full_row(factory), factory()]
    dataset = resource().export()

    result = resource().import_data(dataset)

    assert outcomes(result) == ["skip"] * len(rows)


@pytest.mark.parametrize(("resource", "factory"), TABLES)
def test_exported_table_makes_the_same_rows_again(resource, factory):
    full_row(factory)
    before = resource().export()
    factory._meta.model.objects.all().delete()

    result = resource().import_data(before)

    assert outcomes(result) == ["new"]
    assert resource().export().dict == before.dict


@pytest.mark.parametrize(("resource", "factory"), TABLES)
def test_table_holds_only_rows_of_the_persons_kommune(resource, factory):
    own, _ = factory(), factory(published=True)
    user = UserFactory(role=Role.REDAKTION)
    own.kommune.mitarbeitende.add(user)

    assert resource(user).export()["Adresskürzel"] == [own.slug]


@pytest.mark.parametrize(("resource", "factory"), TABLES)
def test_foreign_row_cannot_be_changed_by_a_table(resource, factory):
    foreign, own = factory(), factory()
    user = UserFactory(role=Role.REDAKTION)
    own.kommune.mitarbeitende.add(user)
    dataset = resource().export(factory._meta.model.objects.filter(pk=foreign.pk))

    result = resource(user).import_data(dataset)

    assert [row.import_type for row in result.rows] == ["invalid"]


def import_one(user, **cells):
    dataset = tablib.Dataset(list(cells.values()), headers=list(cells))
    return AkteurResource(user).import_data(dataset).rows[0]


@pytest.fixture
def redaktion():
    user = UserFactory(role=Role.REDAKTION)
    KommuneFactory(ags="11000000").mitarbeitende.add(user)
    return user


def test_person_cannot_write_into_a_foreign_kommune(redaktion):
    KommuneFactory(ags="12000000")

    row = import_one(redaktion, Name="Treff", Kommune="12000000")

    assert row.validation_error.message_dict == {
        "Kommune": ["Kommune „12000000“ ist nicht bekannt oder nicht für Sie da."]
    }


def test_person_cannot_name_a_foreign_quartier(redaktion):
    foreign = QuartierFactory(published=True)
    address = f"{foreign.kommune.slug}/{foreign.slug}"

    row = import_one(redaktion, Name="Treff", Kommune="11000000", Quartiere=address)

    assert row.validation_error.message_dict == {
        "Quartiere": [f"Quartier „{address}“ ist nicht bekannt oder nicht für Sie da."]
    }


def test_quartiersmanagement_writes_rows_of_its_quartiere_only():
    quartier = QuartierFactory(kommune__ags="11000000", kommune__slug="berlin", slug="nord")
    user = UserFactory(role=Role.QUARTIERSMANAGEMENT)
    user.quartiere.add(quartier)

    own = import_one(user, Name="Treff", Kommune="11000000", Quartiere="berlin/nord")
    whole = import_one(user, Name="Haus", Kommune="11000000")

    assert (own.import_type, whole.import_type) == ("new", "invalid")
    assert list(Akteur.objects.values_list("name", "reach")) == [("Treff", "quartiere")]


@pytest.mark.parametrize(
    ("role", "outcome"), [(Role.REDAKTION, "new"), (Role.QUARTIERSMANAGEMENT, "invalid")]
)
def test_only_the_redaktion_publishes_by_a_table(role, outcome):
    quartier = QuartierFactory(kommune__ags="11000000", kommune__slug="berlin", slug="nord")
    user = UserFactory(role=role)
    user.quartiere.add(quartier)
    if role == Role.REDAKTION:
        quartier.kommune.mitarbeitende.add(user)

    row = import_one(
        user,
        Name="Treff",
        Kommune="11000000",
        Quartiere="berlin/nord",
        **{"Veröffentlichung": "veröffentlicht"},
    )

    assert row.import_type == outcome


def test_every_wrong_cell_is_told_with_its_column(redaktion):
    row = import_one(
        redaktion,
        **{
            "Name": "",
            "Kommune": "11000000",
            "E-Mail": "keine",
            "Längengrad": "östlich",
            "Zielgruppen": "Kinder; Riesen",
            "Öffnungszeiten": "immer",
            "stufenlos erreichbar": "vielleicht",
            "Veröffentlichung": "sofort",
        },
    )

    assert set(row.validation_error.message_dict) == {
        "Name",
        "E-Mail",
        "Längengrad",
        "Zielgruppen",
        "Öffnungszeiten",
        "stufenlos erreichbar",
        "Veröffentlichung",
    }


def test_missing_columns_leave_what_is_there():
    akteur = full_row(AkteurFactory)
    dataset = tablib.Dataset([akteur.slug, "Neuer Name"], headers=["Adresskürzel", "Name"])

    result = AkteurResource().import_data(dataset)

    assert outcomes(result) == ["update"]
    akteur.refresh_from_db()
    assert (akteur.name, akteur.phone, akteur.quartiere.count()) == ("Neuer Name", "+49 30 1", 2)


def test_changed_hours_replace_the_old_ones():
    akteur = full_row(AkteurFactory)
    dataset = tablib.Dataset([akteur.slug, "Fr 14–18"], headers=["Adresskürzel", "Öffnungszeiten"])

    result = AkteurResource().import_data(dataset)

    assert outcomes(result) == ["update"]
    assert list(AkteurOeffnungszeit.objects.values_list("weekday", "opens", "note")) == [
        (4, time(14), "")
    ]


def test_imported_phase_enters_the_history_where_there_is_one():
    massnahme = MassnahmeFactory(phase=Massnahme.Phase.PLANNED)
    massnahme.phasenwechsel.create(phase="planned", dated_on="2025-01-01")
    dataset = tablib.Dataset([massnahme.slug, "läuft"], headers=["Adresskürzel", "Stand"])

    MassnahmeResource().import_data(dataset)

    massnahme.refresh_from_db()
    assert massnahme.phase == "running"
    assert [step.phase for step in massnahme.phasenwechsel.all()] == ["planned", "running"]


def test_dry_run_writes_nothing():
    dataset = tablib.Dataset(
        ["Treff", KommuneFactory(ags="11000000").ags], headers=["Titel", "Kommune"]
    )

    result = AngebotResource().import_data(dataset, dry_run=True)

    assert outcomes(result) == ["new"]
    assert not Angebot.objects.exists()
