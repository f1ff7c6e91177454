"""What the browser tests of the Veranstaltungen share: mails, the log-in by code, commands."""

import re
import subprocess
import sys
import time
from email import message_from_bytes, policy

from django.conf import settings

# Robots are faster than this (portal.konten.abuse).
HUMAN_MILLISECONDS = 3_200


def manage(server, *arguments):
    """A command of the portal that the browser talks to."""
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=server.environment,
        cwd=settings.BASE_DIR,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def mails_to(server, email):
    """Texts of the mails to this address, oldest first."""
    files = sorted(server.mail.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
    texts = [path.read_bytes() for path in files]
    parts = [part for text in texts for part in re.split(rb"^-{79}$", text, flags=re.M)]
    mails = [message_from_bytes(part.lstrip(), policy=policy.default) for part in parts]
    return [
        mail.get_body(("plain",)).get_content()
        for mail in mails
        if email in str(mail.get("To", ""))
    ]


def last_mail(server, email, number, seconds=20):
    """The mail number `number` to this address, as soon as it is there."""
    deadline = time.monotonic() + seconds
    while len(found := mails_to(server, email)) < number:
        assert time.monotonic() < deadline, f"only {len(found)} mails to {email}"
        time.sleep(0.2)
    return found[number - 1]


def enter_by_code(page, server, email, number=1):
    """From the page "Vorschlagen" to the form, with the code of a mail."""
    page.goto("/veranstaltungen/vorschlagen/")
    page.get_by_label("Ihre E-Mail-Adresse").fill(email)
    page.wait_for_timeout(HUMAN_MILLISECONDS)
    page.get_by_role("button", name="Code anfordern").click()
    code = re.search(r"^[A-Z0-9-]{6,}$", last_mail(server, email, number), re.MULTILINE)[0]
    page.locator("[name=code]").fill(code)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/meine-veranstaltungen/neu/")


def own_link(text):
    """The path of the link to one's own registration in a mail."""
    return re.search(r"https?://[^/\s]+(/veranstaltungen/anmeldung/\S+)", text)[1]


def save_and_go_on(page):
    page.get_by_role("button", name="Speichern und weiter", exact=True).click()
    page.wait_for_load_state()
