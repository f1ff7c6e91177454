"""Error pages in the portal's frame; 500 and 503 need no database."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

RETRY_AFTER_SECONDS = 30
# More than anybody types into one form; beyond it nothing is offered again.
MAX_CHARACTERS = 500_000
# Codes and passwords are typed anew.
ACCOUNT = "/konto/"


def server_error(request):
    """Answer 503 with Retry-After while the database is away, 500 for everything else.

    Django calls this inside its own `except` block, so the exception is at hand.
    """
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return service_unavailable(request)
    return HttpResponse(render_to_string("500.html", request=request), status=500)


def csrf_failure(request, reason=""):
    """The form's token is stale, for example after a log-in in a second tab.

    What was typed is offered again with a fresh token, if the form was one of this portal: a
    foreign page must not put words into somebody's mouth.
    """
    context = {
        "fields": _fields(request) if _is_own(request) else [],
        "has_files": bool(request.FILES),
    }
    return HttpResponse(render_to_string("403_csrf.html", context, request), status=403)


def _is_own(request):
    if request.path.startswith(ACCOUNT):
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    here = f"{request.scheme}://{request.get_host()}"
    return origin in (here, *settings.CSRF_TRUSTED_ORIGINS)


def _fields(request):
    """[(name, value)] as they were sent."""
    pairs = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    return pairs if sum(len(value) for _, value in pairs) <= MAX_CHARACTERS else []


def service_unavailable(request):
    html = render_to_string("503.html", request=request)
    return HttpResponse(html, status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
