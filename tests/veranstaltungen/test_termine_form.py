"""The page "Wann": every kind of date, and every kind of wrong date with a clear message."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    TerminFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen.seiten import errors_of, fill_in, filled, in_days, part, termin
from veranstaltungen import ortszeit, termine
from veranstaltungen.models import Termin

pytestmark = pytest.mark.django_db

SPRING, AUTUMN = "2027-03-28", "2027-10-31"
NO_SUCH = "Um 02:30 Uhr gibt es am 28.03.2027 nicht"
TWICE = "02:30 Uhr gibt es am 31.10.2027 zweimal"
TOO_EARLY = "Das Ende muss nach dem Beginn liegen"


@pytest.fixture
def row(client):
    row = VeranstaltungFactory(termin=False)
    client.force_login(row.created_by)
    return row


def send(client, row, **changes):
    return fill_in(client, part(row, "wann"), **changes)


def iso(moment):
    return timezone.localtime(moment).isoformat(timespec="minutes")


def stored(row):
    return [
        (
            iso(item.starts_at),
            iso(item.ends_at),
        )
        for item in row.termine.all()
    ]


@pytest.mark.parametrize(
    ("day", "clock", "end_day", "end_clock", "expected"),
    [
        ("2027-05-04", "10:00", "", "12:00", ("2027-05-04T10:00+02:00", "2027-05-04T12:00+02:00")),
        (
            "2027-05-04", "22:00", "2027-05-05", "01:30",
            ("2027-05-04T22:00+02:00", "2027-05-05T01:30+02:00"),
        ),
        (
            "2027-01-31", "10:00", "2027-04-02", "12:00",
            ("2027-01-31T10:00+01:00", "2027-04-02T12:00+02:00"),
        ),
        (SPRING, "01:30", "", "03:30", (f"{SPRING}T01:30+01:00", f"{SPRING}T03:30+02:00")),
    ],
)  # fmt: skip
def test_dates_are_stored_as_the_clock_shows_them(
    client, row, day, clock, end_day, end_clock, expected
):
    response = send(client, row, **termin(0, day, clock, end_clock, end_day=end_day))

    assert response.status_code == 302, errors_of(response)
    assert stored(row) == [expected]


def test_whole_days_need_no_time(client, row):
    send(client, row, **termin(0, AUTUMN, "", "", end_day="2027-11-01", is_all_day="on"))

    assert stored(row) == [(f"{AUTUMN}T00:00+02:00", "2027-11-02T00:00+01:00")]
    page = client.get(part(row, "wann"))
    first = page.context["form"].formset.forms[0]
    assert (first["day"].value(), first["end_day"].value()) == (
        date(2027, 10, 31),
        date(2027, 11, 1),
    )


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (termin(0, SPRING, "02:30", "04:00"), "termine-0-clock", NO_SUCH),
        (termin(0, SPRING, "01:00", "02:30"), "termine-0-end_clock", NO_SUCH),
        (termin(0, AUTUMN, "02:30", "04:00"), "termine-0-which", TWICE),
        (termin(0, AUTUMN, "01:00", "02:30"), "termine-0-end_which", TWICE),
        (termin(0, clock="12:00", end_clock="10:00"), "termine-0-end_clock", TOO_EARLY),
        (termin(0, clock="12:00", end_clock="12:00"), "termine-0-end_clock", TOO_EARLY),
        (termin(0, in_days(-3)), "termine-0-day", "liegt in der Vergangenheit"),
        (termin(0, "0026-05-04"), "termine-0-day", "Bitte prüfen Sie das Jahr"),
        (termin(0, "2027-02-30"), "termine-0-day", "ein Datum an, das es gibt"),
        (termin(0, clock="25:00"), "termine-0-clock", "eine Uhrzeit an"),
        (termin(0, clock=""), "termine-0-clock", "wann es beginnt"),
        (termin(0, end_clock=""), "termine-0-end_clock", "wann es endet"),
        (termin(0, "2027-05-04", end_day="2029-05-04"), "termine-0-end_day", "höchstens ein Jahr"),
        (
            termin(0, "2027-05-04", end_day="2027-05-03", is_all_day="on"),
            "termine-0-end_day",
            TOO_EARLY,
        ),
        (termin(0, note="x" * 10_000), "termine-0-note", "höchstens 160 Zeichen"),
    ],
)  # fmt: skip
def test_impossible_dates_are_refused_at_the_field(client, row, changes, field, message):
    response = send(client, row, **changes)

    assert response.status_code == 422
    found = errors_of(response)
    assert list(found) == [field]
    assert message in found[field][0]
    assert not Termin.objects.exists()


@pytest.mark.parametrize(("which", "utc_hour"), [(ortszeit.FIRST, 0), (ortszeit.SECOND, 1)])
def test_repeated_hour_is_asked_and_kept(client, row, which, utc_hour):
    asked = send(client, row, **termin(0, AUTUMN, "02:30", "04:00"))
    send(client, row, **termin(0, AUTUMN, "02:30", "04:00", which=which))

    assert "schon Winterzeit" in asked.text
    assert row.termine.get().starts_at == datetime(2027, 10, 31, utc_hour, 30, tzinfo=UTC)
    page = client.get(part(row, "wann"))
    assert page.context["form"].formset.forms[0]["which"].value() == which
    # Saved again without a change it stays what it was.
    send(client, row)
    assert row.termine.get().starts_at == datetime(2027, 10, 31, utc_hour, 30, tzinfo=UTC)


def test_overlapping_dates_are_refused_and_neighbours_are_not(client, row):
    send(client, row, **termin(0, "2027-05-04", "10:00", "12:00"))

    clash = send(client, row, **termin(1, "2027-05-04", "11:00", "13:00"))
    fits = send(client, row, **termin(1, "2027-05-04", "12:00", "13:00"))

    assert clash.status_code == 422
    assert clash.context["form"].formset.non_form_errors() == [
        "Zwei Termine überschneiden sich: 04.05.2027, 10:00 Uhr und 04.05.2027, 11:00 Uhr."
    ]
    assert fits.status_code == 302
    assert row.termine.count() == 2


@pytest.mark.parametrize(
    ("frequency", "until", "days"),
    [
        (termine.WEEK, "2027-04-06", ["2027-03-16", "2027-03-23", "2027-03-30", "2027-04-06"]),
        (termine.TWO_WEEKS, "2027-04-13", ["2027-03-16", "2027-03-30", "2027-04-13"]),
        (termine.SAME_WEEKDAY, "2027-05-31", ["2027-03-16", "2027-04-20", "2027-05-18"]),
        (termine.SAME_DAY, "2027-05-31", ["2027-03-16", "2027-04-16", "2027-05-16"]),
    ],
)
def test_series_becomes_single_dates_at_the_same_time_on_the_clock(
    client, row, frequency, until, days
):
    first = termin(0, "2027-03-16", "18:00", "20:00")

    send(client, row, **first, **{"serie-frequency": frequency, "serie-until": until})

    starts = [timezone.localtime(item.starts_at) for item in row.termine.all()]
    assert [start.date().isoformat() for start in starts] == days
    assert {start.hour for start in starts} == {18}


@pytest.mark.parametrize(
    ("first", "frequency", "until", "message"),
    [
        (termin(0, "2027-03-21", "02:30", "03:30"), termine.WEEK, "2027-04-30", NO_SUCH),
        (termin(0, "2027-03-16"), termine.WEEK, "2027-03-16", "nach dem ersten Termin"),
        (termin(0, "2027-03-16"), termine.WEEK, "2031-03-16", "höchstens zwei Jahre"),
        (
            termin(0, "2027-03-16", end_day="2027-03-25"),
            termine.WEEK,
            "2027-04-30",
            "überschneiden sich",
        ),
        ({}, termine.WEEK, "2027-04-30", "Bitte tragen Sie einen Termin ein"),
        (termin(0, "2027-03-16"), termine.WEEK, "", "bis wann die Serie läuft"),
        (termin(0, "2027-03-16"), "hourly", "2027-04-30", "hourly"),
    ],
)  # fmt: skip
def test_impossible_series_is_refused(client, row, first, frequency, until, message):
    response = send(client, row, **first, **{"serie-frequency": frequency, "serie-until": until})

    assert response.status_code == 422
    assert message in str(errors_of(response))
    assert not Termin.objects.exists()


def test_of_a_draft_single_dates_move_and_disappear(client, row):
    first, second = (
        TerminFactory(veranstaltung=row, starts_at=timezone.now() + timedelta(days=days))
        for days in (5, 8)
    )

    send(client, row, **termin(0, "2027-05-04"), **{"termine-1-DELETE": "on"})

    assert stored(row) == [("2027-05-04T10:00+02:00", "2027-05-04T12:00+02:00")]
    assert row.termine.get().pk == first.pk
    assert not Termin.objects.filter(pk=second.pk).exists()


def test_of_a_public_one_dates_are_cancelled_and_registered_people_read_why(client, mailoutbox):

    row = VeranstaltungFactory(registering=True)
    TerminFactory(veranstaltung=row, starts_at=timezone.now() + timedelta(days=9))
    AnmeldungFactory(veranstaltung=row, state="confirmed", email="gast@example.org")
    client.force_login(row.created_by)

    send(
        client,
        row,
        **termin(0, "2027-05-04"),
        **{"termine-1-DELETE": "on", "serie-reason": "Der Saal ist gesperrt."},
    )

    assert list(row.termine.order_by("starts_at").values_list("is_cancelled", flat=True)) == [
        True,
        False,
    ]
    told = [mail.body for mail in mailoutbox if mail.to == ["gast@example.org"]]
    lines = ["Der Saal ist gesperrt.", "Statt ", ": 04.05.2027, 10:00 bis 12:00 Uhr", "Fällt aus: "]
    assert [[line in body for line in lines] for body in told] == [[True] * 4]
    assert set(row.verlauf.values_list("step", flat=True)) == {"cancel_termin", "move_termin"}


def test_past_dates_stay_when_others_change(client, row):
    TerminFactory(veranstaltung=row, starts_at=timezone.now() - timedelta(days=9))

    response = send(client, row, **termin(1, "2027-05-04"))

    assert response.status_code == 302, errors_of(response)
    assert row.termine.count() == 2


def test_past_date_with_seconds_stays_when_its_note_changes(client, row):
    """Programs write seconds, and no form shows them."""
    start = timezone.now().replace(second=37) - timedelta(days=9)
    end = start + timedelta(hours=1)
    item = TerminFactory(veranstaltung=row, starts_at=start, ends_at=end, sequence=1)

    untouched = send(client, row)
    sequence = row.termine.get().sequence
    response = send(client, row, **{"termine-0-note": "Mit Bildern"})

    assert (untouched.status_code, sequence) == (302, 1)
    assert response.status_code == 302, errors_of(response)
    item.refresh_from_db()
    assert (item.note, item.starts_at, item.ends_at) == ("Mit Bildern", start, end)


def test_ids_of_foreign_dates_are_refused(client, row):
    TerminFactory(veranstaltung=row)
    foreign = VeranstaltungFactory().termine.get()

    send(client, row, **termin(0, "2027-05-04"), **{"termine-0-id": foreign.pk})

    foreign.refresh_from_db()
    assert foreign.starts_at.year != 2027 or foreign.starts_at.month != 5


def test_other_editors_dates_are_not_overwritten_silently(client, row):
    TerminFactory(veranstaltung=row)
    page = client.get(part(row, "wann"))
    row.termine.update(note="Neuer Raum")

    response = client.post(part(row, "wann"), filled(page, **termin(0, "2027-05-04")))

    assert response.status_code == 422
    assert "hat jemand anderes diesen Eintrag geändert" in response.text
    assert row.termine.get().note == "Neuer Raum"


def test_date_that_is_gone_meanwhile_is_named_and_can_be_struck_out(client, row):
    TerminFactory(veranstaltung=row)
    stale = TerminFactory(veranstaltung=row, starts_at=timezone.now() + timedelta(days=90))
    page = client.get(part(row, "wann"))
    stale.delete()

    refused = client.post(part(row, "wann"), filled(page))
    again = client.post(part(row, "wann"), filled(refused, **{"termine-1-DELETE": "on"}))

    assert refused.status_code == 422
    assert "<li>Diesen Termin gibt es nicht mehr" in refused.text
    assert again.status_code == 302, errors_of(again)
    assert row.termine.count() == 1
