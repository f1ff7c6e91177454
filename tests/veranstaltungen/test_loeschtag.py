"""The day on which the data of guests go is the one that their last mail has named."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    TerminFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen.seiten import fill_in, part
from tests.veranstaltungen.test_aenderungen import told
from veranstaltungen import anmeldung as registration
from veranstaltungen.models import Anmeldung

pytestmark = pytest.mark.django_db


def as_read(day):
    return date_format(day, "j. F Y")


@pytest.mark.parametrize("fee", ["", "5 €"])
def test_day_that_a_mail_about_an_edit_names_is_the_stored_one(client, mailoutbox, fee):
    row = VeranstaltungFactory(registering=True)
    guest = AnmeldungFactory(
        veranstaltung=row, state="confirmed", email="gast@example.org",
        delete_on=row.deletion_day(),
    )  # fmt: skip
    before = guest.delete_on
    client.force_login(row.created_by)

    fill_in(client, part(row, "anmeldung"), fee=fee, delete_after_days="90")

    guest.refresh_from_db()
    last = timezone.localdate(row.termine.get().ends_at)
    assert guest.delete_on == (last + timedelta(days=90) if fee else before)
    assert [as_read(guest.delete_on) in body for body in told(mailoutbox, guest.email)] == (
        [True] * bool(fee)
    )


def days_from(moment, row):
    return timezone.localdate(moment) + timedelta(days=row.delete_after_days)


def test_day_counts_from_the_last_date_that_takes_place():
    row = VeranstaltungFactory(registering=True)
    first = row.termine.get()
    last = TerminFactory(veranstaltung=row, starts_at=first.starts_at + timedelta(days=100))
    before = row.deletion_day()

    last.is_cancelled = True
    last.save()

    assert (before, row.deletion_day()) == (
        days_from(last.ends_at, row),
        days_from(first.ends_at, row),
    )


@pytest.mark.parametrize("held", [True, False])
def test_who_hears_that_the_rest_falls_out_has_the_days_from_now_on(held):
    row = VeranstaltungFactory(registering=True, past=True)
    TerminFactory(veranstaltung=row, is_cancelled=True)
    row.termine.filter(starts_at__lt=timezone.now()).update(is_cancelled=not held)

    assert row.deletion_day() == days_from(timezone.now(), row)


def test_registration_whose_day_moved_meanwhile_does_not_end():
    row = VeranstaltungFactory(registering=True, status="postponed")
    AnmeldungFactory(veranstaltung=row, state="confirmed", delete_on=timezone.localdate())
    (guest,) = Anmeldung.objects.ending().select_related("veranstaltung")
    Anmeldung.objects.update(delete_on=timezone.localdate() + timedelta(days=60))

    ended = registration.end(guest)

    assert (ended, Anmeldung.objects.get().state) == (False, "confirmed")
