from django.conf import settings
from django.core.exceptions import DisallowedHost

from portal.sprachen import addresses


def site(request):
    """What every page says about this installation; no session, no user, no database."""
    return {
        "site": {
            "name": settings.SITE_NAME,
            "claim": settings.SITE_CLAIM,
            "operator": settings.SITE_OPERATOR,
            "email": settings.SITE_EMAIL,
            "accent": settings.SITE_ACCENT,
            "official_line": settings.SITE_OFFICIAL_LINE,
        },
        "origin": origin(request),
        "canonical_url": canonical_url(request) if origin(request) else "",
    }


def origin(request):
    """Scheme and host; empty without a request and on the error page of a foreign Host."""
    try:
        return f"{request.scheme}://{request.get_host()}" if request else ""
    except DisallowedHost:
        return ""


def canonical_url(request):
    """Without the query; in a language that the portal's own texts lack the German address."""
    path = addresses.in_language(request.path, addresses.text_language())
    return request.build_absolute_uri(path)
