"""The night in which an hour comes twice: what is stored stays, and what is typed is understood."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import translation

from tests.admin_forms import form_data
from tests.factories_veranstaltungen import TerminFactory, VeranstaltungFactory
from tests.veranstaltungen.seiten import errors_of, fill_in, part
from tests.veranstaltungen.test_terminplan import admin_post, admin_url, date_fields
from veranstaltungen import ortszeit

pytestmark = pytest.mark.django_db

# Both are 02:30 on the clock.
FIRST = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
SECOND = FIRST + timedelta(hours=1)
ADVICE = "Bitte geben Sie eine andere Uhrzeit an."


@pytest.fixture
def row(kommune):
    return VeranstaltungFactory(kommune=kommune, termin=False)


@pytest.mark.parametrize(
    ("day", "error", "german", "english"),
    [
        (date(2027, 3, 28), ortszeit.NoSuchTime, "Um 02:30 Uhr gibt es am .* nicht", "not exist"),
        (date(2027, 10, 31), ortszeit.TwiceThatDay, "gibt es am .* zweimal", "happens twice"),
    ],
)
def test_reason_speaks_the_language_of_the_page(day, error, german, english):
    for language, expected in (("de", german), ("en", english)):
        with translation.override(language), pytest.raises(error, match=expected):
            ortszeit.moment(day, time(2, 30))


@pytest.mark.parametrize("end", [FIRST, SECOND, SECOND.replace(second=30)])
def test_untouched_date_is_no_obstacle_in_the_admin(client, row, staff, end):
    termin = TerminFactory(
        veranstaltung=row, starts_at=FIRST - timedelta(hours=5), ends_at=end, sequence=3
    )
    type(row).objects.update(registration_closes_at=SECOND)
    client.force_login(staff)

    response = client.post(
        admin_url(row), form_data(client.get(admin_url(row)), teaser="Mit Tanz in den Morgen")
    )

    assert response.status_code == 302, response.context["errors"]
    row.refresh_from_db()
    termin.refresh_from_db()
    assert (row.teaser, row.registration_closes_at) == ("Mit Tanz in den Morgen", SECOND)
    assert (termin.ends_at, termin.sequence) == (end, 3)


@pytest.mark.parametrize("day", [date(2027, 10, 31), date(2027, 3, 28)])
def test_new_time_that_is_unclear_is_refused_with_a_way_out_in_the_admin(client, row, staff, day):
    client.force_login(staff)

    response = admin_post(client, row, **date_fields(0, day, starts_at_1="02:30"))

    assert response.status_code == 200
    assert ADVICE in response.text
    assert not row.termine.exists()


def test_untouched_end_of_registration_is_no_obstacle(client, row):
    type(row).objects.update(registration_closes_at=SECOND.replace(second=30))
    client.force_login(row.created_by)

    response = fill_in(client, part(row, "anmeldung"), fee="5 €")

    assert response.status_code == 302, errors_of(response)
    row.refresh_from_db()
    assert (row.fee, row.registration_closes_at) == ("5 €", SECOND.replace(second=30))


def test_end_of_registration_that_is_unclear_is_refused_with_a_way_out(client, row):
    client.force_login(row.created_by)
    typed = {"registration_closes_at_0": "2027-10-31", "registration_closes_at_1": "02:30"}

    response = fill_in(client, part(row, "anmeldung"), **typed)

    assert errors_of(response) == {
        "registration_closes_at": [
            "02:30 Uhr gibt es am 31.10.2027 zweimal: In dieser Nacht werden die Uhren eine Stunde "
            f"zurückgestellt. {ADVICE}"
        ]
    }
