"""The index follows changes that stand in another row than the document's own."""

import pytest

from netzwerke.models import Sprache
from portal.demo import themen
from portal.suche import index
from portal.suche.models import SuchDokument
from quartiere.models import Quartier
from quartiere.signals import rows_changed
from tests.factories import KommuneFactory
from tests.factories_netzwerke import (
    AkteurFactory,
    AngebotFactory,
    HandlungsansatzFactory,
    ZielFactory,
)
from tests.factories_veranstaltungen import VeranstaltungFactory
from tests.portal.suche.found import titles

pytestmark = pytest.mark.django_db


def test_example_texts_are_found_and_forgotten():
    index.rebuild()

    themen.load()
    assert "Kinder" in titles("Startbedingungen")
    themen.remove()
    assert titles("Startbedingungen") == []


def test_example_texts_are_counted_once():
    assert themen.load() > 0
    assert themen.load() == 0


@pytest.fixture
def _in_nord(quartier):
    ZielFactory(quartier=quartier, title="Satt werden", published=True)
    HandlungsansatzFactory(quartier=quartier, title="Kochen", published=True)


def moved(quartier, kommune):
    quartier.kommune = kommune
    quartier.save()


def moved_with_many(quartier, kommune):
    Quartier.objects.filter(pk=quartier.pk).update(kommune=kommune)
    rows_changed.send(Quartier, keys=[quartier.pk])


@pytest.mark.usefixtures("_in_nord")
@pytest.mark.parametrize("move", [moved, moved_with_many])
def test_what_is_in_a_quartier_moves_with_it(quartier, move):
    move(quartier, KommuneFactory(name="Wunderlingen"))

    assert {"Satt werden", "Kochen"} <= set(titles("wunderlingen"))
    assert not {"Satt werden", "Kochen"} & set(titles("musterstadt"))
    documents = SuchDokument.objects.filter(kind__in=["ziel", "handlungsansatz"])
    kept = list(documents.values())
    index.rebuild()
    assert list(documents.values()) == kept


@pytest.mark.usefixtures("_in_nord")
def test_quartier_that_stays_makes_no_document_again(quartier, monkeypatch):
    made = []
    monkeypatch.setattr(index, "_write", lambda entries: made.extend(entries))

    quartier.save()

    assert [entry.document.kind for entry in made] == ["quartier"]


def test_deleted_word_of_a_list_is_forgotten():
    language = Sprache.objects.create(name="Wundersprache", slug="wunder")
    rows = [
        AngebotFactory(title="Lampen", akteur=None, published=True),
        AkteurFactory(name="Laden", published=True),
        VeranstaltungFactory(title="Fest", published=True),
    ]
    for row in rows:
        row.sprachen.add(language)
    assert set(titles("wundersprache")) == {"Lampen", "Laden", "Fest"}

    language.delete()

    assert titles("wundersprache") == []
    assert titles("lampen") == ["Lampen"]


def test_words_of_a_list_that_are_deleted_together_are_forgotten():
    languages = [
        Sprache.objects.create(name=f"Wundersprache {code}", slug=code, code=code)
        for code in ("xa", "xb")
    ]
    AngebotFactory(title="Lampen", akteur=None, published=True).sprachen.set(languages)

    Sprache.objects.filter(pk__in=[language.pk for language in languages]).delete()

    assert titles("wundersprache") == []
