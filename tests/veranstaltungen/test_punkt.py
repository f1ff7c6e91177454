"""The point of the place: the middle of the Quartier, or coordinates as people copy them."""

import pytest

from tests.factories import QuartierFactory
from tests.factories_veranstaltungen import VeranstaltungFactory
from tests.veranstaltungen.seiten import errors_of, fill_in, filled, part
from veranstaltungen.models import Veranstaltung

pytestmark = pytest.mark.django_db

POINT = (13.3777, 52.5163)


@pytest.fixture
def row(client, kommune):
    quartier = QuartierFactory(kommune=kommune, published=True)
    row = VeranstaltungFactory(kommune=kommune, quartier=quartier)
    client.force_login(row.created_by)
    return row


def point_of(row):
    row.refresh_from_db()
    return row.longitude, row.latitude


@pytest.mark.parametrize(
    "typed",
    [
        "52,5163, 13,3777",
        "52.5163 13.3777",
        "52,5163;13,3777",
        "13.3777, 52.5163",
        "geo:52.5163,13.3777",
        "https://www.openstreetmap.org/#map=17/52.5163/13.3777",
    ],
)
def test_coordinates_are_read_as_people_copy_them(client, row, typed):
    response = fill_in(client, part(row, "wo"), lage="genau", koordinaten=typed)

    assert response.status_code == 302, errors_of(response)
    assert point_of(row) == POINT
    kept = filled(client.get(part(row, "wo")))
    assert (kept["lage"], kept["koordinaten"]) == ("genau", "52,516300, 13,377700")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "zwei Zahlen"),
        ("Rathausplatz 1", "zwei Zahlen"),
        ("52,5163", "zwei Zahlen"),
        ("1,1 2,2 3,3", "zwei Zahlen"),
        ("48,8566, 2,3522", "nicht in Deutschland"),
        ("99,9, 99,9", "nicht in Deutschland"),
    ],
)
def test_what_is_no_point_is_refused_at_the_field(client, row, typed, message):
    response = fill_in(client, part(row, "wo"), lage="genau", koordinaten=typed)

    assert message in errors_of(response)["koordinaten"][0]
    assert point_of(row) == (None, None)


def test_middle_of_the_quartier_is_a_point_and_is_kept(client, row):
    fill_in(client, part(row, "wo"), lage="mitte", koordinaten="doch nicht")
    fill_in(client, part(row, "wo"), place="Haus")

    assert point_of(row) == (row.quartier.longitude, row.quartier.latitude)
    fill_in(client, part(row, "wo"), lage="")
    assert point_of(row) == (None, None)


def test_moderators_hear_of_a_point_that_moves(client, row):
    Veranstaltung.objects.update(status="published", longitude=13.0, latitude=52.0)

    fill_in(client, part(row, "wo"), lage="genau", koordinaten="52,5163, 13,3777")

    assert row.verlauf.get().reason == (
        "Punkt auf der Karte: „52.00000, 13.00000“, jetzt „52.51630, 13.37770“"
    )


def test_middle_needs_a_quartier(client, row, kommune):
    response = fill_in(client, part(row, "wo"), lage="mitte", ort=kommune.slug)

    assert "wählen Sie oben ein Quartier" in errors_of(response)["lage"][0]
