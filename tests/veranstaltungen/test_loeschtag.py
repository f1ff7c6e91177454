"""The day on which the data of guests go is the one that their last mail has named."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests.factories_veranstaltungen import AnmeldungFactory, VeranstaltungFactory
from tests.veranstaltungen.seiten import fill_in, part
from tests.veranstaltungen.test_aenderungen import told

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
