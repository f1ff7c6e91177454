import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.asserts import assertRedirects

from quartiere.models import Quartier
from tests.factories import KommuneFactory, QuartierFactory, square

pytestmark = pytest.mark.django_db

URL = "/verwaltung/quartiere/quartier/importieren/"
LIST_URL = "/verwaltung/quartiere/quartier/"


def upload(*keys):
    features = [
        {
            "type": "Feature",
            "properties": {"id": key, "name": f"Gebiet {key}"},
            "geometry": square(10 + number / 100, 50),
        }
        for number, key in enumerate(keys)
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features})
    return SimpleUploadedFile("gebiete.geojson", content.encode())


def import_data(kommune, *keys, **changes):
    data = {"kommune": kommune.pk, "file": upload(*keys), "key_field": "id", "name_field": "name"}
    return {**data, "as_draft": "on", **changes}


def test_preview_reports_and_stores_nothing(client, staff, kommune):
    client.force_login(staff)

    response = client.post(URL, import_data(kommune, "A", "B"))

    assert "Quartiere: 2 neu" in response.context["report"].summary()
    assert response.context["token"]
    assert Quartier.objects.count() == 0


def test_apply_stores_what_the_preview_showed(client, staff, kommune):
    client.force_login(staff)
    preview = client.post(URL, import_data(kommune, "A", "B"))

    response = client.post(URL, {"token": preview.context["token"]})

    assertRedirects(response, LIST_URL, fetch_redirect_response=False)
    found = Quartier.objects.order_by("key").values_list("key", "name", "status", "kommune")
    assert list(found) == [
        ("A", "Gebiet A", "draft", kommune.pk),
        ("B", "Gebiet B", "draft", kommune.pk),
    ]


def test_preview_is_used_once(client, staff, kommune):
    client.force_login(staff)
    token = client.post(URL, import_data(kommune, "A")).context["token"]
    client.post(URL, {"token": token})

    response = client.post(URL, {"token": token}, follow=True)

    assert "Die Vorschau ist abgelaufen." in response.text


def test_preview_of_somebody_else_is_out_of_reach(client, staff, kommune, programmleitung):
    client.force_login(programmleitung)
    token = client.post(URL, import_data(kommune, "A")).context["token"]
    client.force_login(staff)

    client.post(URL, {"token": token})

    assert Quartier.objects.count() == 0


def test_faulty_file_is_explained_and_cannot_be_applied(client, staff, kommune):
    client.force_login(staff)

    response = client.post(URL, import_data(kommune, "A", "A"))

    assert response.context["token"] == ""
    assert "Der Schlüssel „A“ kommt 2-mal vor." in response.text


def test_foreign_kommune_is_no_choice(client, staff):
    client.force_login(staff)

    response = client.post(URL, import_data(KommuneFactory(), "A"))

    assert "kommune" in response.context["form"].errors


def test_kommune_lost_between_preview_and_apply_is_not_found(client, staff, kommune):
    client.force_login(staff)
    token = client.post(URL, import_data(kommune, "A")).context["token"]
    kommune.mitarbeitende.remove(staff)

    response = client.post(URL, {"token": token})

    assert response.status_code == 404
    assert Quartier.objects.count() == 0


@pytest.mark.parametrize("person", ["quartiersmanagement"], indirect=True)
def test_import_is_closed_to_who_may_not_publish(client, person):
    client.force_login(person)

    assert client.get(URL).status_code == 403


def test_texts_of_known_quartiere_stay(client, staff, kommune):
    known = QuartierFactory(kommune=kommune, key="A", teaser="Unser Text", published=True)
    client.force_login(staff)
    token = client.post(URL, import_data(kommune, "A")).context["token"]

    client.post(URL, {"token": token})

    saved = Quartier.objects.get(pk=known.pk)
    assert (saved.name, saved.teaser, saved.status) == ("Gebiet A", "Unser Text", "published")
