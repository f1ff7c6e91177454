"""Who sees and manages the strategy of a Quartier, and what it cannot say."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.utils import timezone

from quartiere.models import Handlungsfeld
from quartiere.strategie.models import Bedarf, Problemlage, Strategie, Ziel
from tests.factories import QuartierFactory
from tests.factories_monitoring import EinschaetzungFactory, make_ausgabe
from tests.factories_netzwerke import (
    BedarfFactory,
    HandlungsansatzFactory,
    StrategieFactory,
    ZielFactory,
)

pytestmark = pytest.mark.django_db

CHAIN = [StrategieFactory, BedarfFactory, ZielFactory, HandlungsansatzFactory]


def objects_of(factory):
    return factory._meta.model.objects


@pytest.mark.parametrize("factory", CHAIN)
def test_published_needs_a_public_quartier(factory):
    visible = factory(published=True)
    factory()
    factory(published=True, quartier__published=False)

    assert list(objects_of(factory).published()) == [visible]


@pytest.mark.parametrize("factory", CHAIN)
@pytest.mark.parametrize("person", ["staff", "quartiersmanagement"], indirect=True)
def test_rows_follow_the_rule_of_their_quartier(factory, quartier, person):
    own = factory(quartier=quartier)
    factory()

    assert list(objects_of(factory).managed_by(person)) == [own]


@pytest.mark.parametrize("factory", CHAIN)
@pytest.mark.parametrize(
    ("person", "publishes"),
    [("staff", True), ("quartiersmanagement", False), ("programmleitung", True)],
    indirect=["person"],
)
def test_redaktion_publishes(factory, quartier, person, publishes):
    own = factory(quartier=quartier)

    assert list(objects_of(factory).publishable_by(person)) == ([own] if publishes else [])


@pytest.mark.parametrize("factory", CHAIN)
def test_nobody_manages_what_has_no_staff(factory):
    factory()

    assert list(objects_of(factory).managed_by(AnonymousUser())) == []


@pytest.mark.parametrize(
    ("starts", "ends", "is_valid"),
    [(None, None, True), (0, 0, True), (1, None, False), (None, -1, False)],
)
def test_strategie_holds_between_its_dates(starts, ends, is_valid):
    def day(offset):
        return None if offset is None else timezone.localdate() + timedelta(days=offset)

    strategie = StrategieFactory(valid_from=day(starts), valid_until=day(ends))

    assert list(Strategie.objects.valid()) == ([strategie] if is_valid else [])


def test_chain_is_open_until_the_next_link_is_published():
    bedarf = BedarfFactory(published=True)
    ziel = ZielFactory(quartier=bedarf.quartier, bedarfe=[bedarf])
    before = list(Bedarf.objects.without_ziel())
    Ziel.objects.update(status="published")
    after = list(Bedarf.objects.without_ziel())
    HandlungsansatzFactory(quartier=bedarf.quartier, ziele=[ziel], published=True)

    assert (before, after) == ([bedarf], [])
    assert list(Ziel.objects.without_handlungsansatz()) == []


@pytest.mark.parametrize(
    ("factory", "values"),
    [
        (BedarfFactory, {"einschaetzung": None}),
        (ZielFactory, {"target_value": 3}),
        (ZielFactory, {"start_year": 2026, "target_year": 2025}),
        (HandlungsansatzFactory, {"priority": 1}),
        (StrategieFactory, {"valid_from": date(2026, 2, 1), "valid_until": date(2026, 1, 1)}),
        (StrategieFactory, {"file": "x.pdf", "link": "https://example.org/x.pdf"}),
    ],
)
def test_database_refuses(factory, values):
    with pytest.raises(IntegrityError):
        factory(**values)


def test_slug_of_a_bedarf_is_unique_in_its_quartier_only():
    first = BedarfFactory(slug="treff")
    BedarfFactory(slug="treff")

    with pytest.raises(IntegrityError):
        BedarfFactory(slug="treff", quartier=first.quartier)


@pytest.mark.parametrize(
    ("state", "is_refused"), [("draft", True), ("checked", True), ("published", False)]
)
def test_only_published_data_justify_a_bedarf(quartier, state, is_refused):
    ausgabe = make_ausgabe(quartier.kommune, state=state)
    bedarf = BedarfFactory(quartier=quartier, ausgabe=ausgabe, einschaetzung=None)

    if is_refused:
        with pytest.raises(ValidationError, match="veröffentlichte Ausgabe"):
            bedarf.full_clean()
    else:
        bedarf.full_clean()


def test_data_of_another_kommune_justify_nothing(quartier):
    bedarf = BedarfFactory(quartier=quartier, ausgabe=make_ausgabe(), einschaetzung=None)

    with pytest.raises(ValidationError, match="andere[nr]? Kommune"):
        bedarf.full_clean()


def test_judgement_that_justifies_a_bedarf_cannot_be_deleted():
    bedarf = BedarfFactory()

    with pytest.raises(IntegrityError):
        bedarf.einschaetzung.delete()


def test_cross_cutting_topics_are_marked():
    ansatz = HandlungsansatzFactory()
    ansatz.handlungsfelder.set(Handlungsfeld.objects.filter(slug__in=["bildung", "inklusion"]))

    assert [feld.slug for feld in ansatz.cross_cutting] == ["inklusion"]


@pytest.mark.parametrize(
    ("values", "is_measurable"),
    [
        ({}, False),
        ({"indicator": "Anteil"}, False),
        ({"indicator": "Anteil", "target_value": 0}, True),
    ],
)
def test_ziel_is_measurable_with_indicator_and_target(values, is_measurable):
    assert ZielFactory(**values).is_measurable is is_measurable


def test_problemlagen_of_the_programme_are_there():
    assert list(Problemlage.objects.values_list("name", flat=True)) == [
        "Arbeitslosigkeit",
        "niedrige Bildungsabschlüsse",
        "Armut",
        "gesundheitliche Belastung",
        "geringe Teilhabe",
        "Umweltbelastung",
        "mangelnde Infrastruktur",
        "überforderte Nachbarschaften",
        "überlastete Bildungseinrichtungen",
    ]


def test_replaced_and_deleted_documents_leave_no_file(django_capture_on_commit_callbacks):
    strategie = StrategieFactory()
    with django_capture_on_commit_callbacks(execute=True):
        strategie.file.save("alt.pdf", ContentFile(b"%PDF-1.7"))
        old, storage = strategie.file.name, strategie.file.storage
        strategie.file.save("neu.pdf", ContentFile(b"%PDF-1.7"))
    new = strategie.file.name
    there_after_replacing = storage.exists(old), storage.exists(new)

    with django_capture_on_commit_callbacks(execute=True):
        Strategie.objects.all().delete()

    assert there_after_replacing == (False, True)
    assert (storage.exists(new), strategie.kind_of_file) == (False, "PDF")


def test_document_address_cannot_be_guessed():
    strategie = StrategieFactory()
    strategie.file.save("../konzept.pdf", ContentFile(b"%PDF-1.7"))

    folder, token, name = strategie.file.name.split("/")

    assert (folder, name, len(token)) == ("strategie", "konzept.pdf", 16)


def test_quartier_takes_its_strategy_along():
    quartier = QuartierFactory()
    BedarfFactory(quartier=quartier, einschaetzung=EinschaetzungFactory(quartier=QuartierFactory()))

    quartier.delete()

    assert not Bedarf.objects.exists()
