"""What is not public never appears: for no role, in no hit, count, choice, proposal or suggestion.

Each case makes one thing with a word of its own that somebody must not see, some of them only
after it had been public and by a change that no signal tells of.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from netzwerke.models import Angebot
from portal.beitraege.models import Seite
from portal.suche import engine
from quartiere.models import Kommune, Quartier
from tests.factories import KommuneFactory, QuartierFactory, SeiteFactory
from tests.factories_beitraege import BeitragFactory
from tests.factories_netzwerke import (
    AkteurFactory,
    AngebotFactory,
    HandlungsansatzFactory,
    MassnahmeFactory,
    NetzwerkFactory,
    ZielFactory,
)
from tests.factories_veranstaltungen import VeranstaltungFactory
from tests.test_access import PERSONS
from veranstaltungen.models import Veranstaltung

pytestmark = pytest.mark.django_db

SECRET = "Wunderlampe"
TODAY = timezone.localdate()
DRAFTS = [AngebotFactory, MassnahmeFactory, HandlungsansatzFactory, ZielFactory, SeiteFactory]
NAMED_DRAFTS = [QuartierFactory, AkteurFactory, NetzwerkFactory]


def draft_of(factory, name):
    return lambda kommune: factory(**{name: SECRET, **where(factory, kommune)})


def where(factory, kommune):
    names = {field.name for field in factory._meta.model._meta.fields}
    return {"kommune": kommune} if "kommune" in names else {}


def withdrawn_silently(kommune):
    row = AngebotFactory(title=SECRET, kommune=kommune, published=True)
    Angebot.objects.filter(pk=row.pk).update(status="draft")


def over(kommune):
    yesterday = TODAY - timedelta(days=1)
    AngebotFactory(title=SECRET, kommune=kommune, published=True, valid_until=yesterday)


def not_begun(kommune):
    tomorrow = TODAY + timedelta(days=1)
    AngebotFactory(title=SECRET, kommune=kommune, published=True, valid_from=tomorrow)


def ziel_of_a_draft(kommune):
    ZielFactory(title=SECRET, published=True, quartier=QuartierFactory(kommune=kommune))


def ziel_of_a_withdrawn_quartier(kommune):
    quartier = QuartierFactory(kommune=kommune, published=True)
    ZielFactory(title=SECRET, published=True, quartier=quartier)
    Quartier.objects.filter(pk=quartier.pk).update(status="archived")


def kommune_that_is_gone(kommune):
    gone = KommuneFactory(name=SECRET)
    QuartierFactory(kommune=gone, name=f"{SECRET} Nord", published=True)
    AngebotFactory(kommune=gone, title=f"{SECRET} Angebot", published=True)
    Kommune.objects.filter(pk=gone.pk).update(is_active=False)


def kommune_without_public_quartier(kommune):
    QuartierFactory(kommune=KommuneFactory(name=SECRET))


def name_of_a_draft_quartier(kommune):
    """The offer is public; that it belongs to this Quartier is not."""
    quartier = QuartierFactory(kommune=kommune, name=SECRET)
    AngebotFactory(title="Suppe", kommune=kommune, quartiere=[quartier], published=True)


def name_of_a_withdrawn_quartier(kommune):
    quartier = QuartierFactory(kommune=kommune, name=SECRET, published=True)
    AngebotFactory(title="Suppe", kommune=kommune, quartiere=[quartier], published=True)
    Quartier.objects.filter(pk=quartier.pk).update(status="draft")


def name_of_a_draft_akteur(kommune):
    akteur = AkteurFactory(kommune=kommune, name=SECRET)
    AngebotFactory(title="Suppe", kommune=kommune, akteur=akteur, published=True)


def withdrawn_seite(kommune):
    row = SeiteFactory(title=SECRET, published=True)
    Seite.objects.filter(pk=row.pk).update(status="draft")


def submitted_veranstaltung(kommune):
    VeranstaltungFactory(title=SECRET, kommune=kommune, status="submitted")


def returned_silently(kommune):
    row = VeranstaltungFactory(title=SECRET, kommune=kommune, published=True)
    Veranstaltung.objects.filter(pk=row.pk).update(status="returned")


def link_for_registered_people(kommune):
    link = f"https://example.org/{SECRET}"
    VeranstaltungFactory(title="Suppe", kommune=kommune, published=True, online_link=link)


def scheduled_beitrag(kommune):
    BeitragFactory(title=SECRET, kommune=kommune, scheduled=True)


def expired_beitrag(kommune):
    BeitragFactory(title=SECRET, kommune=kommune, expired=True)


def reviewed_beitrag(kommune):
    BeitragFactory(title=SECRET, kommune=kommune, reviewed=True)


def internal_note(kommune):
    AngebotFactory(title="Suppe", kommune=kommune, notes=SECRET, published=True)


CASES = {
    **{f"draft {f._meta.model.__name__}": draft_of(f, "title") for f in DRAFTS},
    **{f"draft {f._meta.model.__name__}": draft_of(f, "name") for f in NAMED_DRAFTS},
    "withdrawn by an update": withdrawn_silently,
    "over": over,
    "not begun": not_begun,
    "ziel of a draft": ziel_of_a_draft,
    "ziel of a withdrawn quartier": ziel_of_a_withdrawn_quartier,
    "kommune that is gone": kommune_that_is_gone,
    "kommune without public quartier": kommune_without_public_quartier,
    "name of a draft quartier": name_of_a_draft_quartier,
    "name of a withdrawn quartier": name_of_a_withdrawn_quartier,
    "name of a draft akteur": name_of_a_draft_akteur,
    "withdrawn seite": withdrawn_seite,
    "submitted veranstaltung": submitted_veranstaltung,
    "veranstaltung returned by an update": returned_silently,
    "link for registered people": link_for_registered_people,
    "scheduled beitrag": scheduled_beitrag,
    "expired beitrag": expired_beitrag,
    "reviewed beitrag": reviewed_beitrag,
    "internal note": internal_note,
}


@pytest.mark.parametrize("case", CASES)
def test_nothing_finds_it(case, kommune):
    CASES[case](kommune)

    for query in (SECRET, "wunderl", "wunderlampen", "lampe", "wundrlampe", f"{SECRET} suppe"):
        result = engine.search(query)
        assert [hit for hit in result.hits if SECRET in hit.title] == []
        assert result.corrections == []
    assert engine.search(SECRET).hits == []


@pytest.mark.parametrize("person", PERSONS, indirect=True)
def test_no_role_sees_any_of_it_in_pages_and_suggestions(client, person, kommune):
    for make in CASES.values():
        make(kommune)
    if person:
        client.force_login(person)

    for address in (f"/suche/?q={SECRET}", "/suche/?q=wundrlampe", "/suche/?q=suppe"):
        html = client.get(address).content.decode()
        shown = html.split('id="inhalt"')[1].replace(f"„{SECRET}“", "").replace(f'"{SECRET}"', "")
        assert SECRET not in shown
    suggestions = client.get(reverse("suche:suggestions"), {"q": "wunderl"})
    assert suggestions.json() == {"suggestions": []}


def test_counts_leave_out_what_is_not_public(client, kommune):
    for number in range(3):
        AngebotFactory(title=f"Suppe {number}", kommune=kommune, published=True)
    Angebot.objects.filter(title="Suppe 0").update(status="draft")

    page = client.get("/suche/?q=suppe").context

    assert page["page_obj"].paginator.count == 2
    assert [(label, count) for label, count, _, _ in page["kind_links"]] == [
        ("Alle", 2),
        ("Angebote", 2),
    ]
    choices = page["filter_form"].fields["kommune"].widget.choices
    assert choices == [("", "alle Kommunen"), ("musterstadt", "Musterstadt (2)")]


def test_control_the_same_word_is_found_when_it_is_public(client, kommune):
    AngebotFactory(title=SECRET, kommune=kommune, published=True)

    assert [hit.title for hit in engine.search("wundrlampe").hits] == [SECRET]
    assert client.get(reverse("suche:suggestions"), {"q": "wunderl"}).json() == {
        "suggestions": [{"title": SECRET, "kind": "Angebot"}]
    }
