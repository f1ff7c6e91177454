"""The language of a request comes from its address alone: no cookie, no header, no session."""

import re

from django.conf import settings
from django.utils import translation

from portal.sprachen import addresses, lesen

# What may be a language: "tr", "de-simple", "de-x-einfach".
TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
KNOWN = {code for code, _ in settings.LANGUAGES}


class LanguageMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        code = language_of(request.path_info)
        request.LANGUAGE_CODE = code
        with translation.override(addresses.active_language(code)):
            return self.get_response(request)

    def process_template_response(self, request, response):
        lesen.add_versions(request, response)
        return response


def language_of(path):
    """The language that an address begins with, else German."""
    first = path.removeprefix("/").partition("/")[0]
    return first if first != addresses.SOURCE and _is_language(first) else addresses.SOURCE


def without_language(path):
    """The German address of the same page."""
    return "/" + path.removeprefix("/").removeprefix(addresses.prefix(language_of(path)))


def _is_language(code):
    if code == addresses.API:
        return False
    return code in KNOWN or bool(TAG.fullmatch(code)) and lesen.is_language(code)
