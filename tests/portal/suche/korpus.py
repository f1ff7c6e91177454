"""The corpus of the quality list as rows of the portal, and how well a search does on it.

`benchmarks/data/suche/` holds 112 documents and 330 queries with the documents that somebody who
types them would expect. Both are written by hand; `benchmarks/search.py` measures with them too.
"""

import json

from django.conf import settings

from netzwerke.models import Akteur, Angebot, Massnahme, Netzwerk
from portal.beitraege.models import Seite
from portal.suche.kinds import BY_NAME
from quartiere.models import Handlungsfeld, Kommune, Quartier, Zielgruppe
from quartiere.strategie.models import Handlungsansatz, Ziel
from veranstaltungen.models import Veranstaltung

FOLDER = settings.BASE_DIR / "benchmarks" / "data" / "suche"
PUBLISHED = "published"
# What stands for the text of a kind that has no field of that name.
TEXT = {"quartier": "character", "veranstaltung": "description"}
WITHOUT_TEASER = {"ziel": "indicator", "handlungsansatz": None}
IN_A_QUARTIER = (Ziel, Handlungsansatz)


def read(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def build():
    """Make the rows; returns {(kind, key of the row): id of the document in the file}."""
    made, keys = {}, {}
    home = Kommune.objects.create(name="Musterstadt", slug="musterstadt", ags="99000000")
    for document in read("dokumente"):
        row = _row(document, made, home)
        made[document["id"]] = row
        keys[document["kind"], row.pk] = document["id"]
    return keys


def _row(document, made, home):
    kind, place = BY_NAME[document["kind"]], document["place"]
    values = {
        kind.title: document["title"],
        TEXT.get(kind.name, "text"): document["text"],
        WITHOUT_TEASER.get(kind.name, "teaser"): document["teaser"],
    }
    values.pop(None, None)
    if kind.model in (Zielgruppe, Handlungsfeld):
        row, _ = kind.model.objects.update_or_create(
            name=document["title"], defaults={**values, "slug": f"korpus-{document['id']}"}
        )
        return row
    quartier = made.get(place)
    row = kind.model(slug=f"korpus-{document['id']}", status=PUBLISHED, **values)
    if isinstance(row, Quartier):
        row.kommune = _kommune(place)
    elif isinstance(row, IN_A_QUARTIER):
        row.quartier = quartier
    elif not isinstance(row, Seite):
        row.kommune = quartier.kommune if quartier else home
    row.save()
    if quartier and isinstance(row, Akteur | Angebot | Massnahme | Netzwerk | Veranstaltung):
        row.quartiere.set([quartier])
    if document["zielgruppen"] and not isinstance(row, Ziel | Seite):
        row.zielgruppen.set([made[key] for key in document["zielgruppen"]])
    return row


def _kommune(name):
    number = sum(map(ord, name))
    return Kommune.objects.get_or_create(
        name=name, defaults={"slug": f"korpus-{number}", "ags": f"98{number:06}"}
    )[0]


def quality(answers):
    """(recall@10, mean reciprocal rank) of {query: [ids in order]} against the expected ones."""
    recalls, ranks = [], []
    for entry in read("anfragen"):
        expected, found = set(entry["expected"]), answers[entry["query"]][:10]
        recalls.append(len(expected.intersection(found)) / len(expected))
        first = next((place for place, key in enumerate(found, 1) if key in expected), None)
        ranks.append(1 / first if first else 0)
    return sum(recalls) / len(recalls), sum(ranks) / len(ranks)
