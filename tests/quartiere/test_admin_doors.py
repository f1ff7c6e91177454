"""What reaches the admin beside the forms: odd characters, two people at once, actions."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.konten.forms import CONFLICT
from quartiere.models import Quartier
from tests.admin_forms import form_data
from tests.factories import QuartierFactory

pytestmark = pytest.mark.django_db

LIST_URL = "/verwaltung/quartiere/quartier/"
AUTOCOMPLETE_URL = "/verwaltung/autocomplete/"
NORD = {"app_label": "quartiere", "model_name": "quartier", "field_name": "kommune"}


def change_url(quartier):
    return reverse("admin:quartiere_quartier_change", args=[quartier.pk])


@pytest.mark.parametrize("term", ["\0", "Muster\0", "\0must"])
def test_nul_in_autocomplete_is_left_out(client, staff, kommune, term):
    client.force_login(staff)

    response = client.get(AUTOCOMPLETE_URL, {**NORD, "term": term})

    assert [row["text"] for row in response.json()["results"]] == ["Musterstadt"]


@pytest.mark.parametrize("query", ["q=%00", "q=N%00ord", "pruefung=%00faellig", "%00q=Nord"])
def test_nul_in_a_list_is_left_out(client, staff, kommune, query):
    quartier = QuartierFactory(kommune=kommune, name="Nord", published=True)
    client.force_login(staff)

    response = client.get(f"{LIST_URL}?{query}")

    assert list(response.context["cl"].result_list) == [quartier]


def rename_after_loading(quartier):
    """A query wrapper: somebody else saves right after the first look at the row."""
    state = {"is_done": False}

    def wrapper(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if not state["is_done"] and '"quartiere_quartier"."character"' in sql:
            state["is_done"] = True
            Quartier.objects.filter(pk=quartier.pk).update(name="Inzwischen anders")
        return result

    return wrapper


def test_change_between_loading_and_comparing_is_a_conflict(client, staff, quartier):
    client.force_login(staff)
    data = form_data(client.get(change_url(quartier)), name="Mein Name")

    with connection.execute_wrapper(rename_after_loading(quartier)):
        response = client.post(change_url(quartier), data)

    assert response.status_code == 200
    assert response.context["adminform"].form.non_field_errors() == [CONFLICT]
    assert Quartier.objects.get(pk=quartier.pk).name == "Inzwischen anders"


def test_row_is_locked_before_the_form_looks_at_it(client, staff, quartier):
    client.force_login(staff)
    data = form_data(client.get(change_url(quartier)), name="Mein Name")

    with CaptureQueriesContext(connection) as queries:
        client.post(change_url(quartier), data)

    # SQLite has one writer at a time and no such clause.
    locks = [query for query in queries if "FOR NO KEY UPDATE" in query["sql"]]
    assert len(locks) == connection.features.has_select_for_update
    assert Quartier.objects.get(pk=quartier.pk).name == "Mein Name"


@pytest.mark.parametrize(("action", "published"), [("publish", False), ("withdraw", True)])
def test_publication_by_action_counts_as_a_change(client, staff, kommune, action, published):
    quartier = QuartierFactory(kommune=kommune, published=published)
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    Quartier.objects.update(updated_at=long_ago)
    client.force_login(staff)

    client.post(LIST_URL, {"action": action, "_selected_action": [quartier.pk]})

    saved = Quartier.objects.get(pk=quartier.pk)
    assert saved.is_published is not published
    assert timezone.now() - saved.updated_at < timedelta(minutes=5)
