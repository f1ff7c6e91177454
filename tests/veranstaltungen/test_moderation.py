"""Moderation in the admin: buttons and actions, reasons, foreign ones, subscriptions."""

import pytest
from django.urls import reverse

from tests.factories import UserFactory
from tests.factories_veranstaltungen import VeranstalterFactory, VeranstaltungFactory
from tests.veranstaltungen.seiten import address, fill_in, hidden, part
from veranstaltungen import workflow
from veranstaltungen.models import Kalenderabo, Veranstaltungsart

pytestmark = pytest.mark.django_db

LIST = "admin:veranstaltungen_veranstaltung_changelist"


def step_url(row, name):
    return reverse("admin:veranstaltungen_veranstaltung_step", args=[row.pk, name])


def change_url(row):
    return reverse("admin:veranstaltungen_veranstaltung_change", args=[row.pk])


def submitted(kommune, **kwargs):
    return VeranstaltungFactory(kommune=kommune, status="submitted", **kwargs)


@pytest.mark.parametrize(
    ("person", "names"),
    [
        ("staff", ["publish", "return"]),
        ("programmleitung", ["publish", "return"]),
        ("quartiersmanagement", []),
    ],
    indirect=["person"],
)
def test_object_page_offers_what_the_person_may_do(client, person, names, quartier):
    row = submitted(quartier.kommune, quartier=quartier)
    client.force_login(person)

    page = client.get(change_url(row))

    assert [step.name for step, _url in page.context["steps"]] == names
    assert f"/meine-veranstaltungen/{row.slug}/vorschau/" in page.text


def test_returning_asks_for_the_reason_and_mails_it(client, staff, kommune, mailoutbox):
    row = submitted(kommune)
    client.force_login(staff)

    asked = client.get(step_url(row, "return"))
    empty = client.post(step_url(row, "return"), {"reason": " "})
    client.post(step_url(row, "return"), {**hidden(asked), "reason": "Der Ort fehlt."})

    row.refresh_from_db()
    assert "Begründung" in asked.text
    assert "Bitte nennen Sie den Grund" in empty.text
    assert row.status == "returned"
    assert [(mail.to, "Der Ort fehlt." in mail.body) for mail in mailoutbox] == [
        ([row.created_by.email], True)
    ]
    assert (row.verlauf.get().actor, row.verlauf.get().reason) == (staff, "Der Ort fehlt.")
    assert "Der Ort fehlt." in client.get(change_url(row)).text


@pytest.mark.parametrize(
    ("name", "published"), [("their own", True), ("nobody's", True), ("somebody's", False)]
)
def test_draft_is_published_by_its_organisers_or_if_nobody_can_submit_it(
    name, published, staff, kommune
):
    people = {"their own": staff, "nobody's": UserFactory(is_active=False)}
    row = VeranstaltungFactory(kommune=kommune, created_by=people.get(name) or UserFactory())

    offered = "publish" in {step.name for step in workflow.available_steps(row, staff)}
    if published:
        workflow.publish(row, staff, row.version)
    else:
        with pytest.raises(workflow.TransitionError, match="noch nicht eingereicht"):
            workflow.publish(row, staff, row.version)

    row.refresh_from_db()
    assert (offered, row.is_public) == (published, published)


def change_it(client, row):
    """Its organiser takes it back, changes the title and submits it again."""
    client.force_login(row.created_by)
    workflow.withdraw(row, row.created_by)
    fill_in(client, part(row, "was"), title="Kaffeefahrt")
    workflow.submit(row, row.created_by)


@pytest.mark.parametrize("name", ["publish", "return"])
@pytest.mark.parametrize("way", ["admin", "organisers' page"])
def test_what_changed_since_the_page_was_opened_is_not_decided(client, staff, kommune, name, way):
    row = submitted(kommune, title="Fachtag")
    url = step_url(row, name) if way == "admin" else address(row, f"schritt/{name}/")
    client.force_login(staff)
    asked = hidden(client.get(url))
    change_it(client, row)
    client.force_login(staff)

    first = client.post(url, asked | {"reason": "Der Ort fehlt."}, follow=True)
    before = (row.verlauf.filter(step=name).exists(), "noch etwas geändert" in first.text)
    again = client.post(url, hidden(client.get(url)) | {"reason": "Der Ort fehlt."}, follow=True)

    row.refresh_from_db()
    assert before == (False, True)
    assert "noch etwas geändert" not in again.text
    assert row.status == {"publish": "published", "return": "returned"}[name]


def test_page_shown_again_for_the_reason_has_not_shown_a_newer_version(client, staff, kommune):
    row = submitted(kommune)
    client.force_login(staff)
    asked = hidden(client.get(step_url(row, "return")))
    change_it(client, row)
    client.force_login(staff)

    empty = client.post(step_url(row, "return"), asked)
    client.post(step_url(row, "return"), {**hidden(empty), "reason": "Der Ort fehlt."})

    row.refresh_from_db()
    assert row.status == "submitted"


def test_programme_that_somebody_else_wrote_meanwhile_is_another_version(
    client, staff, quartiersmanagement, quartier
):
    row = submitted(quartier.kommune, quartier=quartier)
    client.force_login(quartiersmanagement)
    fill_in(client, part(row, "programm"), **{"programm-0-title": "Verkauf"})

    with pytest.raises(workflow.TransitionError, match="noch etwas geändert"):
        workflow.publish(row, staff, row.version)

    row.refresh_from_db()
    assert (row.status, row.termine.get().programm.count()) == ("submitted", 1)


def test_action_publishes_what_it_has_listed_and_nothing_newer(client, staff, kommune):
    same, other = submitted(kommune), submitted(kommune)
    chosen = {"action": "publish", "_selected_action": [same.pk, other.pk]}
    client.force_login(staff)
    asked = client.post(reverse(LIST), chosen)
    change_it(client, other)
    client.force_login(staff)

    page = client.post(reverse(LIST), {**hidden(asked), **chosen}, follow=True)

    same.refresh_from_db()
    other.refresh_from_db()
    assert (same.status, other.status) == ("published", "submitted")
    assert f"/meine-veranstaltungen/{same.slug}/vorschau/" in asked.text
    assert "„Kaffeefahrt“: Inzwischen wurde noch etwas geändert" in page.text


@pytest.mark.parametrize("name", ["publish", "return", "cancel", "submit", "gibt-es-nicht"])
def test_foreign_ones_are_not_found_and_do_not_move(client, staff, name):
    foreign = VeranstaltungFactory(status="submitted")
    client.force_login(staff)

    answers = [
        client.get(step_url(foreign, name)).status_code,
        client.post(step_url(foreign, name), {"reason": "x"}).status_code,
    ]

    foreign.refresh_from_db()
    assert (answers, foreign.status) == ([404, 404], "submitted")


def test_quartiersmanagement_publishes_nothing(client, quartiersmanagement, quartier):
    row = submitted(quartier.kommune, quartier=quartier)
    client.force_login(quartiersmanagement)

    client.post(step_url(row, "publish"), {f"seen-{row.pk}": row.version})

    row.refresh_from_db()
    assert row.status == "submitted"


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [("return_some", "submitted", "returned"), ("cancel_some", "published", "cancelled")],
)
def test_action_asks_for_one_reason_for_all(client, staff, kommune, action, before, after):
    rows = VeranstaltungFactory.create_batch(2, kommune=kommune, status=before)
    foreign = VeranstaltungFactory(status=before)
    client.force_login(staff)
    chosen = {"action": action, "_selected_action": [row.pk for row in [*rows, foreign]]}

    asked = client.post(reverse(LIST), chosen)
    client.post(reverse(LIST), {**hidden(asked), **chosen, "reason": "Kein Ort."})

    for row in [*rows, foreign]:
        row.refresh_from_db()
    assert [row.title in asked.text for row in [*rows, foreign]] == [True, True, False]
    assert [row.status for row in rows] == [after, after]
    assert foreign.status == before


def test_supra_local_ones_wait_for_the_programmleitung_only(client, staff, programmleitung):
    row = submitted(None)
    texts = {}
    for person in (staff, programmleitung):
        client.force_login(person)
        texts[person] = client.get(reverse("admin:index")).text
    client.post(step_url(row, "publish"), hidden(client.get(step_url(row, "publish"))))

    row.refresh_from_db()
    assert row.status == "published"
    assert ["Veranstaltungen zur Freigabe" in text for text in texts.values()] == [False, True]


def test_subscriptions_are_scoped_and_only_to_allowed_hosts(
    client, staff, other_staff, kommune, settings
):
    settings.CALENDAR_HOSTS = ["kalender.example.org"]
    veranstalter = VeranstalterFactory(kommune=kommune)
    add = reverse("admin:veranstaltungen_kalenderabo_add")
    values = {"veranstalter": veranstalter.pk, "kommune": kommune.pk, "is_active": "on"}
    client.force_login(staff)

    refused = client.post(add, {**values, "address": "https://intern.example.org/x.ics"})
    client.post(add, {**values, "address": "https://kalender.example.org/x.ics"})

    abo = Kalenderabo.objects.get()
    assert "nicht freigegeben" in refused.text
    assert abo.created_by == staff
    client.force_login(other_staff)
    change = reverse("admin:veranstaltungen_kalenderabo_change", args=[abo.pk])
    assert client.get(change).status_code == 404


def test_refreshing_tells_why_it_failed(client, staff, kommune, settings):
    settings.CALENDAR_HOSTS = []
    abo = Kalenderabo.objects.create(
        veranstalter=VeranstalterFactory(kommune=kommune),
        kommune=kommune,
        address="https://kalender.example.org/x.ics",
    )
    client.force_login(staff)

    page = client.post(
        reverse("admin:veranstaltungen_kalenderabo_changelist"),
        {"action": "refresh", "_selected_action": [abo.pk]},
        follow=True,
    )

    assert "nicht freigegeben" in page.text


def test_vocabulary_holds_the_kinds_of_the_programme():
    names = set(Veranstaltungsart.objects.values_list("slug", flat=True))

    assert {
        "fachveranstaltung", "netzwerktreffen", "quartiersrat", "fortbildung", "beteiligung",
        "fest",
    } <= names  # fmt: skip
