"""HTML validity by the Nu Html Checker, which comes from npm and needs Java."""

import json
import shutil
import subprocess
from pathlib import PurePath

import pytest
from django.conf import settings

CHECKER = settings.BASE_DIR / "build/npm/node_modules/vnu-jar/build/dist/vnu.jar"


def html_errors(pages, folder):
    """Check many pages in one start of the checker, which takes about two seconds.

    `pages` maps a name (an address, say) to HTML; the files are written to `folder`.
    Returns "name, line: message" for every error and warning; skips where Java is missing.
    """
    if not shutil.which("java") or not CHECKER.exists():
        pytest.skip("The HTML checker needs Java and the development packages of npm.")
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        (folder / f"{number}.html").write_text(html)
        names[f"{number}.html"] = name
    command = ["java", "-jar", CHECKER, "--stdout", "--format", "json", "--exit-zero-always"]
    result = subprocess.run([*command, folder], capture_output=True, text=True, check=True)
    faults = [
        message
        for message in json.loads(result.stdout)["messages"]
        if message["type"] == "error" or message.get("subType") == "warning"
    ]
    return sorted(
        f"{names[PurePath(fault['url']).name]}, line {fault['lastLine']}: {fault['message']}"
        for fault in faults
    )
