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
    """Figures by way: {"portal": {…}, "naive": {…}}."""
    command = [sys.executable, str(HARNESS), "--json", *arguments]
    if connection.vendor == "postgresql":
        command += ["--database", os.environ["DATABASE_URL"]]
    run = subprocess.run(command, capture_output=True, text=True, timeout=500, check=False)
    assert run.returncode == 0, run.stderr
    return {result["way"]: result for result in json.loads(run.stdout)}


@pytest.mark.parametrize("kind", ["processes", "threads"])
def test_the_last_place_is_sold_once_to_32_at_once(kind):
    options = ["--threads"] if kind == "threads" else []

    results = measure("--requests", "64", "--places", "1", "--workers", "32", *options)

    portal = results.pop("portal")
    figures = {name: portal[name] for name in ("sold", "waiting", "lost", "errors", "first_error")}
    assert figures == {"sold": 1, "waiting": 63, "lost": 0, "errors": 0, "first_error": ""}
    assert max(control["oversold"] for control in results.values()) > 0
