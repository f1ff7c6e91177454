"""What somebody stores through admin or import never runs and loads nothing from elsewhere."""

import json
from itertools import cycle, islice

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


def at_once(number):
    """All vectors, `number` of them at a time: each save costs as much as a page."""
    rows = islice(cycle(VECTORS), number * -(-len(VECTORS) // number))
    return list(zip(*[rows] * number, strict=True))


def test_there_are_at_least_a_hundred_vectors():
    assert len(set(VECTORS)) >= 100


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_several_at_once_are_all_of_them(number):
    assert {vector for vectors in at_once(number) for vector in vectors} == set(VECTORS)


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

    # Pages with each of them alone in a text are looked at in test_xss_everywhere.
    for title, teaser, function in at_once(3):
        plain = {"title": title[:140], "teaser": teaser[:300], "author_function": function[:120]}
        text = "".join(f"<p>Text</p>{vector}" for vector in (function, title, teaser))
        response = client.post(url, {**data, **plain, "text": text})
        assert response.status_code == 302, response.context["errors"]
        found[title, teaser] = dangers_in(client.get(beitrag.get_absolute_url()).text)

    assert {vectors: items for vectors, items in found.items() if items} == {}
    assert Beitrag.objects.get(pk=beitrag.pk).title == title[:140]


def test_seite_stored_through_the_admin_is_harmless(client, programmleitung):
    seite = SeiteFactory(published=True)
    client.force_login(programmleitung)
    url = f"/verwaltung/beitraege/seite/{seite.pk}/change/"
    data = form_data(client.get(url))
    data.pop("fingerprint")
    found = {}

    for title, teaser in at_once(2):
        sent = {**data, "title": title[:120], "teaser": teaser[:240], "text": teaser + title}
        assert client.post(url, sent).status_code == 302
        found[title, teaser] = dangers_in(client.get(seite.get_absolute_url()).text)

    assert {vectors: items for vectors, items in found.items() if items} == {}
    assert Seite.objects.get(pk=seite.pk).title == title[:120]


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
