import pytest

from quartiere.forms import FinderForm, QuartierFilterForm
from quartiere.models import Quartier
from tests.factories import KommuneFactory, QuartierFactory

pytestmark = pytest.mark.django_db


def test_filter_offers_the_laender_that_have_quartiere():
    QuartierFactory(published=True, kommune=KommuneFactory(ags="08000001"))
    QuartierFactory(published=True, kommune=KommuneFactory(ags="11000000"))
    QuartierFactory(kommune=KommuneFactory(ags="09000001"))

    form = QuartierFilterForm({})

    assert form.fields["land"].choices == [
        ("", "alle Länder"),
        ("baden-wuerttemberg", "Baden-Württemberg"),
        ("berlin", "Berlin"),
    ]


def test_filter_stays_fast_with_the_whole_register(django_assert_num_queries):
    KommuneFactory.create_batch(50)
    QuartierFactory.create_batch(2, published=True)

    with django_assert_num_queries(1):
        form = QuartierFilterForm({})
        form.fields["kommune"].choices  # noqa: B018  (the query must not come later either)

    assert len(form.fields["kommune"].choices) == 3


def test_filter_leaves_out_what_offers_no_choice():
    QuartierFactory(published=True)

    form = QuartierFilterForm({})

    assert list(form.fields) == [
        "q", "handlungsfeld", "zielgruppe", "stand", "sortierung", "ansicht",
    ]  # fmt: skip


def test_filter_query_keeps_valid_values_only():
    QuartierFactory(published=True, kommune__slug="musterstadt")

    form = QuartierFilterForm(
        {
            "q": "Höfe",
            "kommune": "musterstadt",
            "land": "atlantis",
            "page": "3",
            "ansicht": "karten",
        }
    )

    assert form.query == "q=H%C3%B6fe&kommune=musterstadt"


def test_filter_with_a_multiple_match_gives_each_row_once():
    quartier = QuartierFactory(published=True, name="Nordstadt", place="Nordstadt")
    quartier.kommune.name = "Nordstadt"
    quartier.kommune.save()

    rows = QuartierFilterForm({"q": "Nordstadt"}).apply(Quartier.objects.published())

    assert list(rows) == [quartier]


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        ({}, []),
        ({"lat": "52.5", "lon": "13.4"}, []),
        ({"lat": "52.5"}, ["__all__"]),
        ({"lat": "13.4", "lon": "52.5"}, ["lat", "lon"]),
        ({"lat": "nan", "lon": "inf"}, ["lat", "lon"]),
        ({"lat": "1e400", "lon": "13"}, ["lat"]),
        ({"lat": "52,5", "lon": "13"}, ["lat"]),
        ({"q": "x" * 101}, ["q"]),
        ({"q": "a\x00b"}, ["q"]),
    ],
)
def test_finder_form_refuses_what_is_no_place(data, fields):
    form = FinderForm(data)

    assert list(form.errors) == fields


@pytest.mark.parametrize("data", [{}, {"q": "   "}, {"lat": "abc", "lon": "13"}, {"q": "x" * 101}])
def test_finder_form_searches_nothing_without_a_valid_question(data):
    assert FinderForm(data).search() is None
