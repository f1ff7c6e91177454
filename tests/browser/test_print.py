"""On paper nothing may end at the edge of the sheet: there is no scrolling."""

import pytest

from tests.browser.addresses import READER_PAGES
from tests.browser.conftest import resize

# What is left of A4 between the margins, in CSS pixels: upright, and the page `across`.
UPRIGHT, ACROSS = 657, 986


@pytest.mark.parametrize("address", READER_PAGES)
def test_tables_and_maps_fit_on_the_sheet(reader, address):
    resize(reader, UPRIGHT)
    reader.emulate_media(media="print")
    reader.goto(address)
    if reader.evaluate("getComputedStyle(document.body).page") == "across":
        resize(reader, ACROSS)

    assert reader.evaluate("document.documentElement.scrollWidth") <= reader.viewport_size["width"]
