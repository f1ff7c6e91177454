"""Opening hours on pages: the week, and the state with the moment it holds for."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from netzwerke import zeiten
from netzwerke.models import Akteur, AkteurOeffnungszeit
from tests.factories import ZielgruppeFactory
from tests.factories_netzwerke import AkteurFactory
from tests.netzwerke.ketten import make_chain

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def akteur():
    akteur = AkteurFactory(published=True)
    for weekday, opens, closes in [(0, 9, 12), (0, 14, 18), (3, 9, 12)]:
        AkteurOeffnungszeit.objects.create(
            akteur=akteur, weekday=weekday, opens=time(opens), closes=time(closes, 30)
        )
    return akteur


@pytest.mark.parametrize(("hour", "is_open"), [(8, False), (10, True), (13, False), (17, True)])
def test_state_holds_at_its_moment(akteur, hour, is_open):
    now = MONDAY.replace(hour=hour)

    found = zeiten.zeiten_of(akteur, akteur.kommune, now)

    assert (found.state.is_open, found.now) == (is_open, now)


def test_without_hours_there_is_nothing_to_show():
    akteur = AkteurFactory(published=True)

    assert zeiten.zeiten_of(akteur, akteur.kommune) is None
    assert zeiten.short(akteur) == ""


def test_short_form_fits_a_printed_line(akteur):
    assert zeiten.short(akteur) == "Mo 9–12.30, 14–18.30 Uhr · Do 9–12.30 Uhr"


def test_page_names_the_moment_of_its_state(client, akteur):
    html = client.get(akteur.get_absolute_url()).text

    assert "Stand <time datetime=" in html
    assert "09:00 bis 12:30 Uhr" in html


def test_directory_tells_where_when_and_for_whom(client, quartier):
    *_, angebot = make_chain(quartier, ZielgruppeFactory(name="Kinder im Test"))
    Akteur.objects.update(street="Kaistraße 12", place="Musterstadt", phone="040 66969 1")

    html = client.get(f"/quartiere/musterstadt/{quartier.slug}/wer-hilft/").text

    told = [angebot.title, "Kinder im Test", "Kaistraße 12", "040 66969 1", "Mo 9–17 Uhr"]
    assert [text for text in told if text not in html] == []
