import threading
from http.server import HTTPServer

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import KommuneFactory
from tests.factories_beitraege import BeitragFactory
from tests.portal.beitraege.linkserver import Handler


@pytest.fixture
def hidden(kommune):
    """Everything that must never be seen: one of each reason, all with `quartiere` and the like.

    Call it with what the public ones are related to.
    """

    def make(**relations):
        inactive = KommuneFactory(is_active=False)
        return [
            BeitragFactory(kommune=kommune, title="GEHEIM Entwurf", **relations),
            BeitragFactory(kommune=kommune, title="GEHEIM gelesen", reviewed=True, **relations),
            BeitragFactory(kommune=kommune, title="GEHEIM geplant", scheduled=True, **relations),
            BeitragFactory(kommune=kommune, title="GEHEIM vorbei", expired=True, **relations),
            BeitragFactory(kommune=inactive, title="GEHEIM fort", published=True, **relations),
        ]

    return make


@pytest.fixture
def anonymous_user():
    return AnonymousUser()


@pytest.fixture
def count_queries(client):
    """How many queries the answer to an address takes, read to its end."""

    def run(address):
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
            assert response.getvalue()
        return len(captured)

    return run


@pytest.fixture
def server():
    running = HTTPServer(("127.0.0.1", 0), Handler)
    running.asked = []
    thread = threading.Thread(target=running.serve_forever, args=(0.01,))
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()
