"""Two people edit the same rows in the admin and with the form: the second one is warned."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.konten.admin import KommuneScopedAdmin
from tests.admin_forms import form_data
from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    DokumentationFactory,
    FrageFactory,
    TerminFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen import plan
from tests.veranstaltungen.test_terminplan import admin_post, admin_url, told
from veranstaltungen.models import Veranstaltung

pytestmark = pytest.mark.django_db

WARNING = "hat jemand anderes diesen Eintrag geändert"


@pytest.fixture
def row(kommune):
    row = VeranstaltungFactory(registering=True, kommune=kommune, teaser="Früher")
    AnmeldungFactory(veranstaltung=row, state="confirmed", email="gast@example.org")
    return row


def move_by_form(row):
    """The organiser moves the only date."""
    termin, later = row.termine.get(), timedelta(days=90)
    plan.move_termin(
        termin, termin.starts_at + later, termin.ends_at + later, row.created_by, "Saal gesperrt"
    )
    return termin


def stale_post(client, row, change, **values):
    """What a page sends that was opened before `change()`."""
    data = form_data(client.get(admin_url(row)), **values)
    change()
    return client.post(admin_url(row), data)


def test_stale_page_does_not_move_a_date_back(client, row, staff, mailoutbox):
    client.force_login(staff)
    start = row.termine.get().starts_at

    response = stale_post(client, row, lambda: move_by_form(row), teaser="Später")

    row.refresh_from_db()
    assert (response.status_code, WARNING in response.text) == (200, True)
    assert row.termine.get().starts_at == start + timedelta(days=90)
    assert row.teaser == "Früher"
    assert len(told(mailoutbox)) == 1
    assert form_data(response)["teaser"] == "Später"


def test_saving_again_after_the_warning_is_a_decision(client, row, staff):
    client.force_login(staff)
    shown = timezone.localtime(row.termine.get().starts_at).replace(second=0, microsecond=0)
    warned = stale_post(client, row, lambda: move_by_form(row), teaser="Später")

    response = client.post(admin_url(row), form_data(warned))

    row.refresh_from_db()
    assert (response.status_code, row.teaser) == (302, "Später")
    assert row.termine.get().starts_at.replace(second=0, microsecond=0) == shown


def test_change_while_the_page_waits_for_the_lock_is_noticed(client, row, staff, monkeypatch):
    client.force_login(staff)
    lock, changed = KommuneScopedAdmin._lock, []

    def wait(admin, request, obj):
        if request.method == "POST" and not changed:
            changed.append(move_by_form(row))
        return lock(admin, request, obj)

    monkeypatch.setattr(KommuneScopedAdmin, "_lock", wait)
    response = admin_post(client, row, teaser="Später")

    assert WARNING in response.text
    assert row.termine.get().starts_at == changed[0].starts_at


def rename_question(row):
    row.fragen.update(text="Kommen Sie mit dem Rad?")


def change_results(row):
    row.dokumentation.results = "Zwei neue Patenschaften."
    row.dokumentation.save()


CHANGES = {
    "added": lambda row: TerminFactory(
        veranstaltung=row, starts_at=timezone.now() + timedelta(days=50)
    ),
    "cancelled": lambda row: row.termine.update(is_cancelled=True, sequence=F("sequence") + 1),
    "question": rename_question,
    "material": lambda row: row.material.update(title="Handzettel"),
    "results": change_results,
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_kind_of_row_is_watched(client, row, staff, change):
    FrageFactory(veranstaltung=row, text="Essen Sie mit?")
    row.material.create(title="Folien", link="https://example.org/")
    DokumentationFactory(veranstaltung=row)
    client.force_login(staff)

    response = stale_post(client, row, lambda: CHANGES[change](row), teaser="Später")
    again = client.post(admin_url(row), form_data(response))

    assert WARNING in response.text
    assert again.status_code == 302
    row.refresh_from_db()
    assert row.teaser == "Später"


def test_row_that_is_gone_is_named(client, row, staff):
    Veranstaltung.objects.update(status="draft")
    row.anmeldungen.all().delete()
    client.force_login(staff)

    warned = stale_post(client, row, row.termine.all().delete, teaser="Später")
    again = client.post(admin_url(row), form_data(warned))

    assert "Eine Zeile gibt es nicht mehr" in again.text


def test_more_dates_need_no_more_queries(client, row, staff, django_assert_max_num_queries):
    client.force_login(staff)
    client.get(admin_url(row))
    with CaptureQueriesContext(connection) as one:
        client.get(admin_url(row))
    for days in range(20, 25):
        TerminFactory(veranstaltung=row, starts_at=timezone.now() + timedelta(days=days))

    with django_assert_max_num_queries(len(one)):
        client.get(admin_url(row))
