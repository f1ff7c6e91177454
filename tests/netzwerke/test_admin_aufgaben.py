"""The work list of open ends on the first page of the admin."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from netzwerke.models import Massnahme, Netzwerk
from quartiere.models import Zielgruppe
from tests.admin_forms import form_data
from tests.factories import QuartierFactory, UserFactory
from tests.factories_netzwerke import (
    AngebotFactory,
    BedarfFactory,
    HandlungsansatzFactory,
    MassnahmeFactory,
    VorschlagFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


def in_quartier(factory, quartier, **values):
    return factory(kommune=quartier.kommune, quartiere=[quartier], **values)


def url(page, model, *args):
    return reverse(f"admin:netzwerke_{model}_{page}", args=args)


def tasks(client):
    found = client.get("/verwaltung/").context["tasks"]
    return {task.label: task for task in found}


@pytest.fixture
def open_ends(quartier):
    """One open end of each kind in the Quartier, and the same elsewhere."""
    for place in (quartier, QuartierFactory(published=True)):
        BedarfFactory(quartier=place, published=True)
        HandlungsansatzFactory(quartier=place, published=True, title="Räume öffnen")
        in_quartier(MassnahmeFactory, place, phase=Massnahme.Phase.COMPLETED)
        in_quartier(AngebotFactory, place, published=True, reviewed_on=None)
        in_quartier(AngebotFactory, place)
        in_quartier(
            AngebotFactory,
            place,
            published=True,
            reviewed_on=timezone.localdate(),
            valid_until=timezone.localdate() - timedelta(days=1),
        )
        VorschlagFactory(kommune=place.kommune, quartier=place)


@pytest.mark.parametrize("person", ["staff", "quartiersmanagement"], indirect=True)
def test_first_page_lists_the_persons_open_ends(client, person, open_ends):
    client.force_login(person)

    numbers = {label: task.number for label, task in tasks(client).items()}

    expected = {
        "Bedarfe ohne Ziel": 1,
        "Handlungsansätze ohne Maßnahme und Angebot": 1,
        "Beendete Maßnahmen ohne Ergebnis": 1,
        "Angebote zur Prüfung fällig": 1,
        "Abgelaufene Angebote": 1,
        "Angebote im Entwurf": 1,
        "Neue Vorschläge": 1,
        "Weiße Flecken im Netzwerk": 1,
    }
    assert {label: numbers.get(label) for label in expected} == expected


def test_every_list_behind_a_task_shows_as_many_rows(client, staff, open_ends):
    client.force_login(staff)
    whole_lists = {"Handlungsansätze ohne Maßnahme und Angebot", "Weiße Flecken im Netzwerk"}

    for label, task in tasks(client).items():
        if "/netzwerke/" not in task.url and "/strategie/" not in task.url or label in whole_lists:
            continue
        rows = client.get(task.url).context["cl"].result_count
        assert (label, rows >= task.number) == (label, True)


def test_open_end_is_closed_in_three_clicks(client, staff, quartier):
    """First page, link of the task (the form is filled in), save."""
    ansatz = HandlungsansatzFactory(quartier=quartier, published=True)
    ansatz.zielgruppen.set(Zielgruppe.objects.filter(slug="kinder"))
    client.force_login(staff)
    ((_, address),) = tasks(client)["Handlungsansätze ohne Maßnahme und Angebot"].examples
    page = client.get(address)

    response = client.post(address, form_data(page, title="Platz erneuern", status="published"))

    assert response.status_code == 302
    massnahme = Massnahme.objects.get()
    assert list(massnahme.handlungsansaetze.all()) == [ansatz]
    assert [group.slug for group in massnahme.zielgruppen.all()] == ["kinder"]
    assert list(Massnahme.objects.published().serving(quartier)) == [massnahme]
    assert "Handlungsansätze ohne Maßnahme und Angebot" not in tasks(client)


def test_white_spot_link_fills_the_form_of_a_netzwerk(client, staff, quartier):
    bedarf = BedarfFactory(quartier=quartier, published=True)
    client.force_login(staff)
    ((_, address),) = tasks(client)["Weiße Flecken im Netzwerk"].examples
    page = client.get(address)

    client.post(address, form_data(page, name="Runder Tisch"))

    netzwerk = Netzwerk.objects.get()
    assert list(netzwerk.quartiere.all()) == [quartier]
    assert list(netzwerk.zielgruppen.all()) == [bedarf.zielgruppe]


@pytest.mark.parametrize("count", [1, 5])
def test_list_loads_in_the_same_number_of_queries(
    client, staff, kommune, count, django_assert_num_queries
):
    AngebotFactory.create_batch(count, kommune=kommune)
    client.force_login(staff)
    client.get(url("changelist", "angebot"))

    with django_assert_num_queries(11):
        client.get(url("changelist", "angebot"))


def test_person_without_access_is_sent_to_the_log_in(client):
    client.force_login(UserFactory())

    assert client.get(url("import", "akteur")).status_code == 302
