import pytest

from portal.beitraege.models import Beitrag, Seite
from portal.beitraege.vergleich import pieces_of, readable
from tests.admin_forms import form_data
from tests.factories import BildFactory
from tests.factories_beitraege import BeitragFactory

pytestmark = pytest.mark.django_db


def url_of(row, *parts):
    return "/".join([f"/verwaltung/beitraege/{row._meta.model_name}/{row.pk}", *parts, ""])


@pytest.fixture
def changed(client, kommune, staff):
    """A Beitrag whose title and text were changed once through the admin."""
    row = BeitragFactory(
        kommune=kommune, title="Alter Titel", text="<p>Der alte Satz.</p>", published=True
    )
    client.force_login(staff)
    data = form_data(client.get(url_of(row, "change")))
    changes = {"title": "Neuer Titel", "text": "<p>Der neue Satz.</p>"}
    assert client.post(url_of(row, "change"), {**data, **changes}).status_code == 302
    return row


def test_list_names_who_changed_what(client, changed, staff):
    response = client.get(url_of(changed, "history"))

    newest, oldest = response.context["rows"]
    assert (newest.history_user, newest.changed) == (staff, ["Überschrift", "Text"])
    assert oldest.title == "Alter Titel"
    assert "Version" in response.text


def test_comparison_shows_words_that_went_and_came(client, changed):
    newest = changed.versionen.first()

    response = client.get(url_of(changed, "history", str(newest.pk)))

    found = {
        item.label: [tuple(piece) for piece in item.pieces] for item in response.context["changes"]
    }
    assert found["Text"] == [
        ("same", "Der "), ("removed", "alte"), ("added", "neue"), ("same", " Satz."),
    ]  # fmt: skip
    assert "<script" not in response.text.split('id="content-main"')[1].split("<footer")[0]


def test_comparison_with_today_begins_at_the_old_version(client, changed):
    oldest = changed.versionen.last()

    response = client.get(url_of(changed, "history", f"{oldest.pk}") + "?mit=heute")

    assert [item.label for item in response.context["changes"]] == ["Überschrift", "Text"]
    first = client.get(url_of(changed, "history", f"{oldest.pk}"))
    assert "Das ist die erste Version" in first.text


def test_restoring_brings_back_the_content_and_leaves_the_publication(client, changed, staff):
    oldest = changed.versionen.last()
    Beitrag.objects.filter(pk=changed.pk).update(slug="bekannt", status="draft")

    response = client.post(url_of(changed, "history", str(oldest.pk)))

    row = Beitrag.objects.get(pk=changed.pk)
    assert response.url == url_of(changed, "change")
    assert (row.title, row.text) == ("Alter Titel", "<p>Der alte Satz.</p>")
    assert (row.slug, row.status) == ("bekannt", "draft")
    newest = row.versionen.first()
    assert newest.history_user == staff
    assert newest.history_change_reason.startswith("Version vom ")


def test_version_whose_picture_is_deleted_can_be_restored(client, staff, kommune):
    first, second = BildFactory(), BildFactory()
    row = BeitragFactory(kommune=kommune, title="Alter Titel", picture=first)
    row.title, row.picture = "Neuer Titel", second
    row.save()
    number = first.pk
    first.delete()
    client.force_login(staff)
    address = url_of(row, "history", str(row.versionen.last().pk))

    compared = client.get(f"{address}?mit=heute")
    response = client.post(address, follow=True)

    row.refresh_from_db()
    assert (row.title, row.picture) == ("Alter Titel", None)
    assert "Nicht wiederhergestellt, weil inzwischen gelöscht: Titelbild." in response.text
    [picture] = [item for item in compared.context["changes"] if item.label == "Titelbild"]
    before = "".join(piece.text for piece in picture.pieces if piece.kind != "added")
    assert before == f"gelöscht (Nummer {number})"


@pytest.mark.parametrize("person", ["other_staff", "quartiersmanagement"], indirect=True)
def test_foreign_versions_are_neither_seen_nor_restored(client, changed, person):
    oldest = changed.versionen.last()
    client.force_login(person)

    answers = [
        client.get(url_of(changed, "history")).status_code,
        client.get(url_of(changed, "history", str(oldest.pk))).status_code,
        client.post(url_of(changed, "history", str(oldest.pk))).status_code,
    ]

    assert answers == [404, 404, 404]
    assert Beitrag.objects.get(pk=changed.pk).title == "Neuer Titel"


def test_who_may_only_read_restores_nothing(client, kommune, quartier, quartiersmanagement):
    row = BeitragFactory(kommune=kommune, quartiere=[quartier], reviewed=True)
    version = row.versionen.get()
    client.force_login(quartiersmanagement)

    page = client.get(url_of(row, "history", str(version.pk)))
    answer = client.post(url_of(row, "history", str(version.pk)))

    assert (page.status_code, answer.status_code) == (200, 403)
    assert "wiederherstellen" not in page.text


def test_version_of_another_object_is_not_found(client, changed, kommune):
    other = BeitragFactory(kommune=kommune).versionen.get()

    assert client.get(url_of(changed, "history", str(other.pk))).status_code == 404
    assert client.get(url_of(changed, "history", "99999999999999999999999")).status_code == 404


def test_page_from_before_there_were_versions_can_go_back(client, programmleitung):
    seite = Seite.objects.get(slug="impressum")
    before = seite.text
    client.force_login(programmleitung)
    data = form_data(client.get(url_of(seite, "change")))

    client.post(url_of(seite, "change"), {**data, "text": "<p>Anders.</p>"})
    client.post(url_of(seite, "history", str(seite.versionen.last().pk)))

    seite.refresh_from_db()
    assert seite.text == before
    assert seite.versionen.count() == 3


def test_versions_go_with_their_row():
    row = BeitragFactory()

    row.delete()

    assert Beitrag.versionen.count() == 0


def test_reading_a_page_writes_no_version_and_no_session(client, kommune):
    row = BeitragFactory(kommune=kommune, published=True)

    response = client.get(row.get_absolute_url())

    assert (row.versionen.count(), response.cookies.keys()) == (1, set())


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("ohne Zeichen", "ohne Zeichen"),
        ("<h2>Kopf</h2><p>Satz &amp; mehr</p>", "## Kopf\nSatz & mehr"),
        ("<ul><li><p>Punkt</p></li></ul>", "• Punkt"),
        ('<p><a href="/x/">Link</a></p>', "Link (/x/)"),
    ],
)
def test_html_is_compared_as_somebody_reads_it(html, text):
    assert readable(html) == text


def test_pieces_put_together_give_both_texts():
    before, after = "Ein Satz mit vier Wörtern.", "Ein langer Satz mit Wörtern!"

    pieces = pieces_of(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
