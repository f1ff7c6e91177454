"""For which Kommunen and Quartiere a Veranstaltung is meant, besides where it takes place."""

import pytest
from django.urls import reverse

from tests.admin_forms import form_data
from tests.factories import QuartierFactory
from tests.factories_veranstaltungen import VeranstaltungFactory
from tests.veranstaltungen.seiten import errors_of, fill_in, filled, part
from veranstaltungen.forms import ort
from veranstaltungen.models import Veranstaltung

pytestmark = pytest.mark.django_db


@pytest.fixture
def north():
    return QuartierFactory(
        published=True, name="Nord", slug="nord", kommune__name="Astadt", kommune__slug="astadt"
    )


@pytest.fixture
def south():
    return QuartierFactory(
        published=True, name="Süd", slug="sued", kommune__name="Bstadt", kommune__slug="bstadt"
    )


@pytest.fixture
def row(client):
    """Supra-local: of no Kommune."""
    row = VeranstaltungFactory(kommune=None, title="Fachtag")
    client.force_login(row.created_by)
    return row


def places(row):
    return [str(place) for place in [*row.kommunen.all(), *row.quartiere.all()]]


def test_places_are_added_one_by_one_and_taken_out_again(client, row, north, south):
    url = part(row, "fuer-wen")

    first = fill_in(client, url, weiterer_ort="astadt", more="1")
    fill_in(client, url, weiterer_ort="bstadt.sued", next="1")
    page = client.get(url)

    assert first.url == f"{url}#neu"
    assert [str(label) for _value, label in page.context["form"].fields["orte"].choices] == [
        "Astadt (ganze Kommune)", "Süd (Bstadt)",
    ]  # fmt: skip
    assert (places(row), page.text.count("Speichern und weiteren Ort")) == (["Astadt", "Süd"], 1)
    client.post(url, filled(page, orte=["bstadt.sued"]))
    assert places(row) == ["Süd"]
    client.post(url, {**filled(client.get(url)), "orte": []})
    assert places(row) == []


def test_it_stands_on_the_pages_of_its_places(client, row, north, south):
    fill_in(client, part(row, "fuer-wen"), weiterer_ort="astadt")
    Veranstaltung.objects.update(status="published")

    page = client.get(row.get_absolute_url())

    assert "Für die Kommunen" in page.text
    found = {
        kommune.name: list(Veranstaltung.objects.serving_kommune(kommune))
        for kommune in (north.kommune, south.kommune)
    }
    assert found == {"Astadt": [row], "Bstadt": []}


def test_what_is_not_public_any_more_stays_and_cannot_be_chosen(client, row, north, south):
    row.quartiere.add(north)
    type(north).objects.filter(pk=north.pk).update(status="draft")
    url = part(row, "fuer-wen")

    refused = fill_in(client, url, weiterer_ort="astadt")
    fill_in(client, url, weiterer_ort="bstadt")

    assert list(errors_of(refused)) == ["weiterer_ort"]
    assert places(row) == ["Bstadt", "Nord"]


def test_same_place_twice_is_one_and_too_many_are_refused(client, row, north, south, monkeypatch):
    url = part(row, "fuer-wen")
    monkeypatch.setattr(ort, "MAX_PLACES", 1)

    fill_in(client, url, weiterer_ort="astadt.nord")
    fill_in(client, url, weiterer_ort="astadt.nord")
    refused = fill_in(client, url, weiterer_ort="bstadt.sued")

    assert list(errors_of(refused)) == ["weiterer_ort"]
    assert places(row) == ["Nord"]


def test_second_editor_is_warned_of_a_place(client, row, north, south):
    url = part(row, "fuer-wen")
    mine, theirs = client.get(url), client.get(url)
    client.post(url, filled(theirs, weiterer_ort="astadt"))

    warned = client.post(url, filled(mine, weiterer_ort="bstadt"))

    assert "hat jemand anderes diesen Eintrag geändert" in warned.text
    assert places(row) == ["Astadt"]


def test_moderators_hear_of_a_place_added_to_a_public_one(client, staff, kommune, north):
    row = VeranstaltungFactory(kommune=kommune, published=True)
    client.force_login(row.created_by)

    fill_in(client, part(row, "fuer-wen"), weiterer_ort="astadt.nord")

    row.refresh_from_db()
    assert row.unchecked_at
    assert "Für Kommunen und Quartiere: neu: „Nord“" in row.verlauf.get(step="edit").reason


def test_programmleitung_names_kommunen_in_the_admin_by_a_search(
    client, programmleitung, staff, kommune, north
):
    row = VeranstaltungFactory(kommune=kommune)
    url = reverse("admin:veranstaltungen_veranstaltung_change", args=[row.pk])
    client.force_login(programmleitung)

    page = client.get(url)
    client.post(url, form_data(page, kommunen=[north.kommune.pk]))

    assert "admin-autocomplete" in str(page.context["adminform"].form["kommunen"])
    assert "admin-autocomplete" in str(page.context["adminform"].form["kommune"])
    assert places(row) == ["Astadt"]
    # Staff of a Kommune leave it as it is.
    client.force_login(staff)
    page = client.get(url)
    client.post(url, form_data(page, title="Fachtag Kinder"))
    row.refresh_from_db()
    assert (row.title, places(row)) == ("Fachtag Kinder", ["Astadt"])
