"""How the parts read their data and write their rows."""

import json
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"


def read(name):
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def rich_text(paragraphs):
    return "".join(paragraphs)


def create(model, **fields):
    """A checked row: `full_clean()` also sanitises formatted text."""
    row = model(**fields)
    row.full_clean()
    row.save()
    return row


def quartiere():
    """The data of every Quartier, in a fixed order."""
    paths = sorted((DATA / "quartiere").glob("*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]
