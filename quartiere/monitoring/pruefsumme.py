"""Canonical bytes of an edition and its checksum.

One JSON document a line (RFC 8785 in spirit: sorted keys, no blanks, UTF-8, shortest form of
each float): a head with method version, edition and indicators, then the areas sorted by key.
Lines keep memory bounded for 20,000 areas.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict

from quartiere.monitoring.daten import AusgabeInput, AusgabeResult
from quartiere.monitoring.index import METHOD_VERSION

# What an edition is and what its results depend on. Who may see an indicator and which values
# pass the checks of an import can change later without another edition.
EDITION_FIELDS = ("kommune", "year", "period", "gebietsstand", "attention_groups")
INDIKATOR_FIELDS = ("code", "role", "polarity", "zielgruppe", "name", "unit", "city_value", "sheet")


def input_lines(edition: AusgabeInput, method: str = METHOD_VERSION) -> Iterator[bytes]:
    """The inputs, byte for byte the same whatever the order of areas."""
    head = {name: getattr(edition, name) for name in EDITION_FIELDS}
    head["indicators"] = [
        {name: getattr(indicator, name) for name in INDIKATOR_FIELDS}
        for indicator in edition.indicators
    ]
    yield _line({"method": method, "edition": head})
    for area in sorted(edition.areas, key=lambda area: area.key):
        values = [None if value is None else float(value) + 0.0 for value in area.values]
        yield _line([area.key, area.name, area.inhabitants, area.exclusion, values])


def result_lines(result: AusgabeResult) -> Iterator[bytes]:
    """The results, byte for byte the same whenever they are computed from the same inputs."""
    moments = [None if found is None else asdict(found) for found in result.moments]
    yield _line(
        {
            "moments": moments,
            "zielgruppen": result.zielgruppen,
            "messages": result.messages,
        }
    )
    for area in result.areas:
        yield _line([getattr(area, name) for name in area.__slots__])


def checksum(edition: AusgabeInput, result: AusgabeResult, method: str = METHOD_VERSION) -> str:
    """SHA-256 in hex over inputs, method version and results of an edition."""
    digest = hashlib.sha256()
    for line in input_lines(edition, method):
        digest.update(line)
    for line in result_lines(result):
        digest.update(line)
    return digest.hexdigest()


def _line(value) -> bytes:
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode() + b"\n"
