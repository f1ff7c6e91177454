"""Answers of the API: JSON with an entity tag, the rights to read it anywhere, plain errors."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control
from django.utils.http import http_date, parse_etags

from quartiere.exporte import LICENCE

# Asked for again after that time at the earliest; the entity tag then says whether it changed.
MAX_AGE_SECONDS = 60
ALLOWED = "GET, HEAD, OPTIONS"
PROBLEM = "application/problem+json"


def document(request, value, modified=None):
    """`value` as JSON; 304 where the asker has it already. `modified` is told, not compared:
    a row that went away changes the tag and no date."""
    body = json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder
    ).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    known = {tag.removeprefix("W/") for tag in asked}
    if known & {etag, "*"}:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="application/json")
    response.headers["ETag"] = etag
    if modified:
        response.headers["Last-Modified"] = http_date(modified.timestamp())
    return _open(response)


def problem(status, title, errors=None):
    """RFC 9457: what is wrong, in German, for each parameter."""
    value = {"title": title, "status": status} | ({"errors": errors} if errors else {})
    body = json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
    return _open(HttpResponse(body, status=status, content_type=PROBLEM))


def not_allowed():
    response = problem(405, "Diese Schnittstelle ist nur zum Lesen da.")
    response.headers["Allow"] = ALLOWED
    return response


def preflight():
    """What a browser asks before it sends If-None-Match from another site."""
    response = _open(HttpResponse(status=204))
    response.headers["Allow"] = ALLOWED
    response.headers["Access-Control-Allow-Methods"] = ALLOWED
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _open(response):
    # The middleware opens what names its licence to other sites.
    response.headers["Link"] = f'<{LICENCE["url"]}>; rel="license"'
    response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link"
    response.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=MAX_AGE_SECONDS)
    return response
