"""Who manages and edits which row."""

import pytest
from django.contrib.auth.models import AnonymousUser

from netzwerke.models import Akteur, Angebot
from netzwerke.models import Quartiersmanagement as QuartiersmanagementModel
from portal.konten.roles import Role
from tests.factories import QuartierFactory, UserFactory
from tests.factories_netzwerke import (
    AkteurFactory,
    AngebotFactory,
    MassnahmeFactory,
    NetzwerkFactory,
    QuartiersmanagementFactory,
    VorschlagFactory,
)

pytestmark = pytest.mark.django_db

SCOPED = [AkteurFactory, NetzwerkFactory, AngebotFactory, MassnahmeFactory]


def model_of(factory):
    return factory._meta.model


def staff_of(*kommunen):
    user = UserFactory(role=Role.REDAKTION)
    for kommune in kommunen:
        kommune.mitarbeitende.add(user)
    return user


def quartiersmanager_of(*quartiere):
    user = UserFactory(role=Role.QUARTIERSMANAGEMENT)
    user.quartiere.set(quartiere)
    return user


@pytest.mark.parametrize("factory", SCOPED)
def test_staff_manage_rows_of_their_kommune_only(factory):
    own = factory()
    factory()

    assert list(model_of(factory).objects.managed_by(staff_of(own.kommune))) == [own]


@pytest.mark.parametrize("factory", SCOPED)
def test_programmleitung_manages_everything(factory):
    rows = {factory(), factory()}

    assert set(model_of(factory).objects.managed_by(UserFactory(role=Role.PROGRAMMLEITUNG))) == rows


@pytest.mark.parametrize("factory", SCOPED)
@pytest.mark.parametrize(
    "visitor",
    [AnonymousUser, UserFactory, lambda: UserFactory(is_active=False, is_superuser=True)],
)
def test_others_manage_nothing_even_in_a_kommune_without_staff(factory, visitor):
    factory(quartiere=[QuartierFactory()])

    assert list(model_of(factory).objects.managed_by(visitor())) == []


@pytest.mark.parametrize("factory", SCOPED)
def test_row_at_home_elsewhere_is_visible_here_but_managed_there(factory):
    here = QuartierFactory()
    guest = factory(published=True, quartiere=[here])
    objects = model_of(factory).objects

    assert list(objects.published().serving(here)) == [guest]
    assert list(objects.managed_by(staff_of(here.kommune))) == []
    assert list(objects.managed_by(quartiersmanager_of(here))) == []
    assert list(objects.managed_by(staff_of(guest.kommune))) == [guest]


@pytest.mark.parametrize("factory", SCOPED)
def test_quartiersmanagement_manages_rows_of_its_quartiere(factory):
    quartier = QuartierFactory()
    neighbour = QuartierFactory(kommune=quartier.kommune)
    own = factory(kommune=quartier.kommune, quartiere=[quartier, neighbour])
    factory(kommune=quartier.kommune, quartiere=[neighbour])
    factory(kommune=quartier.kommune)

    assert list(model_of(factory).objects.managed_by(quartiersmanager_of(quartier))) == [own]


def test_quartiersmanagement_loses_a_row_that_becomes_the_kommunes():
    quartier = QuartierFactory()
    akteur = AkteurFactory(kommune=quartier.kommune, quartiere=[quartier])
    akteur.reach = Akteur.Reach.KOMMUNE
    akteur.save()

    assert list(Akteur.objects.managed_by(quartiersmanager_of(quartier))) == []


def test_members_edit_their_organisation_but_do_not_manage_it():
    akteur, _ = AkteurFactory(), AkteurFactory()
    member = UserFactory()
    akteur.mitglieder.add(member)

    assert list(Akteur.objects.editable_by(member)) == [akteur]
    assert list(Akteur.objects.managed_by(member)) == []


@pytest.mark.parametrize(
    ("trusted", "published", "editable"),
    [(False, False, True), (False, True, False), (True, False, True), (True, True, True)],
)
def test_members_edit_public_angebote_only_when_trusted(trusted, published, editable):
    angebot = AngebotFactory(akteur__trusted=trusted, published=published)
    AngebotFactory(published=published)
    member = UserFactory()
    angebot.akteur.mitglieder.add(member)

    assert list(Angebot.objects.editable_by(member)) == ([angebot] if editable else [])


def test_staff_edit_public_angebote_of_untrusted_organisations():
    angebot = AngebotFactory(published=True)

    assert list(Angebot.objects.editable_by(staff_of(angebot.kommune))) == [angebot]


@pytest.mark.parametrize("model", [Akteur, Angebot])
@pytest.mark.parametrize("visitor", [AnonymousUser, lambda: UserFactory(is_active=False)])
def test_anonymous_and_locked_people_edit_nothing(model, visitor):
    AngebotFactory()

    assert list(model.objects.editable_by(visitor())) == []


def test_staff_may_name_own_and_public_akteure():
    own, public, _ = AkteurFactory(), AkteurFactory(published=True), AkteurFactory()

    assert set(Akteur.objects.selectable_by(staff_of(own.kommune))) == {own, public}


def test_quartiersmanagement_page_belongs_to_kommune_and_to_its_people():
    quartier = QuartierFactory()
    own = QuartiersmanagementFactory(akteur__kommune=quartier.kommune, quartiere=[quartier])
    QuartiersmanagementFactory()
    objects = QuartiersmanagementModel.objects

    assert list(objects.managed_by(quartiersmanager_of(quartier))) == [own]
    assert list(objects.managed_by(staff_of(quartier.kommune))) == [own]
    assert list(objects.managed_by(AnonymousUser())) == []


def test_vorschlag_goes_to_kommune_and_quartiersmanagement():
    quartier = QuartierFactory()
    own = VorschlagFactory(kommune=quartier.kommune, quartier=quartier)
    whole = VorschlagFactory(kommune=quartier.kommune)
    VorschlagFactory()
    objects = type(own).objects

    assert set(objects.managed_by(staff_of(quartier.kommune))) == {own, whole}
    assert list(objects.managed_by(quartiersmanager_of(quartier))) == [own]
