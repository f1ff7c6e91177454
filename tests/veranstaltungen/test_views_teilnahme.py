"""The organiser's pages about who comes."""

import csv
import io

import pytest

from tests.factories_veranstaltungen import AnmeldungFactory, FrageFactory, VeranstaltungFactory
from tests.veranstaltungen.anmelden import organiser_url, take
from veranstaltungen.models import Anmeldung, Veranstaltung

pytestmark = pytest.mark.django_db


@pytest.fixture
def veranstaltung():
    return VeranstaltungFactory(registering=True, slug="fachtag", capacity=2)


@pytest.fixture(autouse=True)
def _organiser(client, veranstaltung):
    client.force_login(veranstaltung.created_by)


def states(veranstaltung):
    return dict(veranstaltung.anmeldungen.values_list("name", "state"))


# Seeing -----------------------------------------------------------------------------------------


def test_list_shows_people_with_answers_and_counts_per_state(client, veranstaltung):
    frage = FrageFactory(veranstaltung=veranstaltung, text="Essen?")
    ada, _, _ = take(veranstaltung, "ada", "ben", "cem")
    Anmeldung.objects.filter(pk=ada.pk).update(answers={str(frage.pk): "vegan"})

    response = client.get(organiser_url(veranstaltung))

    assert {label: number for label, number in response.context["counts"] if number} == {
        "angemeldet": 2, "auf der Warteliste": 1,
    }  # fmt: skip
    assert [row.name for row, _ in response.context["rows"]] == ["ada", "ben", "cem"]
    assert ("vegan" in response.text, "2 von 2 Plätzen" in response.text) == (True, True)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["ada", "ben", "cem"]),
        ("?stand=waiting", ["cem"]),
        ("?stand=confirmed&q=BE", ["ben"]),
        ("?stand=gibt-es-nicht", []),
        ("?q=%00", []),
        (f"?q={'x' * 5000}", []),
    ],
    ids=lambda value: str(value)[:30],
)
def test_list_and_csv_are_filtered_alike(client, veranstaltung, query, names):
    take(veranstaltung, "ada", "ben", "cem")

    page = client.get(organiser_url(veranstaltung) + query)
    table = rows_of(client.get(organiser_url(veranstaltung, "registrations_csv") + query))

    assert [row.name for row, _ in page.context["rows"]] == names
    assert [row[0] for row in table[1:]] == names


def rows_of(response):
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_never_starts_a_formula(client, veranstaltung, start):
    evil = f"{start}HYPERLINK(0)"
    frage = FrageFactory(veranstaltung=veranstaltung, text=evil)
    AnmeldungFactory(
        veranstaltung=veranstaltung,
        name=evil,
        email="=1@example.org",
        state="confirmed",
        answers={str(frage.pk): evil},
    )

    head, row = rows_of(client.get(organiser_url(veranstaltung, "registrations_csv")))

    escaped = f"'{evil}"
    assert head == ["name", "e-mail", "stand", "eingegangen", escaped]
    assert [row[0], row[1], row[4]] == [escaped, "'=1@example.org", escaped]


@pytest.mark.parametrize("count", [1, 8])
@pytest.mark.parametrize("page", ["registrations", "check_in_list", "attendance"])
def test_query_count_does_not_grow(
    client, veranstaltung, django_assert_max_num_queries, page, count
):
    FrageFactory.create_batch(count, veranstaltung=veranstaltung)
    AnmeldungFactory.create_batch(count, veranstaltung=veranstaltung, state="confirmed")

    with django_assert_max_num_queries(9):
        response = client.get(organiser_url(veranstaltung, page))

    assert response.text.count("Gast ") >= count


@pytest.mark.parametrize("query", ["?page=0", "?page=abc", "?page=99999999999999999999"])
def test_page_that_does_not_exist_is_not_found(client, veranstaltung, query):
    assert client.get(organiser_url(veranstaltung) + query).status_code == 404


def test_check_in_list_holds_who_has_a_place_by_name(client, veranstaltung):
    take(veranstaltung, "zoe", "ada", "ben")

    response = client.get(organiser_url(veranstaltung, "check_in_list"))

    assert [row.name for row, _ in response.context["rows"]] == ["ada", "zoe"]


def test_erased_people_are_counted_and_named_nowhere(client, veranstaltung):
    take(veranstaltung, "ada")
    Anmeldung.objects.erase_personal_data()

    response = client.get(organiser_url(veranstaltung))

    assert dict(response.context["counts"])["angemeldet"] == 1
    assert "Die Zahlen oben bleiben." in response.text
    assert rows_of(client.get(organiser_url(veranstaltung, "registrations_csv")))[1:] == []


# Attendance -------------------------------------------------------------------------------------


def test_attendance_is_marked_twice_without_harm_and_taken_back(client, veranstaltung):
    (ada,) = take(veranstaltung, "ada")
    url = organiser_url(veranstaltung, "attend", ada.pk)

    found = []
    for present in ("ja", "ja", "nein", "nein", "ja"):
        response = client.post(url, {"present": present})
        found.append(states(veranstaltung)["ada"])

    veranstaltung.refresh_from_db()
    assert found == ["attended", "attended", "confirmed", "confirmed", "attended"]
    assert veranstaltung.taken_places == 1
    assert response.url == f"{organiser_url(veranstaltung, 'attendance')}#a{ada.pk}"
    page = client.get(response.url).text
    assert "1 von 1 sind da." in page
    assert f'id="a{ada.pk}"' in page


def test_only_who_has_a_place_can_be_marked(client, veranstaltung):
    *_, cem = take(veranstaltung, "ada", "ben", "cem")

    client.post(organiser_url(veranstaltung, "attend", cem.pk), {"present": "ja"})

    assert states(veranstaltung)["cem"] == "waiting"


def test_certificate_is_for_who_attended(client, veranstaltung):
    ada, ben = take(veranstaltung, "ada", "ben")
    client.post(organiser_url(veranstaltung, "attend", ada.pk), {"present": "ja"})

    pages = [client.get(organiser_url(veranstaltung, "certificate", row.pk)) for row in (ada, ben)]

    assert [page.status_code for page in pages] == [200, 404]
    assert ("ada" in pages[0].text, veranstaltung.title in pages[0].text) == (True, True)


# Cancelling and places --------------------------------------------------------------------------


def test_one_registration_is_cancelled_with_reason_and_the_next_moves_up(
    client, veranstaltung, mailoutbox
):
    ada, *_ = take(veranstaltung, "ada", "ben", "cem")
    mailoutbox.clear()
    url = organiser_url(veranstaltung, "registration_dismiss", ada.pk)

    without = client.post(url, {"reason": " "})
    for _ in range(2):
        client.post(url, {"reason": "Nur für Fachkräfte."})

    assert list(without.context["form"].errors) == ["reason"]
    assert states(veranstaltung) == {"ada": "cancelled", "ben": "confirmed", "cem": "offered"}
    assert [(mail.to[0], "Nur für Fachkräfte." in mail.body) for mail in mailoutbox] == [
        ("ada@example.org", True), ("cem@example.org", False),
    ]  # fmt: skip
    # The history stays for ever, so it names nobody.
    assert list(veranstaltung.verlauf.values_list("step", "reason")) == [("dismiss", "")]


def test_places_are_raised_for_who_waits_and_not_lowered_below_the_taken(client, veranstaltung):
    take(veranstaltung, "ada", "ben", "cem")
    url = organiser_url(veranstaltung, "capacity")

    lowered = client.post(url, {"capacity": "1"})
    client.post(url, {"capacity": "3"})

    veranstaltung.refresh_from_db()
    assert lowered.context["form"].errors == {
        "capacity": ["2 Plätze sind schon vergeben. Weniger geht nicht."]
    }
    assert (veranstaltung.capacity, states(veranstaltung)["cem"]) == (3, "offered")
    assert list(veranstaltung.verlauf.values_list("step", "reason")) == [("capacity", "3")]


@pytest.mark.parametrize("capacity", ["0", "-1", "abc", "9" * 30, "1.5", "\x00", "100001"])
def test_senseless_number_of_places_is_refused(client, veranstaltung, capacity):
    response = client.post(organiser_url(veranstaltung, "capacity"), {"capacity": capacity})

    assert list(response.context["form"].errors) == ["capacity"]


def test_limit_is_taken_away(client, veranstaltung):
    take(veranstaltung, "ada", "ben", "cem")

    client.post(organiser_url(veranstaltung, "capacity"), {"capacity": ""})

    assert Veranstaltung.objects.get().capacity is None
    assert states(veranstaltung)["cem"] == "offered"
