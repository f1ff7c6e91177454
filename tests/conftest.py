"""Fixtures that every test may use."""

import gc
import os
from pathlib import Path

import pytest
from django.core.cache import cache

from portal.beitraege import menue
from portal.konten.roles import Role
from portal.suche import index
from tests import migrated
from tests.factories import KommuneFactory, QuartierFactory, UserFactory

CHECKOUT = Path(__file__).resolve().parent.parent


def pytest_collection_finish():
    """What is loaded by now stays for the whole run: nobody needs to look for garbage in it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def daten():
    """The folder with real, public data; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("DATEN") or CHECKOUT.parent / "shared" / "daten")
    if not (folder / "LIES_MICH.md").exists():
        pytest.skip(f"Die öffentlichen Daten liegen nicht in {folder} (Variable DATEN).")
    return folder


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Start from a database that an earlier run has migrated, where there is one."""
    kept_open = migrated.restore()
    yield
    if kept_open:
        kept_open.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        migrated.number_high()
        migrated.save()


# People. `kommune` is theirs; anything else a factory makes is foreign to them. ----------------


@pytest.fixture
def kommune():
    return KommuneFactory(name="Musterstadt", slug="musterstadt")


@pytest.fixture
def quartier(kommune):
    """A published Quartier of `kommune`, looked after by `quartiersmanagement`."""
    return QuartierFactory(kommune=kommune, published=True)


@pytest.fixture
def staff(kommune):
    """Redaktion of `kommune`."""
    user = UserFactory(role=Role.REDAKTION)
    kommune.mitarbeitende.add(user)
    return user


@pytest.fixture
def other_staff():
    """Redaktion of another Kommune."""
    user = UserFactory(role=Role.REDAKTION)
    KommuneFactory().mitarbeitende.add(user)
    return user


@pytest.fixture
def quartiersmanagement(quartier):
    """Looks after `quartier` alone."""
    user = UserFactory(role=Role.QUARTIERSMANAGEMENT)
    quartier.quartiersmanagement.add(user)
    return user


@pytest.fixture
def programmleitung():
    return UserFactory(role=Role.PROGRAMMLEITUNG)


@pytest.fixture
def superuser():
    return UserFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def person(request):
    """The person a test is parametrised with, by the name of one of these fixtures.

    `@pytest.mark.parametrize("person", ["staff", "anonymous"], indirect=True)`; "anonymous" is
    None, "visitor" somebody with an account and no role.
    """
    if request.param == "anonymous":
        return None
    if request.param == "visitor":
        return UserFactory()
    return request.getfixturevalue(request.param)


@pytest.fixture(autouse=True)
def _cache():
    """Limits begin anew; what a page's frame asks for is at hand, as on a portal that has been
    running for a while.
    """
    cache.clear()
    cache.set(menue.KEY, [])


@pytest.fixture(autouse=True)
def _media_folder(settings, tmp_path):
    """Uploads of a test go where the next one does not see them."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _no_search_index(request):
    """Making documents is most of what a row costs; where the search is tested, it makes them."""
    if "suche" in request.path.parts:
        yield
        return
    token = index.COLLECTING.set({})
    yield
    index.COLLECTING.reset(token)
