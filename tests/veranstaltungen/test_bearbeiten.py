"""The long form: nothing typed is lost, nothing foreign is reached, everything is plain text."""

import pytest
from django.utils import timezone

from tests.factories import QuartierFactory, UserFactory
from tests.factories_veranstaltungen import (
    TerminFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
    VeranstaltungsartFactory,
)
from tests.veranstaltungen.seiten import address, errors_of, fill_in, filled, part
from veranstaltungen.forms import PARTS
from veranstaltungen.models import Programmpunkt, Veranstaltung

pytestmark = pytest.mark.django_db

NEW = "/meine-veranstaltungen/neu/"
PAGES = [item.slug for item in PARTS]
HTML = '<b>fett</b><script>alert("x")</script>'


@pytest.fixture
def row(client, quartier):
    row = VeranstaltungFactory(kommune=quartier.kommune, quartier=quartier, title="Fachtag")
    client.force_login(row.created_by)
    return row


def test_first_part_makes_a_draft_with_an_address_of_its_own(client):
    user = UserFactory()
    client.force_login(user)

    first = fill_in(client, NEW, title="Neu", next="1")
    second = fill_in(client, NEW, title="Neu")

    rows = Veranstaltung.objects.order_by("pk")
    assert [(row.slug, row.status, row.created_by) for row in rows] == [
        ("neu-2", "draft", user),
        ("neu-3", "draft", user),
    ]
    assert first.url == part(rows[0], "wann")
    assert second.status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_every_part_opens_and_saves_unchanged(client, row, name):
    response = fill_in(client, part(row, name), next="1")

    after = [*PAGES, "ende"][PAGES.index(name) + 1]
    assert response.status_code == 302, errors_of(response)
    assert response.url == (address(row, "pruefen/") if after == "ende" else part(row, after))
    before = Veranstaltung.objects.values().get(pk=row.pk)
    row.refresh_from_db()
    assert before["title"] == row.title == "Fachtag"


@pytest.mark.parametrize(
    ("name", "value", "most"),
    [
        ("capacity", 100_001, 100_000), ("capacity", 0, 100_000),
        ("accept_hours", 337, 336), ("delete_after_days", 366, 365),
    ],
)  # fmt: skip
def test_numbers_that_make_no_sense_are_told_the_possible_ones(client, row, name, value, most):
    response = fill_in(client, part(row, "anmeldung"), **{name: value})

    assert f"Möglich sind 1 bis {most}." in errors_of(response)[name]


def test_whoever_only_manages_it_hands_it_to_no_organisation_of_their_own(client, staff, kommune):
    row = VeranstaltungFactory(kommune=kommune, published=True)
    own = VeranstalterFactory(mitglieder=[staff])
    client.force_login(staff)

    fill_in(client, part(row, "was"), veranstalter=own.pk)

    row.refresh_from_db()
    assert row.veranstalter is None


TEXTS = {
    "was": {"title": HTML, "teaser": HTML, "description": HTML},
    "wo": {"place": HTML, "street": HTML, "city": HTML},
    "fuer-wen": {"audience": HTML},
    "barrierefreiheit": {"accessibility_note": HTML},
    "anmeldung": {"fee": HTML, "contact_function": HTML, "consent_text": HTML},
}


@pytest.mark.parametrize("name", TEXTS)
def test_html_is_kept_as_text_and_shown_as_text(client, row, name):
    response = fill_in(client, part(row, name), **TEXTS[name])

    assert response.status_code == 302, errors_of(response)
    row.refresh_from_db()
    assert {getattr(row, field) for field in TEXTS[name]} == {HTML}
    for page in (
        part(row, name),
        address(row),
        "/meine-veranstaltungen/",
        address(row, "pruefen/"),
    ):
        assert "<script>alert" not in client.get(page).text


ALL_TEXTS = {
    "was": ["title", "teaser", "description"],
    "wo": ["place", "street", "postcode", "city", "online_link"],
    "fuer-wen": ["audience"],
    "barrierefreiheit": ["accessibility_note"],
    "anmeldung": [
        "fee", "contact_function", "contact_phone", "contact_email", "website",
        "registration_link", "consent_text",
    ],
    "bild": ["bild-alt_text", "bild-author", "bild-licence", "material-title", "material-link"],
    "programm": ["programm-0-title", "programm-0-speakers"],
}  # fmt: skip


@pytest.mark.parametrize("name", ALL_TEXTS)
@pytest.mark.parametrize("typed", ["x" * 10_000, "a\0b"])
def test_what_does_not_fit_is_refused_at_the_field_and_stays_typed(client, row, name, typed):
    changes = dict.fromkeys(ALL_TEXTS[name], typed)

    response = fill_in(client, part(row, name), **changes)

    assert response.status_code == 422
    assert set(errors_of(response)) == set(ALL_TEXTS[name])
    assert Veranstaltung.objects.get(pk=row.pk).title == "Fachtag"
    again = client.get(part(row, name))
    kept = filled(again)
    assert {field: kept[field] for field in ALL_TEXTS[name]} == changes


def test_kommune_or_quartier_decides_who_moderates_until_it_is_public(client, row, kommune):
    elsewhere = VeranstaltungFactory().kommune
    other = QuartierFactory(kommune=elsewhere, published=True)
    QuartierFactory(kommune=elsewhere, slug="entwurf")
    url = part(row, "wo")

    draft = fill_in(client, url, ort=f"{elsewhere.slug}.{other.slug}")
    hidden = fill_in(client, url, ort=f"{elsewhere.slug}.entwurf")
    supra_local = fill_in(client, url, ort="")
    row.refresh_from_db()
    assert [draft.status_code, hidden.status_code, supra_local.status_code] == [302, 422, 302]
    assert (row.kommune, row.quartier) == (None, None)
    Veranstaltung.objects.update(status="published", kommune=kommune)
    published = fill_in(client, url, ort=elsewhere.slug)

    assert published.status_code == 422
    row.refresh_from_db()
    assert row.kommune == kommune


def test_lines_of_the_programme_belong_to_own_dates(client, row):
    own, foreign = row.termine.get(), TerminFactory()
    url = part(row, "programm")

    fill_in(client, url, **{"programm-0-title": "Begrüßung", "programm-0-starts_at": "10:00"})
    refused = fill_in(client, url, **{"programm-1-title": "Fremd", "programm-1-termin": foreign.pk})

    assert refused.status_code == 422
    assert [(line.termin, line.title) for line in Programmpunkt.objects.all()] == [
        (own, "Begrüßung")
    ]
    fill_in(client, url, **{"programm-0-DELETE": "on"})
    client.post(url, {"discard": "1"})
    fill_in(client, url, **{"programm-0-DELETE": "on"})
    assert not Programmpunkt.objects.exists()


def test_capacity_never_falls_below_the_places_taken(client, row):
    Veranstaltung.objects.update(capacity=3, taken_places=2, registration="here")

    refused = fill_in(client, part(row, "anmeldung"), capacity="1")
    accepted = fill_in(client, part(row, "anmeldung"), capacity="2")

    assert "Plätze sind schon vergeben" in str(errors_of(refused))
    assert accepted.status_code == 302
    row.refresh_from_db()
    assert row.capacity == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"registration": "elsewhere"}, "registration_link"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "999999999999"}, "capacity"),
        ({"accept_hours": "0"}, "accept_hours"),
        ({"delete_after_days": "9999"}, "delete_after_days"),
        ({"registration_opens_at_0": "2027-05-04"}, "registration_opens_at"),
        ({"registration_closes_at_0": "2027-03-28", "registration_closes_at_1": "02:30"},
         "registration_closes_at"),
        ({"registration_closes_at_0": "2027-10-31", "registration_closes_at_1": "02:30"},
         "registration_closes_at"),
        ({"registration_opens_at_0": "2027-05-04", "registration_opens_at_1": "10:00",
          "registration_closes_at_0": "2027-05-03", "registration_closes_at_1": "10:00"},
         "__all__"),
        ({"website": "javascript:alert(1)"}, "website"),
    ],
)  # fmt: skip
def test_wrong_terms_of_registration_are_refused(client, row, changes, field):
    response = fill_in(client, part(row, "anmeldung"), **changes)

    assert response.status_code == 422
    assert field in errors_of(response)


def test_only_own_organisations_can_be_chosen(client, row):
    own, foreign = VeranstalterFactory(mitglieder=[row.created_by]), VeranstalterFactory()
    art = VeranstaltungsartFactory()

    refused = fill_in(client, part(row, "was"), veranstalter=foreign.pk)
    client.post(part(row, "was"), {"discard": "1"})
    accepted = fill_in(client, part(row, "was"), veranstalter=own.pk, art=art.pk)

    row.refresh_from_db()
    assert (refused.status_code, accepted.status_code) == (422, 302)
    assert (row.veranstalter, row.art) == (own, art)


def test_unknown_parts_are_not_found(client, row):
    assert client.get(part(row, "gibt-es-nicht")).status_code == 404


def test_check_shows_what_is_missing_and_what_is_similar(client, row):
    start = row.termine.get().starts_at
    near = VeranstaltungFactory(
        title="Fachtag Jugend", published=True, kommune=row.kommune, termin=False
    )
    TerminFactory(veranstaltung=near, starts_at=start)
    hidden = VeranstaltungFactory(title="Fachtag Entwurf", kommune=row.kommune, termin=False)
    TerminFactory(veranstaltung=hidden, starts_at=start)
    far = VeranstaltungFactory(title="Fachtag fern", published=True, termin=False)
    TerminFactory(veranstaltung=far, starts_at=start + timezone.timedelta(days=30))

    page = client.get(address(row, "pruefen/"))

    assert [(other, reasons) for other, _termin, reasons in page.context["similar"]] == [
        (near, ["zur selben Zeit", "in derselben Kommune", "ähnlicher Titel: fachtag"])
    ]
    assert [str(text) for _url, text in page.context["missing"]] == [
        "Die Art der Veranstaltung",
        "Der Ort oder die Adresse",
        "Eine Ansprechstelle mit Telefon oder E-Mail-Adresse",
    ]
    assert "Jetzt einreichen" not in page.text
