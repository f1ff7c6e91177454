"""What somebody stores through admin or import never runs and loads nothing from elsewhere."""

import json

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from portal.beitraege.models import Beitrag, Seite
from quartiere.models import SECTION_FIELDS, Quartier
from tests.admin_forms import form_data
from tests.factories import QuartierFactory, SeiteFactory, square
from tests.factories_beitraege import BeitragFactory
from tests.portal.beitraege.pages import dangers_in

pytestmark = pytest.mark.django_db

LINES = (settings.BASE_DIR / "tests" / "data" / "xss_vectors.txt").read_text().splitlines()
# A line break inside a vector is written as ⏎.
VECTORS = [line.replace("⏎", "\n") for line in LINES]


def test_there_are_at_least_a_hundred_vectors():
    assert len(set(VECTORS)) >= 100


def test_the_reader_of_pages_finds_what_it_looks_for():
    """The control: without a sanitiser nearly all vectors are found."""
    markup = [vector for vector in VECTORS if vector.startswith("<")]

    missed = [vector for vector in markup if not dangers_in(vector)]

    assert len(missed) < len(markup) / 4
    assert dangers_in("<p>x</p><a href='https://example.org/'>x</a>") == []


@pytest.mark.parametrize(
    ("factory", "fields"),
    [(BeitragFactory, ["text"]), (SeiteFactory, ["text"]), (QuartierFactory, SECTION_FIELDS[:1])],
)
def test_rich_text_is_harmless_after_the_sanitiser_and_stays_so(factory, fields):
    row = factory()
    field = row._meta.get_field(fields[0])

    cleaned = [field.clean(vector, row) for vector in VECTORS]

    assert [html for html in cleaned if dangers_in(html)] == []
    # Sanitised twice is sanitised once: nothing dangerous comes out of what was harmless.
    assert [field.clean(html, row) for html in cleaned] == cleaned


def test_beitrag_stored_through_the_admin_is_harmless(client, kommune, staff):
    beitrag = BeitragFactory(kommune=kommune, published=True)
    client.force_login(staff)
    url = f"/verwaltung/beitraege/beitrag/{beitrag.pk}/change/"
    data = form_data(client.get(url))
    data.pop("fingerprint")
    found = {}

    for vector in VECTORS:
        plain = {"title": vector[:140], "teaser": vector[:300], "author_function": vector[:120]}
        response = client.post(url, {**data, **plain, "text": f"<p>Text</p>{vector}"})
        assert response.status_code == 302, response.context["errors"]
        found[vector] = dangers_in(client.get(beitrag.get_absolute_url()).text)

    assert {vector: items for vector, items in found.items() if items} == {}
    assert Beitrag.objects.get(pk=beitrag.pk).title == VECTORS[-1][:140]


def test_seite_stored_through_the_admin_is_harmless(client, programmleitung):
    seite = SeiteFactory(published=True)
    client.force_login(programmleitung)
    url = f"/verwaltung/beitraege/seite/{seite.pk}/change/"
    data = form_data(client.get(url))
    data.pop("fingerprint")
    found = {}

    for vector in VECTORS:
        plain = {"title": vector[:120], "teaser": vector[:240]}
        assert client.post(url, {**data, **plain, "text": vector}).status_code == 302
        found[vector] = dangers_in(client.get(seite.get_absolute_url()).text)

    assert {vector: items for vector, items in found.items() if items} == {}
    assert Seite.objects.get(pk=seite.pk).title == VECTORS[-1][:120]


def test_quartier_stored_through_import_and_check_is_harmless(client, kommune, tmp_path):
    features = [
        {
            "type": "Feature",
            "properties": {"id": f"Q{number}", "name": vector[:100]},
            "geometry": square(9 + number % 15 / 10, 49 + number // 15 / 10, 0.05),
        }
        for number, vector in enumerate(VECTORS)
    ]
    path = tmp_path / "quartiere.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))

    call_command(
        "import_quartiere", str(path), "--kommune", kommune.ags, "--key", "id", "--name", "name"
    )

    rows = list(Quartier.objects.order_by("pk"))
    assert len(rows) == len(VECTORS)
    first = rows[0]
    for name in SECTION_FIELDS:
        setattr(first, name, "".join(VECTORS))
    first.full_clean()
    first.save()
    found = [dangers_in(client.get(row.get_absolute_url()).text) for row in rows[::9]]
    assert [item for items in found for item in items] == []
    assert dangers_in(client.get("/quartiere/?ansicht=tabelle").text) == []


def test_upload_of_markup_as_a_picture_is_refused(client, staff, kommune):
    client.force_login(staff)
    file = SimpleUploadedFile("x.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")

    response = client.post("/verwaltung/quartiere/bild/add/", {"file": file, "title": "x"})

    assert "file" in response.context["adminform"].form.errors
