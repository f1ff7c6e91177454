"""Who registers again before confirming the address gets the days that the mail promises."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories_veranstaltungen import VeranstaltungFactory
from tests.veranstaltungen.anmelden import own_url, registered
from veranstaltungen import anmeldung as registration
from veranstaltungen.models import Anmeldung, Termin
from veranstaltungen.models.anmeldung import PENDING_DAYS

pytestmark = pytest.mark.django_db


@pytest.fixture
def veranstaltung():
    return VeranstaltungFactory(registering=True, consent_text="Nur für den Fachtag.")


def long_ago(**age):
    Anmeldung.objects.update(
        created_at=timezone.now() - timedelta(**age), consented_at=timezone.now() - timedelta(**age)
    )


def test_pending_registration_lasts_anew_with_what_was_typed_last(
    client, veranstaltung, mailoutbox
):
    registration.register(veranstaltung, name="Adda", email="ada@example.org")
    long_ago(days=PENDING_DAYS, hours=-1)
    Termin.objects.update(ends_at=timezone.now() + timedelta(days=60))
    veranstaltung.consent_text = "Auch für Fotos."

    registration.register(
        veranstaltung, name="Ada", email="Ada@example.org", answers={"1": "vegan"}
    )
    two_hours_later = Anmeldung.objects.get().created_at - timedelta(hours=2)
    Anmeldung.objects.update(created_at=two_hours_later)
    call_command("delete_expired_anmeldungen")

    row = Anmeldung.objects.get()
    assert (row.name, row.answers, row.consent_text) == ("Ada", {"1": "vegan"}, "Auch für Fotos.")
    assert row.delete_on == veranstaltung.deletion_day()
    assert timezone.now() - row.consented_at < timedelta(minutes=5)
    assert [mail.to for mail in mailoutbox] == [["ada@example.org"]] * 2
    client.post(own_url(row), {"step": "confirm"})
    row.refresh_from_db()
    assert row.state == "confirmed"


def test_confirmed_registration_is_not_changed_by_somebody_who_knows_the_address(veranstaltung):
    guest = registered(veranstaltung, "Ada")
    long_ago(days=1)
    before = Anmeldung.objects.values().get(pk=guest.pk)

    registration.register(veranstaltung, name="Böse", email="ada@example.org")

    assert Anmeldung.objects.values().get() == before
