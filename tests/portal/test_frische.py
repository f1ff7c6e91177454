"""Freshness: the weekly mail, and what is late in all Kommunen."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal import eskalation, wochenpost
from portal.rueckmeldungen.models import Rueckmeldung
from tests.factories import QuartierFactory, SeiteFactory
from tests.factories_beitraege import BeitragFactory
from tests.factories_netzwerke import (
    AkteurFactory,
    AngebotFactory,
    MassnahmeFactory,
    NetzwerkFactory,
    VorschlagFactory,
)
from tests.factories_veranstaltungen import VeranstaltungFactory
from veranstaltungen.models import Veranstaltung, Verlauf

pytestmark = pytest.mark.django_db
LATE_URL = "/verwaltung/frische/"


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def quartier_due(kommune, days, **fields):
    """A published Quartier whose review was due so many days ago."""
    quartier = QuartierFactory(kommune=kommune, published=True, **fields)
    type(quartier).objects.filter(pk=quartier.pk).update(
        reviewed_on=days_ago(days + 365), review_due_on=days_ago(days)
    )
    return quartier


# The weekly mail --------------------------------------------------------------------------------


def test_mail_tells_what_waits_for_this_person_and_nobody_else(staff, other_staff, kommune):
    quartier_due(kommune, 3, name="Nordstadt")

    call_command("send_wochenpost")

    [message] = mail.outbox
    assert message.to == [staff.email]
    assert "Quartiere" in message.body
    assert "http://testserver/verwaltung/quartiere/quartier/" in message.body


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "http://testserver"


def test_mail_comes_once_a_week(staff, kommune):
    quartier_due(kommune, 3)
    wednesday = timezone.localdate() - timedelta(days=timezone.localdate().weekday() - 2)

    written = [
        wochenpost.send_all(wednesday + timedelta(days=days)).written for days in (0, 1, 4, 5)
    ]

    assert written == [1, 0, 0, 1]


@pytest.mark.parametrize(
    "fields", [{"wants_digest": False}, {"is_active": False}, {"is_staff": False}]
)
def test_mail_is_not_for_everybody(staff, kommune, fields):
    quartier_due(kommune, 3)
    type(staff).objects.filter(pk=staff.pk).update(**fields)

    assert wochenpost.send_all() == (0, 0)


def test_mail_is_not_written_when_nothing_waits(staff):
    assert wochenpost.send_all() == (0, 0)


def test_mail_comes_later_in_the_week_when_something_waits_then(staff, kommune):
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())

    first = wochenpost.send_all(monday)
    quartier_due(kommune, 3)
    later = [wochenpost.send_all(monday + timedelta(days=days)).written for days in (1, 2)]

    assert (first.written, later) == (0, [1, 0])


def test_error_with_one_person_keeps_nobody_else_from_the_mail(
    staff, programmleitung, kommune, monkeypatch, caplog
):
    quartier_due(kommune, 3)
    tasks_of = wochenpost.tasks_of
    first, second = sorted([staff, programmleitung], key=lambda user: user.pk)

    def broken(user):
        return 1 / 0 if user == first else tasks_of(user)

    monkeypatch.setattr(wochenpost, "tasks_of", broken)
    with pytest.raises(CommandError, match="1 nicht geschrieben"):
        call_command("send_wochenpost")

    assert [message.to for message in mail.outbox] == [[second.email]]
    assert "ZeroDivisionError" in caplog.text
    monkeypatch.undo()
    assert wochenpost.send_all() == (1, 0)


def test_mail_is_switched_off_and_on_in_the_account(client, staff):
    client.force_login(staff)

    client.post("/konto/wochenpost/", {"wanted": "nein"})
    staff.refresh_from_db()
    is_off = not staff.wants_digest
    client.post("/konto/wochenpost/", {"wanted": "ja"})
    staff.refresh_from_db()

    assert (is_off, staff.wants_digest) == (True, True)


REVIEWED = [
    QuartierFactory, AkteurFactory, AngebotFactory, MassnahmeFactory, NetzwerkFactory,
    BeitragFactory, SeiteFactory,
]  # fmt: skip


def test_first_page_tells_of_every_kind_that_is_due(client, programmleitung, kommune):
    for factory in REVIEWED:
        row = factory(published=True)
        type(row).objects.filter(pk=row.pk).update(review_due_on=days_ago(1), reviewed_on=None)
    client.force_login(programmleitung)

    addresses = {task.url for task in client.get("/verwaltung/").context["tasks"]}

    due = {address.partition("?")[0] for address in addresses if "pruefung=faellig" in address}
    models = [factory._meta.model for factory in REVIEWED]
    assert set(models) == set(eskalation._reviewed_models())
    assert due == {
        f"/verwaltung/{model._meta.app_label}/{model._meta.model_name}/" for model in models
    }


@pytest.mark.parametrize("factory", REVIEWED, ids=lambda factory: factory._meta.model.__name__)
def test_bulk_review_is_a_change_and_names_who_made_it(client, programmleitung, factory):
    row = factory(published=True)
    model = type(row)
    long_ago = timezone.now() - timedelta(days=400)
    model.objects.filter(pk=row.pk).update(updated_at=long_ago)
    client.force_login(programmleitung)
    address = f"/verwaltung/{model._meta.app_label}/{model._meta.model_name}/"

    client.post(address, {"action": "mark_reviewed", "_selected_action": [row.pk]})

    row.refresh_from_db()
    assert row.reviewed_on == timezone.localdate()
    assert row.updated_at > long_ago + timedelta(days=399)
    entry = LogEntry.objects.get(object_id=str(row.pk), change_message="Als geprüft vermerkt.")
    assert entry.user == programmleitung


# What is late in all Kommunen -------------------------------------------------------------------


def test_late_is_what_waited_longer_than_its_grace(kommune, staff):
    quartier_due(kommune, 20, name="Bald")
    quartier_due(kommune, 40, name="Spät", owner=staff)
    QuartierFactory(kommune=kommune, published=True, name="Nie geprüft", reviewed_on=None)
    QuartierFactory(kommune=kommune, name="Entwurf", reviewed_on=None)
    waiting = VeranstaltungFactory(title="Wartet", status=Veranstaltung.Status.SUBMITTED)
    suggestion = VorschlagFactory(kommune=kommune)
    old = timezone.now() - timedelta(days=9)
    for row, field in ((waiting, "updated_at"), (suggestion, "created_at")):
        type(row).objects.filter(pk=row.pk).update(**{field: old})
    VeranstaltungFactory(title="Eben erst", status=Veranstaltung.Status.SUBMITTED)
    VorschlagFactory(kommune=kommune)
    report = Rueckmeldung.objects.create(
        kind="barrier", message="Kontrast", received_at=timezone.now() - timedelta(days=60)
    )

    rows, more = eskalation.delays()

    found = {row.title: row.days for row in rows if row.kind != "Seite"}
    assert found == {
        "Nie geprüft": None,
        "Spät": 40,
        "Wartet": 9,
        str(suggestion): 9,
        str(report): (timezone.localdate() - report.due_on).days,
    }
    assert more == 0


def test_editing_a_submitted_event_does_not_begin_the_week_anew():
    waiting = VeranstaltungFactory(title="Wartet", status=Veranstaltung.Status.SUBMITTED)
    for days, step in ((30, "submit"), (20, "return"), (9, "submit"), (1, "edit")):
        moment = timezone.now() - timedelta(days=days)
        Verlauf.objects.create(
            veranstaltung=waiting, step=step, status="submitted", happened_at=moment
        )

    rows, _ = eskalation.delays()

    assert [row.days for row in rows if row.title == "Wartet"] == [9]


def test_late_names_the_function_that_is_responsible(kommune, staff):
    staff.function = "Redaktion Musterstadt"
    staff.save()
    quartier_due(kommune, 40, owner=staff)
    quartier_due(kommune, 50)

    rows, _ = eskalation.delays()

    names = [(row.kommune, row.responsible) for row in rows if row.kind == "Quartier"]
    assert names == [("Musterstadt", "niemand"), ("Musterstadt", "Redaktion Musterstadt")]


def test_late_counts_what_it_does_not_list(kommune, monkeypatch):
    monkeypatch.setattr(eskalation, "MOST_OF_A_KIND", 2)
    for days in (40, 50, 60):
        quartier_due(kommune, days)

    rows, more = eskalation.delays()

    assert [row.days for row in rows if row.kind == "Quartier"] == [60, 50]
    assert more >= 1


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("anonymous", 302),
        ("visitor", 302),
        ("quartiersmanagement", 404),
        ("staff", 404),
        ("programmleitung", 200),
    ],
    indirect=["person"],
)
def test_late_is_for_the_programmleitung(client, person, status):
    if person:
        client.force_login(person)

    assert client.get(LATE_URL).status_code == status


def test_late_page_leads_to_each_entry(client, programmleitung, kommune):
    angebot = AngebotFactory(kommune=kommune, published=True, title="Kaffee & Rat")
    type(angebot).objects.filter(pk=angebot.pk).update(review_due_on=days_ago(90))
    client.force_login(programmleitung)

    response = client.get(LATE_URL)

    assert f'href="/verwaltung/netzwerke/angebot/{angebot.pk}/change/">Kaffee &amp; Rat<' in (
        response.text
    )
    assert "(90 Tage)" in response.text


def test_late_asks_as_often_for_many_as_for_one(kommune, django_assert_num_queries):
    quartier_due(kommune, 40)
    count = len(list(eskalation._reviewed_models())) + 3
    with django_assert_num_queries(count):
        eskalation.delays()
    for days in (41, 42, 43):
        quartier_due(kommune, days)

    with django_assert_num_queries(count):
        eskalation.delays()
