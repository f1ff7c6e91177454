"""Whose versions are, and how the admin helps to keep them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from portal.sprachen.models import Fassung, Textsprache
from quartiere.models import Quartier
from tests.admin_forms import form_data
from tests.factories import QuartierFactory
from tests.factories_beitraege import BeitragFactory
from tests.portal.sprachen.fassungen import make

pytestmark = pytest.mark.django_db


def html_of(client, path):
    return client.get(path).content.decode()


@pytest.mark.parametrize(
    ("person", "number"),
    [
        ("anonymous", 0),
        ("visitor", 0),
        ("quartiersmanagement", 1),
        ("staff", 1),
        ("other_staff", 0),
        ("programmleitung", 3),
    ],
    indirect=["person"],
)
def test_versions_belong_to_whoever_manages_the_source(person, number, quartier, kinder):
    make(quartier)
    make(kinder)
    make(QuartierFactory(published=True))

    assert Fassung.objects.managed_by(person or AnonymousUser()).count() == number


def test_foreign_version_is_a_404_in_the_admin(client, staff, quartier):
    own, foreign = make(quartier), make(QuartierFactory(published=True))
    client.force_login(staff)

    answers = [
        client.get(reverse("admin:sprachen_fassung_change", args=[row.pk])).status_code
        for row in (own, foreign)
    ]

    assert answers == [200, 404]


def test_choices_of_a_new_version_are_what_the_person_manages(client, staff, quartier):
    foreign = QuartierFactory(published=True, name="Fremdes Quartier")
    client.force_login(staff)

    html = html_of(client, reverse("admin:sprachen_fassung_add"))

    assert f'value="quartiere.quartier.{quartier.pk}"' in html
    assert foreign.name not in html


@pytest.mark.parametrize("key", ["quartiere.quartier.999999", "auth.user.1", "x", ""])
def test_forged_source_is_a_form_error(client, staff, key):
    client.force_login(staff)

    response = client.post(reverse("admin:sprachen_fassung_add"), {"source_key": key})

    assert "source_key" in response.context["adminform"].form.errors


def test_saving_in_the_admin_notes_the_german_text_and_gives_advice(client, staff, quartier):
    client.force_login(staff)
    data = {
        "source_key": f"quartiere.quartier.{quartier.pk}",
        "sprache": Textsprache.objects.get(code="de-simple").pk,
        "title": "Das Quartier",
        "text": "<p>Die Grundstückseigentümergemeinschaft wird z. B. nicht beraten.</p>",
        "origin": "editor",
        "is_current": "on",
        "status": "published",
    }
    for prefix in ("abschnitte", "video"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}

    response = client.post(reverse("admin:sprachen_fassung_add"), data, follow=True)

    fassung = Fassung.objects.get()
    assert (fassung.source, fassung.is_stale) == (quartier, False)
    messages = " ".join(str(message) for message in response.context["messages"])
    assert "langes Wort" in messages
    assert "Abkürzung" in messages


@pytest.mark.parametrize(("code", "errors"), [("tr", ["sprache"]), ("en", None)])
def test_second_version_in_a_language_is_a_form_error(client, staff, quartier, code, errors):
    make(quartier, "tr")
    make(QuartierFactory(kommune=quartier.kommune), "en")
    client.force_login(staff)
    url = reverse("admin:sprachen_fassung_add")
    values = {
        "source_key": f"quartiere.quartier.{quartier.pk}", "title": "Titel", "origin": "editor",
        "sprache": Textsprache.objects.get(code=code).pk,
    }  # fmt: skip

    response = client.post(url, form_data(client.get(url), **values))

    form = response.context["adminform"].form if response.context else None
    assert (list(form.errors) if form else None) == errors
    assert Fassung.objects.of(quartier).count() == (1 if errors else 2)
    if errors:
        assert form.errors["sprache"] == ["In dieser Sprache gibt es schon eine Fassung davon."]


def test_outdated_versions_wait_on_the_first_page(client, staff, quartier):
    make(quartier, title="Alte Fassung")
    Quartier.objects.filter(pk=quartier.pk).update(teaser="Neu")
    client.force_login(staff)

    html = html_of(client, reverse("admin:index"))
    listed = html_of(client, reverse("admin:sprachen_fassung_changelist") + "?stand=veraltet")

    assert "Fassungen in anderen Sprachen sind veraltet" in html
    assert "Alte Fassung" in listed


def change_url(fassung):
    return reverse("admin:sprachen_fassung_change", args=[fassung.pk])


def test_version_is_changed_and_stays_outdated_until_somebody_says_otherwise(
    client, staff, quartier
):
    fassung = make(quartier)
    Quartier.objects.filter(pk=quartier.pk).update(teaser="Neu")
    client.force_login(staff)

    answers = [
        client.post(change_url(fassung), form_data(client.get(change_url(fassung)), **changes))
        for changes in ({"title": "Anders"}, {"is_current": "on"})
    ]

    fassung.refresh_from_db()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (fassung.title, fassung.source, fassung.is_stale) == ("Anders", quartier, False)


# From the page of a row to its versions --------------------------------------------------------


def test_page_of_a_row_leads_to_its_versions_and_to_a_new_one(client, staff, quartier, monkeypatch):
    monkeypatch.setattr("portal.sprachen.admin.forms.MAX_CHOICES", 0)
    make(QuartierFactory(kommune=quartier.kommune, published=True), "tr")
    own = make(quartier)
    client.force_login(staff)
    key = f"quartiere.quartier.{quartier.pk}"
    address = f"/verwaltung/sprachen/fassung/?von={key}"

    page = html_of(client, f"/verwaltung/quartiere/quartier/{quartier.pk}/change/")
    listed = client.get(address)
    new = (
        client.get("/verwaltung/sprachen/fassung/add/", {"_changelist_filters": f"von={key}"})
        .context["adminform"]
        .form
    )

    assert f'<a href="{address}">Andere Sprachen (1)</a>' in page
    assert list(listed.context["cl"].queryset) == [own]
    assert (new["source_key"].value(), key in str(new["source_key"])) == (key, True)


@pytest.mark.parametrize("key", ["quartiere.quartier.{foreign}", "x", "auth.user.1", "a.b.9" * 9])
def test_versions_of_what_is_not_theirs_are_none(client, staff, quartier, key):
    foreign = QuartierFactory(published=True)
    make(foreign)
    make(quartier)
    client.force_login(staff)
    key = key.format(foreign=foreign.pk)

    listed = client.get(reverse("admin:sprachen_fassung_changelist"), {"von": key})
    form = client.get(reverse("admin:sprachen_fassung_add"), {"source_key": key})

    assert (listed.status_code, form.status_code) == (200, 200)
    assert not listed.context["cl"].queryset.exists()
    assert f'value="{key}"' not in form.text


# Publication is decided where that of the German text is --------------------------------------


@pytest.mark.parametrize(
    ("person", "status"),
    [("quartiersmanagement", "draft"), ("staff", "published"), ("programmleitung", "published")],
    indirect=["person"],
)
def test_who_publishes_the_german_text_publishes_its_versions(client, person, status, quartier):
    fassung = make(quartier, published=False)
    client.force_login(person)
    data = form_data(client.get(change_url(fassung)))

    client.post(change_url(fassung), {**data, "status": "published"})
    by_form = Fassung.objects.get().status
    Fassung.objects.update(status="draft")
    chosen = {"action": "publish", "_selected_action": [fassung.pk]}
    client.post(reverse("admin:sprachen_fassung_changelist"), chosen)

    assert (by_form, Fassung.objects.get().status) == (status, status)


@pytest.mark.parametrize(
    ("person", "answer"), [("quartiersmanagement", 403), ("staff", 302)], indirect=["person"]
)
def test_public_version_of_a_reviewed_text_is_as_fixed_as_the_text(
    client, person, answer, kommune, quartier
):
    beitrag = BeitragFactory(kommune=kommune, quartiere=[quartier], published=True)
    fassung = make(beitrag)
    draft = make(beitrag, "tr", published=False)
    client.force_login(person)
    data = form_data(client.get(change_url(draft)), fingerprint="")

    answers = [client.post(change_url(row), data).status_code for row in (fassung, draft)]
    deleted = client.post(
        reverse("admin:sprachen_fassung_delete", args=[fassung.pk]), {"post": "yes"}
    )

    assert answers == [answer, 302]
    assert deleted.status_code == answer


@pytest.mark.parametrize(
    ("person", "published", "stays"),
    [
        ("visitor", True, True),
        ("other_staff", True, True),
        ("quartiersmanagement", True, True),
        ("quartiersmanagement", False, False),
        ("staff", True, False),
        ("programmleitung", True, False),
    ],
    indirect=["person"],
)
@pytest.mark.parametrize("way", ["page", "action"])
def test_public_version_is_deleted_by_whoever_may_withdraw_it(
    client, person, published, stays, way, quartier
):
    fassung = make(quartier, published=published)
    client.force_login(person)

    if way == "page":
        client.post(reverse("admin:sprachen_fassung_delete", args=[fassung.pk]), {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": [fassung.pk], "post": "yes"}
        client.post(reverse("admin:sprachen_fassung_changelist"), chosen)

    assert Fassung.objects.exists() is stays


@pytest.mark.parametrize(
    ("person", "left"),
    [
        ("anonymous", ["ar", "en"]),
        ("visitor", ["ar", "en"]),
        ("other_staff", ["ar", "en"]),
        ("quartiersmanagement", ["ar"]),
        ("staff", []),
        ("programmleitung", []),
    ],
    indirect=["person"],
)
def test_rows_that_may_be_deleted_are_drafts_and_what_one_may_withdraw(person, left, quartier):
    make(quartier, "ar")
    make(quartier, "en", published=False)

    Fassung.objects.deletable_by(person or AnonymousUser()).delete()

    assert sorted(row.sprache.code for row in Fassung.objects.all()) == left


def test_new_version_of_a_foreign_publication_is_refused(client, staff, kommune):
    """Redaktion here, Quartiersmanagement there: the status is offered, and the form decides."""
    there = QuartierFactory(published=True)
    there.quartiersmanagement.add(staff)
    client.force_login(staff)
    url = reverse("admin:sprachen_fassung_add")
    values = {
        "source_key": f"quartiere.quartier.{there.pk}", "title": "Titel", "origin": "editor",
        "sprache": Textsprache.objects.get(code="en").pk,
    }  # fmt: skip
    data = form_data(client.get(url), **values)

    refused = client.post(url, {**data, "status": "published"})
    accepted = client.post(url, {**data, "status": "draft"})

    assert list(refused.context["adminform"].form.errors) == ["status"]
    assert (accepted.status_code, Fassung.objects.get().status) == (302, "draft")
