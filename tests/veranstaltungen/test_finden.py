"""The public list: which rows, in which order, by which filter, and what never shows."""

import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories import (
    HandlungsfeldFactory,
    KommuneFactory,
    QuartierFactory,
    ZielgruppeFactory,
)
from tests.factories_veranstaltungen import (
    TerminFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
    VeranstaltungsartFactory,
)
from tests.veranstaltungen.oeffentlichkeit import (
    make_public,
    text_of,
)
from veranstaltungen import exporte, feeds
from veranstaltungen.models import Veranstaltung

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")

Status, Format = Veranstaltung.Status, Veranstaltung.Format
FORMATS = ["csv", "json", "geojson", "ics", "atom"]
PAGES = [
    "/veranstaltungen/",
    "/veranstaltungen/kalender/",
    "/veranstaltungen/einbetten/",
    "/veranstaltungen/einbetten/anleitung/",
    *(f"/veranstaltungen.{suffix}" for suffix in FORMATS),
]


def rows_of(client, **query):
    return list(client.get("/veranstaltungen/", query).context["rows"])


def on(day, hour=12, **fields):
    """A public row whose only date lasts two hours on this day of January 2030."""
    starts_at = datetime(2030, 1, day, hour, tzinfo=BERLIN)
    row = VeranstaltungFactory(published=True, termin=False, **fields)
    TerminFactory(veranstaltung=row, starts_at=starts_at)
    return row


# Which rows -----------------------------------------------------------------------------------


def test_list_shows_public_ones_to_come_the_next_first(client):
    later = VeranstaltungFactory(published=True)
    TerminFactory(veranstaltung=later, starts_at=timezone.now() + timedelta(days=1))
    soon = VeranstaltungFactory(published=True, termin=False)
    TerminFactory(veranstaltung=soon, starts_at=timezone.now() + timedelta(hours=1))
    running = VeranstaltungFactory(status=Status.CANCELLED, termin=False)
    start = timezone.now() - timedelta(hours=1)
    TerminFactory(veranstaltung=running, starts_at=start, ends_at=start + timedelta(hours=3))
    VeranstaltungFactory(published=True, past=True)
    VeranstaltungFactory()

    assert rows_of(client) == [running, soon, later]


def test_a_cancelled_date_does_not_decide_the_order(client):
    row = VeranstaltungFactory(published=True)
    off = timezone.now() + timedelta(days=1)
    TerminFactory(veranstaltung=row, starts_at=off, is_cancelled=True)
    other = VeranstaltungFactory(published=True, termin=False)
    TerminFactory(veranstaltung=other, starts_at=timezone.now() + timedelta(days=2))

    assert rows_of(client) == [other, row]


@pytest.mark.parametrize(
    ("zeit", "days"),
    [
        ("heute", [0]),
        ("woche", [0, 3]),
        ("monat", [0, 3, 20]),
        ("", [0, 3, 20, 60]),
        ("vergangen", [-2, -9]),
        ("dokumentiert", [-9]),
    ],
)
def test_time_narrows(client, zeit, days):
    now = timezone.now()
    for day in (-9, -2, 0, 3, 20, 60):
        row = VeranstaltungFactory(
            title=str(day),
            termin=False,
            status=Status.DOCUMENTED if day == -9 else Status.PUBLISHED,
        )
        start = now + timedelta(days=day, minutes=-1)
        TerminFactory(veranstaltung=row, starts_at=start, ends_at=start + timedelta(minutes=2))

    assert [int(row.title) for row in rows_of(client, zeit=zeit)] == days


def test_two_days_include_both_and_open_the_past(client):
    VeranstaltungFactory(published=True)
    _before, first, last, _after = (
        on(day, hour) for day, hour in [(1, 21), (2, 0), (3, 23), (4, 1)]
    )

    assert rows_of(client, von="2030-01-02", bis="2030-01-03") == [first, last]


def test_kommune_and_quartier_find_where_it_is_and_for_whom(client, quartier):
    place = quartier.kommune
    other = QuartierFactory(kommune=KommuneFactory(), published=True)
    here = on(1, quartier=quartier, kommune=place)
    meant = on(2, kommune=None)
    meant.quartiere.add(quartier)
    city = on(3, kommune=place)
    further = on(4, kommune=other.kommune)
    further.kommunen.add(place)
    on(5, quartier=other, kommune=other.kommune)

    assert rows_of(client, kommune="musterstadt") == [here, meant, city, further]
    assert rows_of(client, quartier=f"musterstadt.{quartier.slug}") == [here, meant]


def test_every_other_filter_narrows(client):
    group, field, art = ZielgruppeFactory(), HandlungsfeldFactory(), VeranstaltungsartFactory()
    match = on(1, title="Mädchentag", slug="maedchentag", art=art, format=Format.HYBRID)
    match.zielgruppen.add(group)
    match.handlungsfelder.add(field)
    Veranstaltung.objects.filter(pk=match.pk).update(sign_language=True)
    invites = on(2, fee="5 €")
    invites.audience_zielgruppen.add(group)
    online = on(3, format=Format.ONLINE, sign_language=False, fee="5 €")

    found = {
        "zielgruppe": rows_of(client, zielgruppe=group.slug),
        "handlungsfeld": rows_of(client, handlungsfeld=field.slug),
        "art": rows_of(client, art=art.slug),
        "format": rows_of(client, format="online"),
        "barrierefrei": rows_of(client, barrierefrei="sign_language"),
        "kostenfrei": rows_of(client, kostenfrei="on"),
        "q": rows_of(client, q="MÄDCHEN"),
    }

    assert found == {
        "zielgruppe": [match, invites],
        "handlungsfeld": [match],
        "art": [match],
        "format": [match, online],
        "barrierefrei": [match],
        "kostenfrei": [match],
        "q": [match],
    }


def test_days_in_the_wrong_order_are_an_error(client):
    row = VeranstaltungFactory(published=True)

    response = client.get("/veranstaltungen/", {"von": "2030-01-02", "bis": "2030-01-01"})

    form = response.context["filter_form"]
    assert form.errors == {"bis": ["Dieser Tag liegt vor dem ersten."]}
    assert list(response.context["rows"]) == []
    assert row.status == Status.PUBLISHED


@pytest.mark.parametrize(("text", "shown"), [("2030-01-02", "2030-01-02"), ("gestern", None)])
def test_field_for_a_day_shows_days_only(client, text, shown):
    form = client.get("/veranstaltungen/", {"von": text}).context["filter_form"]

    assert re.findall(r'value="(.*?)"', str(form["von"])) == ([shown] if shown else [])


# Effort ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [*PAGES, "/veranstaltungen/?zeit=woche"])
def test_queries_do_not_grow(client, django_assert_max_num_queries, page):
    counts = []
    for number in (1, 5):
        for _ in range(number):
            fill(VeranstaltungFactory(published=True))
        with django_assert_max_num_queries(20) as queries:
            text_of(client.get(page))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def fill(row):
    """Everything a card, a feed or an export may load."""
    kommune = KommuneFactory()
    row.quartier = QuartierFactory(kommune=kommune, published=True)
    row.kommune, row.veranstalter, row.art = (
        kommune,
        VeranstalterFactory(),
        VeranstaltungsartFactory(),
    )
    row.save()
    row.zielgruppen.add(ZielgruppeFactory(), ZielgruppeFactory())
    row.handlungsfelder.add(HandlungsfeldFactory())
    TerminFactory(veranstaltung=row, starts_at=timezone.now() + timedelta(days=2))


def test_export_columns_are_facts_of_the_page(client, quartier):
    make_public(quartier, fee="5 €", step_free=True)

    response = client.get("/veranstaltungen.json")

    (row,) = json.loads(text_of(response))["veranstaltungen"]
    assert set(row) == {column.name for column in exporte.VERANSTALTUNGEN.columns} | {"adresse"}
    assert (row["titel"], row["kosten"], row["barrierefrei_step_free"]) == ("Fachtag", "5 €", "ja")
    assert feeds.MAX_ROWS == 300
