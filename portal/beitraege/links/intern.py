"""Does an address of this portal lead to something that everybody may see?"""

import logging
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, QueryDict
from django.http.request import validate_host
from django.urls import Resolver404, is_valid_path, resolve
from django.utils import translation

from portal.sprachen.addresses import active_language
from portal.sprachen.middleware import language_of

logger = logging.getLogger(__name__)

NOT_FOUND = "Diese Seite gibt es nicht, oder sie ist nicht öffentlich."
FAULTY = "Diese Seite antwortet mit einem Fehler."
# Their pages ask for a log-in, and static files are no views.
UNASKED = ("/verwaltung/", "/konto/", "/static/")


def is_internal(url):
    """A path, or an absolute address of this installation; never one that cannot be read."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if not parts.scheme and not parts.netloc:
        return True
    own = {urlsplit(settings.SITE_URL).hostname, *settings.ALLOWED_HOSTS} - {"*"}
    return parts.scheme in {"http", "https"} and parts.hostname in own


def problem_of(url):
    """What is wrong with it in one German sentence; "" where nothing is.

    The view itself is asked, as a reader without a log-in would ask it.
    """
    parts = urlsplit(url)
    path = unquote(parts.path) or "/"
    if path.startswith(UNASKED):
        return ""
    with translation.override(active_language(language_of(path))):
        return _answer_of(_with_slash(path), parts.query)


def _with_slash(path):
    """A reader who leaves out the last slash is led to the page all the same."""
    is_page = path.endswith("/") or is_valid_path(path) or not is_valid_path(f"{path}/")
    return path if is_page else f"{path}/"


def _answer_of(path, query):
    try:
        match = resolve(path)
        response = match.func(_request(path, query), *match.args, **match.kwargs)
    except (Resolver404, Http404):
        return NOT_FOUND
    # Whatever a view raises, the reader gets an error page, and the check goes on.
    except Exception:
        logger.exception("The link check was answered with an error by %s", path)
        return FAULTY
    # Closing tells Django that a request is over, and it would let go of the database.
    if response.streaming:
        response.close()
    if response.status_code in (404, 410):
        return NOT_FOUND
    return FAULTY if response.status_code >= 400 else ""


def _request(path, query):
    site = urlsplit(settings.SITE_URL)
    host = site.hostname or ""
    if not validate_host(host, settings.ALLOWED_HOSTS):
        host = next(iter(settings.ALLOWED_HOSTS), "localhost").lstrip(".")
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.GET = QueryDict(query)
    request.user = AnonymousUser()
    request.META = {
        "SERVER_NAME": host,
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "QUERY_STRING": query,
    }
    return request
