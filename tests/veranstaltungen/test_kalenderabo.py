"""Subscribed calendars as staff meet them; no host is allowed, so nothing is called."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from tests.factories_veranstaltungen import VeranstalterFactory
from veranstaltungen import abos
from veranstaltungen.abruf import Network
from veranstaltungen.models import Kalenderabo, Veranstaltung

pytestmark = pytest.mark.django_db


@pytest.fixture
def abo(kommune):
    return Kalenderabo.objects.create(
        veranstalter=VeranstalterFactory(kommune=kommune),
        kommune=kommune,
        address="https://kalender.example.org/termine.ics",
    )


def test_administration_says_which_calendars_are_left(admin_client, abo, monkeypatch):
    address = reverse("admin:veranstaltungen_kalenderabo_changelist")
    data = {"action": "refresh", "_selected_action": [abo.pk]}

    def refresh():
        page = admin_client.post(address, data, follow=True)
        return [str(message) for message in page.context["messages"]]

    tried = refresh()
    monkeypatch.setattr(abos, "LEAST_SECONDS", abos.AT_ONCE_SECONDS + 1)
    late = refresh()

    assert tried[0].startswith(f"{abo.veranstalter}: Nicht gelesen: Der Server")
    assert late == [
        f"Die Zeit reichte nicht für: {abo.veranstalter}. Bitte wählen Sie diese noch einmal aus."
    ]


def test_command_refuses_hosts_that_are_no_longer_allowed(abo, capsys):
    call_command("fetch_kalenderabos")

    assert "nicht freigegeben" in capsys.readouterr().out
    assert not Veranstaltung.objects.exists()


def test_fault_in_one_calendar_does_not_keep_the_others_from_being_read(abo, caplog, settings):
    settings.CALENDAR_HOSTS = ["kalender.example.org"]
    second = Kalenderabo.objects.create(
        veranstalter=abo.veranstalter, kommune=abo.kommune, address=f"{abo.address}?zwei"
    )

    def broken(host):
        raise RuntimeError(host)

    read, left = abos.refresh_at_once([abo, second], Network(resolve=broken))

    assert (read, left) == ([abo, second], [])
    reports = Kalenderabo.objects.values_list("report", flat=True)
    assert [report[:37] for report in reports] == ["Nicht gelesen: Im Portal ist ein Fehl"] * 2
    assert caplog.text.count("could not be taken over") == 2


def test_form_of_the_subscription_refuses_other_hosts(abo):
    abo.address = "https://anderswo.example.org/termine.ics"

    with pytest.raises(ValidationError) as refused:
        abo.full_clean()

    assert "nicht freigegeben" in refused.value.message_dict["address"][0]
