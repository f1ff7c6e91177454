import re

import environ
import pytest
from django.core.cache import cache

from portal.konten import abuse
from portal.rueckmeldungen.models import Rueckmeldung
from portal.rueckmeldungen.views import MESSAGES_PER_HOUR
from tests.public_forms import errors_of, filled_in

pytestmark = pytest.mark.django_db

FORM_URL, CONTACT_URL = "/barriere-melden/", "/kontakt/"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"homepage": "https://spam.example"}, abuse.MESSAGES["trap"]),
        ({"opened": abuse.mark()}, abuse.MESSAGES["too_fast"]),
        ({"opened": abuse.mark(abuse.MAX_SECONDS + 60)}, abuse.MESSAGES["too_old"]),
        ({"opened": "gefälscht"}, abuse.MESSAGES["too_old"]),
        ({"opened": ""}, abuse.MESSAGES["too_old"]),
    ],
    ids=["trap", "too fast", "too old", "forged", "missing"],
)
def test_robots_are_held_up_and_text_is_kept(client, changes, message):
    changes = (
        {**changes, "opened": abuse.mark()} if message == abuse.MESSAGES["too_fast"] else changes
    )

    response = client.post(FORM_URL, filled_in(**changes))

    assert errors_of(response) == {"__all__": [message]}
    assert "Der Vergrößerungsknopf hat keinen Namen." in response.text
    assert Rueckmeldung.objects.count() == 0


def test_person_in_the_trap_gets_out_by_sending_again(client):
    response = client.post(FORM_URL, filled_in(homepage="https://mein-verein.example"))

    again = re.search(r'<input[^>]*name="homepage"[^>]*>', response.text)[0]
    assert "value" not in again


def test_outdated_form_gets_a_fresh_mark(client):
    response = client.post(FORM_URL, filled_in(opened=abuse.mark(abuse.MAX_SECONDS + 60)))

    fresh = re.search(r'name="opened" value="([^"]+)"', response.text)[1]
    assert abuse.time_fault(fresh) == "too_fast"


def test_limit_holds_per_address_and_keeps_the_text(client):
    for _ in range(MESSAGES_PER_HOUR):
        client.post(FORM_URL, filled_in())

    refused = client.post(CONTACT_URL, filled_in())
    other = client.post(FORM_URL, filled_in(), REMOTE_ADDR="203.0.113.9")

    assert list(errors_of(refused)) == ["__all__"]
    assert "Der Vergrößerungsknopf hat keinen Namen." in refused.text
    assert other.status_code == 302
    assert Rueckmeldung.objects.count() == MESSAGES_PER_HOUR + 1


def test_limit_counts_an_ipv6_connection_once(client):
    for number in range(MESSAGES_PER_HOUR):
        client.post(FORM_URL, filled_in(), REMOTE_ADDR=f"2001:db8:1:2::{number + 1:x}")

    same = client.post(FORM_URL, filled_in(), REMOTE_ADDR="2001:db8:1:2:ffff::1")
    other = client.post(FORM_URL, filled_in(), REMOTE_ADDR="2001:db8:1:3::1")

    assert (same.status_code, other.status_code) == (200, 302)


def test_limit_stores_no_address(client, monkeypatch):
    keys = []
    monkeypatch.setattr(abuse.cache, "add", lambda key, *args: keys.append(key) or True)

    client.post(FORM_URL, filled_in(), REMOTE_ADDR="203.0.113.77")

    assert [key for key in keys if "203" in key and "113.77" in key] == []
    assert len(keys) == 1


def test_limit_in_the_default_file_cache_outlives_many_other_keys(client, settings, tmp_path):
    files = environ.Env.cache_url_config(settings.CACHE_FILES)
    settings.CACHES = {"default": files | {"LOCATION": str(tmp_path)}}
    for _ in range(MESSAGES_PER_HOUR):
        client.post(FORM_URL, filled_in())

    for number in range(400):
        cache.add(f"foreign:{number}", 1)
    refused = client.post(FORM_URL, filled_in())

    menu_of_the_frame = 1
    kept = len(list(tmp_path.glob("*.djcache")))
    assert kept == 400 + MESSAGES_PER_HOUR + menu_of_the_frame
    assert list(errors_of(refused)) == ["__all__"]
    assert Rueckmeldung.objects.count() == MESSAGES_PER_HOUR
