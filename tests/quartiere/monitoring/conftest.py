"""Property tests say what holds, not how fast a busy machine is."""

import pytest
from hypothesis import HealthCheck, settings

from tests.factories import KommuneFactory
from tests.factories_monitoring import PlanungsraumFactory
from tests.quartiere.monitoring.builders import KOMMUNE

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture
def musterstadt(db):
    """The Kommune of the small profiles."""
    return KommuneFactory(ags=KOMMUNE, name="Musterstadt", slug="musterstadt")


@pytest.fixture
def areas(musterstadt):
    """Its three Planungsräume of 2030."""
    return [
        PlanungsraumFactory(kommune=musterstadt, gebietsstand="2030", key=key)
        for key in ("01", "02", "03")
    ]


@pytest.fixture
def write(tmp_path):
    """Writes a file and gives its path."""

    def write(text, name="werte.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write
