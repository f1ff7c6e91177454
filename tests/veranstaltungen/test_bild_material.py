"""Picture and material of a Veranstaltung, uploaded by its organisers."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.factories import BildFactory, UserFactory
from tests.factories_veranstaltungen import VeranstaltungFactory
from tests.veranstaltungen.seiten import address, errors_of, fill_in, part
from veranstaltungen.models import Veranstaltung

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(client, quartier):
    row = VeranstaltungFactory(kommune=quartier.kommune, quartier=quartier, title="Fachtag")
    client.force_login(row.created_by)
    return row


def photo():
    """A JPEG as a camera writes it: with the place where it was taken."""
    image, target = Image.new("RGB", (600, 400), "green"), io.BytesIO()
    exif = image.getexif()
    exif[0x010E] = "Meine Strasse 7"
    exif.get_ifd(0x8825)[1] = "N"
    image.save(target, "JPEG", exif=exif)
    return target.getvalue()


def test_picture_needs_its_alternative_text_and_loses_what_the_camera_wrote(client, row):
    file = SimpleUploadedFile("haus.jpg", photo(), "image/jpeg")
    url = part(row, "bild")

    refused = fill_in(client, url, **{"bild-file": file})
    file.seek(0)
    fill_in(
        client,
        url,
        **{
            "bild-file": file,
            "bild-alt_text": "Ein Haus.",
            "bild-author": "Verein",
            "bild-licence": "CC BY 4.0",
        },
    )

    row.refresh_from_db()
    assert set(errors_of(refused)) == {"bild-alt_text", "bild-author", "bild-licence"}
    assert (row.picture.alt_text, row.picture.kommune) == ("Ein Haus.", row.kommune)
    with row.picture.file.open() as file:
        stored = file.read()
    assert (b"Exif" in photo(), b"Exif" in stored, b"Meine Strasse" in stored) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("name", "content", "saved"),
    [
        ("plan.txt", b"Plan", True),
        ("plan.pdf", b"<html>", False),
        ("plan.svg", b"<svg/>", False),
        ("plan.txt", b"<script>", False),
    ],
)
def test_material_is_what_its_name_says(client, row, name, content, saved):
    file = SimpleUploadedFile(name, content)

    response = fill_in(
        client, part(row, "bild"), **{"material-title": "Plan", "material-file": file}
    )

    assert (response.status_code == 302) == saved
    assert row.material.exists() == saved


def test_material_is_removed_by_its_organisers_only(client, row):
    fill_in(client, part(row, "bild"), **{"material-title": "P", "material-link": "example.org/p"})
    material = row.material.get()
    url = address(row, f"material/{material.pk}/entfernen/")
    client.force_login(UserFactory())
    foreign = client.post(url).status_code
    client.force_login(row.created_by)

    client.get(url)
    left = row.material.count()
    client.post(url)

    assert (foreign, material.link, left, row.material.count()) == (
        404,
        "https://example.org/p",
        1,
        0,
    )


def test_picture_is_taken_off_by_those_who_may_edit_only(client, row):
    row.picture = BildFactory()
    row.save()
    url = address(row, "bild/entfernen/")
    client.force_login(UserFactory())
    foreign = client.post(url).status_code
    client.force_login(row.created_by)

    client.get(url)
    Veranstaltung.objects.update(status="submitted")
    client.post(url)
    row.refresh_from_db()
    kept = row.picture
    Veranstaltung.objects.update(status="published")
    page = client.post(url, follow=True)

    row.refresh_from_db()
    assert (foreign, kept is None, row.picture) == (404, False, None)
    assert "Das Bild ist von der Seite genommen." in page.text
    assert row.verlauf.get().reason.startswith("Bild: entfernt")
    assert "Bild entfernen" not in page.text
