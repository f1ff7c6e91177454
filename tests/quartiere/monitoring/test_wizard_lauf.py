"""A long check runs in a thread of its own, beside the request."""

import threading

import pytest

from quartiere.monitoring import wizard, wizard_lauf
from quartiere.monitoring.models import Einspielung
from tests.factories_monitoring import EinspielungFactory
from tests.quartiere.monitoring.einspielungen import make_areas, table

DOCUMENT = {
    "jahr": 2021,
    "gebietsstand": "2021",
    "spalten": {"schluessel": "ID"},
    "ausschluss": {"spalte": "KOM", "gueltig": ["gültig"]},
    "indikatoren": {"S1": {"spalte": "S1", "rolle": "status"}},
}


def threads_since(before):
    return set(threading.enumerate()) - before


@pytest.mark.django_db(transaction=True)
def test_large_upload_is_checked_in_a_thread(monkeypatch):
    monkeypatch.setattr(wizard_lauf, "IN_REQUEST_BYTES", 0)
    monkeypatch.setattr(wizard_lauf, "BEAT_SECONDS", 0.05)
    kommune = make_areas()
    einspielung = EinspielungFactory(kommune=kommune)
    wizard.save_files(einspielung, [table()])
    wizard.save_document(einspielung, {"kommune": kommune.ags, **DOCUMENT})
    before = set(threading.enumerate())

    wizard_lauf.start(einspielung)
    while alive := [thread for thread in threads_since(before) if thread.is_alive()]:
        alive[0].join(30)

    einspielung.refresh_from_db()
    assert (einspielung.state, einspielung.ausgabe.area_count) == (Einspielung.State.READY, 5)
