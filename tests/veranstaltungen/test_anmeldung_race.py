"""Many at once, on the database the tests run on, in processes and threads of their own.

The control counts first and inserts then; it must oversell, else the harness proves nothing.
"""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.django_db

HARNESS = settings.BASE_DIR / "benchmarks" / "anmeldung.py"


def measure(*arguments):
    """[{"kind": …, "way": "portal", "sold": …}, …]: figures by kind of worker and way."""
    command = [sys.executable, str(HARNESS), "--json", *arguments]
    if connection.vendor == "postgresql":
        command += ["--database", os.environ["DATABASE_URL"]]
    run = subprocess.run(command, capture_output=True, text=True, timeout=500, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_the_last_place_is_sold_once_to_32_at_once():
    kinds = ["processes", "threads"]

    results = measure("--requests", "64", "--places", "1", "--workers", "32", "--kinds", *kinds)

    names = ("sold", "waiting", "lost", "errors", "first_error")
    portal = {
        result["kind"]: [result[name] for name in names]
        for result in results
        if result["way"] == "portal"
    }
    controls = [result for result in results if result["way"] != "portal"]
    oversold = {result["kind"]: result["oversold"] for result in controls if result["oversold"]}
    assert portal == dict.fromkeys(kinds, [1, 63, 0, 0, ""])
    assert sorted(oversold) == kinds
