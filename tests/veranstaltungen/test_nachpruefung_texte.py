"""Whatever everybody reads is looked at: for whom, without barriers, where, results, reasons."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import QuartierFactory
from tests.factories_netzwerke import HandlungsansatzFactory
from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    DokumentationFactory,
    VeranstaltungFactory,
)
from tests.pictures import picture
from tests.veranstaltungen.seiten import address, fill_in, part
from tests.veranstaltungen.test_aenderungen import is_unchecked, person_of, told
from veranstaltungen import workflow
from veranstaltungen.forms.ort import value_of
from veranstaltungen.models import Veranstaltung

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(kommune, quartier):
    return VeranstaltungFactory(
        registering=True, kommune=kommune, quartier=quartier, title="Fachtag", place="Saal"
    )


@pytest.fixture
def guest(row):
    return AnmeldungFactory(veranstaltung=row, state="confirmed", email="gast@example.org")


def test_place_without_steps_that_has_some_after_all_is_told_to_guests(
    client, row, guest, staff, mailoutbox
):
    Veranstaltung.objects.update(step_free=True)
    client.force_login(row.created_by)

    fill_in(client, part(row, "barrierefreiheit"), step_free="false")

    bodies = told(mailoutbox, staff.email) + told(mailoutbox, guest.email)
    assert ["stufenlos erreichbar: „ja“, jetzt „nein“" in body for body in bodies] == [True, True]


def test_quartier_of_a_public_one_is_looked_at(client, row, staff, mailoutbox):
    other = QuartierFactory(kommune=row.kommune, published=True, name="Hafen")
    client.force_login(row.created_by)

    fill_in(client, part(row, "wo"), ort=value_of(row.kommune, other))

    assert ["jetzt „Hafen“" in body for body in told(mailoutbox, staff.email)] == [True]


@pytest.mark.parametrize("status", ["past", "documented"])
def test_pictures_and_approaches_of_the_results_are_looked_at_once_they_are_public(
    client, row, quartier, staff, mailoutbox, status
):
    Veranstaltung.objects.update(status=status)
    DokumentationFactory(veranstaltung=row)
    ansatz = HandlungsansatzFactory(quartier=quartier, title="Elterncafé", published=True)
    client.force_login(row.created_by)

    bild = {
        "bild-file": SimpleUploadedFile("bild.jpg", picture(), "image/jpeg"),
        "bild-alt_text": "Wer kauft, gewinnt",
        "bild-author": "Verein",
        "bild-licence": "CC BY 4.0",
    }
    fill_in(client, address(row, "dokumentation/"), handlungsansaetze=[ansatz.pk], **bild)

    words = ["Handlungsansätze: neu: „Elterncafé“", "der Dokumentation: neu: „Wer kauft, gewinnt"]
    bodies = told(mailoutbox, staff.email)
    assert row.dokumentation.bilder.count() == 1
    assert [[word in body for word in words] for body in bodies] == (
        [[True, True]] * (status == "documented")
    )
    assert is_unchecked(row) is (status == "documented")


@pytest.mark.parametrize("name", ["postpone", "cancel"])
@pytest.mark.parametrize("name_of_person", ["organiser", "trusted", "staff"])
def test_reason_that_everybody_reads_is_looked_at(
    request, row, staff, mailoutbox, name, name_of_person
):
    person = person_of(request, name_of_person, row)

    workflow.do(name, row, person, "Kommen Sie lieber in meinen Laden.")

    is_asked = name_of_person == "organiser"
    subjects = [mail.subject for mail in mailoutbox if mail.to == [staff.email]]
    assert is_unchecked(row) is is_asked
    assert subjects.count("Geändert: Fachtag") == is_asked
    assert ["meinen Laden" in body for body in told(mailoutbox, staff.email)] == [True] * is_asked


def test_reason_of_a_date_that_falls_out_is_in_the_mail(client, row, staff, mailoutbox):
    client.force_login(row.created_by)

    changes = {"termine-0-DELETE": "on", "serie-reason": "Wir sind lieber am See"}
    fill_in(client, part(row, "wann"), **changes)

    assert ["lieber am See" in body for body in told(mailoutbox, staff.email)] == [True]
