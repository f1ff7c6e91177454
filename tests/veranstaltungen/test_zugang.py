"""Access to guests is given by those who have it: every way in × every role without guests."""

import pytest
from django.urls import reverse
from django.utils import translation

from portal.konten.models import User
from tests.admin_forms import form_data
from tests.factories import UserFactory
from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen.seiten import address, fill_in, part
from veranstaltungen import beteiligte, teilnahme
from veranstaltungen.models import Anmeldung, Kalenderabo, Veranstaltung

pytestmark = pytest.mark.django_db

# Who opens the admin's pages of `kommune`; a superuser and the Programmleitung open all.
STAFF = ["staff", "programmleitung", "superuser"]
EVERYBODY_ELSE = ["staff", "other_staff", "quartiersmanagement", "programmleitung", "superuser"]
LOOKUPS = ["anmeldungen__email__startswith", "anmeldungen__name", "mitveranstaltende__email"]


@pytest.fixture
def organisation(kommune):
    return VeranstalterFactory(kommune=kommune, mitglieder=[UserFactory(email="sie@example.org")])


@pytest.fixture
def row(kommune, quartier, organisation):
    """A Veranstaltung with a guest, in the name of an organisation with people."""
    row = VeranstaltungFactory(
        registering=True, kommune=kommune, quartier=quartier, veranstalter=organisation
    )
    AnmeldungFactory(veranstaltung=row, state="confirmed")
    return row


def admin_url(name, *args):
    return reverse(f"admin:veranstaltungen_{name}", args=args)


def send(client, url, **changes):
    return client.post(url, form_data(client.get(url), **changes))


def sees_guests(user):
    return Anmeldung.objects.managed_by(User.objects.get(pk=user.pk)).exists()


@pytest.mark.parametrize("person", STAFF, indirect=True)
def test_staff_enter_nobody_into_an_organisation_that_has_people(client, person, row):
    client.force_login(person)
    url = admin_url("veranstalter_change", row.veranstalter_id)
    member = row.veranstalter.mitglieder.get()

    forged = send(client, url, mitglieder=[member.pk, person.pk])
    ignored = send(client, url, first_people=person.email)

    assert forged.status_code == 200
    assert "mitglieder" in forged.context["adminform"].form.errors
    assert ignored.status_code == 302
    assert list(row.veranstalter.mitglieder.all()) == [member]
    assert not sees_guests(person)


@pytest.mark.parametrize("person", STAFF, indirect=True)
def test_staff_cannot_empty_an_organisation_with_guests_and_enter_it_then(client, person, row):
    client.force_login(person)
    url = admin_url("veranstalter_change", row.veranstalter_id)

    emptied = send(client, url, mitglieder=[])
    send(client, url, first_people=person.email)

    assert emptied.status_code == 302
    assert not row.veranstalter.mitglieder.exists()
    assert not sees_guests(person)
    with pytest.raises(beteiligte.AccessDenied):
        beteiligte.admit(row.veranstalter, [person.email], person)


@pytest.mark.parametrize(
    ("status", "email", "may"),
    [
        ("draft", "", False), ("published", "", False), ("returned", "", False),
        ("past", "gast@example.org", False), ("cancelled", "gast@example.org", False),
        ("past", "", True), ("cancelled", "", True),
    ],
)  # fmt: skip
def test_first_people_come_before_guests_or_after_the_last_one(kommune, staff, status, email, may):
    veranstalter = VeranstalterFactory(kommune=kommune)
    row = VeranstaltungFactory(status=status, registration="here", veranstalter=veranstalter)
    AnmeldungFactory(veranstaltung=row, email=email, name="")

    assert (beteiligte.why_not_admitted(veranstalter, staff) is None) is may


def test_redaktion_names_the_first_people_of_a_new_organisation(client, staff, kommune, mailoutbox):
    client.force_login(staff)
    url = admin_url("veranstalter_add")
    lines = "Eins@example.org\n\n zwei@example.org\neins@example.org"

    wrong = send(client, url, name="Verein", kommune=kommune.pk, first_people="kein-at")
    send(client, url, name="Verein", kommune=kommune.pk, first_people=lines)

    assert "first_people" in wrong.context["adminform"].form.errors
    veranstalter = kommune.veranstalter.get()
    people = ["eins@example.org", "zwei@example.org"]
    assert sorted(veranstalter.mitglieder.values_list("email", flat=True)) == people
    assert [(mail.to, "Zugang zu den Veranstaltungen" in mail.body) for mail in mailoutbox] == [
        ([email], True) for email in people
    ]


@pytest.mark.parametrize("person", STAFF, indirect=True)
def test_staff_hand_nothing_to_an_organisation_whose_people_would_gain(
    client, person, row, kommune
):
    own = VeranstalterFactory(kommune=kommune, mitglieder=[person])
    client.force_login(person)

    refused = send(client, admin_url("veranstaltung_change", row.pk), veranstalter=own.pk)

    errors = refused.context["adminform"].form.errors
    row.refresh_from_db()
    assert "würden sehen, wer sich anmeldet" in errors["veranstalter"][0]
    assert row.veranstalter != own
    assert not sees_guests(person)


def test_what_is_kept_is_german_on_an_english_page_too(staff, kommune):
    row = VeranstaltungFactory(registering=True, kommune=kommune)
    beteiligte.hand_over(row, VeranstalterFactory(kommune=kommune), staff)

    with translation.override("en"):
        beteiligte.hand_over(row, None, staff)
        teilnahme.change_capacity(row, staff, None)

    kept = list(row.verlauf.values_list("reason", flat=True))[1:]
    assert kept == ["ohne Organisation im Portal", "ohne Grenze"]


def test_staff_name_the_organisation_where_nobody_gains(client, staff, kommune):
    row = VeranstaltungFactory(registering=True, kommune=kommune)
    empty = VeranstalterFactory(kommune=kommune)
    theirs = VeranstalterFactory(kommune=kommune, mitglieder=[row.created_by])
    client.force_login(staff)

    found = []
    for organisation in (empty, theirs, None):
        send(
            client,
            admin_url("veranstaltung_change", row.pk),
            veranstalter=organisation.pk if organisation else "",
        )
        row.refresh_from_db()
        found.append(row.veranstalter)

    assert found == [empty, theirs, None]
    steps = row.verlauf.filter(step="hand_over")
    assert list(steps.values_list("step", "actor", "reason")) == [
        ("hand_over", staff.pk, str(empty)),
        ("hand_over", staff.pk, str(theirs)),
        ("hand_over", staff.pk, "ohne Organisation im Portal"),
    ]
    # The way over an empty organisation ends there: it has guests now.
    send(client, admin_url("veranstaltung_change", row.pk), veranstalter=empty.pk)
    send(client, admin_url("veranstalter_change", empty.pk), first_people=staff.email)
    assert not empty.mitglieder.exists()


def test_old_copy_of_a_row_does_not_undo_who_organises(row, kommune):
    old = Veranstaltung.objects.get(pk=row.pk)
    other = VeranstalterFactory(kommune=kommune)
    beteiligte.hand_over(row, other, row.veranstalter.mitglieder.get())

    old.title = "Anders"
    old.save()

    row.refresh_from_db()
    assert (row.title, row.veranstalter) == ("Anders", other)


def test_organisers_hand_over_to_their_own_organisation_and_it_is_kept(client, row):
    row.veranstalter.mitglieder.add(row.created_by)
    own = VeranstalterFactory(mitglieder=[row.created_by])
    client.force_login(row.created_by)

    response = fill_in(client, part(row, "was"), veranstalter=own.pk)

    row.refresh_from_db()
    assert (response.status_code, row.veranstalter) == (302, own)
    step = row.verlauf.get(step="hand_over")
    assert (step.step, step.actor, step.reason) == ("hand_over", row.created_by, str(own))


def test_somebody_who_lost_access_meanwhile_hands_nothing_over(row, kommune):
    loser = UserFactory()
    own = VeranstalterFactory(kommune=kommune, mitglieder=[loser])

    with pytest.raises(beteiligte.AccessDenied):
        beteiligte.hand_over(row, own, loser)
    with pytest.raises(beteiligte.AccessDenied):
        beteiligte.invite(row, "komplize@example.org", loser)

    assert not row.mitveranstaltende.exists()
    assert not User.objects.filter(email="komplize@example.org").exists()


def test_what_staff_type_for_an_organisation_with_people_is_that_organisations(
    client, staff, kommune, organisation
):
    client.force_login(staff)
    url = admin_url("veranstaltung_add")
    common = {"kommune": kommune.pk, "registration": "here"}

    send(client, url, title="Für sie", veranstalter=organisation.pk, **common)
    send(client, url, title="Für uns", **common)

    creators = dict(Veranstaltung.objects.values_list("title", "created_by"))
    assert creators == {"Für sie": None, "Für uns": staff.pk}


def test_copies_by_staff_do_not_speak_in_the_organisations_name(client, staff, row):
    client.force_login(staff)

    client.post(address(row, "kopieren/"))

    draft = Veranstaltung.objects.get(status="draft")
    assert (draft.veranstalter, draft.created_by, draft.anmeldungen.count()) == (None, staff, 0)


@pytest.mark.parametrize("person", EVERYBODY_ELSE, indirect=True)
@pytest.mark.parametrize("lookup", LOOKUPS)
def test_lists_of_the_admin_cannot_be_asked_for_guests(client, row, person, lookup):
    client.force_login(person)

    for name in ("veranstaltung_changelist", "veranstalter_changelist"):
        prefix = "" if name.startswith("veranstaltung_") else "veranstaltungen__"
        response = client.get(admin_url(name), {f"{prefix}{lookup}": "g"})
        assert response.status_code in (400, 403)


@pytest.mark.parametrize("person", STAFF, indirect=True)
def test_no_page_of_the_admin_names_guests(client, row, person):
    Anmeldung.objects.update(name="Geheim Person", email="geheim@example.org")
    client.force_login(person)
    pages = [
        admin_url("veranstaltung_change", row.pk),
        admin_url("veranstaltung_history", row.pk),
        admin_url("veranstaltung_delete", row.pk),
        admin_url("veranstaltung_changelist"),
        admin_url("veranstalter_change", row.veranstalter_id),
        reverse("admin:autocomplete")
        + "?app_label=veranstaltungen&model_name=veranstalter&field_name=mitglieder&term=geheim",
    ]

    texts = [client.get(page).text for page in pages]
    chosen = {"action": "delete_selected", "_selected_action": [row.pk]}
    texts.append(client.post(admin_url("veranstaltung_changelist"), chosen).text)

    assert [word for text in texts for word in ("Geheim", "geheim@") if word in text] == []


def test_what_has_guests_is_not_deleted_and_what_has_none_is(client, staff, row, kommune):
    free = VeranstaltungFactory(kommune=kommune)
    client.force_login(staff)

    for item in (row, free):
        client.post(admin_url("veranstaltung_delete", item.pk), {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    refused = client.post(admin_url("veranstaltung_changelist"), chosen, follow=True)

    assert "Es gibt Anmeldungen" in refused.text
    assert list(Veranstaltung.objects.all()) == [row]


def test_subscription_of_staff_makes_drafts_of_the_organisation_alone(
    client, staff, row, settings, kommune
):
    settings.CALENDAR_HOSTS = ["kalender.example.org"]
    client.force_login(staff)
    url = admin_url("kalenderabo_add")
    send(
        client,
        url,
        veranstalter=row.veranstalter_id,
        kommune=kommune.pk,
        address="https://kalender.example.org/x.ics",
    )

    assert Kalenderabo.objects.get().created_by == staff
    assert not Veranstaltung.objects.organised_by(staff).exists()
