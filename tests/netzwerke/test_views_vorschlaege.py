"""Suggestions without an account: kept, moderated, with a receipt."""

import pytest
from django.core.cache import cache

from netzwerke import vorschlaege
from netzwerke.models import Angebot, Vorschlag
from portal.konten import abuse
from tests.factories import QuartierFactory
from tests.factories_netzwerke import AkteurFactory, AngebotFactory, VorschlagFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/angebote/vorschlagen/"


@pytest.fixture(autouse=True)
def _no_one_has_sent_anything():
    cache.clear()


def filled_in(quartier, **changes):
    return {
        "title": "Suppenküche",
        "organisation": "Nachbarschaft",
        "text": "Jeden Montag gibt es Suppe.",
        "ort": f"{quartier.kommune.slug}.{quartier.slug}",
        "place": "Hof",
        "reachable": "einfach kommen",
        "sender_name": "",
        "sender_email": "",
        "opened": abuse.mark(seconds_ago=30),
        "homepage": "",
        **changes,
    }


def test_suggestion_is_kept_and_nothing_is_published(client, quartier):
    response = client.post(ADDRESS, filled_in(quartier))

    vorschlag = Vorschlag.objects.get()
    assert (vorschlag.title, vorschlag.quartier, vorschlag.kommune, vorschlag.state) == (
        "Suppenküche", quartier, quartier.kommune, "new",
    )  # fmt: skip
    assert Angebot.objects.count() == 0
    assert client.get(response.url).status_code == 200


def test_staff_and_sender_get_mail_without_each_others_data(
    client, quartier, staff, mailoutbox, django_capture_on_commit_callbacks
):
    data = filled_in(quartier, sender_name="Kim Muster", sender_email="kim@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(ADDRESS, data)

    to_staff, to_sender = mailoutbox
    assert (to_staff.to, to_sender.to) == ([staff.email], ["kim@example.org"])
    assert [word for word in ("Kim", "kim@", "Suppe") if word in to_staff.body] == []
    assert response.url in to_sender.body


def test_receipt_tells_what_became_of_it_and_nothing_personal(client):
    vorschlag = VorschlagFactory(sender_name="Kim Muster", sender_email="kim@example.org")
    address = f"/vorschlag/{vorschlaege.token_of(vorschlag)}/"

    before = client.get(address).text
    Vorschlag.objects.update(state=Vorschlag.State.ACCEPTED)
    after = client.get(address).text

    assert ("prüft ihn" in before, "hat ihn übernommen" in after) == (True, True)
    assert [word for word in ("Kim", "kim@") if word in before + after] == []


@pytest.mark.parametrize("token", ["1", "1.abc", "1:abc", "ä", "9" * 300])
def test_nobody_can_make_up_a_receipt(client, token):
    VorschlagFactory()

    assert client.get(f"/vorschlag/{token}/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({"title": ""}, ["title"]),
        ({"text": ""}, ["text"]),
        ({"ort": ""}, ["ort"]),
        ({"ort": "gibt.esnicht"}, ["ort"]),
        ({"sender_email": "kein-at"}, ["sender_email"]),
        ({"homepage": "https://werbung.example"}, ["__all__"]),
        ({"opened": ""}, ["__all__"]),
    ],
)
def test_faulty_suggestion_is_not_kept(client, quartier, changes, faulty):
    response = client.post(ADDRESS, filled_in(quartier, **changes))

    assert list(response.context["form"].errors) == faulty
    assert Vorschlag.objects.count() == 0


def test_draft_quartier_cannot_be_chosen(client, kommune):
    draft = QuartierFactory(kommune=kommune, slug="entwurf")

    response = client.post(ADDRESS, filled_in(draft))

    assert list(response.context["form"].errors) == ["ort"]


def test_quartier_of_the_address_is_chosen_already(client, quartier):
    response = client.get(ADDRESS, {"quartier": f"musterstadt.{quartier.slug}"})

    assert f'value="musterstadt.{quartier.slug}" selected' in response.text


@pytest.mark.parametrize(
    ("factory", "field"), [(AngebotFactory, "angebot"), (AkteurFactory, "akteur")]
)
def test_correction_belongs_to_what_it_is_about(client, factory, field):
    row = factory(published=True)
    data = {"text": "Die Zeiten stimmen nicht.", "opened": abuse.mark(seconds_ago=30)}

    client.post(f"{row.get_absolute_url()}korrektur/", data)

    vorschlag = Vorschlag.objects.get()
    assert (vorschlag.kind, getattr(vorschlag, field), vorschlag.kommune) == (
        "correction", row, row.kommune,
    )  # fmt: skip


@pytest.mark.parametrize("factory", [AngebotFactory, AkteurFactory])
def test_correction_of_a_draft_is_not_found(client, factory):
    address = f"{factory().get_absolute_url()}korrektur/"

    assert client.get(address).status_code == 404
    assert client.post(address, {"text": "x"}).status_code == 404


def test_too_many_suggestions_are_asked_to_wait(client, quartier):
    for _ in range(10):
        client.post(ADDRESS, filled_in(quartier))
    response = client.post(ADDRESS, filled_in(quartier))

    assert list(response.context["form"].errors) == ["__all__"]
    assert Vorschlag.objects.count() == 10
