from datetime import UTC, date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from portal.rueckmeldungen.models import Rueckmeldung
from tests.factories import RueckmeldungFactory

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


# Periods and deletion ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "answered_on", "due_on", "delete_on"),
    [
        ("2026-01-31T12:00", None, date(2026, 2, 28), date(2028, 1, 31)),
        ("2026-01-31T12:00", date(2026, 2, 10), date(2026, 2, 28), date(2026, 8, 10)),
        ("2026-01-31T12:00", date(2027, 12, 1), date(2026, 2, 28), date(2028, 1, 31)),
        # Half past midnight in Berlin is still yesterday in UTC.
        ("2026-07-01T00:30", None, date(2026, 8, 1), date(2028, 7, 1)),
    ],
)
def test_periods_follow_from_receipt_and_answer(received, answered_on, due_on, delete_on):
    received_at = datetime.fromisoformat(received).replace(tzinfo=BERLIN).astimezone(UTC)

    report = RueckmeldungFactory(received_at=received_at, answered_on=answered_on)

    assert (report.due_on, report.delete_on) == (due_on, delete_on)


def test_delete_command_keeps_exactly_the_period():
    today = timezone.localdate()
    expired, last_day = RueckmeldungFactory(), RueckmeldungFactory()
    Rueckmeldung.objects.filter(pk=expired.pk).update(delete_on=today)
    Rueckmeldung.objects.filter(pk=last_day.pk).update(delete_on=today + timedelta(days=1))
    output = StringIO()

    call_command("delete_expired_rueckmeldungen", "--dry-run", stdout=output)
    before = Rueckmeldung.objects.count()
    call_command("delete_expired_rueckmeldungen", stdout=output)

    assert before == 2
    assert list(Rueckmeldung.objects.all()) == [last_day]
    assert output.getvalue() == "1 Rückmeldungen würden gelöscht.\n1 Rückmeldungen gelöscht.\n"


def test_overdue_is_open_and_after_the_deadline():
    today = timezone.localdate()
    late, on_time, answered = (RueckmeldungFactory() for _ in range(3))
    Rueckmeldung.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=1))
    Rueckmeldung.objects.filter(pk=on_time.pk).update(due_on=today)
    Rueckmeldung.objects.filter(pk=answered.pk).update(
        due_on=today - timedelta(days=1), answered_on=today
    )

    assert list(Rueckmeldung.objects.overdue()) == [late]


# Staff ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "visible"),
    [("programmleitung", 1), ("superuser", 1), ("staff", 0), ("quartiersmanagement", 0)],
    indirect=["person"],
)
def test_only_programmleitung_reads_reports(person, visible):
    RueckmeldungFactory()

    assert Rueckmeldung.objects.managed_by(person).count() == visible


def test_admin_marks_as_answered_and_sets_the_period(client, programmleitung):
    client.force_login(programmleitung)
    report = RueckmeldungFactory()

    client.post(
        reverse("admin:rueckmeldungen_rueckmeldung_changelist"),
        {"action": "mark_answered", "_selected_action": [report.pk]},
    )

    report.refresh_from_db()
    today = timezone.localdate()
    before = report.delete_on
    report.set_periods()
    assert (report.answered_on, report.delete_on) == (today, before)


def test_admin_changes_the_handling_and_not_the_message(client, programmleitung):
    client.force_login(programmleitung)
    report = RueckmeldungFactory()
    url = reverse("admin:rueckmeldungen_rueckmeldung_change", args=[report.pk])

    client.post(url, {"answered_on": "2026-02-01", "note": "Angerufen.", "message": "geändert"})

    changed = Rueckmeldung.objects.get()
    assert (changed.answered_on, changed.note, changed.message) == (
        date(2026, 2, 1),
        "Angerufen.",
        report.message,
    )


def test_open_reports_stand_on_the_first_page_of_the_admin(client, programmleitung):
    client.force_login(programmleitung)
    late, _ = RueckmeldungFactory(), RueckmeldungFactory()
    yesterday = timezone.localdate() - timedelta(days=1)
    Rueckmeldung.objects.filter(pk=late.pk).update(due_on=yesterday)

    tasks = client.get(reverse("admin:index")).context["tasks"]

    numbers = {task.label: task.number for task in tasks}
    assert numbers["Rückmeldungen über der Frist von einem Monat"] == 1
    assert numbers["offene Rückmeldungen"] == 2


@pytest.mark.parametrize("state", ["offen", "ueberfaellig", "unsinn"])
def test_admin_list_filters_by_state(client, programmleitung, state):
    client.force_login(programmleitung)
    today = timezone.localdate()
    late, on_time = RueckmeldungFactory(), RueckmeldungFactory()
    RueckmeldungFactory(answered_on=today)
    Rueckmeldung.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=1))

    url = reverse("admin:rueckmeldungen_rueckmeldung_changelist")
    response = client.get(url, {"stand": state})

    expected = {"offen": {late, on_time}, "ueberfaellig": {late}}
    everything = set(Rueckmeldung.objects.all())
    assert set(response.context["cl"].result_list) == expected.get(state, everything)


def test_answer_cannot_lie_in_the_future(client, programmleitung):
    client.force_login(programmleitung)
    report = RueckmeldungFactory()
    url = reverse("admin:rueckmeldungen_rueckmeldung_change", args=[report.pk])

    response = client.post(url, {"answered_on": "2999-01-01", "note": ""})

    assert response.context["adminform"].form.errors == {
        "answered_on": ["Dieser Tag liegt in der Zukunft."]
    }
