"""Loads and removes the parts of the example data."""

from django.db import transaction

from portal.demo import (
    beitraege,
    fassungen,
    kommune,
    konten,
    monitoring,
    netzwerke,
    quartiere,
    strategie,
    themen,
    veranstaltungen,
)
from portal.suche import index

# Each part may build on those before it. Later apps add their module here.
PARTS = [
    themen, kommune, konten, quartiere, monitoring, strategie, netzwerke, veranstaltungen,
    beitraege, fassungen,
]  # fmt: skip


@transaction.atomic
def load(*, with_accounts):
    """Create what is missing; returns how many rows are new. A second run creates none."""
    with index.collected():
        return sum(part.load() for part in PARTS if with_accounts or part is not konten)


@transaction.atomic
def remove():
    """Delete everything that belongs to the example city, and nothing else."""
    with index.collected():
        return sum(part.remove() for part in reversed(PARTS))
