"""Registering without an account: form, questions, bad input, no telling who is registered."""

import re

import pytest
from django.core.cache import cache
from pytest_django.asserts import assertRedirects

from tests.factories_veranstaltungen import FrageFactory, VeranstaltungFactory
from tests.public_forms import errors_of
from tests.veranstaltungen.anmelden import filled_in, register_url, take
from veranstaltungen import anmeldung as registration
from veranstaltungen.models import Anmeldung, Frage, Veranstaltung
from veranstaltungen.views.anmeldung import PER_HOUR, TOO_MANY

pytestmark = pytest.mark.django_db

Kind = Frage.Kind


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything():
    cache.clear()


@pytest.fixture
def veranstaltung():
    return VeranstaltungFactory(
        registering=True, slug="fachtag", consent_text="Nur für <b>uns</b>."
    )


def test_page_names_consent_day_of_deletion_and_cookies(client, veranstaltung):
    html = client.get(register_url(veranstaltung)).text

    day = veranstaltung.deletion_day()
    assert "Nur für &lt;b&gt;uns&lt;/b&gt;." in html
    assert re.search(rf"am <strong>{day.day}\. \w+ {day.year}</strong>", html)
    assert "nur technisch notwendige Cookies" in html
    assert '<meta name="robots" content="noindex">' in html


def test_registration_is_taken_down_and_a_mail_is_on_its_way(client, veranstaltung, mailoutbox):
    response = client.post(register_url(veranstaltung), filled_in(name=" Ada \n Muster "))

    row = Anmeldung.objects.get()
    assertRedirects(response, "/veranstaltungen/fachtag/anmelden/eingegangen/")
    assert (row.name, row.email, row.state, row.consent_text, row.delete_on) == (
        "Ada Muster", "ada@example.org", "pending", "Nur für <b>uns</b>.",
        veranstaltung.deletion_day(),
    )  # fmt: skip
    assert [mail.to for mail in mailoutbox] == [["ada@example.org"]]
    assert "ada@" not in client.get(response.url).text


def test_answer_does_not_tell_who_is_registered(client, veranstaltung, mailoutbox):
    def answer():
        response = client.post(register_url(veranstaltung), filled_in())
        return (response.status_code, response.url, client.get(response.url).text)

    first = answer()
    registration.confirm(Anmeldung.objects.get())
    mailoutbox.clear()
    again = [answer() for _ in range(5)]

    assert again == [first] * 5
    assert Anmeldung.objects.count() == 1
    # Nobody can fill another person's mailbox with it either.
    assert [mail.subject.split(":")[0] for mail in mailoutbox] == ["Sie sind angemeldet"] * 3


def test_every_kind_of_question_is_asked_checked_and_kept(client, veranstaltung):
    kinds = {kind: FrageFactory(veranstaltung=veranstaltung, kind=kind) for kind in Kind}
    Frage.objects.filter(kind=Kind.CHOICE).update(choices="Suppe\n\nSalat\nSuppe")
    name = {kind: f"frage_{frage.pk}" for kind, frage in kinds.items()}
    given = {Kind.TEXT: "Verein", Kind.LONG_TEXT: "a\nb", Kind.YES_NO: "ja", Kind.CHOICE: "Salat"}

    html = client.get(register_url(veranstaltung)).text
    data = {name[kind]: answer for kind, answer in given.items()}
    client.post(register_url(veranstaltung), filled_in(**data))

    assert re.findall(r'<option value="(\w*)"', html) == ["", "Suppe", "Salat"]
    assert Anmeldung.objects.get().answers == {
        str(kinds[kind].pk): answer for kind, answer in given.items()
    }


@pytest.mark.parametrize("kind", Kind)
def test_required_question_must_be_answered_and_an_optional_one_need_not(
    client, veranstaltung, kind
):
    needed = FrageFactory(veranstaltung=veranstaltung, kind=kind, is_required=True)
    FrageFactory(veranstaltung=veranstaltung, kind=kind)

    response = client.post(register_url(veranstaltung), filled_in())

    assert list(response.context["form"].errors) == [f"frage_{needed.pk}"]


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "x" * 121}, ["name"]),
        ({"name": "A\x00da"}, ["name"]),
        ({"email": ""}, ["email"]),
        ({"email": "kein-at"}, ["email"]),
        ({"email": f"{'x' * 250}@example.org"}, ["email"]),
        ({"email": "ada@example.org\x00"}, ["email"]),
        ({"email": "ada@example.org\nBcc: eve@example.org"}, ["email"]),
        ({"consent": ""}, ["consent"]),
        ({"homepage": "https://werbung.example"}, ["__all__"]),
        ({"opened": ""}, ["__all__"]),
        ({"text": "x" * 201}, ["text"]),
        ({"text": "\x00"}, ["text"]),
        ({"long": "x" * 2001}, ["long"]),
        ({"yes_no": "vielleicht"}, ["yes_no"]),
        ({"choice": "x" * 100_000}, ["choice"]),
        ({"choice": "<script>alert(1)</script>"}, ["choice"]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_bad_input_is_explained_and_what_was_typed_stays(client, veranstaltung, changes, faulty):
    names = {
        kind: f"frage_{FrageFactory(veranstaltung=veranstaltung, kind=kind, choices='a').pk}"
        for kind in Kind
    }
    changes = {names.get(key, key): value for key, value in changes.items()}
    data = filled_in(**{names["text"]: "Verein <b>Nord</b>", **changes})

    response = client.post(register_url(veranstaltung), data)

    assert list(errors_of(response)) == [names.get(name, name) for name in faulty]
    assert Anmeldung.objects.count() == 0
    assert "<script>alert" not in response.text
    kept = "text" in faulty or "Verein &lt;b&gt;Nord&lt;/b&gt;" in response.text
    assert kept


def test_html_in_every_field_stays_text(client, veranstaltung, mailoutbox):
    veranstaltung.title = "<script>alert(1)</script>"
    veranstaltung.save()
    frage = FrageFactory(veranstaltung=veranstaltung, text="<img src=x onerror=alert(2)>")

    page = client.get(register_url(veranstaltung)).text
    client.post(register_url(veranstaltung), filled_in(**{f"frage_{frage.pk}": "<svg/onload=x>"}))
    own = client.get(re.search(r"http\S+(/veranstaltungen/\S+)", mailoutbox[0].body)[1]).text

    assert [
        tag for tag in ("<script>alert", "<img src=x", "<svg/onload") if tag in page + own
    ] == []
    assert "&lt;svg/onload=x&gt;" in own


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"registration": "none"}, "meldet man sich nicht hier an"),
        ({"status": "cancelled"}, "ist abgesagt"),
        ({"registration_closes_at": "2020-01-01T10:00Z"}, "endete am 01.01.2020"),
    ],
)
def test_closed_registration_says_why_and_keeps_what_was_typed(
    client, veranstaltung, values, reason
):
    Veranstaltung.objects.update(**values)

    page = client.get(register_url(veranstaltung))
    sent = client.post(register_url(veranstaltung), filled_in())

    assert (reason in page.text, 'method="post"' in page.text, page.cookies) == (True, False, {})
    assert [reason in error for error in errors_of(sent)["__all__"]] == [True]
    assert 'value="Ada Muster"' in sent.text


def test_full_veranstaltung_explains_the_waiting_list(client, veranstaltung):
    take(veranstaltung, "a", "b")

    html = client.get(register_url(veranstaltung)).text

    assert "Sie können sich auf die Warteliste setzen." in html
    assert "Sie haben 48 Stunden Zeit" in html
    assert '<span class="kern-label">Auf die Warteliste setzen</span>' in html


@pytest.mark.parametrize("status", ["draft", "submitted", "returned"])
def test_unpublished_veranstaltung_is_not_found(client, veranstaltung, status):
    Veranstaltung.objects.update(status=status)

    codes = [
        client.get(register_url(veranstaltung)).status_code,
        client.post(register_url(veranstaltung), filled_in()).status_code,
        client.get(f"{register_url(veranstaltung)}eingegangen/").status_code,
    ]

    assert codes == [404, 404, 404]


def test_too_many_registrations_are_asked_to_wait(client, veranstaltung):
    for number in range(PER_HOUR):
        client.post(register_url(veranstaltung), filled_in(email=f"g{number}@example.org"))
    response = client.post(register_url(veranstaltung), filled_in())

    assert errors_of(response) == {"__all__": [str(TOO_MANY)]}
    assert Anmeldung.objects.count() == PER_HOUR


def test_without_a_text_nothing_is_consented_to(client, veranstaltung):
    Veranstaltung.objects.update(consent_text=" ")

    client.post(register_url(veranstaltung), filled_in(consent=""))

    assert Anmeldung.objects.count() == 1
