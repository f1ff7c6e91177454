import shutil

import pytest
import shapely
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from portal.demo import city, drawing, konten, pictures, rows
from portal.konten.models import User
from quartiere.models import SECTION_FIELDS, Bild, Handlungsfeld, Kommune, Quartier, Zielgruppe
from tests.portal.example_city import SAMPLING, all_rows, files, load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small_pictures(monkeypatch):
    monkeypatch.setattr(drawing, "SAMPLING", SAMPLING)


@pytest.fixture(scope="module")
def folder_of_the_city(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the example city once, for every test of this file that begins with one."""
    folder = tmp_path_factory.mktemp("city")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(drawing, "SAMPLING", SAMPLING)
        load()
        with django_db_blocker.block():
            yield folder
        transaction.set_rollback(True)


@pytest.fixture
def _city(folder_of_the_city, settings):
    """A city of the test's own: its rows and its files may be changed."""
    shutil.copytree(folder_of_the_city, settings.MEDIA_ROOT, dirs_exist_ok=True)


@pytest.mark.usefixtures("_city")
def test_load_makes_a_whole_city():
    kommune = Kommune.objects.get(ags="00000001")
    assert list(Kommune.objects.published()) == [kommune]
    assert kommune.land == ""
    assert Quartier.objects.published().filter(kommune=kommune).count() == 20
    complete = [
        quartier
        for quartier in Quartier.objects.all()
        if all(getattr(quartier, name) for name in SECTION_FIELDS)
    ]
    assert len(complete) >= 6
    assert not Quartier.objects.filter(teaser="").exists()
    assert {len(Bild.objects.filter(author="Beispieldaten")), Bild.objects.count()} == {29}


@pytest.mark.usefixtures("_city")
def test_load_says_that_everything_is_an_example():
    unmarked = [
        quartier.name
        for quartier in Quartier.objects.all()
        if "Beispieldaten" not in quartier.character
    ]
    assert unmarked == []
    assert "Beispieldaten" in Kommune.objects.get().introduction


@pytest.mark.usefixtures("_city")
def test_second_load_changes_nothing(settings):
    before, files_before = all_rows(), files(settings.MEDIA_ROOT)

    output = load()

    assert output[0] == "Beispieldaten Musterstadt: vollständig, nichts geändert."
    assert all_rows() == before
    assert files(settings.MEDIA_ROOT) == files_before


@pytest.mark.usefixtures("_city")
def test_second_load_completes_what_is_missing_and_keeps_changes():
    Quartier.objects.get(slug="rosenhoehe").delete()
    Quartier.objects.filter(slug="lindenpark").update(teaser="Von der Redaktion geändert.")

    load()

    assert (Quartier.objects.count(), Bild.objects.count()) == (20, 29)
    assert Quartier.objects.get(slug="lindenpark").teaser == "Von der Redaktion geändert."


@pytest.mark.usefixtures("_city")
def test_remove_keeps_texts_that_were_changed():
    Handlungsfeld.objects.filter(slug="bildung").update(text="<p>Neu geschrieben.</p>")

    load("--remove")

    texts = set(Handlungsfeld.objects.values_list("text", flat=True))
    assert texts == {"", "<p>Neu geschrieben.</p>"}


@pytest.mark.usefixtures("_city")
def test_accounts_can_log_in_and_see_what_is_theirs():
    counts = {}
    for role, email, _ in konten.ACCOUNTS:
        user = authenticate(None, email=email, password=konten.PASSWORD)
        counts[str(role)] = Quartier.objects.managed_by(user).count()
    assert counts == {
        "Programmleitung": 20,
        "Redaktion": 20,
        "Quartiersmanagement": 1,
        "Veranstalter": 0,
    }
    assert EmailAddress.objects.filter(verified=True).count() == len(konten.ACCOUNTS)


@pytest.mark.usefixtures("_city")
def test_only_log_ins_that_exist_are_told():
    User.objects.filter(email="redaktion@example.org").delete()

    some = load("--show-accounts")
    load("--remove")
    none = load("--show-accounts")

    assert some == [
        f"Zugänge nur für die Vorführung, Passwort {konten.PASSWORD}",
        "  programmleitung@example.org (Programmleitung)",
        "  quartiersmanagement@example.org (Quartiersmanagement)",
        "  veranstalter@example.org (Veranstalter)",
    ]
    assert none == []


@pytest.mark.usefixtures("_city")
def test_years_are_relative_to_today():
    this_year = timezone.localdate().year
    running = {quartier.slug for quartier in Quartier.objects.running()}
    finished = {quartier.slug for quartier in Quartier.objects.finished()}
    assert "nordhafen" in running
    assert finished == {"altstadt", "sonnenberg", "ziegelei"}
    assert Quartier.objects.get(slug="nordhafen").programme_since == this_year - 6


@pytest.mark.usefixtures("_city")
def test_shipped_texts_are_what_the_sanitiser_leaves():
    for data in rows.quartiere():
        quartier = Quartier.objects.get(slug=data["slug"])
        for name, paragraphs in data["sections"].items():
            assert getattr(quartier, name).endswith(rows.rich_text(paragraphs))
    for model, name in [(Zielgruppe, "zielgruppen"), (Handlungsfeld, "handlungsfelder")]:
        texts = dict(model.objects.values_list("slug", "text"))
        assert texts == {slug: rows.rich_text(text) for slug, text in rows.read(name).items()}
        for row in model.objects.all():
            row.full_clean()
            assert row.text == texts[row.slug]


def test_boundaries_tile_the_city_without_overlap():
    seeds = {data["slug"]: data["seed"] for data in rows.quartiere()}

    boundaries = city.boundaries(seeds)

    together = shapely.union_all(list(boundaries.values()))
    assert {polygon.geom_type for polygon in boundaries.values()} == {"Polygon"}
    assert all(polygon.is_valid for polygon in boundaries.values())
    assert sum(polygon.area for polygon in boundaries.values()) == pytest.approx(together.area)
    # Two banks of the river, and no hole between neighbours.
    assert [len(bank.interiors) for bank in together.geoms] == [0, 0]


def test_point_of_a_postcode_lies_in_its_quartier():
    all_data = rows.quartiere()
    boundaries = city.boundaries({data["slug"]: data["seed"] for data in all_data})

    outside = [
        data["slug"]
        for data in all_data
        if not boundaries[data["slug"]].contains(shapely.Point(city.to_degrees(*data["seed"])))
    ]

    assert outside == []


@pytest.mark.parametrize("motif", pictures.SCENES)
def test_picture_is_the_same_every_time_and_differs_by_number(motif):
    first, again, other = (pictures.picture(motif, number) for number in (4, 4, 5))

    assert first == again
    assert first != other
