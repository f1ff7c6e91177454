import json
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertRedirects

from quartiere.models import Kommune, Quartier
from tests.admin_forms import form_data
from tests.factories import KommuneFactory, QuartierFactory, square

pytestmark = pytest.mark.django_db

LIST_URL = "/verwaltung/quartiere/quartier/"
ADD_URL = "/verwaltung/quartiere/quartier/add/"


def change_url(quartier):
    return reverse("admin:quartiere_quartier_change", args=[quartier.pk])


def geojson(*geometries, **members):
    features = [{"type": "Feature", "properties": {}, "geometry": item} for item in geometries]
    content = json.dumps({"type": "FeatureCollection", "features": features, **members})
    return SimpleUploadedFile("grenze.geojson", content.encode())


# New Quartiere --------------------------------------------------------------


def test_only_kommune_is_chosen_already(client, staff, kommune):
    client.force_login(staff)

    page = client.get(ADD_URL)

    assert form_data(page)["kommune"] == kommune.pk


def test_address_is_made_from_the_name_as_germans_write_it(client, staff, kommune):
    QuartierFactory(kommune=kommune, slug="gruenau-sued-strasse")
    client.force_login(staff)
    page = client.get(ADD_URL)

    response = client.post(ADD_URL, form_data(page, name="Grünau Süd (Straße)"))

    assertRedirects(response, LIST_URL, fetch_redirect_response=False)
    assert Quartier.objects.get(name="Grünau Süd (Straße)").slug == "gruenau-sued-strasse-2"


def test_address_of_another_quartier_is_refused_at_the_form(client, staff, kommune, quartier):
    client.force_login(staff)
    page = client.get(ADD_URL)

    response = client.post(ADD_URL, form_data(page, name="Neu", slug=quartier.slug))

    form = response.context["adminform"].form
    assert form.non_field_errors() == ["Dieses Adresskürzel gibt es in der Kommune schon."]


def test_new_quartier_is_a_draft(client, staff):
    client.force_login(staff)
    page = client.get(ADD_URL)

    client.post(ADD_URL, form_data(page, name="Neu"))

    assert Quartier.objects.get(name="Neu").status == Quartier.Status.DRAFT


# Boundary -------------------------------------------------------------------


def test_uploaded_boundary_brings_point_and_map(client, staff, quartier):
    client.force_login(staff)
    page = client.get(change_url(quartier))

    client.post(change_url(quartier), form_data(page, boundary_file=geojson(square(10.0, 50.0))))

    saved = Quartier.objects.get(pk=quartier.pk)
    assert (saved.west, saved.south, saved.east, saved.north) == (10.0, 50.0, 10.01, 50.01)
    assert (saved.longitude, saved.latitude) == (10.005, 50.005)
    assert saved.svg_path in client.get(change_url(quartier)).text


@pytest.mark.parametrize(
    ("upload", "message"),
    [
        (SimpleUploadedFile("x.geojson", b"{"), "Die Datei ist kein gültiges JSON"),
        (geojson(), "Die Datei enthält 0 Flächen, gebraucht wird eine."),
        (
            geojson(square(10, 50), square(11, 50)),
            "Die Datei enthält 2 Flächen, gebraucht wird eine.",
        ),
        (geojson({"type": "Point", "coordinates": [10, 50]}), "Die Geometrie ist „Point“"),
        (geojson(square(50, 10)), "Länge und Breite sind vertauscht."),
        (geojson(square(2.3, 48.8)), "Die Fläche liegt nicht in Deutschland"),
    ],
    ids=["not json", "empty", "two", "point", "swapped", "Paris"],
)
def test_bad_boundary_is_explained_at_its_field(client, staff, quartier, upload, message):
    upload.seek(0)
    before = quartier.boundary
    client.force_login(staff)
    page = client.get(change_url(quartier))

    response = client.post(change_url(quartier), form_data(page, boundary_file=upload))

    (error,) = response.context["adminform"].form.errors["boundary_file"]
    assert error.startswith(message)
    assert Quartier.objects.get(pk=quartier.pk).boundary == before


def test_point_is_read_only_while_there_is_a_boundary(client, staff, quartier):
    client.force_login(staff)

    with_boundary = client.get(change_url(quartier)).context["adminform"].form.fields
    without = client.get(ADD_URL).context["adminform"].form.fields

    assert ("longitude" in with_boundary, "longitude" in without) == (False, True)


# Two editors ----------------------------------------------------------------


def test_second_of_two_editors_is_warned_and_loses_nothing(client, staff, quartier):
    client.force_login(staff)
    page = client.get(change_url(quartier))
    Quartier.objects.filter(pk=quartier.pk).update(teaser="Von der Kollegin")

    response = client.post(change_url(quartier), form_data(page, teaser="Von mir"))

    form = response.context["adminform"].form
    assert form.non_field_errors()[0].startswith("Während Sie geschrieben haben")
    assert form["teaser"].value() == "Von mir"
    assert Quartier.objects.get(pk=quartier.pk).teaser == "Von der Kollegin"


def test_saving_again_after_the_warning_is_a_decision(client, staff, quartier):
    client.force_login(staff)
    page = client.get(change_url(quartier))
    Quartier.objects.filter(pk=quartier.pk).update(teaser="Von der Kollegin")
    warned = client.post(change_url(quartier), form_data(page, teaser="Von mir"))

    response = client.post(change_url(quartier), form_data(warned))

    assertRedirects(response, LIST_URL, fetch_redirect_response=False)
    assert Quartier.objects.get(pk=quartier.pk).teaser == "Von mir"


def test_saving_twice_in_a_row_is_no_conflict(client, staff, quartier):
    client.force_login(staff)
    for teaser in ("Erster Stand", "Zweiter Stand"):
        page = client.get(change_url(quartier))
        client.post(change_url(quartier), form_data(page, teaser=teaser))

    assert Quartier.objects.get(pk=quartier.pk).teaser == "Zweiter Stand"


# Publication and review -----------------------------------------------------


def test_publication_by_action_is_noted_in_the_history(client, staff, kommune):
    draft = QuartierFactory(kommune=kommune)
    client.force_login(staff)

    client.post(LIST_URL, {"action": "publish", "_selected_action": [draft.pk]})

    history = client.get(reverse("admin:quartiere_quartier_history", args=[draft.pk]))
    assert Quartier.objects.get(pk=draft.pk).status == "published"
    assert [entry.change_message for entry in history.context["action_list"]] == ["Veröffentlicht."]


def test_review_by_action_sets_date_function_and_next_date(client, staff, quartier):
    staff.function = "Redaktion Nord"
    staff.save()
    client.force_login(staff)

    client.post(LIST_URL, {"action": "mark_reviewed", "_selected_action": [quartier.pk]})

    saved, today = Quartier.objects.get(pk=quartier.pk), timezone.localdate()
    assert (saved.reviewed_on, saved.reviewed_by) == (today, "Redaktion Nord")
    assert saved.review_due_on > today


def test_review_in_the_form_fills_in_the_function(client, staff, quartier):
    staff.function = "Redaktion Nord"
    staff.save()
    client.force_login(staff)
    page = client.get(change_url(quartier))

    client.post(change_url(quartier), form_data(page, reviewed_on="01.02.2026"))

    saved = Quartier.objects.get(pk=quartier.pk)
    assert (saved.reviewed_on, saved.reviewed_by) == (date(2026, 2, 1), "Redaktion Nord")


@pytest.mark.parametrize(("value", "expected"), [("faellig", {"alt", "nie"}), ("aktuell", {"neu"})])
def test_list_filters_by_review(client, staff, kommune, value, expected):
    today = timezone.localdate()
    for name, reviewed_on in (("alt", today - timedelta(days=800)), ("neu", today), ("nie", None)):
        QuartierFactory(kommune=kommune, name=name, reviewed_on=reviewed_on)
    client.force_login(staff)

    response = client.get(LIST_URL, {"pruefung": value})

    assert {row.name for row in response.context["cl"].result_list} == expected


@pytest.mark.parametrize("published", [True, False])
def test_button_leads_to_the_page_or_to_a_signed_preview(client, staff, kommune, published):
    quartier = QuartierFactory(kommune=kommune, published=published)
    client.force_login(staff)

    url = client.get(change_url(quartier)).context["absolute_url"]

    assert url.startswith("/quartiere/musterstadt/" if published else "/vorschau/")
    client.logout()
    assert client.get(url).status_code == 200


# First page -----------------------------------------------------------------


def tasks(client):
    return {task.label: task for task in client.get("/verwaltung/").context["tasks"]}


def test_first_page_counts_own_work_only(client, staff, kommune):
    overdue = QuartierFactory(kommune=kommune, published=True, name="Überfällig")
    QuartierFactory(kommune=kommune, name="Entwurf")
    QuartierFactory(published=True)
    QuartierFactory()
    client.force_login(staff)

    found = tasks(client)

    due = found["Quartiere zur Prüfung fällig"]
    assert (due.number, due.examples) == (1, (("Überfällig", change_url(overdue)),))
    assert found["Entwürfe"].number == 1
    assert len(client.get(due.url).context["cl"].result_list) == 1


def test_first_page_says_when_nothing_waits(client, staff, kommune):
    client.force_login(staff)

    response = client.get("/verwaltung/")

    assert response.context["tasks"] == []
    assert "Alles erledigt" in response.text


def test_first_page_needs_no_more_queries_for_more_rows(client, staff, kommune):
    client.force_login(staff)
    numbers = []

    for _ in range(2):
        QuartierFactory.create_batch(6, kommune=kommune, published=True)
        QuartierFactory.create_batch(6, kommune=kommune)
        with CaptureQueriesContext(connection) as queries:
            client.get("/verwaltung/")
        numbers.append(len(queries))

    # Every app adds its own tasks, so no literal; what counts is that rows cost nothing.
    assert numbers[0] == numbers[1] < 60


@pytest.mark.parametrize("count", [1, 8])
@pytest.mark.parametrize(("model", "queries"), [("quartier", 11), ("kommune", 8)])
def test_lists_have_a_constant_number_of_queries(
    client, programmleitung, django_assert_num_queries, count, model, queries
):
    QuartierFactory.create_batch(count, published=True)
    client.force_login(programmleitung)

    with django_assert_num_queries(queries):
        response = client.get(f"/verwaltung/quartiere/{model}/")

    assert len(response.context["cl"].result_list) == count


def test_list_of_kommunen_filters_by_land_and_participation(client, programmleitung):
    berlin = KommuneFactory(ags="11000000")
    KommuneFactory(ags="05315000")
    QuartierFactory(kommune=berlin)
    client.force_login(programmleitung)

    by_land = client.get("/verwaltung/quartiere/kommune/", {"land": "11"}).context["cl"]
    by_quartier = client.get("/verwaltung/quartiere/kommune/", {"quartiere": "mit"}).context["cl"]

    assert (list(by_land.result_list), list(by_quartier.result_list)) == ([berlin], [berlin])
    assert Kommune.objects.count() == 2
