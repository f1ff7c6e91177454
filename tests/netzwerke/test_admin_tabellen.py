"""Import and export in the admin: preview first, errors by row, only the own Kommune."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from netzwerke.importe.formate import CsvFormat, XlsxFormat, escape, read_table, unescape
from netzwerke.models import Akteur, Massnahme
from quartiere.monitoring.tabellen import TabelleError
from tests.factories import UserFactory
from tests.factories_netzwerke import AkteurFactory, FinanzierungFactory, MassnahmeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


def url(page, model="akteur"):
    return reverse(f"admin:netzwerke_{model}_{page}")


def export(client, model="akteur", number=0):
    return client.post(url("export", model), {"format": number}).content


def upload(client, content, model="akteur", number=0):
    file = SimpleUploadedFile("liste.csv", content)
    return client.post(url("import", model), {"import_file": file, "format": number})


def confirm(client, page, model="akteur"):
    form = page.context["confirm_form"]
    return client.post(
        reverse(f"admin:netzwerke_{model}_process_import"),
        {name: form.initial[name] for name in form.fields if name in form.initial},
    )


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_export_holds_own_rows_with_german_headings(client, staff, kommune):
    own = AkteurFactory(kommune=kommune, phone="+49 30 1")
    AkteurFactory(published=True)
    client.force_login(staff)

    rows = rows_of(export(client))

    assert [(row["Adresskürzel"], row["Kommune"], row["Telefon"]) for row in rows] == [
        (own.slug, kommune.ags, "'+49 30 1")
    ]


@pytest.mark.parametrize("number", [0, 1])
def test_exported_file_comes_in_unchanged(client, staff, kommune, number):
    massnahme = MassnahmeFactory(kommune=kommune, text="=1+1\r\n'zwei'", notes="@alle")
    FinanzierungFactory(massnahme=massnahme, amount="1234.56")
    before = Massnahme.objects.values().get()
    client.force_login(staff)

    page = upload(client, export(client, "massnahme", number), "massnahme", number)
    confirm(client, page, "massnahme")

    assert [row.import_type for row in page.context["result"].rows] == ["skip"]
    assert Massnahme.objects.values().get() == before


def test_preview_saves_nothing_and_confirmation_does(client, staff, kommune):
    client.force_login(staff)
    table = f"Name;Kommune;Öffnungszeiten\nTreff;{kommune.ags};Mo 9–12\n".encode()

    page = upload(client, table)
    count_after_preview = Akteur.objects.count()
    confirm(client, page)

    assert "<strong>Öffnungszeiten:</strong>" in page.text
    assert "<strong>Telefon:</strong>" not in page.text
    assert (count_after_preview, Akteur.objects.get().name) == (0, "Treff")
    assert Akteur.objects.get().oeffnungszeiten.count() == 1


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("Treff;00000000;", "Kommune „00000000“ ist nicht bekannt"),
        ("Treff;{ags};Riesen", "Zielgruppe „Riesen“ ist nicht bekannt"),
        (";{ags};", "Dieses Feld darf nicht leer sein"),
    ],
)
def test_wrong_rows_are_explained_and_cannot_be_confirmed(client, staff, kommune, cells, message):
    client.force_login(staff)
    table = f"Name;Kommune;Zielgruppen\n{cells.format(ags=kommune.ags)}\n"

    page = upload(client, table.encode())

    assert message in page.text
    assert "confirm_form" not in page.context or page.context["confirm_form"] is None
    assert not Akteur.objects.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "leer"),
        (b"<html><body>Anmelden</body></html>", "keine Texttabelle"),
        (b"\x00\x01\x02\x03" * 99, "keine Texttabelle"),
        (b"Name;Name\nTreff;Villa\n", "eigene Überschrift"),
        (b"Name;Farbe\nTreff;gelb\n", "kennt das Portal nicht: Farbe"),
    ],
)
def test_unusable_file_is_explained(client, staff, content, message):
    client.force_login(staff)

    page = upload(client, content)

    assert page.status_code == 200
    assert message in page.text
    assert "Traceback" not in page.text


def test_change_since_the_preview_keeps_everything_out(client, staff, kommune):
    client.force_login(staff)
    table = f"Adresskürzel;Name;Kommune\ntreff;Treff;{kommune.ags}\nvilla;Villa;{kommune.ags}\n"
    page = upload(client, table.encode())
    AkteurFactory(slug="villa")

    response = confirm(client, page)

    assert response.url == url("import")
    assert list(Akteur.objects.values_list("slug", flat=True)) == ["villa"]


def test_upload_that_is_gone_starts_again(client, staff, kommune):
    client.force_login(staff)
    page = upload(client, f"Name;Kommune\nTreff;{kommune.ags}\n".encode())
    page.context["confirm_form"].initial["import_file_name"] = "gibt-es-nicht"

    response = confirm(client, page)

    assert response.url == url("import")
    assert not Akteur.objects.exists()


def test_person_who_may_not_write_may_not_import(client, kommune):
    user = UserFactory(is_staff=True)
    kommune.mitarbeitende.add(user)
    client.force_login(user)

    assert [client.get(url(page)).status_code for page in ("import", "export")] == [403, 403]


def test_formulas_are_disarmed_in_both_formats_and_come_back():
    cells = ["=1+1", "+49", "-5", "@x", "\tx", "'x", "x=1", ""]
    dataset = read_table("x", ("A;B\n" + ";".join(["1", "2"]) + "\n").encode())
    dataset.wipe()
    dataset.headers = [f"S{n}" for n in range(len(cells))]
    dataset.append(cells)

    (row,) = rows_of(CsvFormat().export_data(dataset))
    sheet = load_workbook(io.BytesIO(XlsxFormat().export_data(dataset))).active

    disarmed = ["'=1+1", "'+49", "'-5", "'@x", "'\tx", "''x", "x=1", ""]
    assert list(row.values()) == disarmed
    assert [cell.value or "" for cell in sheet[2]] == disarmed
    assert {cell.data_type for cell in sheet[2]} <= {"s", "inlineStr", "n"}
    assert [unescape(escape(cell)) for cell in cells] == cells


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr("netzwerke.importe.formate.MAX_ROWS", 2)

    with pytest.raises(TabelleError, match="mehr als 2 Zeilen"):
        read_table("x", b"A;B\n" + b"1;2\n" * 3)
