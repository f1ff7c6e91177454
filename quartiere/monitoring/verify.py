"""Whether a published edition is still what was published, and can be computed again."""

from quartiere.monitoring import stored
from quartiere.monitoring.index import METHOD_VERSION, compute
from quartiere.monitoring.pruefsumme import checksum


def verify(ausgabe) -> list[str]:
    """German sentences about what differs; empty for an edition that is as it was."""
    edition, found = stored.load(ausgabe)
    problems = []
    if checksum(edition, found, ausgabe.method_version) != ausgabe.checksum:
        problems.append("Die gespeicherten Daten passen nicht zur Prüfsumme.")
    # An edition of an older method cannot be computed again, but its checksum still holds.
    if ausgabe.method_version == METHOD_VERSION and compute(edition) != found:
        problems.append("Nachrechnen ergibt andere Ergebnisse.")
    return problems
