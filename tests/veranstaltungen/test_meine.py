"""Dashboard, steps as buttons, copies, people, preview: own ones only, for every role."""

import re

import pytest

from portal.konten.models import User
from tests.factories import UserFactory, ZielgruppeFactory
from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    DokumentationFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
    VeranstaltungsartFactory,
)
from tests.veranstaltungen.seiten import address, fill_in, part
from tests.veranstaltungen.test_workflow import ALLOWED, MAY, somebody
from veranstaltungen.models import Frage, Veranstaltung, Verlauf
from veranstaltungen.workflow import STEPS

pytestmark = pytest.mark.django_db

HOME = "/meine-veranstaltungen/"
Status = Veranstaltung.Status
COMPLETE = {
    "teaser": "Kurz.",
    "place": "Haus",
    "contact_email": "haus@example.org",
}
# Whoever neither organises nor manages finds nothing; a Quartiersmanagement may look.
STRANGERS = {"visitor", "other_staff"}
PEOPLE = ["organiser", "member", "shared", "staff", "programmleitung", "quartiersmanagement",
          "visitor", "other_staff"]  # fmt: skip


def complete(status, step, **kwargs):
    row = VeranstaltungFactory(
        status=status,
        past=step in ("finish", "document"),
        art=VeranstaltungsartFactory(),
        **{**COMPLETE, **kwargs},
    )
    if step == "document":
        DokumentationFactory(veranstaltung=row)
    if step == "call_off":
        AnmeldungFactory(veranstaltung=row, state="confirmed")
    return row


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_from_every_state_for_every_role_by_post(
    client, request, step, name, kommune, quartier
):
    """All states one after the other: what the workflow says, and no more."""
    found = {}
    for status in Status:
        row = complete(status, step, kommune=kommune, quartier=quartier)
        person = somebody(request, name, row)
        client.force_login(person)
        sent = {"reason": "Der Saal fehlt.", "seen": row.version}
        response = client.post(address(row, f"schritt/{step}/"), sent)
        row.refresh_from_db()
        found[status] = (response.status_code, row.status)
        Veranstaltung.objects.all().delete()

    def expected(status):
        if name in STRANGERS:
            return 404, status
        moves = name in MAY[step] and ALLOWED.get((step, status))
        return 302, moves or status

    assert found == {status: expected(status) for status in Status}


@pytest.mark.parametrize("step", STEPS)
def test_opening_the_address_of_a_step_changes_nothing(client, step, kommune):
    for status in Status:
        row = complete(status, step, kommune=kommune)
        client.force_login(row.created_by)
        client.get(address(row, f"schritt/{step}/"))
        row.refresh_from_db()
        assert (row.status, Verlauf.objects.count()) == (status, 0)


def test_second_click_is_told_and_mails_nobody_again(client, kommune, mailoutbox):
    row = complete(Status.PUBLISHED, "cancel", kommune=kommune)
    client.force_login(row.created_by)
    url = address(row, "schritt/cancel/")

    client.post(url, {"reason": "Krank."})
    sent = len(mailoutbox)
    again = client.post(url, {"reason": "Krank."}, follow=True)

    assert "Der Stand hat sich inzwischen geändert" in again.text
    assert (len(mailoutbox), row.verlauf.count()) == (sent, 1)


def test_incomplete_one_is_not_submitted(client):
    row = VeranstaltungFactory()
    client.force_login(row.created_by)

    response = client.post(address(row, "schritt/submit/"), follow=True)

    row.refresh_from_db()
    assert row.status == "draft"
    assert "Es fehlt noch etwas" in response.text


def test_step_without_reason_asks_again(client):
    row = complete(Status.PUBLISHED, "postpone")
    client.force_login(row.created_by)

    response = client.post(address(row, "schritt/postpone/"), {"reason": " "})

    assert "Bitte nennen Sie den Grund" in response.text
    assert client.post(address(row, "schritt/gibt-es-nicht/")).status_code == 404


def test_dashboard_shows_own_ones_with_state_reason_and_numbers(client, staff, kommune):
    user = UserFactory()
    returned = VeranstaltungFactory(created_by=user, status="returned", title="Fachtag")
    Verlauf.objects.create(
        veranstaltung=returned, step="return", status="returned", reason="Der Ort fehlt."
    )
    registering = VeranstaltungFactory(registering=True, taken_places=1)
    registering.mitveranstaltende.add(user)
    AnmeldungFactory(veranstaltung=registering, state="confirmed")
    AnmeldungFactory(veranstaltung=registering, state="waiting")
    VeranstaltungFactory(title="Fremd")
    client.force_login(user)

    page = client.get(HOME)

    assert list(page.context["page_obj"]) == [registering, returned]
    assert "Der Ort fehlt." in page.text
    assert "Angemeldet: 1 von 2, auf der Warteliste: 1" in page.text
    assert "Fremd" not in page.text


@pytest.mark.parametrize("count", [1, 5])
def test_dashboard_asks_the_database_as_often_for_many(client, django_assert_num_queries, count):
    user = UserFactory()
    VeranstaltungFactory.create_batch(count, created_by=user, status="returned")
    client.force_login(user)

    with django_assert_num_queries(6):
        client.get(HOME)


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999999999999999999", "1e9", "\0"])
def test_dashboard_survives_odd_pages(client, page):
    client.force_login(UserFactory())

    assert client.get(HOME, {"page": page}).status_code == 200


PAGES = ["", "vorschau/", "pruefen/", "zugang/", "kopieren/", "dokumentation/",
         "bearbeiten/was/", "bearbeiten/wann/", "bearbeiten/bild/", "schritt/cancel/",
         "material/1/entfernen/", "zugang/1/entfernen/"]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_foreign_ones_are_not_found(client, name, method, other_staff):
    for status in (Status.DRAFT, Status.PUBLISHED, Status.PAST):
        row = VeranstaltungFactory(status=status)
        for person in (UserFactory(), other_staff):
            client.force_login(person)
            # Pages that are only read refuse every POST before they look.
            refusals = {404} if method == "get" else {404, 405}
            assert getattr(client, method)(address(row, name)).status_code in refusals


def test_copy_is_an_own_draft_without_dates_registrations_and_history(client, kommune):
    user = UserFactory()
    original = complete(Status.PUBLISHED, "cancel", kommune=kommune, registration="here")
    original.mitveranstaltende.add(user)
    original.zielgruppen.add(zielgruppe := ZielgruppeFactory())
    Frage.objects.create(veranstaltung=original, text="Essen?")
    AnmeldungFactory(veranstaltung=original)
    client.force_login(user)

    response = client.post(address(original, "kopieren/"))

    draft = Veranstaltung.objects.exclude(pk=original.pk).get()
    assert response.url == part(draft, "was")
    assert (draft.status, draft.created_by, draft.place, draft.kommune) == (
        "draft",
        user,
        "Haus",
        kommune,
    )
    assert (list(draft.zielgruppen.all()), draft.fragen.get().text) == ([zielgruppe], "Essen?")
    assert (draft.termine.count(), draft.anmeldungen.count(), draft.verlauf.count()) == (0, 0, 0)
    assert (draft.taken_places, original.fragen.count()) == (0, 1)


def test_people_are_invited_and_removed(client, mailoutbox):
    row = VeranstaltungFactory(title="Fachtag")
    client.force_login(row.created_by)
    url = address(row, "zugang/")

    fill_in(client, url, email="Neu@Example.org")
    fill_in(client, url, email="neu@example.org")
    wrong = fill_in(client, url, email="kein-at")

    invited = User.objects.get(email="neu@example.org")
    assert list(row.mitveranstaltende.all()) == [invited]
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["neu@example.org"], "Einladung zur Mitarbeit: Fachtag")
    ]
    assert "Bitte prüfen Sie die Schreibweise" in wrong.text
    client.force_login(invited)
    assert client.get(address(row)).status_code == 200
    client.post(address(row, f"zugang/{invited.pk}/entfernen/"))
    assert client.get(address(row)).status_code == 404


@pytest.mark.parametrize(("name", "keeps"), [("member", True), ("shared", False)])
def test_copy_keeps_the_organisation_for_those_who_speak_in_its_name(request, client, name, keeps):
    row = VeranstaltungFactory(veranstalter=VeranstalterFactory())
    client.force_login(somebody(request, name, row))

    client.post(address(row, "kopieren/"))

    draft = Veranstaltung.objects.exclude(pk=row.pk).get()
    assert draft.veranstalter == (row.veranstalter if keeps else None)


@pytest.mark.parametrize("name", ["organiser", "staff"])
def test_only_organisers_are_led_to_guests_questions_and_access(request, client, kommune, name):
    row = VeranstaltungFactory(registering=True, kommune=kommune)
    client.force_login(somebody(request, name, row))

    text = client.get(address(row)).text

    pages = ["anmeldungen/", "fragen/", "zugang/"]
    shown = [page for page in pages if f'href="{address(row, page)}"' in text]
    assert shown == (pages if name == "organiser" else [])


def test_history_says_what_was_done_where_the_status_does_not(client):
    row = VeranstaltungFactory(published=True)
    for step in ("publish", "move_termin", "cancel_termin", "capacity"):
        row.verlauf.create(step=step, status="published", actor=row.created_by)
    client.force_login(row.created_by)

    text = client.get(address(row)).text

    assert re.findall(r"Uhr</time>: <strong>([^<]+)</strong>", text) == [
        "veröffentlicht", "Termin geändert", "Termin abgesagt", "Zahl der Plätze geändert",
    ]  # fmt: skip


def test_documentation_comes_after_the_last_date_and_is_published_by_a_step(client):
    row = complete(Status.PUBLISHED, "finish")
    client.force_login(row.created_by)
    url = address(row, "dokumentation/")
    early = client.get(url)
    Veranstaltung.objects.update(status="past")

    empty = fill_in(client, url, results="")
    promises = "steht sofort auf ihrer Seite" in client.get(url).text
    fill_in(client, url, results="Drei Patenschaften.", **{
        "material-title": "Folien", "material-link": "https://example.org/folien"})  # fmt: skip
    client.post(address(row, "schritt/document/"))

    row.refresh_from_db()
    assert (early.url, empty.status_code, promises) == (address(row), 422, False)
    assert (row.status, row.dokumentation.results, row.material.get().is_result) == (
        "documented",
        "Drei Patenschaften.",
        True,
    )
    assert "Drei Patenschaften." in client.get(row.get_absolute_url()).text


def test_members_of_the_organisation_work_together(client):
    user = UserFactory()
    row = VeranstaltungFactory(veranstalter=VeranstalterFactory(mitglieder=[user]))
    client.force_login(user)

    fill_in(client, part(row, "was"), title="Gemeinsam")

    row.refresh_from_db()
    assert row.title == "Gemeinsam"
