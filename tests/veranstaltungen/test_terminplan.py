"""Dates that come, move and fall out: who may, who is told, what is kept, form and admin alike."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.admin_forms import form_data
from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    TerminFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen import plan
from tests.veranstaltungen.seiten import fill_in, part
from tests.veranstaltungen.test_workflow import ORGANISERS, somebody
from veranstaltungen import anmeldung as registration
from veranstaltungen import terminplan
from veranstaltungen.models import Anmeldung, Termin
from veranstaltungen.workflow import StepDenied, TransitionError

pytestmark = pytest.mark.django_db

STAFF = ["staff", "programmleitung", "superuser", "quartiersmanagement"]
STRANGERS = ["visitor", "other_staff"]
STEPS = ["add_termin", "move_termin", "cancel_termin"]
LATER = timedelta(days=90)


@pytest.fixture
def row(kommune, quartier):
    return VeranstaltungFactory(registering=True, kommune=kommune, quartier=quartier)


@pytest.fixture
def guest(row):
    return AnmeldungFactory(veranstaltung=row, state="confirmed", email="gast@example.org")


def do(step, row, actor, reason=""):
    termin = row.termine.first()
    start, end = termin.starts_at + LATER, termin.ends_at + LATER
    if step == "add_termin":
        return plan.add_termin(row, start, end, actor, reason)
    if step == "move_termin":
        return plan.move_termin(termin, start, end, actor, reason)
    return plan.cancel_termin(termin, actor, reason)


def told(mailoutbox, email="gast@example.org"):
    return [mail.body for mail in mailoutbox if mail.to == [email]]


@pytest.mark.parametrize("name", [*sorted(ORGANISERS), *STAFF, *STRANGERS])
@pytest.mark.parametrize("step", STEPS)
def test_who_may_edit_changes_dates_and_guests_and_organisers_hear(
    request, row, guest, mailoutbox, step, name
):
    person = somebody(request, name, row)
    if name in STRANGERS:
        with pytest.raises(StepDenied):
            do(step, row, person)
        assert (mailoutbox, row.verlauf.count()) == ([], 0)
        return

    do(step, row, person, "Der Saal ist gesperrt.")

    others = set(row.organisers().exclude(pk=person.pk).values_list("email", flat=True))
    assert {mail.to[0] for mail in mailoutbox} == {"gast@example.org", *others}
    assert all("Der Saal ist gesperrt." in mail.body for mail in mailoutbox)
    kept = row.verlauf.get()
    assert (kept.step, kept.actor) == (step, person)


@pytest.mark.parametrize("step", STEPS)
def test_what_is_submitted_rests_for_its_organiser(row, step):
    row.status = "submitted"
    type(row).objects.update(status="submitted")

    with pytest.raises(StepDenied):
        do(step, row, row.created_by)


@pytest.mark.parametrize("way", ["form", "admin"])
def test_new_date_moves_the_day_of_deletion_and_is_told_and_kept(
    client, row, guest, staff, mailoutbox, way
):
    client.force_login(row.created_by if way == "form" else staff)
    day = timezone.localdate() + timedelta(days=200)

    if way == "form":
        values = {"day": day.isoformat(), "clock": "10:00", "end_clock": "12:00"}
        changes = {f"termine-1-{name}": value for name, value in values.items()}
        response = fill_in(client, part(row, "wann"), **changes)
    else:
        response = admin_post(client, row, **date_fields(1, day))

    assert response.status_code == 302
    guest.refresh_from_db()
    assert guest.delete_on == day + timedelta(days=30)
    line = f"Neu: {day:%d.%m.%Y}, 10:00 bis 12:00 Uhr"
    assert [line in body for body in told(mailoutbox)] == [True]
    assert f"am {guest.delete_on.day}. " in told(mailoutbox)[0]
    kept = row.verlauf.get()
    assert (kept.step, kept.reason, kept.label) == ("add_termin", line, "Termin hinzugefügt")


def admin_url(row):
    return reverse("admin:veranstaltungen_veranstaltung_change", args=[row.pk])


def date_fields(number, day, **more):
    fields = {
        "starts_at_0": f"{day:%d.%m.%Y}", "starts_at_1": "10:00",
        "ends_at_0": f"{day:%d.%m.%Y}", "ends_at_1": "12:00", **more,
    }  # fmt: skip
    return {f"termine-{number}-{name}": value for name, value in fields.items()}


def admin_post(client, row, **changes):
    data = form_data(client.get(admin_url(row)), **changes)
    total = 1 + max(int(name.split("-")[1]) for name in data if name.startswith("termine-")
                    and name.split("-")[1].isdigit())  # fmt: skip
    return client.post(admin_url(row), {**data, "termine-TOTAL_FORMS": total})


@pytest.mark.parametrize("person", STAFF, indirect=True)
@pytest.mark.parametrize(
    ("change", "step"),
    [("move", "move_termin"), ("cancel", "cancel_termin"), ("delete", "cancel_termin")],
)
def test_dates_changed_in_the_admin_go_the_same_way(
    client, row, guest, mailoutbox, person, change, step
):
    termin, second = (
        row.termine.get(),
        TerminFactory(veranstaltung=row, starts_at=timezone.now() + timedelta(days=20)),
    )
    day = timezone.localdate() + timedelta(days=200)
    fields = {
        "move": date_fields(0, day),
        "cancel": {"termine-0-is_cancelled": "on"},
        "delete": {"termine-0-DELETE": "on"},
    }
    client.force_login(person)

    response = admin_post(client, row, **fields[change])

    assert response.status_code == 302
    before, guest = guest.delete_on, Anmeldung.objects.get()
    termin.refresh_from_db()
    second.refresh_from_db()
    assert (termin.is_cancelled, termin.sequence, second.sequence) == (change != "move", 1, 0)
    assert guest.delete_on == row.deletion_day() != before
    assert len(told(mailoutbox)) == len(told(mailoutbox, row.created_by.email)) == 1
    assert [(kept.step, kept.actor) for kept in row.verlauf.all()] == [(step, person)]


def test_saving_the_admins_page_unchanged_tells_and_keeps_nothing(
    client, row, guest, staff, mailoutbox
):
    client.force_login(staff)

    admin_post(client, row)
    assert (mailoutbox, row.verlauf.count()) == ([], 0)

    admin_post(client, row, **{"termine-0-note": "Bitte klingeln"})

    assert told(mailoutbox) == []
    assert row.verlauf.get().reason == "Hinweise zu Terminen: neu: „Bitte klingeln“"
    assert (row.termine.get().note, row.termine.get().sequence) == ("Bitte klingeln", 1)


def test_cancelled_date_stays_cancelled_in_the_admin(client, row, guest, staff):
    TerminFactory(veranstaltung=row, is_cancelled=True, starts_at=timezone.now())
    client.force_login(staff)
    first = row.termine.first()
    day = timezone.localdate() + timedelta(days=200)

    admin_post(client, row, **date_fields(0, day, is_cancelled=""))

    first.refresh_from_db()
    assert first.is_cancelled
    assert timezone.localdate(first.starts_at) != day


def test_overlapping_dates_are_an_error_of_the_admins_form(client, row, staff):
    client.force_login(staff)
    start = timezone.localtime(row.termine.get().starts_at).date()
    day = date_fields(1, start, starts_at_1="00:00", ends_at_1="23:59")

    response = admin_post(client, row, **day)

    assert response.status_code == 200
    assert "überschneiden sich" in response.text
    assert row.termine.count() == 1


def test_of_a_draft_dates_are_written_without_a_word(client, staff, kommune, mailoutbox):
    row = VeranstaltungFactory(kommune=kommune)
    client.force_login(staff)
    day = timezone.localdate() + timedelta(days=200)

    admin_post(client, row, **date_fields(0, day))
    admin_post(client, row, **{"termine-0-DELETE": "on"})

    assert (mailoutbox, row.verlauf.count(), row.termine.count()) == ([], 0, 0)


def test_several_changes_are_one_mail_and_a_line_each(row, guest, mailoutbox):
    start = timezone.now() + timedelta(days=30)
    with terminplan.changing(row, row.created_by, "Neuer Plan") as plan:
        for number in range(3):
            moment = start + timedelta(days=number)
            plan.add(moment, moment + timedelta(hours=1))

    body = told(mailoutbox)[0]
    assert (len(told(mailoutbox)), body.count("Neu: "), body.count("Neuer Plan")) == (1, 3, 1)
    assert list(row.verlauf.values_list("step", flat=True)) == ["add_termin"] * 3


def test_the_second_of_two_who_add_the_same_date_is_told(row, guest, mailoutbox):
    do("add_termin", row, row.created_by)

    with pytest.raises(TransitionError, match="gibt es bei dieser Veranstaltung schon"):
        do("add_termin", row, row.created_by)

    assert (row.termine.count(), row.verlauf.count(), len(told(mailoutbox))) == (2, 1, 1)


def test_one_impossible_date_undoes_the_whole_step(row, guest, mailoutbox):
    start = timezone.now() + timedelta(days=30)

    def change():
        with terminplan.changing(row, row.created_by) as plan:
            plan.add(start, start + timedelta(hours=1))
            plan.add(start, start)

    with pytest.raises(TransitionError, match="Das Ende muss"):
        change()

    assert (Termin.objects.count(), row.verlauf.count(), mailoutbox) == (1, 0, [])


def test_whoever_confirms_after_a_new_date_gets_the_new_day_of_deletion(row, mailoutbox):
    guest = registration.register(row, name="Ada", email="ada@example.org")
    do("add_termin", row, row.created_by)
    guest.refresh_from_db()
    assert guest.delete_on != row.deletion_day()
    mailoutbox.clear()

    registration.confirm(guest)

    assert guest.delete_on == row.deletion_day()
    assert f"am {guest.delete_on.day}. " in mailoutbox[0].body


def test_of_a_postponed_one_the_day_moves_and_the_mail_says_so(row, guest, mailoutbox):
    type(row).objects.update(status="postponed")
    row.refresh_from_db()

    do("add_termin", row, row.created_by)

    before, guest = guest.delete_on, Anmeldung.objects.get()
    day = f"am {guest.delete_on.day}. "
    assert [day in body for body in told(mailoutbox)] == [True]
    assert guest.delete_on != before


@pytest.mark.parametrize("status", ["cancelled", "past", "documented"])
@pytest.mark.parametrize("step", ["add_termin", "move_termin"])
def test_what_is_over_or_called_off_gets_no_date_to_come(client, row, step, status):
    type(row).objects.update(status=status)
    row.termine.update(starts_at=timezone.now() - LATER, ends_at=timezone.now() - LATER / 2)
    row.refresh_from_db()
    client.force_login(row.created_by)

    with pytest.raises(TransitionError, match="kopieren Sie sie als Vorlage"):
        do(step, row, row.created_by)
    page = client.get(part(row, "wann")).text

    assert (row.termine.count(), row.termine.upcoming().count()) == (1, 0)
    assert f'action="/meine-veranstaltungen/{row.slug}/kopieren/"' in page


def test_past_date_of_what_is_over_can_be_put_right(row):
    type(row).objects.update(status="past")
    row.termine.update(starts_at=timezone.now() - LATER, ends_at=timezone.now() - LATER / 2)
    row.refresh_from_db()
    termin, right = row.termine.get(), timezone.now() - LATER - timedelta(days=1)

    plan.move_termin(termin, right, right + timedelta(hours=2), row.created_by)

    assert row.termine.get().starts_at == right
