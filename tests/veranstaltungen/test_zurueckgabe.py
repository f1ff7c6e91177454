"""What becomes of a Veranstaltung that was taken down, and of its guests."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from tests.factories import UserFactory
from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen.anmelden import own_url, take
from veranstaltungen import anmeldung as registration
from veranstaltungen import bestaetigungen, workflow
from veranstaltungen.models import Anmeldung, Termin, Veranstaltung

pytestmark = pytest.mark.django_db

Status = Veranstaltung.Status
FIRST = datetime(2020, 3, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize("moderated", [False, True])
def test_trusted_organisation_does_not_undo_that_its_page_was_taken_down(
    moderated, staff, kommune, mailoutbox
):
    user = UserFactory()
    veranstalter = VeranstalterFactory(trusted=True, mitglieder=[user], kommune=kommune)
    veranstaltung = VeranstaltungFactory(kommune=kommune, veranstalter=veranstalter)
    workflow.submit(veranstaltung, user)
    workflow.recall(veranstaltung, staff, "Bitte kein Verkauf.")
    mailoutbox.clear()

    workflow.submit(veranstaltung, user)
    after = (veranstaltung.status, [staff.email] in [mail.to for mail in mailoutbox])
    workflow.return_with_reasons(veranstaltung, staff, "Noch immer.", veranstaltung.version)
    if moderated:
        workflow.publish(veranstaltung, staff, veranstaltung.version)
        Veranstaltung.objects.update(status=Status.DRAFT)
    workflow.submit(veranstaltung, user)

    assert after == (Status.SUBMITTED, True)
    assert veranstaltung.status == (Status.PUBLISHED if moderated else Status.SUBMITTED)


@pytest.mark.parametrize("state", ["none", "pending", "cancelled", "erased"])
def test_what_is_not_public_and_has_no_guests_is_not_called_off(state, staff, kommune):
    veranstaltung = VeranstaltungFactory(status=Status.RETURNED, kommune=kommune)
    if state == "erased":
        AnmeldungFactory(veranstaltung=veranstaltung, state="confirmed", name="", email="")
    elif state != "none":
        AnmeldungFactory(veranstaltung=veranstaltung, state=state)

    with pytest.raises(workflow.TransitionError, match="niemand angemeldet"):
        workflow.call_off(veranstaltung, staff, "Der Saal ist weg.", veranstaltung.version)

    veranstaltung.refresh_from_db()
    assert veranstaltung.status == Status.RETURNED
    offered = {step.name for step in workflow.available_steps(veranstaltung, staff)}
    assert "call_off" not in offered


@pytest.mark.parametrize(("state", "is_promised"), [("waiting", True), ("cancelled", False)])
def test_only_who_stays_registered_is_promised_news(mailoutbox, state, is_promised):
    veranstaltung = VeranstaltungFactory(status="returned")
    row = AnmeldungFactory(veranstaltung=veranstaltung, state=state)

    bestaetigungen.tell(row)

    (mail,) = mailoutbox
    assert "zurzeit nicht öffentlich" in mail.body
    assert ("Wir schreiben Ihnen, sobald" in mail.body) == is_promised


def test_guests_of_a_recalled_one_hear_of_the_recall_and_of_its_end(
    client, staff, kommune, mailoutbox
):
    veranstaltung = VeranstaltungFactory(registering=True, kommune=kommune, title="Fachtag")
    AnmeldungFactory(veranstaltung=veranstaltung, state="confirmed", email="gast@example.org")
    workflow.recall(veranstaltung, staff, "Bitte kein Verkauf.")
    Termin.objects.update(starts_at=FIRST, ends_at=FIRST + timedelta(hours=2))

    workflow.call_off(veranstaltung, staff, "Der Saal ist weg.", veranstaltung.version)

    recalled, called_off = [mail.body for mail in mailoutbox if mail.to == ["gast@example.org"]]
    address = f"/veranstaltungen/{veranstaltung.slug}/"
    assert "zurzeit nicht öffentlich" in recalled
    assert ("Verkauf" in recalled, address in recalled) == (False, False)
    assert "leider abgesagt" in called_off
    assert ("Der Saal ist weg." in called_off, address in called_off) == (True, True)
    assert "Der Saal ist weg." in client.get(veranstaltung.get_absolute_url()).text


@pytest.mark.parametrize(
    ("status", "advice"),
    [("published", "Bitte sagen Sie sie ab"), ("returned", "Bitte sagen Sie sie ab"),
     ("cancelled", "voraussichtlich am 03.05.2031"), ("past", "voraussichtlich am 03.05.2031")],
)  # fmt: skip
def test_advice_before_deletion_can_be_followed_and_erased_guests_hold_nothing(
    client, programmleitung, status, advice
):
    item = VeranstaltungFactory(status=status)
    AnmeldungFactory(veranstaltung=item, state="confirmed", delete_on="2031-05-03")
    client.force_login(programmleitung)
    url = reverse("admin:veranstaltungen_veranstaltung_delete", args=[item.pk])

    asked = client.get(url).text
    client.post(url, {"post": "yes"})
    kept = Veranstaltung.objects.filter(pk=item.pk).exists()
    Anmeldung.objects.erase_personal_data()
    client.post(url, {"post": "yes"})

    assert (advice in asked, kept) == (True, True)
    assert not Veranstaltung.objects.filter(pk=item.pk).exists()


@pytest.fixture
def offered(kommune):
    """An offer whose time ran out while the page was taken down; somebody else waits."""
    row = VeranstaltungFactory(
        registering=True, capacity=1, kommune=kommune, online_link="https://raum.example.org/x"
    )
    ada, ben, _cem = take(row, "ada", "ben", "cem")
    registration.cancel(ada)
    Veranstaltung.objects.update(status=Status.RETURNED)
    Anmeldung.objects.filter(pk=ben.pk).update(offer_expires_at=timezone.now() - timedelta(days=1))
    ben.refresh_from_db()
    return ben


def states():
    return dict(Anmeldung.objects.values_list("name", "state"))


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.RETURNED])
def test_offer_rests_while_the_page_is_taken_down(client, offered, mailoutbox, status):
    Veranstaltung.objects.update(status=status)
    mailoutbox.clear()

    lapsed = registration.lapse(offered)
    call_command("advance_anmeldungen")
    before = (lapsed, states()["ben"], len(mailoutbox))
    page = client.get(own_url(offered)).text
    client.post(own_url(offered), {"step": "accept"})

    assert before == (False, "offered", 0)
    assert ("zurzeit nicht öffentlich" in page, "ist leider vorbei" in page) == (True, False)
    assert states() == {"ada": "cancelled", "ben": "confirmed", "cem": "waiting"}


def test_offer_lasts_anew_once_the_page_is_back(offered, staff, mailoutbox):
    row = offered.veranstaltung
    mailoutbox.clear()

    workflow.publish(row, staff, row.version)
    call_command("advance_anmeldungen")

    offered.refresh_from_db()
    told = [mail.subject for mail in mailoutbox if mail.to == [offered.email]]
    remaining = offered.offer_expires_at - timezone.now()
    assert timedelta(hours=row.accept_hours - 1) < remaining <= timedelta(hours=row.accept_hours)
    assert [subject.partition(":")[0] for subject in told] == [
        "Änderung",
        "Ein Platz ist für Sie frei",
    ]
    assert states()["ben"] == "offered"


def test_offer_rests_while_it_is_postponed_and_lasts_anew_with_the_new_dates(
    client, offered, mailoutbox
):
    row = offered.veranstaltung
    Veranstaltung.objects.update(status=Status.POSTPONED)

    lapsed = registration.lapse(offered)
    call_command("advance_anmeldungen")
    page = client.get(own_url(offered)).text
    workflow.reschedule(row, row.created_by)
    call_command("advance_anmeldungen")

    offered.refresh_from_db()
    told = [mail.subject.partition(":")[0] for mail in mailoutbox if mail.to == [offered.email]]
    assert (lapsed, states()["ben"]) == (False, "offered")
    assert ("bis neue Termine feststehen" in page, "ist leider vorbei" in page) == (True, False)
    assert offered.offer_expires_at > timezone.now()
    assert told[-1] == "Ein Platz ist für Sie frei"


def test_place_that_was_offered_can_be_taken_while_it_is_postponed(offered):
    Veranstaltung.objects.update(status=Status.POSTPONED)

    registration.accept(offered)

    assert states()["ben"] == "confirmed"


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.PAST])
def test_offer_of_what_does_not_take_place_any_more_is_passed_on_to_nobody(offered, status):
    Veranstaltung.objects.update(status=status)

    call_command("advance_anmeldungen")

    assert states() == {"ada": "cancelled", "ben": "offered", "cem": "waiting"}


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.RETURNED])
def test_guests_confirm_change_and_leave_while_the_page_is_taken_down(client, kommune, status):
    row = VeranstaltungFactory(
        registering=True, kommune=kommune, online_link="https://raum.example.org/x"
    )
    guest = registration.register(row, name="ada", email="ada@example.org")
    Veranstaltung.objects.update(status=status)

    client.post(own_url(guest), {"step": "confirm"})
    confirmed = states()["ada"]
    page = client.get(own_url(guest)).text
    client.post(own_url(guest, "registration_cancel"))
    with pytest.raises(registration.AnmeldungError, match="zurzeit nicht anmelden"):
        registration.register(Veranstaltung.objects.get(), name="ben", email="ben@example.org")

    words = ["zurzeit nicht öffentlich", "Abmelden", "Angaben ändern", "raum.example.org"]
    assert [word in page for word in words] == [True, True, True, False]
    assert (confirmed, states()) == ("confirmed", {"ada": "cancelled"})
    assert Veranstaltung.objects.get().taken_places == 0


@pytest.mark.parametrize(
    ("status", "days", "ends"),
    [("postponed", 1, True), ("returned", 1, True), ("draft", 0, True), ("postponed", 2, False),
     ("published", 1, False), ("cancelled", 1, False)],
)  # fmt: skip
def test_registration_ends_with_a_mail_and_its_place_before_the_data_go(
    mailoutbox, status, days, ends
):
    row = VeranstaltungFactory(registering=True, capacity=1)
    take(row, "ada", "ben")
    day = timezone.localdate() + timedelta(days=days)
    Anmeldung.objects.update(delete_on=day)
    Veranstaltung.objects.update(status=status)
    mailoutbox.clear()

    call_command("delete_expired_anmeldungen", "--dry-run")
    untouched = (list(mailoutbox), set(states().values()))
    call_command("delete_expired_anmeldungen")
    call_command("delete_expired_anmeldungen")

    subjects = [mail.subject.partition(":")[0] for mail in mailoutbox]
    assert untouched == ([], {"confirmed", "waiting"})
    assert subjects == ["Ihre Anmeldung endet"] * 2 * ends
    assert Veranstaltung.objects.get().taken_places == (0 if ends else 1)
    assert Anmeldung.objects.filter(state="cancelled").count() == 2 * ends
    assert Anmeldung.objects.naming_somebody().count() == (0 if days == 0 else 2)
