"""What each admin of the monitoring lets people change, and what it refuses."""

import json
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from quartiere.monitoring.models import Ausgabe, Einschaetzung, Indikator, Planungsraum, Zuordnung
from tests.admin_forms import form_data
from tests.factories import QuartierFactory, square
from tests.factories_monitoring import (
    EinschaetzungFactory,
    PlanungsraumFactory,
    ZuordnungFactory,
    make_ausgabe,
)

pytestmark = pytest.mark.django_db

# Ausgaben ----------------------------------------------------------------------


def test_published_edition_keeps_everything_but_the_note(client, staff, kommune):
    ausgabe = make_ausgabe(kommune)
    address = reverse("admin:monitoring_ausgabe_change", args=[ausgabe.pk])
    client.force_login(staff)
    page = client.get(address)

    client.post(address, form_data(page, note="Neuer Hinweis", year=1999, state="draft"))

    saved = Ausgabe.objects.get(pk=ausgabe.pk)
    assert (saved.note, saved.year, saved.state) == ("Neuer Hinweis", 2021, "published")


def test_published_edition_cannot_be_deleted(client, staff, kommune):
    ausgabe = make_ausgabe(kommune)
    client.force_login(staff)

    response = client.post(
        reverse("admin:monitoring_ausgabe_delete", args=[ausgabe.pk]), {"post": "yes"}
    )

    assert (response.status_code, Ausgabe.objects.count()) == (403, 1)


def test_draft_of_the_command_is_published_once(client, staff, kommune):
    ausgabe = make_ausgabe(kommune, state="checked")
    address = reverse("admin:monitoring_ausgabe_publish", args=[ausgabe.pk])
    client.force_login(staff)

    answers = [client.post(address, {"note": "Hinweis"}) for _ in range(2)]

    saved = Ausgabe.objects.get()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (saved.state, saved.note) == ("published", "Hinweis")


def test_quartiersmanagement_publishes_no_edition(client, quartiersmanagement, kommune):
    ausgabe = make_ausgabe(kommune, state="checked")
    client.force_login(quartiersmanagement)

    response = client.post(reverse("admin:monitoring_ausgabe_publish", args=[ausgabe.pk]), {})

    assert (response.status_code, Ausgabe.objects.get().state) == (403, "checked")


@pytest.mark.parametrize("kind", ["csv", "json", "geojson"])
def test_edition_can_be_downloaded(client, staff, kommune, kind):
    ausgabe = make_ausgabe(kommune, state="draft")
    client.force_login(staff)

    response = client.get(reverse("admin:monitoring_ausgabe_data", args=[ausgabe.pk, kind]))

    assert "Gebiet 01" in b"".join(response).decode()


def test_list_of_editions_needs_the_same_number_of_queries(client, staff, kommune):
    client.force_login(staff)
    address = reverse("admin:monitoring_ausgabe_changelist")
    make_ausgabe(kommune, year=2019)
    client.get(address)
    with assertNumQueries(9):
        client.get(address)
    make_ausgabe(kommune, year=2021)
    make_ausgabe(kommune, year=2023)

    with assertNumQueries(9):
        client.get(address)


# Einschätzungen ----------------------------------------------------------------


def test_quartiersmanagement_writes_about_its_quartier(client, quartiersmanagement, quartier):
    ausgabe = make_ausgabe(quartier.kommune)
    client.force_login(quartiersmanagement)
    address = reverse("admin:monitoring_einschaetzung_add")
    page = client.get(address)

    client.post(
        address,
        form_data(
            page,
            date="01.03.2026",
            ausgabe=ausgabe.pk,
            relation="differs",
            text="Vor Ort ist es anders.",
            status="published",
        ),
    )

    saved = Einschaetzung.objects.get()
    assert (saved.quartier, saved.ausgabe, saved.created_by) == (
        quartier,
        ausgabe,
        quartiersmanagement,
    )
    assert (saved.date, saved.status) == (date(2026, 3, 1), "draft")


def test_foreign_quartier_and_edition_are_no_choice(client, quartiersmanagement, quartier):
    neighbour = QuartierFactory(kommune=quartier.kommune, published=True)
    client.force_login(quartiersmanagement)
    address = reverse("admin:monitoring_einschaetzung_add")
    page = client.get(address)
    foreign = {"quartier": neighbour.pk, "ausgabe": make_ausgabe().pk}

    response = client.post(address, form_data(page, **foreign))

    errors = response.context["adminform"].form.errors
    assert {"quartier", "ausgabe"} <= set(errors)
    assert Einschaetzung.objects.count() == 0


def test_redaktion_publishes_but_does_not_rewrite(client, staff, quartier):
    einschaetzung = EinschaetzungFactory(quartier=quartier)
    address = reverse("admin:monitoring_einschaetzung_change", args=[einschaetzung.pk])
    client.force_login(staff)
    page = client.get(address)

    client.post(address, form_data(page, status="published", text="Alles gut."))

    saved = Einschaetzung.objects.get()
    assert (saved.status, saved.text) == ("published", einschaetzung.text)


# Indikatoren, Zuordnungen, Planungsräume ----------------------------------------


def test_only_indicator_of_a_result_cannot_be_hidden(client, staff, kommune):
    make_ausgabe(kommune)
    indikator = Indikator.objects.get()
    address = reverse("admin:monitoring_indikator_change", args=[indikator.pk])
    client.force_login(staff)
    data = form_data(client.get(address))
    data.pop("is_public")

    response = client.post(address, data)

    assert "is_public" in response.context["adminform"].form.errors
    assert Indikator.objects.get().is_public is True


def test_decision_needs_a_reason(client, staff, quartier):
    row = ZuordnungFactory(quartier=quartier, planungsraum__kommune=quartier.kommune)
    address = reverse("admin:monitoring_zuordnung_change", args=[row.pk])
    client.force_login(staff)

    response = client.post(address, form_data(client.get(address), decision="exclude"))

    assert "Bitte begründen Sie die Entscheidung." in response.text
    assert Zuordnung.objects.get().decision == ""


def test_recomputing_keeps_decisions(client, staff, quartier):
    inside = PlanungsraumFactory(kommune=quartier.kommune, boundary=quartier.boundary)
    client.force_login(staff)
    page = client.get(reverse("admin:monitoring_zuordnung_changelist")).text
    (chosen,) = re.findall(r'<option value="([^"]*)">Musterstadt</option>', page)

    client.post(reverse("admin:monitoring_zuordnung_recompute"), {"kommune": chosen})

    found = Zuordnung.objects.values_list("planungsraum", "quartier", "share")
    assert list(found) == [(inside.pk, quartier.pk, pytest.approx(1))]


@pytest.mark.parametrize("kommune_id", ["foreign", "abc", ""])
def test_recomputing_a_foreign_kommune_is_refused(client, staff, kommune_id):
    quartier = QuartierFactory()
    PlanungsraumFactory(kommune=quartier.kommune, boundary=quartier.boundary)
    client.force_login(staff)
    chosen = quartier.kommune_id if kommune_id == "foreign" else kommune_id

    client.post(reverse("admin:monitoring_zuordnung_recompute"), {"kommune": chosen})

    assert Zuordnung.objects.count() == 0


def test_areas_are_uploaded_after_a_preview(client, staff, kommune):
    feature = {"type": "Feature", "properties": {"id": "01", "name": "Nord"},
               "geometry": square(13, 52)}  # fmt: skip
    content = json.dumps({"type": "FeatureCollection", "features": [feature]})
    data = {"kommune": kommune.pk, "gebietsstand": "2021", "key_field": "id", "name_field": "name"}
    data["file"] = SimpleUploadedFile("gebiete.geojson", content.encode())
    address = reverse("admin:monitoring_planungsraum_import")
    client.force_login(staff)
    preview = client.post(address, data)
    before = Planungsraum.objects.count()

    client.post(address, {"token": preview.context["token"]})

    found = Planungsraum.objects.values_list("key", "name", "gebietsstand", "kommune")
    assert (before, list(found)) == (0, [("01", "Nord", "2021", kommune.pk)])
