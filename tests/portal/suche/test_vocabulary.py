"""Words are looked for in ranges, which both databases must understand alike."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.state import ProjectState

from portal.suche.models import SuchWort
from portal.suche.vocabulary import begins_with
from tests.factories_netzwerke import AngebotFactory
from tests.portal.suche.found import titles

pytestmark = pytest.mark.django_db

COLUMNS = ("form", "stem", "backwards")
BY_CODE_POINT = {"sqlite": None, "postgresql": "C"}
MIGRATION = import_module("portal.suche.migrations.0005_order_of_words").Migration
BEGINNINGS = ["z", "zz", "9", "a9", "ab", "æ", "ł", "ø", "þ", "я", "семья", "مر", "😀", "ß"]


def collations():
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "suche_suchwort")
    return {column.name: column.collation for column in columns if column.name in COLUMNS}


def test_words_are_compared_by_code_points():
    assert collations() == dict.fromkeys(COLUMNS, BY_CODE_POINT[connection.vendor])


def test_order_of_words_can_be_taken_back_and_set_again():
    (operation,) = MIGRATION.operations
    state, editor = ProjectState(), connection.schema_editor()

    operation.database_backwards("suche", editor, state, state)
    assert set(collations().values()) == {None}
    operation.database_forwards("suche", editor, state, state)
    assert collations() == dict.fromkeys(COLUMNS, BY_CODE_POINT[connection.vendor])


@pytest.mark.parametrize("beginning", BEGINNINGS, ids=ascii)
def test_range_holds_what_begins_like_this_and_nothing_else(beginning):
    SuchWort.objects.all().delete()
    around = {text for each in BEGINNINGS for text in (each, f"{each}a", f"{each}я", f"a{each}")}
    SuchWort.objects.bulk_create(
        SuchWort(form=form, stem=form, backwards=form[::-1], display=form) for form in around
    )

    rows = SuchWort.objects.filter(begins_with("form", beginning))

    assert set(rows.values_list("form", flat=True)) == {
        form for form in around if form.startswith(beginning)
    }


def test_order_of_words_is_that_of_their_code_points():
    forms = ["zz", "æa", "ça", "ѐa", "я", "a1", "ab", "þ", "ÿ"]
    SuchWort.objects.all().delete()
    SuchWort.objects.bulk_create(
        SuchWort(form=form, stem=form, backwards=form, display=form) for form in forms
    )

    assert list(SuchWort.objects.values_list("form", flat=True)) == sorted(forms)


def test_beginning_in_another_script_finds_its_word():
    AngebotFactory(title="Семьянин", akteur=None, published=True)

    assert titles("семья") == ["Семьянин"]
