import pytest

from quartiere.models import Zielgruppe


@pytest.fixture
def kinder():
    return Zielgruppe.objects.get(slug="kinder")
