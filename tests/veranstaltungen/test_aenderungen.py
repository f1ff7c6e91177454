"""Changes of what is public: at once on the page, kept, told to those concerned."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.admin_forms import form_data
from tests.factories import UserFactory
from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    DokumentationFactory,
    TerminFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen.seiten import fill_in, in_days, part, termin
from tests.veranstaltungen.test_terminplan import admin_post, date_fields
from tests.veranstaltungen.test_workflow import somebody
from veranstaltungen import workflow
from veranstaltungen.models import Veranstaltung

pytestmark = pytest.mark.django_db

UNTRUSTED = ["organiser", "member", "shared", "quartiersmanagement"]
TRUSTED = ["trusted", "staff", "programmleitung", "superuser"]


@pytest.fixture
def row(kommune, quartier):
    return VeranstaltungFactory(
        registering=True, kommune=kommune, quartier=quartier, title="Fachtag", place="Saal"
    )


@pytest.fixture
def guest(row):
    return AnmeldungFactory(veranstaltung=row, state="confirmed", email="gast@example.org")


def person_of(request, name, row):
    if name != "trusted":
        return somebody(request, name, row)
    user = UserFactory()
    veranstalter = VeranstalterFactory(trusted=True, kommune=row.kommune, mitglieder=[user])
    Veranstaltung.objects.update(veranstalter=veranstalter)
    return user


def told(mailoutbox, email):
    return [mail.body for mail in mailoutbox if mail.to == [email]]


def is_unchecked(row):
    return Veranstaltung.objects.waiting_for_check().filter(pk=row.pk).exists()


@pytest.mark.parametrize("name", [*UNTRUSTED, *TRUSTED])
def test_edit_stands_at_once_and_is_checked_unless_the_person_publishes_alone(
    client, request, row, guest, staff, mailoutbox, name
):
    person = person_of(request, name, row)
    client.force_login(person)

    fill_in(client, part(row, "was"), title="Kaffeefahrt")

    row.refresh_from_db()
    line = "Titel: „Fachtag“, jetzt „Kaffeefahrt“"
    step = row.verlauf.get()
    assert row.title in client.get(row.get_absolute_url()).text
    assert (step.step, step.actor, step.reason) == ("edit", person, line)
    assert is_unchecked(row) is (name in UNTRUSTED)
    subjects = [mail.subject for mail in mailoutbox if mail.to == [staff.email]]
    assert subjects == ["Geändert: Kaffeefahrt"] * (name in UNTRUSTED)
    by_somebody_else = name in {"staff", "programmleitung", "superuser", "quartiersmanagement"}
    assert [line in body for body in told(mailoutbox, row.created_by.email)] == (
        [True] * by_somebody_else
    )
    assert told(mailoutbox, "gast@example.org") == []


@pytest.mark.parametrize("status", ["draft", "returned"])
def test_what_is_not_public_is_written_without_a_word(client, row, staff, mailoutbox, status):
    Veranstaltung.objects.update(status=status)
    client.force_login(row.created_by)

    fill_in(client, part(row, "was"), title="Kaffeefahrt")

    assert (mailoutbox, row.verlauf.count(), is_unchecked(row)) == ([], 0, False)


def test_saving_without_a_change_tells_nobody(client, row, staff, mailoutbox):
    client.force_login(row.created_by)

    for name in ("was", "wann", "wo", "programm", "fuer-wen", "anmeldung", "bild"):
        fill_in(client, part(row, name))

    assert (mailoutbox, row.verlauf.count(), is_unchecked(row)) == ([], 0, False)


@pytest.mark.parametrize(
    ("name", "changes", "line"),
    [
        ("fuer-wen", {"audience": "Alle, die zahlen"}, "publikum: neu: „Alle, die zahlen“"),
        ("barrierefreiheit", {"step_free": "false"}, "stufenlos erreichbar: neu: „nein“"),
        ("was", {"description": "Alle sind will, kommen."}, "Beschreibung: „Alle sind will"),
        ("wo", {"place": "Keller"}, "Ort: „Saal“, jetzt „Keller“"),
        ("wo", {"format": "hybrid"}, "Format: „vor Ort“, jetzt „vor Ort und online“"),
        ("wo", {"online_link": "https://x.example.org/"}, "online: neu: „https://x.example.org/“"),
        ("anmeldung", {"fee": "99 €"}, "Kosten: neu: „99 €“"),
        ("anmeldung", {"website": "https://x.example.org/"}, "Informationen: neu: „https://x."),
        ("programm", {"programm-0-title": "Lesung"}, "Programm: neu: „Lesung“"),
        ("bild", {"material-title": "Folien", "material-link": "https://x.example.org/"},
         "Material: neu: „Folien: https://x.example.org/“"),
        ("wann", {"termine-0-note": "Hof"}, "Hinweise zu Terminen: neu: „Hof“"),
        ("wann", {"termine-0-DELETE": "on"}, "Fällt aus: "),
    ],
)  # fmt: skip
def test_moderators_read_what_changed(client, row, staff, mailoutbox, name, changes, line):
    client.force_login(row.created_by)

    response = fill_in(client, part(row, name), **changes)

    assert response.status_code == 302
    assert [line in body for body in told(mailoutbox, staff.email)] == [True]
    assert line in row.verlauf.get().reason


@pytest.mark.parametrize(
    ("name", "changes", "line"),
    [
        ("wo", {"place": "Keller"}, "Ort: „Saal“, jetzt „Keller“"),
        ("anmeldung", {"fee": "99 €"}, "Kosten: neu: „99 €“"),
        ("wo", {"online_link": "https://geheim.example.org/"}, "Der Link zur Teilnahme online"),
        ("anmeldung", {"website": "https://x.example.org/"}, None),
        ("fuer-wen", {"audience": "Alle, die zahlen"}, None),
        ("barrierefreiheit", {"accessibility_note": "Klingel"}, "Barrierefreiheit: neu: „Klingel“"),
    ],
)
@pytest.mark.parametrize("name_of_person", ["organiser", "staff"])
def test_guests_hear_of_what_they_need_to_come(
    client, request, row, guest, mailoutbox, name, changes, line, name_of_person
):
    client.force_login(person_of(request, name_of_person, row))

    fill_in(client, part(row, name), **changes)

    bodies = told(mailoutbox, "gast@example.org")
    assert [line in body for body in bodies] == [True] * bool(line)
    assert not any("geheim.example.org" in body for body in bodies)


def test_edits_in_the_admin_are_kept_and_told_too(client, row, guest, staff, mailoutbox):
    client.force_login(staff)
    url = reverse("admin:veranstaltungen_veranstaltung_change", args=[row.pk])

    client.post(url, form_data(client.get(url), place="Keller"))

    assert row.verlauf.get().reason == "Ort: „Saal“, jetzt „Keller“"
    assert len(told(mailoutbox, "gast@example.org")) == 1
    assert len(told(mailoutbox, row.created_by.email)) == 1
    assert not is_unchecked(row)


def test_results_published_by_organisers_are_checked(row, staff, mailoutbox):
    Veranstaltung.objects.update(status="past")
    DokumentationFactory(veranstaltung=row)

    workflow.document(row, row.created_by)

    assert is_unchecked(row)
    assert "Die Dokumentation ist" in told(mailoutbox, staff.email)[0]


def test_without_redaktion_the_portal_is_told(client, settings, mailoutbox):
    settings.SITE_EMAIL = "portal@example.org"
    row = VeranstaltungFactory(published=True)
    client.force_login(row.created_by)

    fill_in(client, part(row, "was"), title="Anders")

    assert len(told(mailoutbox, "portal@example.org")) == 1


DAY = timezone.timedelta(days=1)


def moved(row, days, note=""):
    """The fields of the first date in both forms, `days` later."""
    start = timezone.localtime(row.termine.first().starts_at) + days * DAY
    return termin(0, start.date().isoformat(), note=note)


def test_date_that_moves_with_its_note_is_one_mail_to_moderators(client, row, staff, mailoutbox):
    client.force_login(row.created_by)

    fill_in(client, part(row, "wann"), **moved(row, 3, "Hof"))

    bodies = told(mailoutbox, staff.email)
    lines = ["Statt ", "Hinweise zu Terminen: neu: „Hof“"]
    assert [[line in body for line in lines] for body in bodies] == [[True, True]]
    assert is_unchecked(row)
    assert {step.step for step in row.verlauf.all()} == {"move_termin", "edit"}


@pytest.mark.parametrize("way", ["form", "admin"])
def test_organisers_get_one_mail_of_dates_and_the_rest(client, row, guest, staff, mailoutbox, way):
    client.force_login(staff)

    if way == "form":
        fill_in(client, part(row, "wann"), **moved(row, 3, "Hof"))
    else:
        day = timezone.localdate() + 100 * DAY
        admin_post(client, row, **date_fields(0, day, note="Hof"))

    bodies = told(mailoutbox, row.created_by.email)
    assert [["Statt " in body, "„Hof“" in body] for body in bodies] == [[True, True]]
    assert ["„Hof“" in body for body in told(mailoutbox, "gast@example.org")] == [False]


def test_date_that_moves_past_another_changes_no_note(client, row, staff, mailoutbox):
    row.termine.update(note="Saal")
    TerminFactory(veranstaltung=row, starts_at=timezone.now() + 20 * DAY, note="Garten")
    client.force_login(row.created_by)

    fill_in(client, part(row, "wann"), **moved(row, 30, "Saal"))

    assert [step.step for step in row.verlauf.all()] == ["move_termin"]
    assert ["Hinweise" in body for body in told(mailoutbox, staff.email)] == [False]


def test_note_of_a_new_date_is_told_with_the_date_only(client, row, staff, mailoutbox):
    client.force_login(row.created_by)

    fill_in(client, part(row, "wann"), **termin(1, in_days(50), note="Garten"))

    assert [step.step for step in row.verlauf.all()] == ["add_termin"]
    assert ["Neu: " in body for body in told(mailoutbox, staff.email)] == [True]


@pytest.mark.parametrize("status", ["past", "cancelled"])
def test_organisers_hear_of_notes_when_dates_are_not_told(client, row, staff, mailoutbox, status):
    Veranstaltung.objects.update(status=status)
    client.force_login(staff)

    admin_post(client, row, **{"termine-0-note": "Hof"})

    assert ["„Hof“" in body for body in told(mailoutbox, row.created_by.email)] == [True]
