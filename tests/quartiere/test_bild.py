import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from quartiere import bilder
from quartiere.models import Bild
from tests.admin_forms import form_data
from tests.factories import BildFactory
from tests.pictures import picture

pytestmark = pytest.mark.django_db

ADD_URL = "/verwaltung/quartiere/bild/add/"


def upload(content, name="foto.jpg"):
    return SimpleUploadedFile(name, content)


def header_of_png(width, height):
    """A PNG that promises pixels it does not hold: what a decompression bomb looks like."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(kind, body):
        checksum = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + checksum

    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def stored_files():
    return sorted(default_storage.listdir("bilder")[1]) if default_storage.exists("bilder") else []


def form_errors(client, **data):
    page = client.get(ADD_URL)
    values = {"title": "Platz", "alt_text": "Ein Platz.", "author": "A", "licence": "CC0", **data}
    response = client.post(ADD_URL, form_data(page, **values))
    return response.context["adminform"].form.errors if response.status_code == 200 else {}


# What is refused ------------------------------------------------------------


def archive():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("x.txt", "x")
    return target.getvalue()


NO_PICTURE = "Diese Datei ist kein Bild im Format JPEG, PNG oder WebP."
BROKEN = "Das Bild ist beschädigt oder unvollständig."
TOO_LARGE = "Das Bild hat mehr als 40 Millionen Bildpunkte."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "svg": (SVG, NO_PICTURE),
    "html": (b"<html><script>alert(1)</script></html>", NO_PICTURE),
    "gif with html": (b"GIF89a/*<script>*/=1;alert(1)", NO_PICTURE),
    "gif": (picture(kind="GIF", mode="P", colour=0), NO_PICTURE),
    "tiff": (picture(kind="TIFF"), NO_PICTURE),
    "zip": (archive(), NO_PICTURE),
    "pdf": (b"%PDF-1.7", NO_PICTURE),
    "eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", NO_PICTURE),
    "truncated": (picture(400, 300, quality=95)[:-300], BROKEN),
    "header only": (picture()[:200], None),
    "bomb": (header_of_png(50_000, 50_000), TOO_LARGE),
    "bomb below pillow's own limit": (header_of_png(9_000, 9_000), TOO_LARGE),
    "too long": (header_of_png(17_000, 10), "Das Bild ist 17000 × 10 Bildpunkte groß."),
    "too heavy": (picture() + b"\0" * 15_000_000, "Das Bild ist größer als 15 MB."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_file_is_refused_at_its_field(client, staff, kommune, name):
    content, message = REFUSED[name]
    client.force_login(staff)

    errors = form_errors(client, file=upload(content))

    assert list(errors) == ["file"]
    assert message is None or errors["file"][0].startswith(message)
    assert (Bild.objects.count(), stored_files()) == (0, [])


def test_good_file_is_stored_by_the_form(client, staff, kommune):
    client.force_login(staff)
    page = client.get(ADD_URL)
    values = {"title": "Platz", "alt_text": "Ein Platz.", "author": "A", "licence": "CC0"}

    response = client.post(ADD_URL, form_data(page, file=upload(picture()), **values))

    assertRedirects(response, "/verwaltung/quartiere/bild/", fetch_redirect_response=False)
    bild = Bild.objects.get()
    assert (bild.kommune, bild.width, bild.height) == (kommune, 40, 30)


def test_code_cannot_store_what_is_no_picture():
    with pytest.raises(bilder.PictureRefused):
        BildFactory(file=ContentFile(SVG, "bild.svg"))


# Text alternative -----------------------------------------------------------

ALT_TEXT_MESSAGE = (
    "Bitte einen Alternativtext schreiben oder „nur Schmuck“ ankreuzen, nicht beides."
)


@pytest.mark.parametrize(
    ("alt_text", "is_decorative"), [("", False), ("Ein Platz.", True)], ids=["neither", "both"]
)
def test_alternative_text_is_enforced_by_form_and_database(
    client, staff, kommune, alt_text, is_decorative
):
    client.force_login(staff)
    ticked = {"is_decorative": "on"} if is_decorative else {}

    errors = form_errors(client, file=upload(picture()), alt_text=alt_text, **ticked)

    assert errors == {"__all__": [ALT_TEXT_MESSAGE]}
    with pytest.raises(IntegrityError):
        BildFactory(alt_text=alt_text, is_decorative=is_decorative)


# Files follow their row -----------------------------------------------------


def test_new_file_replaces_the_old_ones_after_the_commit(django_capture_on_commit_callbacks):
    bild = BildFactory(file=ContentFile(picture(600, 400), "alt.jpg"))
    old = stored_files()

    with django_capture_on_commit_callbacks(execute=True):
        bild.file = ContentFile(picture(500, 300), "neu.jpg")
        bild.save()
        during = stored_files()

    assert set(old) < set(during)
    assert set(old) & set(stored_files()) == set()
    assert len(stored_files()) == 3


def test_saving_without_a_new_file_leaves_the_files_alone(django_capture_on_commit_callbacks):
    bild = BildFactory()
    before = stored_files()

    with django_capture_on_commit_callbacks(execute=True):
        bild.title = "Anders"
        bild.save()

    assert stored_files() == before


@pytest.mark.parametrize("way", ["row", "rows", "action"])
def test_deleted_picture_takes_its_files_along(
    client, programmleitung, django_capture_on_commit_callbacks, way
):
    bild = BildFactory()
    client.force_login(programmleitung)
    action = {"action": "delete_selected", "_selected_action": [bild.pk], "post": "yes"}
    ways = {
        "row": bild.delete,
        "rows": Bild.objects.all().delete,
        "action": lambda: client.post("/verwaltung/quartiere/bild/", action),
    }

    with django_capture_on_commit_callbacks(execute=True):
        ways[way]()

    assert (Bild.objects.count(), stored_files()) == (0, [])


def test_list_has_a_constant_number_of_queries(client, staff, kommune, django_assert_num_queries):
    BildFactory.create_batch(3, kommune=kommune)
    client.force_login(staff)

    with django_assert_num_queries(9):
        response = client.get(reverse("admin:quartiere_bild_changelist"))

    assert len(response.context["cl"].result_list) == 3
