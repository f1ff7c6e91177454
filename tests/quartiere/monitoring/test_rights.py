"""Who may see and change what: every role against every model of the monitoring."""

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from portal.konten.roles import Role
from quartiere.monitoring.models import (
    Ausgabe,
    Einschaetzung,
    Einspielung,
    ImportProfil,
    Indikator,
    Planungsraum,
    Zuordnung,
)
from tests.factories import QuartierFactory
from tests.factories_monitoring import (
    EinschaetzungFactory,
    EinspielungFactory,
    ImportProfilFactory,
    PlanungsraumFactory,
    ZuordnungFactory,
    make_ausgabe,
)

pytestmark = pytest.mark.django_db

SCOPED = [Planungsraum, Indikator, Ausgabe, Zuordnung, ImportProfil, Einspielung]
VIEWED = [Planungsraum, Indikator, Ausgabe, Zuordnung]
PEOPLE = ["programmleitung", "staff", "other_staff", "quartiersmanagement", "anonymous"]


@pytest.fixture
def content(kommune, quartier):
    """Something of every kind in `kommune`, an unpublished edition among it."""
    ausgabe = make_ausgabe(kommune, state="checked")
    area = ausgabe.gebietswerte.by_key().first().planungsraum
    ZuordnungFactory(planungsraum=area, quartier=quartier)
    ImportProfilFactory(kommune=kommune)
    EinspielungFactory(kommune=kommune)
    return ausgabe


@pytest.mark.parametrize("model", SCOPED)
@pytest.mark.parametrize("person", PEOPLE, indirect=True)
def test_only_the_kommune_and_the_programme_change_it(
    content, person, staff, programmleitung, model
):
    rows = model.objects.managed_by(person or AnonymousUser())

    assert rows.exists() == (person in [staff, programmleitung])


@pytest.mark.parametrize("model", VIEWED)
@pytest.mark.parametrize("person", PEOPLE, indirect=True)
def test_quartiersmanagement_may_look_at_it(content, person, other_staff, model):
    rows = model.objects.worked_on_by(person or AnonymousUser())

    assert rows.exists() == (person is not None and person != other_staff)


@pytest.mark.parametrize("person", PEOPLE, indirect=True)
def test_edition_is_published_by_its_kommune_and_the_programme(
    content, person, staff, programmleitung
):
    rows = Ausgabe.objects.publishable_by(person or AnonymousUser())

    assert list(rows) == ([content] if person in [staff, programmleitung] else [])


@pytest.mark.parametrize("person", PEOPLE, indirect=True)
def test_einschaetzung_is_published_by_the_kommune_and_written_by_those_on_site(
    quartier, person, staff, programmleitung, quartiersmanagement
):
    own = EinschaetzungFactory(quartier=quartier)
    EinschaetzungFactory(quartier=QuartierFactory(kommune=quartier.kommune))
    user = person or AnonymousUser()

    managed = Einschaetzung.objects.managed_by(user)
    publishable = Einschaetzung.objects.publishable_by(user)

    expected = {programmleitung: (2, 2), staff: (2, 2), quartiersmanagement: (1, 0)}
    assert (managed.count(), publishable.count()) == expected.get(person, (0, 0))
    assert person != quartiersmanagement or list(managed) == [own]


def test_quartiersmanagement_judges_the_planungsraeume_its_quartier_covers(
    kommune, quartier, quartiersmanagement
):
    covered, touched, other = PlanungsraumFactory.create_batch(3, kommune=kommune)
    ZuordnungFactory(planungsraum=covered, quartier=quartier, share=0.4)
    ZuordnungFactory(planungsraum=touched, quartier=quartier, share=0.05)
    ZuordnungFactory(planungsraum=other, quartier=QuartierFactory(kommune=kommune), share=1)
    rows = [EinschaetzungFactory(quartier=None, planungsraum=p) for p in (covered, touched, other)]

    assert list(Planungsraum.objects.assessable_by(quartiersmanagement)) == [covered]
    assert list(Einschaetzung.objects.managed_by(quartiersmanagement)) == [rows[0]]


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_einschaetzung_is_public_only_when_published_in_a_public_quartier(quartier, status):
    public = EinschaetzungFactory(quartier=quartier, published=True)
    EinschaetzungFactory(quartier=quartier, status=status)
    EinschaetzungFactory(quartier=QuartierFactory(), published=True)
    of_area = EinschaetzungFactory(
        quartier=None, planungsraum=PlanungsraumFactory(), published=True
    )

    assert set(Einschaetzung.objects.published()) == {public, of_area}


def granted(role):
    rows = Permission.objects.filter(
        group__name=role, content_type__app_label="monitoring"
    ).values_list("codename", flat=True)
    found = {}
    for verb, model in sorted(name.split("_", 1) for name in rows):
        found.setdefault(model, []).append(verb)
    return found


def test_roles_have_exactly_their_permissions():
    every = ["add", "change", "delete", "view"]
    publish = ["add", "change", "delete", "publish", "view"]
    names = ["planungsraum", "indikator", "ausgabeindikator", "gebietswert", "zuordnung"]
    names += ["importprofil", "einspielung", "einspielungdatei"]
    all_of_it = dict.fromkeys(names, every) | {"ausgabe": publish}
    viewed = ["planungsraum", "indikator", "ausgabe", "ausgabeindikator", "gebietswert"]

    assert granted(Role.PROGRAMMLEITUNG) == all_of_it | {"einschaetzung": publish}
    assert granted(Role.REDAKTION) == all_of_it | {
        "einschaetzung": ["change", "delete", "publish", "view"]
    }
    assert granted(Role.QUARTIERSMANAGEMENT) == dict.fromkeys([*viewed, "zuordnung"], ["view"]) | {
        "einschaetzung": ["add", "change", "view"]
    }
    assert (granted(Role.ORGANISATION), granted(Role.VERANSTALTER)) == ({}, {})
