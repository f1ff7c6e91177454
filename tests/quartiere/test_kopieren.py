import pytest

from netzwerke.models import Akteur, Angebot, AngebotOeffnungszeit, Massnahme
from tests.factories import UserFactory, ZielgruppeFactory
from tests.factories_netzwerke import AkteurFactory, AngebotFactory, MassnahmeFactory

pytestmark = pytest.mark.django_db


def copy(client, name, *rows):
    data = {"action": "duplicate", "_selected_action": [row.pk for row in rows]}
    return client.post(f"/verwaltung/netzwerke/{name}/", data)


def test_copy_of_an_angebot_keeps_hours_and_groups_and_is_a_draft(client, staff, kommune):
    zielgruppe = ZielgruppeFactory()
    row = AngebotFactory(
        kommune=kommune, published=True, title="Kurs", source="Liste", source_key="7",
        zielgruppen=[zielgruppe],
    )  # fmt: skip
    AngebotOeffnungszeit.objects.create(angebot=row, weekday=1, opens="10:00", closes="12:00")
    client.force_login(staff)

    copy(client, "angebot", row)

    made = Angebot.objects.exclude(pk=row.pk).get()
    assert (made.title, made.slug, made.status) == ("Kurs (Kopie)", "kurs-kopie", "draft")
    assert (made.source, made.source_key, made.reviewed_on) == ("", "", None)
    assert list(made.zielgruppen.all()) == [zielgruppe]
    assert (made.oeffnungszeiten.count(), row.oeffnungszeiten.count()) == (1, 1)


def test_copies_of_a_massnahme_have_addresses_of_their_own(client, staff, kommune):
    row = MassnahmeFactory(kommune=kommune, title="Umbau", phase="running")
    client.force_login(staff)

    copy(client, "massnahme", row)
    copy(client, "massnahme", row)

    made = Massnahme.objects.exclude(pk=row.pk).order_by("pk")
    assert [item.slug for item in made] == ["umbau-kopie", "umbau-kopie-2"]
    assert {item.phase for item in made} == {"planned"}


def test_copy_of_an_akteur_trusts_nobody(client, staff, kommune):
    row = AkteurFactory(kommune=kommune, trust=Akteur.Trust.TRUSTED)
    row.mitglieder.add(UserFactory())
    client.force_login(staff)

    copy(client, "akteur", row)

    made = Akteur.objects.exclude(pk=row.pk).get()
    assert (made.is_trusted, made.mitglieder.count()) == (False, 0)


def test_foreign_rows_are_not_copied(client, other_staff, kommune):
    row = AngebotFactory(kommune=kommune)
    client.force_login(other_staff)

    copy(client, "angebot", row)

    assert list(Angebot.objects.all()) == [row]
