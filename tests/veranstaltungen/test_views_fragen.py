"""The editor of the organiser's questions."""

import pytest
from pytest_django.asserts import assertRedirects

from tests.factories_veranstaltungen import AnmeldungFactory, FrageFactory, VeranstaltungFactory
from tests.veranstaltungen.anmelden import organiser_url, take
from veranstaltungen.models import Anmeldung, Frage

pytestmark = pytest.mark.django_db


@pytest.fixture
def veranstaltung():
    return VeranstaltungFactory(registering=True)


@pytest.fixture(autouse=True)
def _organiser(client, veranstaltung):
    client.force_login(veranstaltung.created_by)


def questions(*rows, initial=0):
    data = {"fragen-TOTAL_FORMS": len(rows), "fragen-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        row = {"text": "", "kind": "text", "choices": "", "order": number + 1, **row}
        data |= {f"fragen-{number}-{name}": value for name, value in row.items()}
    return data


def test_way_back_leads_over_the_dashboard(client, veranstaltung):
    page = client.get(organiser_url(veranstaltung, "questions"))

    home = f"/meine-veranstaltungen/{veranstaltung.slug}/"
    assert page.context["breadcrumb"] == [
        ("Start", "/"),
        ("Meine Veranstaltungen", "/meine-veranstaltungen/"),
        (veranstaltung.title, home),
        ("Anmeldungen", f"{home}anmeldungen/"),
        ("Fragen", ""),
    ]


def test_only_questions_that_are_there_can_be_deleted(client, veranstaltung, caplog):
    FrageFactory(veranstaltung=veranstaltung)

    page = client.get(organiser_url(veranstaltung, "questions"))

    boxes = [page.text.count(f'name="fragen-{number}-DELETE"') for number in range(3)]
    assert boxes == [1, 0, 0]
    assert caplog.records == []


def test_questions_are_asked_changed_and_deleted_with_their_answers(client, veranstaltung):
    url = organiser_url(veranstaltung, "questions")
    choice = {"text": "Essen?", "kind": "choice", "choices": "Suppe\nSalat", "is_required": "on"}
    client.post(url, questions({"text": "Verein?"}, choice, {}))
    verein, essen = Frage.objects.all()
    AnmeldungFactory(
        veranstaltung=veranstaltung, answers={str(verein.pk): "Nord", str(essen.pk): "Suppe"}
    )

    page = client.get(url)
    response = client.post(
        url,
        questions(
            {"id": verein.pk, "text": "Verein?", "DELETE": "on"},
            {"id": essen.pk, **choice, "text": "Mahlzeit?"},
            initial=2,
        ),
    )

    assert page.status_code == 200
    assertRedirects(response, organiser_url(veranstaltung))
    assert list(Frage.objects.values_list("text", "choices")) == [("Mahlzeit?", "Suppe\nSalat")]
    assert Anmeldung.objects.get().answers == {str(essen.pk): "Suppe"}


@pytest.mark.parametrize(
    ("row", "faulty"),
    [
        ({"text": "Essen?", "kind": "choice", "choices": "Suppe\nSuppe"}, ["choices"]),
        ({"text": "x" * 201}, ["text"]),
        ({"text": "a\x00"}, ["text"]),
        ({"text": "a", "kind": "gibt-es-nicht"}, ["kind"]),
        ({"text": "a", "order": "-1"}, ["order"]),
        ({"text": "a", "order": "9" * 30}, ["order"]),
        ({"text": "a", "choices": "x" * 1001}, ["choices"]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_faulty_question_is_explained(client, veranstaltung, row, faulty):
    response = client.post(organiser_url(veranstaltung, "questions"), questions(row))

    assert [list(form.errors) for form in response.context["form"].forms] == [faulty]
    assert Frage.objects.count() == 0


def test_question_of_another_veranstaltung_is_out_of_reach(client, veranstaltung):
    foreign = FrageFactory()

    client.post(
        organiser_url(veranstaltung, "questions"),
        questions({"id": foreign.pk, "text": "Gekapert", "DELETE": "on"}, initial=1),
    )

    assert list(Frage.objects.values_list("text", flat=True)) == [foreign.text]


def test_broken_form_data_is_no_error_of_the_portal(client, veranstaltung):
    url = organiser_url(veranstaltung, "questions")

    codes = [
        client.post(url, data).status_code
        for data in ({}, {"fragen-TOTAL_FORMS": "x"}, {**questions(), "fragen-TOTAL_FORMS": 10**6})
    ]

    assert codes == [200, 200, 200]
    assert Frage.objects.count() == 0


@pytest.mark.parametrize("name", ["registrations", "check_in_list"])
def test_lists_have_a_column_of_answers_only_where_something_is_asked(client, veranstaltung, name):
    take(veranstaltung, "ada")
    url = organiser_url(veranstaltung, name)

    without = client.get(url).text
    FrageFactory(veranstaltung=veranstaltung)

    assert ("Antworten" in without, "Antworten" in client.get(url).text) == (False, True)
