import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.admin_forms import form_data
from tests.factories import KommuneFactory
from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    FrageFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen.seiten import hidden
from veranstaltungen.models import Veranstaltung
from veranstaltungen.models.verlauf import OTHER_STEPS, record

pytestmark = pytest.mark.django_db

LIST = "admin:veranstaltungen_veranstaltung_changelist"
CHANGE = "admin:veranstaltungen_veranstaltung_change"


def change_url(veranstaltung):
    return reverse(CHANGE, args=[veranstaltung.pk])


def test_staff_see_and_publish_only_their_kommune(client, staff, kommune):
    own = VeranstaltungFactory(kommune=kommune, status="submitted")
    foreign = VeranstaltungFactory(status="submitted")
    client.force_login(staff)

    listed = list(client.get(reverse(LIST)).context["cl"].result_list)
    opened = client.get(change_url(foreign)).status_code
    chosen = {"action": "publish", "_selected_action": [own.pk, foreign.pk]}
    asked = client.post(reverse(LIST), chosen)
    client.post(reverse(LIST), {**hidden(asked), **chosen})

    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (listed, opened) == ([own], 404)
    assert (own.status, foreign.status) == ("published", "submitted")
    assert own.verlauf.get().actor == staff


def test_quartiersmanagement_edits_but_does_not_publish(client, quartiersmanagement, quartier):
    row = VeranstaltungFactory(kommune=quartier.kommune, quartier=quartier, status="submitted")
    client.force_login(quartiersmanagement)

    page = client.get(change_url(row))
    chosen = {"action": "publish", "_selected_action": [row.pk]}
    client.post(reverse(LIST), {**chosen, "sent": "ja", f"seen-{row.pk}": row.version})

    row.refresh_from_db()
    assert (page.status_code, row.status) == (200, "submitted")


@pytest.mark.parametrize("name", ["capacity", "accept_hours", "delete_after_days"])
def test_numbers_have_the_same_limits_as_for_organisers(client, staff, kommune, name):
    row = VeranstaltungFactory(kommune=kommune, registration="here")
    client.force_login(staff)

    page = client.post(change_url(row), form_data(client.get(change_url(row)), **{name: "0"}))

    (error,) = page.context["adminform"].form.errors[name]
    assert error.startswith("Möglich sind 1 bis ")


def test_form_saves_and_status_is_not_a_field(client, staff, kommune):
    row = VeranstaltungFactory(kommune=kommune)
    client.force_login(staff)
    page = client.get(change_url(row))

    response = client.post(
        change_url(row), form_data(page, title="Fachtag Kinder", status="published")
    )

    row.refresh_from_db()
    assert response.status_code == 302, response.context["errors"]
    assert (row.title, row.status) == ("Fachtag Kinder", "draft")


def test_capacity_below_the_places_taken_is_a_form_error(client, staff, kommune):
    row = VeranstaltungFactory(registering=True, kommune=kommune, capacity=3, taken_places=3)
    client.force_login(staff)
    page = client.get(change_url(row))

    response = client.post(change_url(row), form_data(page, capacity="2"))

    errors = response.context["adminform"].form.errors
    assert [error[:35] for error in errors["capacity"]] == ["Mehr Plätze sind schon vergeben. Bi"]


def test_more_places_in_the_form_let_people_move_up_and_new_dates_raise_the_version(
    client, staff, kommune
):
    row = VeranstaltungFactory(registering=True, kommune=kommune, capacity=1, taken_places=1)
    waiting = AnmeldungFactory(veranstaltung=row, state="waiting", waiting_since=timezone.now())
    client.force_login(staff)
    page = client.get(change_url(row))

    client.post(change_url(row), form_data(page, **{"capacity": "2", "termine-0-note": "Neu"}))

    waiting.refresh_from_db()
    assert (waiting.state, row.termine.get().sequence) == ("offered", 1)


def test_foreign_kommune_cannot_be_chosen(client, staff, kommune):
    row = VeranstaltungFactory(kommune=kommune)
    client.force_login(staff)
    page = client.get(change_url(row))

    response = client.post(change_url(row), form_data(page, kommune=KommuneFactory().pk))

    assert "kommune" in response.context["adminform"].form.errors


def test_people_who_registered_are_not_shown(client, staff, kommune, superuser):
    row = AnmeldungFactory(veranstaltung__kommune=kommune, name="Ada Lovelace").veranstaltung

    for person in (staff, superuser):
        client.force_login(person)
        assert "Ada Lovelace" not in client.get(change_url(row)).text


def test_history_is_told_in_words(client, staff, kommune):
    row = VeranstaltungFactory(kommune=kommune, status="submitted")
    record("invitation_over", row, staff)
    client.force_login(staff)

    page = client.get(change_url(row))

    (cell,) = re.findall(r'<td class="field-what">\s*<p>(.*?)</p>', page.text)
    assert cell == OTHER_STEPS["invitation_over"]


def test_submitted_ones_are_a_task(client, staff, kommune):
    VeranstaltungFactory(kommune=kommune, status="submitted")
    VeranstaltungFactory(status="submitted")
    client.force_login(staff)

    page = client.get(reverse("admin:index"))

    assert "Veranstaltungen zur Freigabe" in page.text


def test_pages_of_veranstalter_open(client, staff, kommune):
    veranstalter = VeranstalterFactory(kommune=kommune)
    client.force_login(staff)

    statuses = [
        client.get(reverse("admin:veranstaltungen_veranstalter_changelist")).status_code,
        client.get(
            reverse("admin:veranstaltungen_veranstalter_change", args=[veranstalter.pk])
        ).status_code,
        client.get(reverse("admin:veranstaltungen_veranstalter_add")).status_code,
        client.get(reverse("admin:veranstaltungen_veranstaltung_add")).status_code,
    ]

    assert statuses == [200, 200, 200, 200]
    assert not Veranstaltung.objects.exists()


def test_question_with_a_choice_of_one_is_a_form_error(client, staff, kommune):
    row = VeranstaltungFactory(kommune=kommune, registering=True)
    client.force_login(staff)
    page = client.get(change_url(row))
    question = {"text": "Essen?", "kind": "choice", "choices": "Suppe", "is_required": "on"}

    response = client.post(
        change_url(row),
        form_data(page, **{f"fragen-0-{name}": value for name, value in question.items()})
        | {"fragen-TOTAL_FORMS": "1"},
    )

    assert "Bitte nennen Sie mindestens zwei Möglichkeiten." in response.text
    assert not row.fragen.exists()


def test_question_deleted_here_takes_its_answers_along(client, staff, kommune):
    row = VeranstaltungFactory(kommune=kommune, registering=True)
    gone, kept = FrageFactory.create_batch(2, veranstaltung=row)
    guest = AnmeldungFactory(
        veranstaltung=row, answers={str(gone.pk): "vegan", str(kept.pk): "Verein"}
    )
    client.force_login(staff)
    page = client.get(change_url(row))

    response = client.post(change_url(row), form_data(page, **{"fragen-0-DELETE": "on"}))

    assert response.status_code == 302, response.context["errors"]
    assert row.fragen.get() == kept
    guest.refresh_from_db()
    assert guest.answers == {str(kept.pk): "Verein"}
