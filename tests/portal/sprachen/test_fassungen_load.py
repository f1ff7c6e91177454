"""What the admin of versions loads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.portal.sprachen.fassungen import make

pytestmark = pytest.mark.django_db


def test_boundaries_are_not_loaded_to_list_and_choose_versions(client, staff, quartier):
    fassung = make(quartier)
    client.force_login(staff)
    pages = [
        reverse("admin:sprachen_fassung_add"),
        reverse("admin:sprachen_fassung_changelist") + "?stand=aktuell",
        reverse("admin:sprachen_fassung_change", args=[fassung.pk]),
        reverse("admin:index"),
    ]

    with CaptureQueriesContext(connection) as asked:
        answers = [client.get(page).status_code for page in pages]

    assert answers == [200] * 4
    loaded = '"quartiere_quartier"."boundary", '
    assert [query["sql"] for query in asked if loaded in query["sql"]] == []
