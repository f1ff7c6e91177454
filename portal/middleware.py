"""Security headers of every answer."""

from urllib.parse import urlsplit

from csp.constants import NONCE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.urls import reverse

from portal.sprachen.middleware import without_language

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)",
}
# Open data, which names its licence: pages of other portals may read it in the visitor's browser.
OPEN_DATA_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
# The editor loads its modules by an import map and styles its menus inline.
ADMIN_SOURCES = {"script-src": [NONCE], "style-src": [SELF, UNSAFE_INLINE]}
MAP_PATHS = ("/quartiere/", "/kommunen/", "/monitoring/")


class PolicyMiddleware(CSPMiddleware):
    """Strict everywhere; the admin may style inline, map pages may load base-map tiles."""

    def process_response(self, request, response):
        is_open_data = 'rel="license"' in response.headers.get("Link", "")
        headers = HEADERS | OPEN_DATA_HEADERS if is_open_data else HEADERS
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if request.path.startswith(reverse("admin:index")):
            self._extend(response, ADMIN_SOURCES)
        elif without_language(request.path).startswith(MAP_PATHS):
            self._extend(response, {"img-src": [basemap_host()]})
        return super().process_response(request, response)

    def _extend(self, response, sources):
        # The names django-csp's own decorators set.
        response._csp_update = {**(getattr(response, "_csp_update", None) or {}), **sources}


def basemap_host():
    parts = urlsplit(settings.BASEMAP_URL)
    return f"{parts.scheme}://{parts.netloc}"
