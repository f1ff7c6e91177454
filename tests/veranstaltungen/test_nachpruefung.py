"""Who moderates looks at changes afterwards: confirms what was seen, or takes the page down."""

import pytest
from django.urls import reverse

from tests.factories_veranstaltungen import AnmeldungFactory, VeranstaltungFactory
from tests.veranstaltungen import plan
from tests.veranstaltungen.seiten import address, fill_in, part
from tests.veranstaltungen.test_aenderungen import is_unchecked, told
from veranstaltungen import workflow
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


def check_url(row):
    return reverse("admin:veranstaltungen_veranstaltung_check", args=[row.pk])


def changed(client, row, **changes):
    client.force_login(row.created_by)
    fill_in(client, part(row, "was"), **(changes or {"title": "Kaffeefahrt"}))
    row.refresh_from_db()


@pytest.mark.parametrize(
    ("person", "status"),
    [("staff", 200), ("programmleitung", 200), ("superuser", 200), ("quartiersmanagement", 403),
     ("other_staff", 404), ("visitor", 302), ("anonymous", 302)],
    indirect=["person"],
)  # fmt: skip
def test_only_moderators_look_at_changes_and_confirm_them(client, row, person, status):
    changed(client, row)
    client.logout()
    if person:
        client.force_login(person)

    page = client.get(check_url(row))
    client.post(check_url(row), {"seen": row.unchecked_at.isoformat()})

    assert page.status_code == status
    assert is_unchecked(row) is (status != 200)
    if status == 200:
        assert "jetzt „Kaffeefahrt“" in page.text
        assert row.verlauf.last().label == "Änderungen geprüft"


@pytest.mark.parametrize("seen", ["", "gestern", "2027-02-30T10:00:00+00:00", "old"])
def test_what_came_after_the_look_is_not_confirmed_with_it(client, row, staff, seen):
    changed(client, row)
    old = row.unchecked_at.isoformat()
    changed(client, row, title="Glücksspiel")
    client.force_login(staff)

    response = client.post(check_url(row), {"seen": old if seen == "old" else seen}, follow=True)

    assert "Inzwischen wurde noch etwas geändert" in response.text
    assert "Glücksspiel" in response.text
    assert is_unchecked(row)


def test_second_of_two_moderators_is_told(client, row, staff):
    changed(client, row)
    client.force_login(staff)
    seen = {"seen": row.unchecked_at.isoformat()}

    client.post(check_url(row), seen)
    again = client.post(check_url(row), seen, follow=True)

    assert "schon geprüft" in again.text
    assert row.verlauf.filter(step="check").count() == 1


@pytest.mark.parametrize("person", ["staff", "other_staff", "programmleitung"], indirect=True)
def test_changed_ones_are_a_task_of_who_moderates(client, row, person, request):
    changed(client, row)
    client.force_login(person)

    page = client.get(reverse("admin:index")).text
    listed = client.get(
        reverse("admin:veranstaltungen_veranstaltung_changelist"), {"unchecked_at__isnull": "False"}
    )

    mine = request.node.callspec.params["person"] != "other_staff"
    assert ("Geänderte Veranstaltungen" in page) is mine
    assert list(listed.context["cl"].result_list) == [row] * mine


def test_old_copy_does_not_undo_that_somebody_has_to_look(client, row):
    old = Veranstaltung.objects.get()
    changed(client, row)

    old.save()

    assert is_unchecked(row)


def test_returned_one_leaves_the_portal_and_guests_hear_of_it_and_when_it_is_back(
    client, row, guest, staff, mailoutbox
):
    changed(client, row)
    mailoutbox.clear()
    client.force_login(staff)

    step = reverse("admin:veranstaltungen_veranstaltung_step", args=[row.pk, "recall"])
    client.post(step, {"reason": "Bitte kein Verkauf."})

    row.refresh_from_db()
    gone = client.get(row.get_absolute_url()).status_code
    assert (row.status, gone, row.unchecked_at) == ("returned", 404, None)
    assert [(mail.to, "Bitte kein Verkauf." in mail.body) for mail in mailoutbox] == [
        ([row.created_by.email], True),
        (["gast@example.org"], False),
    ]
    client.force_login(row.created_by)
    assert "Bitte kein Verkauf." in client.get(address(row)).text
    # While it rests its dates fall out visibly: guests know them.
    plan.add_termin(
        row, *[moment.replace(year=2031) for moment in row.termine.values_list(
            "starts_at", "ends_at")[0]], row.created_by,
    )  # fmt: skip
    fill_in(client, part(row, "wann"), **{"termine-0-DELETE": "on"})
    assert list(row.termine.values_list("is_cancelled", flat=True)) == [True, False]

    mailoutbox.clear()
    workflow.submit(row, row.created_by)
    assert told(mailoutbox, "gast@example.org") == []
    workflow.publish(row, staff, row.version)

    guest.refresh_from_db()
    assert ["wieder öffentlich" in body for body in told(mailoutbox, "gast@example.org")] == [True]
    assert guest.delete_on == row.deletion_day()


@pytest.mark.parametrize(
    ("status", "returns"),
    [("published", True), ("postponed", True), ("cancelled", False), ("documented", False)],
)
def test_mail_about_changes_offers_only_what_can_be_done(
    client, row, staff, mailoutbox, status, returns
):
    Veranstaltung.objects.update(status=status)
    changed(client, row)

    (body,) = told(mailoutbox, staff.email)

    assert ("geben Sie die Veranstaltung" in body, "ändern Sie den Text" in body) == (
        returns, not returns,
    )  # fmt: skip
    steps = {step.name for step in workflow.available_steps(row, staff)}
    assert ("recall" in steps) is returns


def test_organisers_read_beforehand_that_it_is_checked(client, row, staff):
    texts = {}
    for person in (row.created_by, staff):
        client.force_login(person)
        texts[person] = client.get(part(row, "was")).text

    assert ["prüft es danach" in text for text in texts.values()] == [True, False]


def test_guests_of_a_postponed_one_hear_of_a_new_place(client, row, guest, mailoutbox):
    Veranstaltung.objects.update(status="postponed")

    client.force_login(row.created_by)
    fill_in(client, part(row, "wo"), place="Rathaus")

    assert ["jetzt „Rathaus“" in body for body in told(mailoutbox, guest.email)] == [True]
