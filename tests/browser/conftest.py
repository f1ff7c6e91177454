"""A real server with the example data, and a real browser in front of it.

Pages are read in one gunicorn per test process, started with the production settings. No test
here may touch the database of the test process.
"""

import fcntl
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from portal.demo.konten import PASSWORD
from tests import migrated

AXE = settings.BASE_DIR / "build/npm/node_modules/axe-core/axe.min.js"
CHROMIUM = "/usr/bin/chromium"
# A closed network must not be asked for the browser's own services.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """A folder with the example data and static files, made once for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "example"
    with open(f"{folder}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = folder.with_suffix(".new")
            shutil.rmtree(unfinished, ignore_errors=True)
            fill(unfinished)
            unfinished.rename(folder)
    return folder


def fill(folder):
    commands = [
        ["shell", "--command", "from tests.browser import rows; rows.make()"],
        ["collectstatic", "--noinput"],
    ]
    if loaded := os.environ.get("EXAMPLE"):  # script/test has done that part already
        shutil.copytree(loaded, folder)
    else:
        folder.mkdir()
        migrated.copy_to(folder / "portal.sqlite3")
        high = ["shell", "--command", "from tests import migrated; migrated.number_high()"]
        commands = [["migrate"], high, ["load_demo_data"], *commands]
    for arguments in commands:
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            env=environment_of(folder, port=0),
            cwd=settings.BASE_DIR,
            check=True,
            stdout=subprocess.DEVNULL,
        )


@pytest.fixture(scope="session")
def server(example, tmp_path_factory):
    """Address and mail folder of a portal with the example data."""
    folder = tmp_path_factory.mktemp("server") / "portal"
    shutil.copytree(example, folder)
    (folder / "mail").mkdir()
    port = free_port()
    environment = environment_of(folder, port)
    with serving(environment, folder / "server.log"):
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/gesundheit/")
        yield SimpleNamespace(url=url, mail=folder / "mail", environment=environment)


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def environment_of(folder, port):
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "SECRET_KEY": "only-for-the-browser-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
        "DEBUG": "False",
        "HTTPS": "False",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        "CACHE_URL": f"filecache://{folder}/cache",
        "MEDIA_ROOT": str(folder / "media"),
        "BROWSER_STATIC_ROOT": str(folder / "static"),
        "BROWSER_MAIL_ROOT": str(folder / "mail"),
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
        "LOG_LEVEL": "WARNING",
    }


@contextmanager
def serving(environment, log):
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi"]
    with log.open("w") as output:
        process = subprocess.Popen(
            command, env=environment, cwd=settings.BASE_DIR, stdout=output, stderr=output
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_for(url, seconds=90):
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urlopen(url, timeout=2):
                return
        except OSError:  # refused, or too slow on a busy machine
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, server):
    """`with visit(width=360) as page:` a page whose troubles are collected in `page.troubles`."""

    @contextmanager
    def open_page(**options):
        context = open_context(chromium, server, **options)
        try:
            yield open_tab(context, server)
        finally:
            context.close()

    return open_page


@pytest.fixture(scope="session")
def _sessions():
    """{e-mail address: [cookies of the log-in]}."""
    return {}


@pytest.fixture
def cookies_of(visit, _sessions):
    """`cookies_of("redaktion@example.org")` logs in where that is new."""

    def log_in_once(email):
        if email not in _sessions:
            with visit() as page:
                log_in(page, email)
                _sessions[email] = page.context.cookies()
        return _sessions[email]

    return log_in_once


@pytest.fixture
def signed_in(visit, cookies_of):
    """`with signed_in("redaktion@example.org") as page:` a page as `visit` gives it."""

    @contextmanager
    def open_page(email, **options):
        with visit(**options) as page:
            page.context.add_cookies(cookies_of(email))
            yield page

    return open_page


def log_in(page, email):
    page.goto("/konto/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile(r"/konto/$"))


@pytest.fixture(scope="session")
def _reading(chromium, server):
    """One tab for whatever is only read: to open another costs more than most pages do."""
    context = open_context(chromium, server)
    yield open_tab(context, server)
    context.close()


@pytest.fixture
def reader(_reading, server):
    """Somebody's first visit, to read: the page as `visit` gives it, nothing is stored."""
    if _reading.url.startswith(server.url):
        _reading.evaluate("sessionStorage.clear()")
    _reading.goto("about:blank")
    _reading.context.clear_cookies()
    browser = _reading.context.new_cdp_session(_reading)
    forgotten = {"origin": server.url, "storageTypes": "all"}
    browser.send("Storage.clearDataForOrigin", forgotten)
    browser.detach()
    resize(_reading, 1280)
    _reading.emulate_media(color_scheme="light", media="screen")
    _reading.troubles.clear()
    return _reading


def open_context(chromium, server, width=1280, **options):
    return chromium.new_context(
        base_url=server.url, viewport={"width": width, "height": 900}, locale="de-DE", **options
    )


def open_tab(context, server):
    page = context.new_page()
    page.troubles = []
    page.on("console", lambda message: note_console(page, message))
    page.on("pageerror", lambda error: page.troubles.append(f"error: {error}"))
    page.on("request", lambda request: note_foreign(page, request, server.url))
    return page


def resize(page, width):
    page.set_viewport_size({"width": width, "height": 900})


def note_console(page, message):
    # Chromium logs the status of a page that is meant to be missing or forbidden.
    if message.type in {"error", "warning"} and not re.search(r"status of 40[034]", message.text):
        page.troubles.append(f"console: {message.text}")


def note_foreign(page, request, own):
    if not request.url.startswith((own, "data:", "blob:")):
        page.troubles.append(f"foreign request: {request.url}")


# What another colour scheme can change: the page and its boxes stay.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]


def axe_violations(page, *, only=(), without=()):
    """What axe finds, a line each: rule, element and why; by all its rules or by some."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text())
    rules = {rule: {"enabled": False} for rule in without}
    options = {"resultTypes": ["violations"], "rules": rules}
    if only:
        options["runOnly"] = list(only)
    result = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def axe_in_both_colours(page):
    """What axe finds on the page as it is, and in the other colours that it can take on."""
    found = []
    for scheme, only in {"light": (), "dark": COLOUR_RULES}.items():
        page.emulate_media(color_scheme=scheme)
        page.evaluate("Promise.all(document.getAnimations().map(change => change.finished))")
        found += [f"{scheme}: {fault}" for fault in axe_violations(page, only=only)]
    return found
