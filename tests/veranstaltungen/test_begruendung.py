"""Reasons that everybody reads can be put right by those who are asked to look at them."""

import pytest

from tests.admin_forms import form_data
from tests.factories_veranstaltungen import AnmeldungFactory, TerminFactory, VeranstaltungFactory
from tests.veranstaltungen import plan
from tests.veranstaltungen.test_aenderungen import is_unchecked, told
from tests.veranstaltungen.test_terminplan import LATER, admin_url
from veranstaltungen import workflow

pytestmark = pytest.mark.django_db

BAD, GOOD = "Kommen Sie in meinen Laden.", "Der Saal ist gesperrt."


@pytest.fixture
def row(kommune, quartier):
    return VeranstaltungFactory(registering=True, kommune=kommune, quartier=quartier)


@pytest.fixture
def guest(row):
    return AnmeldungFactory(veranstaltung=row, state="confirmed", email="gast@example.org")


def public_reasons(page):
    """The rows of the block where they are changed, None without it."""
    blocks = {str(item.opts.verbose_name_plural): item for item in page.context[
        "inline_admin_formsets"]}  # fmt: skip
    found = blocks.get("Öffentliche Begründung")
    return found and found.formset


@pytest.mark.parametrize("name", ["postpone", "cancel"])
def test_moderators_put_the_reason_right_that_everybody_reads(
    client, row, guest, staff, mailoutbox, name
):
    workflow.do(name, row, row.created_by, BAD)
    (asked,) = [body for body in told(mailoutbox, staff.email) if BAD in body]
    client.force_login(staff)
    page = client.get(admin_url(row))
    mailoutbox.clear()

    prefix = public_reasons(page).prefix
    client.post(admin_url(row), form_data(page, **{f"{prefix}-0-reason": GOOD}))

    public = client.get(row.get_absolute_url()).text
    assert (GOOD in public, BAD in public) == (True, False)
    assert ("Öffentliche Begründung" in asked) is (name == "cancel")
    last = row.verlauf.last()
    assert (last.step, last.actor) == ("edit", staff)
    assert f"Begründung: „{BAD}“, jetzt „{GOOD}“" in last.reason
    assert [GOOD in body for body in told(mailoutbox, row.created_by.email)] == [True]
    assert told(mailoutbox, guest.email) == []


@pytest.mark.parametrize(
    ("person", "offered"),
    [("staff", True), ("programmleitung", True), ("quartiersmanagement", False)],
    indirect=["person"],
)
def test_only_moderators_and_only_the_reason_that_is_public(client, row, staff, person, offered):
    workflow.postpone(row, row.created_by, "Früher")
    workflow.reschedule(row, row.created_by)
    workflow.postpone(row, row.created_by, BAD)
    client.force_login(person)
    page = client.get(admin_url(row))
    rows = public_reasons(page)

    assert (rows is not None) is offered
    prefix, shown = (rows.prefix, rows.queryset) if offered else ("verlauf", [])
    assert [item.reason for item in shown] == [BAD] * offered
    other = row.verlauf.filter(reason="Früher").get()
    forged = {
        f"{prefix}-TOTAL_FORMS": 1, f"{prefix}-INITIAL_FORMS": 1, f"{prefix}-0-id": other.pk,
        f"{prefix}-0-veranstaltung": row.pk, f"{prefix}-0-reason": GOOD,
    }  # fmt: skip
    client.post(admin_url(row), {**form_data(page), **forged})
    assert not row.verlauf.filter(reason=GOOD).exists()


@pytest.mark.parametrize("status", ["draft", "submitted", "published", "past"])
def test_without_such_a_reason_there_is_no_block(client, kommune, staff, status):
    row = VeranstaltungFactory(kommune=kommune, status=status)
    client.force_login(staff)

    assert public_reasons(client.get(admin_url(row))) is None


@pytest.mark.parametrize("step", ["cancel", "move"])
def test_reason_of_a_date_is_put_right_and_nothing_else_of_what_fell_out(
    client, row, guest, staff, mailoutbox, step
):
    TerminFactory(veranstaltung=row, starts_at=row.termine.get().starts_at + 2 * LATER)
    termin = row.termine.first()
    if step == "cancel":
        plan.cancel_termin(termin, row.created_by, BAD)
    else:
        start, end = termin.starts_at + LATER, termin.ends_at + LATER
        plan.move_termin(termin, start, end, row.created_by, BAD)
    client.force_login(staff)
    page = client.get(admin_url(row))
    mailoutbox.clear()

    changes = {"termine-0-reason": GOOD, "termine-0-note": "Neu" if step == "cancel" else ""}
    client.post(admin_url(row), form_data(page, **changes))

    stored = row.termine.get(pk=termin.pk)
    assert (stored.reason, stored.note, stored.is_cancelled) == (GOOD, "", step == "cancel")
    assert GOOD in client.get(row.get_absolute_url()).text
    assert f"Gründe zu Terminen: „{BAD}“, jetzt „{GOOD}“" in row.verlauf.last().reason
    assert [GOOD in body for body in told(mailoutbox, row.created_by.email)] == [True]
    assert told(mailoutbox, guest.email) == []


def test_reason_that_somebody_without_the_say_changes_is_looked_at(
    client, row, staff, quartiersmanagement
):
    plan.cancel_termin(row.termine.get(), staff, GOOD)
    client.force_login(quartiersmanagement)

    page = client.get(admin_url(row))
    client.post(admin_url(row), form_data(page, **{"termine-0-reason": BAD}))

    assert row.termine.get().reason == BAD
    assert is_unchecked(row)


def test_date_that_the_admin_calls_off_has_its_reason_in_one_mail(
    client, row, guest, staff, mailoutbox
):
    later = TerminFactory(veranstaltung=row, starts_at=row.termine.get().starts_at + LATER)
    client.force_login(staff)
    page = client.get(admin_url(row))

    changes = {"termine-0-is_cancelled": "on", "termine-0-reason": GOOD, "termine-1-DELETE": "on"}
    client.post(admin_url(row), form_data(page, **changes))

    assert [body.count(GOOD) for body in told(mailoutbox, guest.email)] == [1]
    assert [body.count(GOOD) for body in told(mailoutbox, row.created_by.email)] == [1]
    assert row.verlauf.filter(step="edit").count() == 0
    assert [item.reason for item in row.termine.all()] == [GOOD, ""]
    assert row.termine.get(pk=later.pk).is_cancelled
