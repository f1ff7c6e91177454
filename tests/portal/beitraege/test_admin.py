import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from portal.beitraege.models import Beitrag
from tests.admin_forms import form_data
from tests.factories import BildFactory, KommuneFactory, QuartierFactory, ZielgruppeFactory
from tests.factories_beitraege import BeitragBildFactory, BeitragFactory

pytestmark = pytest.mark.django_db

LIST = "/verwaltung/beitraege/beitrag/"
ADD = f"{LIST}add/"
Status = Beitrag.Status


def change_url(row, *parts):
    return "/".join([f"{LIST}{row.pk}", *parts, ""])


def fields(kommune, **changes):
    inline = {f"bilder-{name}": value for name, value in
              [("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0), ("MIN_NUM_FORMS", 0)]}  # fmt: skip
    base = {
        "kind": "blog", "title": "Ein Titel", "teaser": "Kurz.", "author_function": "Redaktion",
        "date": "01.05.2026", "kommune": kommune.pk if kommune else "", "review_months": 12,
    }  # fmt: skip
    return {**base, **inline, **changes}


@pytest.mark.parametrize(
    ("person", "count"),
    [("quartiersmanagement", 1), ("staff", 2), ("other_staff", 0), ("programmleitung", 3)],
    indirect=["person"],
)
def test_list_shows_what_somebody_manages(client, kommune, quartier, person, count):
    BeitragFactory(kommune=kommune)
    BeitragFactory(kommune=kommune, quartiere=[quartier])
    BeitragFactory()
    client.force_login(person)

    assert client.get(LIST).context["cl"].result_count == count


@pytest.mark.parametrize("page", ["change", "history", "delete", "history/{version}"])
def test_foreign_object_is_not_found(client, staff, page):
    foreign = BeitragFactory()
    version = foreign.versionen.get().pk
    client.force_login(staff)

    assert client.get(change_url(foreign, page.format(version=version))).status_code == 404


def test_redaktion_writes_and_the_slug_follows_from_the_title(client, staff, kommune):
    client.force_login(staff)

    response = client.post(ADD, fields(kommune, title="Über den Fluß"))

    assert response.status_code == 302
    row = Beitrag.objects.get()
    assert (row.slug, row.status, row.versionen.get().history_user) == (
        "ueber-den-fluss",
        Status.DRAFT,
        staff,
    )


def test_only_programmleitung_writes_supra_local_ones(client, staff, programmleitung):
    client.force_login(staff)
    refused = client.post(ADD, fields(None))
    client.force_login(programmleitung)
    client.post(ADD, fields(None))

    assert "kommune" in refused.context["adminform"].form.errors
    assert Beitrag.objects.get().kommune is None


@pytest.mark.parametrize("choice", ["none", "other", "own and other"])
def test_quartiersmanagement_stays_in_its_quartiere(
    client, quartiersmanagement, kommune, quartier, choice
):
    other = QuartierFactory(kommune=kommune)
    chosen = {"none": [], "other": [other.pk], "own and other": [quartier.pk, other.pk]}[choice]
    client.force_login(quartiersmanagement)

    refused = client.post(ADD, fields(kommune, quartiere=chosen))
    accepted = client.post(ADD, fields(kommune, quartiere=[quartier.pk]))

    assert "quartiere" in refused.context["adminform"].form.errors
    assert (accepted.status_code, Beitrag.objects.count()) == (302, 1)


def test_foreign_kommune_cannot_be_chosen(client, staff):
    client.force_login(staff)

    response = client.post(ADD, fields(KommuneFactory()))

    assert "kommune" in response.context["adminform"].form.errors


def test_quartiersmanagement_reads_but_no_longer_changes_what_is_reviewed(
    client, quartiersmanagement, kommune, quartier
):
    row = BeitragFactory(kommune=kommune, quartiere=[quartier], reviewed=True)
    client.force_login(quartiersmanagement)

    page = client.get(change_url(row, "change"))
    posted = client.post(change_url(row, "change"), fields(kommune, title="Anders"))

    assert (page.status_code, posted.status_code) == (200, 403)
    assert page.context["has_change_permission"] is False


@pytest.mark.parametrize(
    ("person", "expected"),
    [("quartiersmanagement", "draft"), ("staff", "published"), ("programmleitung", "published")],
    indirect=["person"],
)
def test_actions_do_the_steps_for_those_who_may(client, person, expected, kommune, quartier):
    own = BeitragFactory(kommune=kommune, quartiere=[quartier])
    foreign = BeitragFactory()
    client.force_login(person)

    for action in ["review", "publish"]:
        client.post(LIST, {"action": action, "_selected_action": [own.pk]})
    client.post(LIST, {"action": "review", "_selected_action": [foreign.pk]})

    own.refresh_from_db()
    foreign.refresh_from_db()
    is_programmleitung = person.is_programmleitung
    assert own.status == expected
    assert foreign.status == ("reviewed" if is_programmleitung else "draft")


@pytest.mark.parametrize("trait", ["reviewed", "published"])
def test_quartiersmanagement_vouches_for_no_text_that_it_may_not_edit(
    client, quartiersmanagement, kommune, quartier, trait
):
    fixed = BeitragFactory(kommune=kommune, quartiere=[quartier], **{trait: True})
    draft = BeitragFactory(kommune=kommune, quartiere=[quartier])
    client.force_login(quartiersmanagement)
    chosen = {"action": "mark_reviewed", "_selected_action": [fixed.pk, draft.pk]}

    response = client.post(LIST, chosen, follow=True)

    fixed.refresh_from_db()
    draft.refresh_from_db()
    assert (fixed.reviewed_on, draft.reviewed_on) == (None, timezone.localdate())
    assert "Nicht geändert, weil Sie das nicht dürfen: 1 von 2." in response.text
    noted = LogEntry.objects.filter(user=quartiersmanagement).values_list("object_id", flat=True)
    assert list(noted) == [str(draft.pk)]


def test_button_saves_and_does_the_step(client, staff, kommune):
    row = BeitragFactory(kommune=kommune)
    client.force_login(staff)
    page = client.get(change_url(row, "change"))

    client.post(change_url(row, "change"), form_data(page, title="Neu", _step="review"))

    row.refresh_from_db()
    assert (row.title, row.status) == ("Neu", Status.REVIEWED)
    assert "Sichern und gegenlesen" in page.text
    assert "Sichern und veröffentlichen" not in page.text


def test_button_of_an_unknown_step_only_saves(client, staff, kommune):
    row = BeitragFactory(kommune=kommune)
    client.force_login(staff)
    page = client.get(change_url(row, "change"))

    response = client.post(change_url(row, "change"), form_data(page, _step="gibtesnicht"))

    row.refresh_from_db()
    assert (response.status_code, row.status) == (302, Status.DRAFT)


def test_editor_keeps_what_it_can_make_and_drops_the_rest(client, staff, kommune):
    row = BeitragFactory(kommune=kommune)
    kept = (
        "<h2>Zwei</h2><h3>Drei</h3><h4>Vier</h4><ul><li><p>Punkt</p></li></ul>"
        '<blockquote><p>Zitat</p></blockquote><p><a href="/quartiere/" rel="noopener">Link</a></p>'
        '<table><tbody><tr><th rowspan="1"><p>Kopf</p></th></tr></tbody></table><p>[Bild 1]</p>'
    )
    client.force_login(staff)
    data = form_data(client.get(change_url(row, "change")))

    client.post(change_url(row, "change"), {**data, "text": f"{kept}<h1>Eins</h1><img src=x>"})

    row.refresh_from_db()
    assert row.text == f"{kept}Eins"
    again = form_data(client.get(change_url(row, "change")))
    client.post(change_url(row, "change"), again)
    assert Beitrag.objects.get(pk=row.pk).text == row.text


def test_place_without_a_picture_is_told(client, staff, kommune):
    row = BeitragFactory(kommune=kommune)
    client.force_login(staff)
    data = form_data(client.get(change_url(row, "change")))

    response = client.post(
        change_url(row, "change"), {**data, "text": "<p>[Bild 3]</p>"}, follow=True
    )

    assert "gibt es unten kein Bild: [Bild 3]." in response.text


def test_copy_is_a_draft_with_relations_and_pictures(client, staff, kommune):
    zielgruppe = ZielgruppeFactory()
    row = BeitragFactory(
        kommune=kommune, published=True, scheduled=True, zielgruppen=[zielgruppe], title="x" * 140
    )
    BeitragBildFactory(beitrag=row, bild=BildFactory(), caption="Unten")
    foreign = BeitragFactory()
    client.force_login(staff)

    response = client.post(LIST, {"action": "duplicate", "_selected_action": [row.pk, foreign.pk]})

    copy = Beitrag.objects.exclude(pk__in=[row.pk, foreign.pk]).get()
    assert response.url == reverse("admin:beitraege_beitrag_change", args=[copy.pk])
    assert (copy.status, copy.publish_from, copy.reviewed_on) == (Status.DRAFT, None, None)
    assert copy.title == f"{'x' * 132} (Kopie)"
    assert copy.slug != row.slug
    assert list(copy.zielgruppen.all()) == [zielgruppe]
    assert [bild.caption for bild in copy.bilder.all()] == ["Unten"]
    assert (row.bilder.count(), row.zielgruppen.count()) == (1, 1)


def test_first_page_names_what_waits(client, staff, kommune):
    BeitragFactory(kommune=kommune)
    BeitragFactory(kommune=kommune, reviewed=True)
    BeitragFactory(kommune=kommune, published=True)
    BeitragFactory.create_batch(2)
    client.force_login(staff)

    tasks = {task.label: task.number for task in client.get("/verwaltung/").context["tasks"]}

    assert {label: number for label, number in tasks.items() if "Beiträge" in label} == {
        "Beiträge zur Prüfung fällig": 1,
        "Beiträge bereit zur Veröffentlichung": 1,
        "Beiträge im Entwurf": 1,
    }
