"""Every public page in English, and below Arabic addresses from right to left, for axe."""

import re

import pytest

from tests.browser.addresses import FORM_PAGES, READER_PAGES, VERSIONS
from tests.browser.conftest import COLOUR_RULES, axe_violations, resize
from tests.browser.test_public_pages import heading_faults, too_wide

# Previews have one address; a page that does not exist is there once more.
TRANSLATED = [address for address in READER_PAGES if not address.startswith("/vorschau/")]
PAGES = [(f"/en{address}", 1280) for address in TRANSLATED]
PAGES += [(f"/ar{address}", 360) for address in TRANSLATED]
# Below Arabic addresses the text itself stays German.
COOKIES = re.compile("technisch notwendige Cookies|technically necessary cookies")
FORMS = [address for address in FORM_PAGES if not address.startswith("/konto/")]
FORMS = [(f"/{code}{address}", width) for address in FORMS for code, width in
         [("en", 1280), ("ar", 360)]]  # fmt: skip
PAGES += [(address, width) for address in VERSIONS for width in (360, 1280)]


@pytest.mark.parametrize(("address", "width"), PAGES)
def test_page_in_another_language_is_sound(reader, address, width):
    assert [*faults_of(reader, address, width), *reader.context.cookies()] == []


@pytest.mark.parametrize(("address", "width"), FORMS)
def test_form_in_another_language_is_sound(reader, address, width):
    found = faults_of(reader, address, width)

    names = {cookie["name"] for cookie in reader.context.cookies()}
    assert (found, reader.get_by_text(COOKIES).count()) == ([], 1)
    assert names <= {"csrftoken", "sessionid"}


def faults_of(page, address, width):
    """What is wrong there; colours are those of the German page, but for notices of versions."""
    resize(page, width)
    page.goto(address)
    known = [] if address in VERSIONS else COLOUR_RULES
    return [
        *axe_violations(page, without=known),
        *heading_faults(page),
        *too_wide(page, width),
        *page.troubles,
    ]
