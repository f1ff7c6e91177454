import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser, Group
from django.core.management import call_command
from django.db import IntegrityError
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from portal.konten.models import User
from portal.konten.roles import Role
from tests.factories import KommuneFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "lange-und-geheim-7"
LOGIN_URL = "/konto/login/"
PERSON_LIST = "/verwaltung/konten/user/"
PERSON_ADD = "/verwaltung/konten/user/add/"


def change_url(user):
    return reverse("admin:konten_user_change", args=[user.pk])


def person_form(**fields):
    inline = {f"Kommune_mitarbeitende-{key}": 0 for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {"email": "neu@example.org", "is_active": "on", "is_staff": "on", **inline, **fields}


# Accounts -----------------------------------------------------------------


def test_email_address_is_stored_in_lower_case():
    user = User.objects.create_user(" Rita.Muster@Example.ORG ", PASSWORD)

    assert user.email == "rita.muster@example.org"


def test_email_address_is_unique_ignoring_case():
    UserFactory(email="rita@example.org")

    with pytest.raises(IntegrityError):
        UserFactory(email="RITA@example.org")


def test_createsuperuser_makes_an_account_that_can_log_in(client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", "--noinput", "--email=technik@example.org", verbosity=0)

    response = client.post(LOGIN_URL, {"login": "technik@example.org", "password": PASSWORD})

    assertRedirects(response, "/konto/", fetch_redirect_response=False)
    assert client.get("/verwaltung/").status_code == 200


def test_account_without_verified_address_has_to_confirm_it_first(client):
    User.objects.create_user("neu@example.org", PASSWORD)

    response = client.post(LOGIN_URL, {"login": "neu@example.org", "password": PASSWORD})

    assert response.status_code == 302
    assert "_auth_user_id" not in client.session


def test_colleagues_are_people_of_the_same_kommune(staff, kommune, other_staff):
    colleague = UserFactory()
    kommune.mitarbeitende.add(colleague)

    found = User.objects.managed_by(staff)

    assert set(found) == {staff, colleague}


def test_nobody_is_the_colleague_of_an_anonymous_visitor():
    UserFactory()

    assert list(User.objects.managed_by(AnonymousUser())) == []


def test_role_of_a_blocked_account_counts_for_nothing():
    user = UserFactory(role=Role.PROGRAMMLEITUNG)
    user.is_active = False

    assert user.is_programmleitung is False


# Log-in to the admin --------------------------------------------------------


def test_admin_sends_visitors_to_the_log_in_of_the_portal(client):
    response = client.get("/verwaltung/quartiere/quartier/", follow=False)

    assert response.status_code == 302
    target = client.get(response.url)
    assert target.url == "/konto/login/?next=%2Fverwaltung%2Fquartiere%2Fquartier%2F"


def test_admin_refuses_accounts_without_access(client):
    client.force_login(UserFactory())

    response = client.get("/verwaltung/", follow=True)

    assert response.status_code == 403


def test_log_out_of_the_admin_ends_the_session(client, staff):
    client.force_login(staff)

    response = client.post("/verwaltung/logout/")

    assertRedirects(response, "/", fetch_redirect_response=False)
    assert "_auth_user_id" not in client.session


def test_password_is_changed_in_the_account_pages(client, staff):
    client.force_login(staff)

    response = client.get("/verwaltung/password_change/")

    assertRedirects(response, "/konto/password/change/", fetch_redirect_response=False)


def test_account_made_by_the_programmleitung_logs_in_by_code(client, programmleitung, mailoutbox):
    client.force_login(programmleitung)
    client.post(PERSON_ADD, person_form(email="neu@example.org"))
    client.logout()

    client.post("/konto/login/code/", {"email": "neu@example.org"})
    code = re.search(r"^[A-Z0-9-]{6,}$", mailoutbox[-1].body, re.MULTILINE)[0]
    client.post("/konto/login/code/confirm/", {"code": code})

    user = User.objects.get(email="neu@example.org")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert EmailAddress.objects.get(user=user).verified is True
    assert client.get("/verwaltung/").status_code == 200


# People in the admin --------------------------------------------------------


def test_programmleitung_makes_an_account_with_role_and_without_password(client, programmleitung):
    redaktion = Group.objects.get(name=Role.REDAKTION).pk
    client.force_login(programmleitung)

    response = client.post(PERSON_ADD, person_form(email="Neu@Example.org", groups=[redaktion]))

    user = User.objects.get(email="neu@example.org")
    assertRedirects(response, PERSON_LIST, fetch_redirect_response=False)
    assert (user.has_usable_password(), user.has_role(Role.REDAKTION)) == (False, True)
    assert EmailAddress.objects.get(user=user).verified is False


@pytest.mark.parametrize("person", ["programmleitung", "superuser"], indirect=True)
def test_nobody_takes_over_an_account_by_changing_its_email_address(client, person):
    user = User.objects.create_verified("alt@example.org", PASSWORD)
    client.force_login(person)

    client.post(change_url(user), person_form(email="neu@example.org", first_name="Ada"))

    user.refresh_from_db()
    addresses = EmailAddress.objects.filter(user=user).values_list("email", "verified")
    assert (user.email, user.first_name) == ("alt@example.org", "Ada")
    assert list(addresses) == [("alt@example.org", True)]


def test_programmleitung_gives_a_kommune_to_a_person(client, programmleitung, kommune):
    user = UserFactory()
    client.force_login(programmleitung)

    client.post(
        change_url(user),
        person_form(
            **{
                "email": user.email,
                "Kommune_mitarbeitende-TOTAL_FORMS": 1,
                "Kommune_mitarbeitende-0-kommune": kommune.pk,
                "Kommune_mitarbeitende-0-user": user.pk,
            }
        ),
    )

    assert list(user.kommunen.all()) == [kommune]


def test_programmleitung_cannot_make_a_superuser(client, programmleitung):
    client.force_login(programmleitung)

    client.post(PERSON_ADD, person_form(is_superuser="on"))

    assert User.objects.get(email="neu@example.org").is_superuser is False


@pytest.mark.parametrize("page", ["change", "delete"])
def test_programmleitung_cannot_touch_a_superuser(client, programmleitung, superuser, page):
    client.force_login(programmleitung)

    url = reverse(f"admin:konten_user_{page}", args=[superuser.pk])
    response = client.post(url, person_form(email="gekapert@example.org", post="yes"))

    assert response.status_code == 403
    assert User.objects.get(pk=superuser.pk).email == superuser.email


def test_programmleitung_cannot_delete_a_superuser_by_action(client, programmleitung, superuser):
    client.force_login(programmleitung)

    client.post(
        PERSON_LIST,
        {"action": "delete_selected", "_selected_action": [superuser.pk], "post": "yes"},
    )

    assert User.objects.filter(pk=superuser.pk).exists()


def test_nobody_changes_their_own_access(client, programmleitung):
    client.force_login(programmleitung)

    client.post(change_url(programmleitung), {"email": programmleitung.email, **person_form()})

    user = User.objects.get(pk=programmleitung.pk)
    assert (user.is_active, user.is_staff, user.is_programmleitung) == (True, True, True)


def test_redaktion_sees_colleagues_but_neither_roles_nor_strangers(
    client, staff, kommune, other_staff
):
    colleague = UserFactory(email="kollegin@example.org")
    kommune.mitarbeitende.add(colleague)
    client.force_login(staff)

    listed = client.get(PERSON_LIST).context["cl"].result_list
    own = client.get(change_url(colleague))
    foreign = client.get(change_url(other_staff))

    assert set(listed) == {staff, colleague}
    assert (own.status_code, foreign.status_code) == (200, 404)
    assert "Rollen" not in own.text


@pytest.mark.parametrize("person", ["staff", "quartiersmanagement"], indirect=True)
def test_only_the_programmleitung_makes_accounts(client, person):
    client.force_login(person)

    response = client.post(PERSON_ADD, person_form())

    assert response.status_code == 403


def test_list_of_people_cannot_be_asked_for_password_hashes(client, programmleitung):
    client.force_login(programmleitung)

    response = client.get(PERSON_LIST, {"password__startswith": "argon2"})

    assert response.status_code == 400


def test_page_of_a_person_shows_no_password_hash(client, programmleitung):
    user = UserFactory(password="md5$salz$hash")
    client.force_login(programmleitung)

    response = client.get(change_url(user))

    assert "md5" not in response.text


@pytest.mark.parametrize("count", [1, 5])
def test_list_of_people_has_a_constant_number_of_queries(
    client, programmleitung, django_assert_num_queries, count
):
    for user in UserFactory.create_batch(count):
        KommuneFactory().mitarbeitende.add(user)
    client.force_login(programmleitung)

    with django_assert_num_queries(9):
        response = client.get(PERSON_LIST)

    assert len(response.context["cl"].result_list) == count + 1
