"""Absolute addresses for mails and calendars, which are written without a request."""

from urllib.parse import urlsplit

from django.conf import settings


def _at(path):
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def host():
    """The host of the portal: the right-hand side of calendar and message ids."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def detail(veranstaltung):
    return _at(f"/veranstaltungen/{veranstaltung.slug}/")


def public(veranstaltung):
    """The page where everybody reads it; "" while there is none."""
    return detail(veranstaltung) if veranstaltung.is_public else ""


def dashboard(veranstaltung):
    return _at(f"/meine-veranstaltungen/{veranstaltung.slug}/")


def own():
    return _at("/meine-veranstaltungen/")


def moderation(veranstaltung):
    return _at(f"/verwaltung/veranstaltungen/veranstaltung/{veranstaltung.pk}/change/")


def check_of_changes(veranstaltung):
    return _at(f"/verwaltung/veranstaltungen/veranstaltung/{veranstaltung.pk}/aenderungen/")


def registration(key):
    """The page of one Anmeldung, opened by its signed key: confirm, accept, change, cancel."""
    return _at(f"/veranstaltungen/anmeldung/{key}/")
