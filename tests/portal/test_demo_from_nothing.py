"""Example data on a database without any; test_demo.py begins with a loaded city."""

import pytest

from portal.demo import drawing
from portal.konten.models import User
from quartiere.models import Quartier, Zielgruppe
from tests.factories import KommuneFactory, QuartierFactory
from tests.portal.example_city import SAMPLING, all_rows, files, load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small_pictures(monkeypatch):
    monkeypatch.setattr(drawing, "SAMPLING", SAMPLING)


def test_remove_leaves_nothing_and_touches_nothing_else(settings):
    other = QuartierFactory(
        kommune=KommuneFactory(name="Echtstadt", slug="echtstadt"), slug="nordhafen"
    )
    Zielgruppe.objects.filter(slug="kinder").update(text="<p>Eigener Text.</p>")
    before = all_rows()
    load()

    load("--remove")

    assert all_rows() == before
    assert files(settings.MEDIA_ROOT) == []
    assert list(Quartier.objects.all()) == [other]


@pytest.mark.parametrize(
    ("hosts", "options", "count"),
    [
        (["127.0.0.1", "localhost"], [], 4),
        (["quartiere.example.org"], [], 0),
        (["quartiere.example.org"], ["--with-accounts"], 4),
        (["*"], [], 0),
    ],
)
def test_known_passwords_stay_off_public_portals(settings, hosts, options, count):
    settings.ALLOWED_HOSTS = hosts

    load(*options)

    assert User.objects.count() == count
