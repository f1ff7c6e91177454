"""Veranstaltungen beside others and on pages of other things."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.factories import HandlungsfeldFactory, KommuneFactory, QuartierFactory, ZielgruppeFactory
from tests.factories_netzwerke import AkteurFactory, NetzwerkFactory
from tests.factories_veranstaltungen import (
    TerminFactory,
    VeranstalterFactory,
)
from tests.veranstaltungen.oeffentlichkeit import START, make, page_of, text_of
from veranstaltungen import verwandt
from veranstaltungen.models import (
    Termin,
    Veranstaltung,
)

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")

Status, Format, Mode = Veranstaltung.Status, Veranstaltung.Format, Veranstaltung.Mode


def test_related_ones_say_why_the_closest_first(client, quartier):
    group, field = ZielgruppeFactory(), HandlungsfeldFactory()
    row = make(quartier=quartier)
    close, near, far, stranger = (make() for _ in range(4))
    for item in (row, close):
        item.zielgruppen.add(group)
        item.quartiere.add(quartier)
    for item in (row, near):
        item.handlungsfelder.add(field)
    far.quartiere.add(quartier)
    for status in (Status.DRAFT, Status.CANCELLED, Status.POSTPONED):
        make(status=status).zielgruppen.add(group)

    found = verwandt.related(client.get(row.get_absolute_url()).context["item"])

    assert found == [
        (close, "gleiche Zielgruppe und gleiches Quartier"),
        (far, "gleiches Quartier"),
        (near, "gleiches Handlungsfeld"),
    ]
    assert stranger.status == Status.PUBLISHED


def test_sections_show_what_belongs_there(client, quartier):
    group, field = ZielgruppeFactory(), HandlungsfeldFactory()
    akteur = AkteurFactory(kommune=quartier.kommune, published=True)
    netzwerk = NetzwerkFactory(kommune=quartier.kommune, published=True)
    netzwerk.mitgliedschaften.create(akteur=akteur)
    row = make(
        title="Fachtag Höfe",
        quartier=quartier,
        kommune=quartier.kommune,
        veranstalter=VeranstalterFactory(akteur=akteur),
    )
    row.zielgruppen.add(group)
    row.handlungsfelder.add(field)
    make(title="Ganz woanders", kommune=KommuneFactory())
    pages = [
        quartier.get_absolute_url(),
        f"/kommunen/{quartier.kommune.slug}/",
        f"/zielgruppen/{group.slug}/",
        f"/handlungsfelder/{field.slug}/",
        netzwerk.get_absolute_url(),
    ]

    found = {}
    for page in pages:
        text = text_of(client.get(page))
        found[page] = ("Fachtag Höfe" in text, "Ganz woanders" in text)

    assert found == dict.fromkeys(pages, (True, False))


def test_start_page_shows_the_next_three_and_counts_all(client):
    rows = [make(title=f"Tag {number}") for number in range(4)]

    response = client.get("/")

    assert list(response.context["veranstaltungen"]) == rows[:3]
    step = next(step for step in response.context["steps"] if step["title"] == "Austausch")
    assert (step["count"], step["label"]) == (4, "Veranstaltungen")


def test_page_takes_the_same_queries_for_one_and_for_many(client, django_assert_max_num_queries):
    counts = []
    row = make(quartier=QuartierFactory(published=True))
    for number in (1, 4):
        group = ZielgruppeFactory()
        row.zielgruppen.add(group)
        for _ in range(number):
            other = make()
            other.zielgruppen.add(group)
            TerminFactory(
                veranstaltung=row, starts_at=START + timedelta(hours=Termin.objects.count())
            )
        with django_assert_max_num_queries(40) as queries:
            page_of(client, row)
        counts.append(len(queries))

    assert counts[0] == counts[1]
