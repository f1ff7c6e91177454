from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.postausgang.models import BACKOFF_MINUTES
from tests.factories_veranstaltungen import AnmeldungFactory, VeranstaltungFactory
from tests.veranstaltungen import plan
from tests.veranstaltungen.anmelden import registered
from veranstaltungen import anmeldung as registration
from veranstaltungen import schluessel
from veranstaltungen.anmeldung import AnmeldungError
from veranstaltungen.models import Anmeldung, Termin, Veranstaltung
from veranstaltungen.models.anmeldung import PENDING_DAYS

pytestmark = pytest.mark.django_db

State = Anmeldung.State


@pytest.fixture
def veranstaltung():
    """One place, open for registration."""
    return VeranstaltungFactory(
        registering=True, capacity=1, online_link="https://raum.example.org"
    )


def states(veranstaltung):
    return dict(veranstaltung.anmeldungen.order_by("pk").values_list("name", "state"))


def taken(veranstaltung):
    return Veranstaltung.objects.values_list("taken_places", flat=True).get(pk=veranstaltung.pk)


def test_registration_counts_only_after_the_address_is_confirmed(veranstaltung, mailoutbox):
    row = registration.register(veranstaltung, name="Ada", email=" Ada@Example.org")

    before = (row.state, taken(veranstaltung))
    found = schluessel.by_key(schluessel.key_of(row))
    after = (registration.confirm(found), registration.confirm(found), taken(veranstaltung))

    assert (before, after) == (("pending", 0), ("confirmed", "confirmed", 1))
    assert row.email == "ada@example.org"
    assert [mail.subject.split(":")[0] for mail in mailoutbox] == [
        "Bitte bestätigen Sie Ihre Anmeldung",
        "Sie sind angemeldet",
    ]
    assert schluessel.key_of(row) in mailoutbox[0].body
    assert ["raum.example.org" in mail.body for mail in mailoutbox] == [False, True]
    assert [len(mail.attachments) for mail in mailoutbox] == [0, 1]


def test_forged_and_erased_keys_find_nobody(veranstaltung):
    row = registered(veranstaltung, "ada")
    key = schluessel.key_of(row)

    found = [schluessel.by_key(candidate) for candidate in (key, key[:-1], row.token, "")]
    Anmeldung.objects.erase_personal_data()

    assert found == [row, None, None, None]
    assert schluessel.by_key(key) is None


def test_second_registration_with_an_address_changes_nothing_and_mails_again(
    veranstaltung, mailoutbox
):
    first = registered(veranstaltung, "ada")
    mailoutbox.clear()

    second = registration.register(veranstaltung, name="Eve", email="ADA@example.org")
    third = registration.register(veranstaltung, name="ada", email="ada@example.org")

    assert (second, third, taken(veranstaltung)) == (first, first, 1)
    assert [mail.to for mail in mailoutbox] == [["ada@example.org"]] * 2


def test_who_comes_too_late_waits_and_moves_up_in_order(veranstaltung, mailoutbox):
    ada, ben, cem = (registered(veranstaltung, name) for name in ("ada", "ben", "cem"))
    before = states(veranstaltung)
    mailoutbox.clear()

    registration.cancel(ada)
    registration.cancel(ada)
    offered = states(veranstaltung)
    ben.refresh_from_db()
    registration.accept(ben)

    assert before == {"ada": "confirmed", "ben": "waiting", "cem": "waiting"}
    assert offered == {"ada": "cancelled", "ben": "offered", "cem": "waiting"}
    assert states(veranstaltung) == {"ada": "cancelled", "ben": "confirmed", "cem": "waiting"}
    assert taken(veranstaltung) == 1
    assert [mail.to[0].split("@")[0] for mail in mailoutbox] == ["ada", "ben", "ben"]
    with pytest.raises(AnmeldungError, match="nicht mehr für Sie frei"):
        registration.accept(cem)


def test_offer_lapses_and_goes_to_the_next(veranstaltung):
    ada, ben, _ = (registered(veranstaltung, name) for name in ("ada", "ben", "cem"))
    registration.cancel(ada)
    call_command("advance_anmeldungen")
    untouched = states(veranstaltung)
    past = timezone.now() - timedelta(seconds=1)
    Anmeldung.objects.filter(pk=ben.pk).update(offer_expires_at=past)

    with pytest.raises(AnmeldungError):
        registration.accept(ben)
    registration.lapse(ben)

    assert untouched == {"ada": "cancelled", "ben": "offered", "cem": "waiting"}
    assert states(veranstaltung) == {"ada": "cancelled", "ben": "cancelled", "cem": "offered"}
    assert taken(veranstaltung) == 1


def test_offer_ends_at_the_latest_when_it_starts(veranstaltung):
    start = timezone.now() + timedelta(hours=3)
    Termin.objects.update(starts_at=start, ends_at=start + timedelta(hours=1))
    ada, ben = (registered(veranstaltung, name) for name in ("ada", "ben"))

    registration.cancel(ada)

    ben.refresh_from_db()
    assert (ben.state, ben.offer_expires_at) == ("offered", start)


def test_capacity_is_raised_for_who_waits_and_never_lowered_below_the_taken(veranstaltung):
    for name in ("ada", "ben", "cem"):
        registered(veranstaltung, name)

    registration.set_capacity(veranstaltung, 2)
    with pytest.raises(AnmeldungError, match="2 Plätze sind schon vergeben"):
        registration.set_capacity(veranstaltung, 1)

    veranstaltung.refresh_from_db()
    assert (veranstaltung.capacity, veranstaltung.taken_places) == (2, 2)
    assert states(veranstaltung) == {"ada": "confirmed", "ben": "offered", "cem": "waiting"}


def test_newcomer_does_not_overtake_who_waits(veranstaltung):
    for name in ("ada", "ben"):
        registered(veranstaltung, name)
    Veranstaltung.objects.update(capacity=2)

    registered(veranstaltung, "cem")
    call_command("advance_anmeldungen")

    assert states(veranstaltung) == {"ada": "confirmed", "ben": "offered", "cem": "waiting"}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"registration": "none"}, "meldet man sich nicht hier an"),
        ({"status": "draft"}, "zurzeit nicht anmelden"),
        ({"status": "cancelled"}, "ist abgesagt"),
        ({"status": "postponed"}, "ist verschoben"),
        ({"registration_opens_at": timezone.now() + timedelta(days=1)}, "beginnt am"),
        ({"registration_closes_at": timezone.now() - timedelta(days=1)}, "endete am"),
    ],
)
def test_closed_registration_says_why(veranstaltung, values, reason):
    Veranstaltung.objects.update(**values)
    veranstaltung.refresh_from_db()

    with pytest.raises(AnmeldungError, match=reason):
        registered(veranstaltung, "ada")


def test_past_veranstaltung_takes_nobody():
    veranstaltung = VeranstaltungFactory(registering=True, past=True)

    with pytest.raises(AnmeldungError, match="ist vorbei"):
        registered(veranstaltung, "ada")


def test_person_is_erased_on_the_announced_day_and_the_numbers_stay(veranstaltung, capsys):
    ada, ben = (registered(veranstaltung, name, answers={"1": "vegan"}) for name in ("ada", "ben"))
    registration.mark_attended(ada)
    Anmeldung.objects.update(delete_on=timezone.localdate() + timedelta(days=1))
    call_command("delete_expired_anmeldungen")
    kept = set(Anmeldung.objects.values_list("name", flat=True))
    Anmeldung.objects.update(delete_on=timezone.localdate())

    call_command("delete_expired_anmeldungen", "--dry-run")
    call_command("delete_expired_anmeldungen")

    erased = Anmeldung.objects.order_by("pk").values_list("name", "email", "answers", "state")
    assert kept == {"ada", "ben"}
    assert list(erased) == [("", "", {}, "attended"), ("", "", {}, "waiting")]
    assert "Angaben von 2 Angemeldeten würden gelöscht." in capsys.readouterr().out


def test_unconfirmed_address_is_deleted_after_its_days(veranstaltung, capsys):
    old = AnmeldungFactory(veranstaltung=veranstaltung)
    AnmeldungFactory(veranstaltung=veranstaltung, name="neu")
    long_ago = timezone.now() - timedelta(days=PENDING_DAYS, minutes=1)
    Anmeldung.objects.filter(pk=old.pk).update(created_at=long_ago)

    call_command("delete_expired_anmeldungen", "--dry-run")
    call_command("delete_expired_anmeldungen")

    assert states(veranstaltung) == {"neu": "pending"}
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "unbestätigte" in line] == [
        "1 unbestätigte Anmeldungen würden gelöscht.",
        "1 unbestätigte Anmeldungen gelöscht.",
    ]


def test_nobody_loses_a_registration_to_a_dead_mail_server():
    """The outbox gives up before the address counts as unconfirmed."""
    assert timedelta(minutes=sum(BACKOFF_MINUTES)) < timedelta(days=PENDING_DAYS)


def test_day_of_deletion_moves_with_the_dates_and_is_announced(veranstaltung, mailoutbox):
    row = registered(veranstaltung, "ada")
    termin = veranstaltung.termine.get()
    later = termin.starts_at + timedelta(days=100)
    mailoutbox.clear()

    plan.move_termin(
        termin, later, later + timedelta(hours=1), veranstaltung.created_by, "Saal gesperrt"
    )

    row.refresh_from_db()
    announced = timezone.localdate(later + timedelta(hours=1)) + timedelta(days=30)
    assert row.delete_on == announced
    assert [f"{announced.day}. " in mail.body for mail in mailoutbox] == [True]


def test_mail_about_a_whole_day_names_no_hour(veranstaltung, mailoutbox):
    registered(veranstaltung, "ada")
    veranstaltung.termine.update(is_all_day=True)
    termin = veranstaltung.termine.get()
    old_start = termin.starts_at
    later = old_start + timedelta(days=1)
    mailoutbox.clear()

    plan.move_termin(termin, later, later + timedelta(days=1), veranstaltung.created_by)

    assert ("ganztägig" in mailoutbox[0].body, " Uhr" in mailoutbox[0].body) == (True, False)
    before, after = (f"{timezone.localtime(day):%d.%m.%Y}" for day in (old_start, later))
    assert veranstaltung.verlauf.last().reason.startswith(f"Statt {before}: {after}")


def test_attendance_is_marked_and_taken_back(veranstaltung):
    row = registered(veranstaltung, "ada")

    marks = [registration.mark_attended(row, present) for present in (True, True, False, False)]

    assert (marks, row.state, taken(veranstaltung)) == ([True, False, True, False], "confirmed", 1)


def test_name_and_answers_can_be_corrected_while_the_registration_lasts(veranstaltung):
    row = registered(veranstaltung, "ada")

    registration.change(row, name="Ada L.", answers={"1": "ja"})
    registration.cancel(row)
    with pytest.raises(AnmeldungError):
        registration.change(row, name="zu spät", answers={})

    row.refresh_from_db()
    assert (row.name, row.answers) == ("Ada L.", {"1": "ja"})


def test_moment_of_confirming_is_kept(veranstaltung):
    row = registration.register(veranstaltung, name="ada", email="ada@example.org")
    before = row.confirmed_at
    registration.confirm(row)

    assert before is None
    assert row.confirmed_at is not None


def test_address_given_up_unconfirmed_goes_like_an_unconfirmed_one(veranstaltung):
    row = registration.register(veranstaltung, name="ada", email="ada@example.org")
    confirmed = registered(veranstaltung, "ben")
    for guest in (row, confirmed):
        registration.cancel(guest)
    old = timezone.now() - timedelta(days=PENDING_DAYS, minutes=1)
    Anmeldung.objects.update(created_at=old)

    call_command("delete_expired_anmeldungen")

    assert list(Anmeldung.objects.all()) == [confirmed]
