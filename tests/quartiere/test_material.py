import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from quartiere.models import Material, Quartier
from tests.admin_forms import form_data
from tests.factories import MaterialFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%%EOF"


def archive(*names):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return target.getvalue()


def material(name, content):
    return MaterialFactory.build(link="", file=ContentFile(content, name))


def errors_of(material):
    try:
        material.clean_fields(exclude=["quartier"])
    except ValidationError as error:
        return error.message_dict
    return {}


def stored_files():
    folders = default_storage.listdir("material")[0] if default_storage.exists("material") else []
    return [name for folder in folders for name in default_storage.listdir(f"material/{folder}")[1]]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", PDF),
        ("PLAN.PDF", PDF),
        ("liste.csv", "Straße;Zahl\n".encode()),
        ("alt.csv", "Straße;Zahl\n".encode("cp1252")),
        ("text.txt", b"Hallo"),
        ("brief.docx", archive("[Content_Types].xml", "word/document.xml")),
        ("zahlen.xlsx", archive("[Content_Types].xml", "xl/workbook.xml")),
        ("brief.odt", archive("mimetype", "content.xml")),
        ("alles.zip", archive("x.txt")),
    ],
)
def test_document_that_is_what_its_name_says_is_accepted(name, content):
    assert errors_of(material(name, content)) == {}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("seite.html", b"<html>", "Möglich sind Dateien der Art pdf"),
        ("bild.svg", b"<svg/>", "Möglich sind Dateien der Art pdf"),
        ("programm.exe", b"MZ", "Möglich sind Dateien der Art pdf"),
        ("ohne", b"x", "Möglich sind Dateien der Art pdf"),
        ("plan.pdf", b"<html><script>", "Der Inhalt passt nicht zur Endung „.pdf“."),
        ("plan.pdf", archive("x"), "Der Inhalt passt nicht zur Endung „.pdf“."),
        ("brief.docx", PDF, "Der Inhalt passt nicht zur Endung „.docx“."),
        ("brief.docx", archive("x.txt"), "Der Inhalt passt nicht zur Endung „.docx“."),
        ("alles.zip", b"MZ" + archive("x.txt"), "Der Inhalt passt nicht zur Endung „.zip“."),
        ("liste.csv", b"a\0b", "Der Inhalt passt nicht zur Endung „.csv“."),
        ("text.txt", b" <HTML><script>", "Der Inhalt passt nicht zur Endung „.txt“."),
        ("plan.pdf", PDF + b"\0" * 25_000_000, "Die Datei ist größer als 25 MB."),
    ],
)
def test_document_that_is_something_else_is_refused(name, content, message):
    errors = errors_of(material(name, content))

    assert list(errors) == ["file"]
    assert errors["file"][0].startswith(message)


def test_material_is_a_file_or_a_link(quartier):
    with pytest.raises(IntegrityError):
        MaterialFactory(quartier=quartier, link="", file="")


def test_bad_document_is_explained_in_the_form_of_the_quartier(client, staff, quartier):
    url = reverse("admin:quartiere_quartier_change", args=[quartier.pk])
    client.force_login(staff)
    page = client.get(url)

    response = client.post(
        url,
        form_data(
            page,
            **{
                "material-TOTAL_FORMS": 1,
                "material-0-quartier": quartier.pk,
                "material-0-title": "Plan",
                "material-0-order": 0,
                "material-0-file": SimpleUploadedFile("plan.pdf", b"<html>"),
            },
        ),
    )

    (formset,) = [
        item.formset
        for item in response.context["inline_admin_formsets"]
        if item.formset.model is Material
    ]
    assert list(formset.errors[0]) == ["file"]


def test_name_of_the_file_cannot_leave_its_folder(quartier):
    stored = MaterialFactory(
        quartier=quartier, link="", file=SimpleUploadedFile("../../etc/plan.pdf", PDF)
    )

    assert stored.file.name.startswith("material/")
    assert ".." not in stored.file.name


@pytest.mark.parametrize("way", ["row", "rows", "quartier", "quartiere"])
def test_deleted_material_takes_its_file_along(quartier, django_capture_on_commit_callbacks, way):
    stored = MaterialFactory(quartier=quartier, link="", file=ContentFile(PDF, "plan.pdf"))
    ways = {
        "row": stored.delete,
        "rows": Material.objects.all().delete,
        "quartier": quartier.delete,
        "quartiere": Quartier.objects.all().delete,
    }
    assert stored_files() == ["plan.pdf"]

    with django_capture_on_commit_callbacks(execute=True):
        ways[way]()

    assert (Material.objects.count(), stored_files()) == (0, [])


def test_replaced_document_is_removed(quartier, django_capture_on_commit_callbacks):
    stored = MaterialFactory(quartier=quartier, link="", file=ContentFile(PDF, "alt.pdf"))

    with django_capture_on_commit_callbacks(execute=True):
        stored.file = ContentFile(PDF, "neu.pdf")
        stored.save()

    assert stored_files() == ["neu.pdf"]
