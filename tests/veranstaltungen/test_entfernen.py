"""What organisers take away again: pictures of the documentation, a draft nobody has seen."""

import pytest
from django.core.files.base import ContentFile

from tests.factories import BildFactory, UserFactory
from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    DokumentationFactory,
    FrageFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen.seiten import address
from veranstaltungen import workflow
from veranstaltungen.models import Veranstaltung

pytestmark = pytest.mark.django_db


# Pictures of the documentation ------------------------------------------------------------------


@pytest.fixture
def dokumentation():
    found = DokumentationFactory()
    found.bilder.set(BildFactory.create_batch(2, kommune=found.veranstaltung.kommune))
    return found


def test_picture_is_taken_out_of_the_documentation(client, dokumentation):
    row = dokumentation.veranstaltung
    gone, kept = dokumentation.bilder.order_by("pk")
    client.force_login(row.created_by)
    url = address(row, f"dokumentation/bild/{gone.pk}/entfernen/")

    page = client.get(address(row, "dokumentation/"))
    opened = client.get(url)
    before = dokumentation.bilder.count()
    response = client.post(url, follow=True)

    assert (f'action="{url}"' in page.text, opened.status_code, before) == (True, 302, 2)
    assert "Das Bild ist aus der Dokumentation genommen." in response.text
    assert list(dokumentation.bilder.all()) == [kept]
    gone.refresh_from_db()


def test_picture_of_a_foreign_documentation_stays(client, dokumentation):
    own = DokumentationFactory().veranstaltung
    client.force_login(own.created_by)
    bild = dokumentation.bilder.first()

    for row in (own, dokumentation.veranstaltung):
        client.post(address(row, f"dokumentation/bild/{bild.pk}/entfernen/"))

    assert dokumentation.bilder.count() == 2


# Drafts -----------------------------------------------------------------------------------------


def test_draft_is_asked_about_and_deleted_and_the_others_are_told(client, mailoutbox):
    row = VeranstaltungFactory(title="Fachtag")
    FrageFactory(veranstaltung=row)
    row.mitveranstaltende.add(UserFactory(email="mit@example.org"))
    client.force_login(row.created_by)
    url = address(row, "loeschen/")

    page = client.get(address(row))
    asked = client.get(url)
    before = Veranstaltung.objects.count()
    done = client.post(url, follow=True)

    assert (f'href="{url}"' in page.text, before) == (True, 1)
    assert "Das lässt sich nicht zurücknehmen." in asked.text
    assert done.redirect_chain == [("/meine-veranstaltungen/", 302)]
    assert "Der Entwurf ist gelöscht." in done.text
    assert not Veranstaltung.objects.exists()
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["mit@example.org"], "Entwurf gelöscht: Fachtag")


def test_material_of_a_deleted_draft_takes_its_file_along(
    client, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    row = VeranstaltungFactory()
    row.material.create(title="Ablauf", file=ContentFile(b"%PDF-1.7", "ablauf.pdf"))
    client.force_login(row.created_by)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] != []

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(row, "loeschen/"))

    assert not Veranstaltung.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def submitted(row):
    Veranstaltung.objects.update(status="submitted")


def public_once(row):
    Veranstaltung.objects.update(status="published")
    row.verlauf.create(step="publish", status="published")
    Veranstaltung.objects.update(status="returned")


def invited(row):
    return row.mitveranstaltende.create(email="gast@example.org")


def of_an_organisation(row):
    theirs = VeranstalterFactory(mitglieder=[UserFactory()])
    Veranstaltung.objects.update(veranstalter=theirs)


REASONS = {
    "looked at": submitted,
    "public once": public_once,
    "registered for": lambda row: AnmeldungFactory(veranstaltung=row) and None,
    "published": lambda row: Veranstaltung.objects.update(status="published") and None,
    "of others": invited,
    "of an organisation": of_an_organisation,
}


@pytest.mark.parametrize("reason", REASONS)
def test_draft_stays_that_others_know_or_own(client, reason):
    row = VeranstaltungFactory()
    user = REASONS[reason](row) or row.created_by
    client.force_login(user)

    page = client.get(address(row))
    opened = client.get(address(row, "loeschen/"))
    refused = client.post(address(row, "loeschen/"), follow=True)

    assert "Entwurf löschen" not in page.text
    assert opened.url == address(row)
    assert "lässt sich nicht (mehr) löschen" in refused.text
    assert Veranstaltung.objects.exists()


def test_returned_draft_is_deleted_by_people_of_its_organisation(client, staff, kommune):
    member = UserFactory()
    row = VeranstaltungFactory(
        kommune=kommune, veranstalter=VeranstalterFactory(mitglieder=[member]), created_by=None
    )
    workflow.submit(row, member)
    workflow.return_with_reasons(row, staff, "Doppelt.", row.version)
    client.force_login(member)

    client.post(address(row, "loeschen/"))

    assert not Veranstaltung.objects.exists()
