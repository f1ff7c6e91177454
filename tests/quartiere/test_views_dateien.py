"""Material is as public as its Quartier; pictures are public; nothing else is served."""

import pytest
from django.core.files.base import ContentFile

from portal.konten.roles import Role
from quartiere.models import Material
from tests.factories import BildFactory, QuartierFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def material_of(quartier, name="Über uns.pdf"):
    material = Material(quartier=quartier, title="Faltblatt")
    material.file.save(name, ContentFile(b"%PDF-1.4"), save=False)
    material.save()
    return material


def test_material_of_a_published_quartier_is_a_download(client):
    material = material_of(QuartierFactory(published=True))

    response = client.get(material.get_absolute_url())

    assert b"".join(response) == b"%PDF-1.4"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "application/pdf"
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("who", "status_code"), [("anonymous", 404), ("foreign", 404), ("own", 200)]
)
def test_material_of_a_draft_is_for_those_who_manage_it(client, who, status_code):
    material = material_of(QuartierFactory())
    if who != "anonymous":
        user = UserFactory(role=Role.REDAKTION)
        client.force_login(user)
    if who == "own":
        material.quartier.kommune.mitarbeitende.add(user)

    response = client.get(material.get_absolute_url())

    assert response.status_code == status_code
    if status_code == 200:
        assert response.headers["Cache-Control"] == "private, no-store"
        assert b"".join(response) == b"%PDF-1.4"


def test_material_whose_file_is_lost_is_a_404(client):
    material = material_of(QuartierFactory(published=True))
    material.file.storage.delete(material.file.name)

    response = client.get(material.get_absolute_url())

    assert response.status_code == 404


def test_material_cannot_be_fetched_past_the_rule(client):
    material = material_of(QuartierFactory())

    responses = [
        client.get(f"/medien/{path}")
        for path in (
            material.file.name,
            f"bilder/../{material.file.name}",
            f"bilder/%2e%2e/{material.file.name}",
            f"bilder//../{material.file.name}",
        )
    ]

    assert [response.status_code for response in responses] == [404] * 4


def test_picture_and_renditions_are_public_and_may_be_kept(client):
    bild = BildFactory()

    urls = [bild.file.url, *(rendition.url for rendition in bild.renditions)]
    responses = [client.get(url) for url in urls]

    assert [response.status_code for response in responses] == [200] * len(urls)
    assert {b"".join(response)[:2] != b"" for response in responses} == {True}
    assert responses[0].headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "path",
    [
        "", "bilder/", "bilder/gibt-es-nicht.jpg", "../manage.py", "bilder/../../manage.py",
        "bilder/a%00.jpg", "bilder/..%5C..%5Cmanage.jpg", "/etc/passwd", "bilder/x.svg",
        "bilder/x.html", "bilder/" + "a" * 300 + ".jpg", "bilder/%ED%A0%80.jpg",
    ],
)  # fmt: skip
@pytest.mark.parametrize("root", ["medien", "material"])
def test_odd_paths_are_a_404(client, tmp_path, root, path):
    (tmp_path / "bilder").mkdir()
    for name in ("x.svg", "x.html"):
        (tmp_path / "bilder" / name).write_text("<script>alert(1)</script>")

    response = client.get(f"/{root}/{path}")

    assert response.status_code == 404
