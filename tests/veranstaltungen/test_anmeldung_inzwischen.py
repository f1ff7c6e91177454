"""Registration while others change the Veranstaltung at the same moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories_veranstaltungen import AnmeldungFactory, VeranstaltungFactory
from tests.veranstaltungen import plan
from tests.veranstaltungen.anmelden import registered
from veranstaltungen import anmeldung as registration
from veranstaltungen import workflow
from veranstaltungen.anmeldung import AnmeldungError
from veranstaltungen.models import Anmeldung, Termin, Veranstaltung

pytestmark = pytest.mark.django_db


@pytest.fixture
def veranstaltung():
    return VeranstaltungFactory(registering=True, capacity=1)


def taken(veranstaltung):
    return Veranstaltung.objects.values_list("taken_places", flat=True).get(pk=veranstaltung.pk)


@pytest.mark.parametrize("step", ["confirm", "accept"])
def test_nobody_gets_a_place_in_what_was_called_off_meanwhile(veranstaltung, mailoutbox, step):
    state = {"confirm": "pending", "accept": "offered"}[step]
    key = AnmeldungFactory(veranstaltung=veranstaltung, state=state).pk
    read_before = Anmeldung.objects.select_related("veranstaltung").get(pk=key)
    workflow.cancel(veranstaltung, veranstaltung.created_by, "Saal gesperrt")
    mailoutbox.clear()
    places = taken(veranstaltung)

    with pytest.raises(AnmeldungError, match="abgesagt"):
        getattr(registration, step)(read_before)

    assert Anmeldung.objects.get(pk=key).state == state
    assert (taken(veranstaltung), mailoutbox) == (places, [])


def test_mail_names_the_date_that_holds_when_the_place_is_taken(
    veranstaltung, mailoutbox, monkeypatch
):
    termin, enter = veranstaltung.termine.get(), registration._enter
    later = termin.starts_at + timedelta(days=100)

    def enter_after_a_move(row):
        end = later + timedelta(hours=1)
        plan.move_termin(Termin.objects.get(), later, end, veranstaltung.created_by)
        return enter(row)

    monkeypatch.setattr(registration, "_enter", enter_after_a_move)
    row = registered(veranstaltung, "a")

    row.refresh_from_db()
    assert row.delete_on == timezone.localdate(later) + timedelta(days=30)
    told = mailoutbox[-1]
    assert f"{timezone.localtime(later):%Y%m%d}" in told.attachments[0].content
