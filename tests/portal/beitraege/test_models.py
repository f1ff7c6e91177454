from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.beitraege.models import Beitrag
from tests.factories import KommuneFactory, QuartierFactory
from tests.factories_beitraege import BeitragFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(kommune, quartier):
    """One of each kind of ownership, by a name for the table below."""
    other = QuartierFactory(kommune=kommune)
    return {
        "kommune": BeitragFactory(kommune=kommune),
        "own quartier": BeitragFactory(kommune=kommune, quartiere=[quartier]),
        "own quartier, published": BeitragFactory(
            kommune=kommune, quartiere=[quartier], published=True
        ),
        "own and another": BeitragFactory(kommune=kommune, quartiere=[quartier, other]),
        "named by another kommune": BeitragFactory(quartiere=[quartier], kommunen=[kommune]),
        "foreign": BeitragFactory(),
        "supra-local": BeitragFactory(kommune=None, quartiere=[quartier]),
    }


OF_KOMMUNE = {"kommune", "own quartier", "own quartier, published", "own and another"}
EVERYTHING = OF_KOMMUNE | {"named by another kommune", "foreign", "supra-local"}
MANAGED = {
    "anonymous": set(),
    "visitor": set(),
    "quartiersmanagement": {"own quartier", "own quartier, published"},
    "staff": OF_KOMMUNE,
    "other_staff": set(),
    "programmleitung": EVERYTHING,
}
EDITABLE = MANAGED | {"quartiersmanagement": {"own quartier"}}
PUBLISHABLE = MANAGED | {"quartiersmanagement": set()}


def names_in(queryset, rows):
    found = set(queryset.values_list("pk", flat=True))
    return {name for name, row in rows.items() if row.pk in found}


@pytest.mark.parametrize(
    ("rule", "table"),
    [("managed_by", MANAGED), ("editable_by", EDITABLE), ("publishable_by", PUBLISHABLE)],
)
@pytest.mark.parametrize("person", MANAGED, indirect=True)
def test_rule_gives_each_role_its_rows(rows, person, rule, table, request, rf, anonymous_user):
    user = person or anonymous_user

    found = getattr(Beitrag.objects, rule)(user)

    assert names_in(found, rows) == table[request.node.callspec.params["person"]]


def test_public_are_published_rows_in_their_window_and_in_an_active_kommune(hidden, kommune):
    hidden()
    now = timezone.now()
    public = [
        BeitragFactory(published=True, kommune=kommune),
        BeitragFactory(published=True, kommune=None),
        BeitragFactory(
            published=True,
            publish_from=now - timedelta(seconds=1),
            publish_until=now + timedelta(minutes=1),
        ),
    ]

    assert set(Beitrag.objects.published()) == set(public)
    assert {row for row in Beitrag.objects.all() if row.is_public} == set(public)


def test_window_that_ends_before_it_begins_is_refused():
    now = timezone.now()
    beitrag = BeitragFactory.build(
        kommune=KommuneFactory(), publish_from=now, publish_until=now - timedelta(days=1)
    )

    with pytest.raises(ValidationError) as refusal:
        beitrag.full_clean()

    assert refusal.value.messages == ["„Öffentlich bis“ muss nach „öffentlich ab“ liegen."]


def test_saving_an_old_copy_keeps_the_status():
    beitrag = BeitragFactory()
    old = Beitrag.objects.get(pk=beitrag.pk)
    Beitrag.objects.update(status=Beitrag.Status.PUBLISHED)

    old.title = "Neu"
    old.save()

    beitrag.refresh_from_db()
    assert (beitrag.title, beitrag.status) == ("Neu", Beitrag.Status.PUBLISHED)
