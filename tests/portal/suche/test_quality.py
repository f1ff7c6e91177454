"""How well the search does on the quality list, and that both databases answer alike."""

import json

import pytest

from portal.suche import engine
from portal.suche.models import SuchDokument, SuchWort
from tests.portal.suche import korpus

pytestmark = pytest.mark.django_db

# Measured: see benchmarks/search.py. The golden hits are of SQLite; on PostgreSQL the same test
# compares with the same file.
MIN_RECALL, MIN_MRR = 0.99, 0.97
GOLDEN = korpus.FOLDER / "treffer.json"
SEARCHED = ["hilfe für alleinerziehende schöneberg", "quartiermanagment", "muenster"]


def answers():
    SuchDokument.objects.all().delete()
    SuchWort.objects.all().delete()
    keys = korpus.build()
    return {
        entry["query"]: [
            keys[hit.kind, hit.object_id]
            for hit in engine.search(entry["query"]).hits
            if (hit.kind, hit.object_id) in keys
        ][:10]
        for entry in korpus.read("anfragen")
    }


def test_quality_list_finds_what_is_expected_the_same_on_every_database():
    found = answers()

    recall, mrr = korpus.quality(found)
    assert (recall >= MIN_RECALL, mrr >= MIN_MRR) == (True, True), (recall, mrr)
    assert found == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_quality_list_is_long_and_holds_what_was_promised():
    entries = korpus.read("anfragen")

    assert len({entry["query"] for entry in entries}) == len(entries) >= 200
    assert set(SEARCHED) <= {entry["query"] for entry in entries}


def test_measure_sees_a_search_that_finds_nothing():
    nothing = {entry["query"]: [] for entry in korpus.read("anfragen")}

    assert korpus.quality(nothing) == (0, 0)
