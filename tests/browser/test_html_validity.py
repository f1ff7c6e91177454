"""Every public page is valid HTML for the Nu Html Checker."""

from urllib.error import HTTPError
from urllib.request import urlopen

from tests.browser.addresses import PUBLIC_PAGES, READER_PAGES, VERSIONS
from tests.validator import html_errors


def read(url):
    """The body, of an error page too."""
    try:
        with urlopen(url, timeout=60) as response:
            return response.read().decode()
    except HTTPError as error:
        with error:
            return error.read().decode()


def test_public_pages_are_valid_html(server, tmp_path):
    english = [f"/en{address}" for address in READER_PAGES]
    addresses = [*PUBLIC_PAGES, *VERSIONS, *english, "/ar/quartiere/"]
    pages = {address: read(server.url + address) for address in addresses}

    assert html_errors(pages, tmp_path) == []
