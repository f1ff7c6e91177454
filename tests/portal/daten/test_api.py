"""The API: the same rows as the pages, page by page, for everybody and for reading only."""

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck
from schemathesis.specs.openapi.checks import positive_data_acceptance

from portal.daten import openapi
from portal.daten.sammlungen import ALL
from tests.factories import QuartierFactory
from tests.factories_monitoring import make_ausgabe
from tests.factories_netzwerke import AkteurFactory, AngebotFactory, MassnahmeFactory

pytestmark = pytest.mark.django_db


def test_start_names_every_collection(client):
    value = client.get("/api/v1/").json()

    assert list(value["sammlungen"]) == [sammlung.slug for sammlung in ALL]


def test_list_gives_the_public_rows_in_pages(client, kommune):
    for name in ("Altstadt", "Nordstadt", "Südstadt"):
        QuartierFactory(name=name, kommune=kommune, published=True)
    QuartierFactory(name="Entwurf", kommune=kommune)

    first = client.get("/api/v1/quartiere/?pro_seite=2").json()
    second = client.get(first["naechste"]).json()

    names = [row["name"] for page in (first, second) for row in page["zeilen"]]
    assert names == ["Altstadt", "Nordstadt", "Südstadt"]
    assert (first["anzahl"], first["seiten"], first["vorige"]) == (3, 2, None)
    assert second["naechste"] is None
    assert client.get(second["vorige"]).json() == first | {"seite": 1}


def test_list_is_filtered_like_the_page(client, quartier):
    AngebotFactory(title="Hier", kommune=quartier.kommune, quartiere=[quartier], published=True)
    AngebotFactory(title="Anderswo", published=True)

    value = client.get(f"/api/v1/angebote/?quartier=musterstadt.{quartier.slug}").json()

    assert [row["titel"] for row in value["zeilen"]] == ["Hier"]


@pytest.mark.parametrize(
    "query",
    ["seite=", "pro_seite=", "seite=0", "seite=-1", "seite=abc", "seite=99999999999999999999",
     "pro_seite=201", "kommune=gibtesnicht", "gibtesnicht=1", "q=%00", "q=" + "x" * 500],
)  # fmt: skip
def test_list_says_what_is_wrong_with_a_question(client, quartier, query):
    response = client.get(f"/api/v1/quartiere/?{query}")

    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert list(response.json()["errors"]) == [query.partition("=")[0]]


@pytest.mark.parametrize("name", ["lon", "lat", "seite"])
def test_number_is_there_or_left_out(client, name):
    response = client.get(f"/api/v1/angebote/?{name}=")

    assert (response.status_code, list(response.json()["errors"])) == (400, [name])


def test_row_is_found_by_its_key(client, quartier):
    [row] = client.get("/api/v1/quartiere/").json()["zeilen"]

    assert client.get(f"/api/v1/quartiere/{row['schluessel']}/").json() == row


def test_edition_leads_to_its_files(client, kommune):
    make_ausgabe(kommune)
    make_ausgabe(kommune, year=2022, state="draft")

    [row] = client.get("/api/v1/ausgaben/").json()["zeilen"]

    assert row["schluessel"] == "musterstadt.2021"
    for path in row["dateien"]:
        response = client.get(path)
        assert response.status_code == 200
        assert response.getvalue()


def test_answer_is_fetched_again_only_when_it_changed(client, quartier):
    first = client.get("/api/v1/quartiere/")
    tag = first.headers["ETag"]

    same = client.get("/api/v1/quartiere/", headers={"if-none-match": f'"other", W/{tag}'})
    quartier.name = "Neuer Name"
    quartier.save()
    changed = client.get("/api/v1/quartiere/", headers={"if-none-match": tag})

    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200
    assert first.headers["Last-Modified"]


def test_tag_changes_when_a_row_goes_away(client, quartier):
    other = QuartierFactory(kommune=quartier.kommune, published=True)
    tag = client.get("/api/v1/quartiere/").headers["ETag"]

    type(other).objects.filter(pk=other.pk).update(status="archived")

    assert client.get("/api/v1/quartiere/", headers={"if-none-match": tag}).status_code == 200


def test_other_sites_may_read_it_and_nobody_may_write(client):
    answer = client.get("/api/v1/quartiere/", headers={"origin": "https://anderswo.example"})
    preflight = client.options("/api/v1/quartiere/")
    written = client.post("/api/v1/quartiere/")

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.cookies == {}
    assert (preflight.status_code, preflight.headers["Access-Control-Allow-Headers"]) == (
        204,
        "If-None-Match",
    )
    assert (written.status_code, written.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("slug", ["quartiere", "angebote", "akteure", "massnahmen"])
def test_list_asks_as_often_for_many_rows_as_for_one(
    client, quartier, django_assert_num_queries, django_assert_max_num_queries, slug
):
    make = {
        "quartiere": lambda: QuartierFactory(kommune=quartier.kommune, published=True),
        "angebote": lambda: AngebotFactory(kommune=quartier.kommune, published=True),
        "akteure": lambda: AkteurFactory(kommune=quartier.kommune, published=True),
        "massnahmen": lambda: MassnahmeFactory(kommune=quartier.kommune, published=True),
    }[slug]
    make()
    with django_assert_max_num_queries(40) as captured:
        client.get(f"/api/v1/{slug}/")
    for _ in range(3):
        make()

    with django_assert_num_queries(len(captured.captured_queries)):
        client.get(f"/api/v1/{slug}/")


# Against its own description ------------------------------------------------------------------


schema = schemathesis.openapi.from_dict(openapi.description("http://testserver"))
schema.app = get_wsgi_application()


@pytest.fixture
def _rows(kommune, settings):
    """A public and a hidden row of several kinds, asked for by the name the tool uses."""
    settings.ALLOWED_HOSTS = ["localhost"]
    quartier = QuartierFactory(kommune=kommune, published=True)
    for factory in (AkteurFactory, AngebotFactory, MassnahmeFactory):
        factory(kommune=kommune, quartiere=[quartier], published=True)
        factory(kommune=kommune)
    make_ausgabe(kommune)


@pytest.fixture
def _kept_connection():
    """Requests go past the test client, so nothing keeps Django from closing the database."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_rows", "_kept_connection")
@schema.parametrize()
@hypothesis.settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_api_keeps_what_its_description_says(case):
    # A filter is any text, and a word nobody knows is answered with 400: by design.
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
