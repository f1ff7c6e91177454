"""The language of a page is the first part of its address: /quartiere/, /en/quartiere/, /ar/….

Django's active language carries two things: the language of the portal's own texts and the
language of the addresses. "de" and "en" are both in one. Where the portal has no complete
catalogue, "de-x-ar" (BCP 47, private use) stands for German texts below the addresses of Arabic;
Django finds catalogue and formats of "de" for it, and `reverse()` keeps "/ar/".
"""

import re
from collections.abc import Iterator

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern
from django.utils.translation import get_language

SOURCE = settings.LANGUAGE_CODE
# Every text of the portal is there in these, and a test says so.
COMPLETE = (SOURCE, "en")
# Header, footer and notices are there in these too.
FRAME = (*COMPLETE, "ar", "tr", "uk", "ru", "pl")
# Of the frame; a version has the direction of its Textsprache.
RIGHT_TO_LEFT = {"ar"}
PRIVATE_USE = "-x-"
# A preview is a link between colleagues; programs have no language.
API = "api"
WITHOUT_LANGUAGE = re.compile(rf"<path:|\.[^/]*$|^(?:vorschau|{API})/")

ROUTES = set()


def active_language(code):
    """What Django activates for the addresses of the language `code`."""
    return code if code in COMPLETE else f"{SOURCE}{PRIVATE_USE}{code}"


def address_language():
    """The language of the addresses that `reverse()` makes now."""
    text, _, code = (get_language() or SOURCE).partition(PRIVATE_USE)
    return code or text


def text_language():
    """The language of the portal's own texts now, as it belongs into `lang`."""
    text = (get_language() or SOURCE).partition(PRIVATE_USE)[0]
    return text if text in FRAME else SOURCE


def frame_language():
    """What Django activates for header, footer and notices."""
    code = address_language()
    return code if code in FRAME else get_language()


def direction(code):
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def prefix(code=None):
    """ "" for German, "en/" for English."""
    code = code or address_language()
    return "" if code == SOURCE else f"{code}/"


def in_language(address, code):
    """The same page below the addresses of another language; `address` is of the active one."""
    return "/" + prefix(code) + address.removeprefix("/").removeprefix(prefix())


class LanguageRoute(RoutePattern):
    """A route below the prefix of the active language."""

    @property
    def regex(self):
        start = prefix()
        if start not in self._regex_dict:
            self._regex_dict[start] = re.compile(f"^{re.escape(start)}{self._regex[1:]}")
        return self._regex_dict[start]


def in_languages(route, module):
    """`path(route, include(module))` with the pages of the module in every language.

    Files, exports and feeds have one address; so have previews.
    """
    urlconf, app_name, namespace = include(module)
    entries = list(_leaves(route, urlconf.urlpatterns))
    return path("", include((entries, app_name), namespace))


def page(route, view, name):
    """`path()` for a single page in every language."""
    return _leaf(route, URLPattern(RoutePattern(route, is_endpoint=True), view, None, name))


def _leaves(route, patterns) -> Iterator[URLPattern]:
    for entry in patterns:
        below = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _leaves(below, entry.url_patterns)
        else:
            yield _leaf(below, entry)


def _leaf(route, entry):
    if WITHOUT_LANGUAGE.search(route):
        return path(route, entry.callback, entry.default_args, entry.name)
    ROUTES.add(route)
    pattern = LanguageRoute(route, name=entry.name, is_endpoint=True)
    return URLPattern(pattern, entry.callback, entry.default_args, entry.name)


def has_languages(match):
    """Whether the page that a request was resolved to has an address in every language."""
    return match is not None and match.route in ROUTES
