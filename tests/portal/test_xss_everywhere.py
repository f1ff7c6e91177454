"""The vectors in the texts of every kind of row: pages, lists, search, feeds, files and API."""

import csv
import json
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.urls import reverse

from portal.daten.sammlungen import ALL
from portal.suche import index
from quartiere.models.base import RichTextField
from tests.admin_forms import form_data
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
from tests.portal.beitraege.pages import dangers_in
from tests.portal.beitraege.test_xss import VECTORS, at_once
from tests.portal.sprachen.fassungen import make

pytestmark = pytest.mark.django_db

FACTORIES = [
    QuartierFactory, ZielFactory, HandlungsansatzFactory, MassnahmeFactory, AngebotFactory,
    AkteurFactory, NetzwerkFactory, VeranstaltungFactory, BeitragFactory, SeiteFactory,
]  # fmt: skip
# Addresses, keys and what no form takes as free text.
NOT_FREE = (models.SlugField, models.URLField, models.EmailField, models.FileField)


def rich_fields():
    return [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, RichTextField)
    ]


def free_fields(model):
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, (*NOT_FREE, models.JSONField))
        and not field.choices
        and not field.unique
        and field.editable
        and (field.max_length or 1000) > 30
    ]


def filled(factory):
    """Public rows of one kind that hold every vector in one of their fields, past all forms."""
    model = factory._meta.model
    fields = free_fields(model)
    rows = []
    for chunk in at_once(len(fields)):
        row = factory(published=True)
        pairs = zip(fields, chunk, strict=True)
        values = {field.name: stored(field, vector) for field, vector in pairs}
        model.objects.filter(pk=row.pk).update(**values)
        rows.append(model.objects.get(pk=row.pk))
    return rows


def stored(field, vector):
    if isinstance(field, RichTextField):
        return field.clean(vector, None)
    return vector[: field.max_length]


@pytest.mark.parametrize("field", rich_fields(), ids=str)
def test_every_formatted_text_is_sanitised(field):
    cleaned = [field.clean(vector, None) for vector in VECTORS]

    assert [html for html in cleaned if dangers_in(html)] == []


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory._meta.model.__name__)
def test_page_and_list_of_every_kind_are_harmless(client, factory):
    rows = filled(factory)
    sammlung = next((item for item in ALL if item.rows().model is factory._meta.model), None)
    addresses = [row.get_absolute_url() for row in rows]
    if sammlung:
        addresses.append(reverse(sammlung.page_name))

    pages = {address: client.get(address) for address in addresses}

    assert {page.status_code for page in pages.values()} == {200}
    found = {address: dangers_in(page.text) for address, page in pages.items()}
    assert {address: items for address, items in found.items() if items} == {}


def test_hits_and_suggestions_are_harmless(client):
    for factory in (AngebotFactory, BeitragFactory):
        filled(factory)
    index.rebuild()

    pages = [client.get(f"/suche/?q={word}") for word in ("alert", "script", "javascript", "img")]

    assert all("hit__title" in page.text for page in pages[:2])
    assert [item for page in pages for item in dangers_in(page.text)] == []


def test_words_that_are_searched_are_harmless(client):
    found = {vector: dangers_in(client.get("/suche/", {"q": vector}).text) for vector in VECTORS}

    assert {vector: items for vector, items in found.items() if items} == {}


@pytest.mark.parametrize("suffix", ["atom", "rss"])
def test_feeds_hold_the_words_and_no_markup(client, kommune, suffix):
    for number, vector in enumerate(VECTORS):
        BeitragFactory(
            kommune=kommune, published=True, title=vector[:140], slug=f"b-{number}", teaser=vector
        )

    response = client.get(f"/beitraege.{suffix}")

    tree = ElementTree.fromstring(response.content)
    texts = [node.text for node in tree.iter() if node.tag.endswith("title")][1:]
    words = {" ".join(vector[:140].split()) for vector in VECTORS}
    assert len(texts) == 30
    assert {" ".join(text.split()) for text in texts} <= words
    teasers = [node.text for node in tree.iter() if node.tag.endswith(("summary", "description"))]
    assert [item for text in teasers if text for item in dangers_in(text)] == []


def test_api_gives_the_words_as_json_and_takes_none(client, kommune):
    rows = [
        BeitragFactory(kommune=kommune, published=True, title=vector[:140], teaser=vector[:300])
        for vector in VECTORS
    ]
    body = json.dumps({"titel": VECTORS[0]})

    page = client.get("/api/v1/beitraege/?pro_seite=200")
    written = [
        getattr(client, method)("/api/v1/beitraege/", body, content_type="application/json")
        for method in ("post", "put", "patch", "delete")
    ]

    titles = {row["titel"] for row in page.json()["zeilen"]}
    assert titles == {row.title for row in rows}
    assert page.headers["Content-Type"] == "application/json"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert [answer.status_code for answer in written] == [405] * 4


def test_version_stored_through_the_admin_is_harmless(client, staff, quartier):
    fassung = make(quartier, "tr", text="")
    client.force_login(staff)
    url = reverse("admin:sprachen_fassung_change", args=[fassung.pk])
    data = form_data(client.get(url), fingerprint="", **{"abschnitte-TOTAL_FORMS": "1"})
    found = {}

    for title, teaser, heading, text in at_once(4):
        texts = {"title": title[:160], "teaser": teaser[:300], "text": heading + text}
        section = {"heading": heading[:120], "text": title + teaser, "fassung": fassung.pk}
        inline = {f"abschnitte-0-{name}": value for name, value in {**section, "order": 0}.items()}
        response = client.post(url, {**data, **texts, **inline})
        assert response.status_code == 302, response.context["errors"]
        found[title, text] = dangers_in(client.get(f"/tr{quartier.get_absolute_url()}").text)
        fassung.abschnitte.all().delete()

    assert {vectors: items for vectors, items in found.items() if items} == {}


def test_akteure_stored_through_import_are_harmless(client, tmp_path):
    kommune = KommuneFactory(ags="11000000")
    path = tmp_path / "akteure.csv"
    with path.open("w", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["Name", "Kurztext", "Text"])
        for number, vector in enumerate(VECTORS):
            lines.writerow([f"{number} {vector}"[:100].strip(), vector[:200], vector])

    call_command("import_akteure", str(path), "--kommune", kommune.ags)

    rows = AkteurFactory._meta.model.objects.all()
    assert rows.count() == len(VECTORS)
    rows.update(status="published")
    pages = [client.get(row.get_absolute_url()) for row in rows] + [client.get("/akteure/")]
    assert [item for page in pages for item in dangers_in(page.text)] == []
