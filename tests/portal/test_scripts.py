"""What `script/server` refuses at once, before it sets anything up."""

import os
import subprocess

import pytest
from django.conf import settings


@pytest.mark.parametrize("port", ["abc", "0", "-1", "80.5"])
def test_server_refuses_what_is_no_port(port):
    result = subprocess.run(
        ["script/server"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "PORT": port},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    said = f"ERROR: PORT must be a number between 1 and 65535, not {port}.\n"
    assert (result.returncode, result.stdout, result.stderr) == (1, "", said)
