"""Reminders: before each date, once for where it stands, to those who come."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    TerminFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen import plan
from veranstaltungen import anmeldung as registration
from veranstaltungen import erinnerungen
from veranstaltungen.models import Anmeldung, Erinnerung, Veranstaltung

pytestmark = pytest.mark.django_db

State = Anmeldung.State


def in_hours(row, hours):
    return TerminFactory(veranstaltung=row, starts_at=timezone.now() + timedelta(hours=hours))


@pytest.fixture
def row():
    return VeranstaltungFactory(registering=True, termin=False, capacity=20)


@pytest.fixture
def guest(row):
    return AnmeldungFactory(veranstaltung=row, state="confirmed", email="gast@example.org")


def test_reminder_goes_once_to_who_comes(row, mailoutbox):
    for state in State:
        AnmeldungFactory(veranstaltung=row, state=state, email=f"{state}@example.org")
    AnmeldungFactory(veranstaltung=row, state="confirmed", email="", name="")
    in_hours(row, 23)

    counts = [erinnerungen.remind(), erinnerungen.remind()]

    told = sorted(mail.to[0] for mail in mailoutbox)
    assert (counts, told) == ([2, 0], ["attended@example.org", "confirmed@example.org"])


@pytest.mark.parametrize(
    ("hours", "expected"), [(-1, 0), (-0.01, 0), (0.1, 1), (23.9, 1), (24.1, 0), (200, 0)]
)
def test_only_of_what_starts_within_a_day(row, guest, hours, expected):
    in_hours(row, hours)

    assert erinnerungen.remind() == expected


@pytest.mark.parametrize("status", [s for s in Veranstaltung.Status if s != "published"])
def test_of_what_is_not_published_nobody_is_reminded(row, guest, status):
    in_hours(row, 5)
    Veranstaltung.objects.update(status=status)

    assert erinnerungen.remind() == 0


def test_every_date_of_a_series_has_its_own_and_names_only_itself(row, guest, mailoutbox):
    first, second = in_hours(row, 5), in_hours(row, 24 * 7)
    erinnerungen.remind()
    registration.mark_attended(guest)
    later = timezone.now() + timedelta(hours=5)
    second.__class__.objects.filter(pk=first.pk).update(
        starts_at=later - timedelta(days=7), ends_at=later - timedelta(days=6, hours=22)
    )
    second.__class__.objects.filter(pk=second.pk).update(
        starts_at=later, ends_at=later + timedelta(hours=2)
    )

    again = [erinnerungen.remind(), erinnerungen.remind()]

    assert (again, len(mailoutbox)) == ([1, 0], 2)
    day = f"{timezone.localtime(second.starts_at).day}. "
    assert "an diesen Termin" in mailoutbox[0].body
    assert day not in mailoutbox[0].body.partition("Ihre Angaben")[0]
    # Whoever came once cannot cancel any more, but may come again.
    assert ["melden Sie sich bitte ab" in mail.body for mail in mailoutbox] == [True, False]


def test_date_that_moved_is_reminded_again_where_it_went(row, guest, mailoutbox):
    termin = in_hours(row, 5)
    erinnerungen.remind()
    start = termin.starts_at + timedelta(hours=3)
    plan.move_termin(termin, start, start + timedelta(hours=1), row.created_by)
    mailoutbox.clear()

    counts = [erinnerungen.remind(), erinnerungen.remind()]

    hour = f"{timezone.localtime(start):%H:%M}"
    assert (counts, [hour in mail.body for mail in mailoutbox]) == ([1, 0], [True])
    assert guest.erinnerungen.count() == 2


def test_date_that_fell_out_is_not_reminded(row, guest):
    plan.cancel_termin(in_hours(row, 5), row.created_by)

    assert erinnerungen.remind() == 0


def test_dates_due_together_are_one_mail(row, guest, mailoutbox):
    in_hours(row, 5)
    in_hours(row, 9)

    assert (erinnerungen.remind(), len(mailoutbox), Erinnerung.objects.count()) == (1, 1, 2)
    assert "an diese Termine" in mailoutbox[0].body


def test_somebody_who_cancels_meanwhile_is_not_reminded(row, guest, monkeypatch):
    in_hours(row, 5)
    Veranstaltung.objects.update(taken_places=1)
    rows = list(Anmeldung.objects.select_related("veranstaltung"))
    registration.cancel(guest)

    assert [erinnerungen._remind_one(item, 24) for item in rows] == [0]
    assert not Erinnerung.objects.exists()


def test_second_run_at_once_finds_nothing_due(row, guest, mailoutbox):
    in_hours(row, 5)
    stale = Anmeldung.objects.select_related("veranstaltung").get()

    counts = [erinnerungen._remind_one(stale, 24), erinnerungen._remind_one(stale, 24)]

    assert (counts, len(mailoutbox)) == ([1, 0], 1)


@pytest.mark.parametrize("count", [1, 5])
def test_finding_who_is_due_is_one_question(row, count, django_assert_num_queries):
    in_hours(row, 200)
    AnmeldungFactory.create_batch(count, veranstaltung=row, state="confirmed")

    with django_assert_num_queries(1):
        erinnerungen.remind()


def test_command_says_how_many(row, guest, capsys):
    in_hours(row, 5)

    call_command("advance_anmeldungen")

    assert "1 erinnert" in capsys.readouterr().out
