"""On paper nothing may end at the edge of the sheet: there is no scrolling."""

import pytest

from tests.browser.addresses import READER_PAGES

# What is left of A4 between the margins, in CSS pixels: upright, and the page `across`.
UPRIGHT, ACROSS = 657, 986


@pytest.mark.parametrize("address", READER_PAGES)
def test_tables_and_maps_fit_on_the_sheet(visit, address):
    with visit(width=UPRIGHT) as page:
        page.emulate_media(media="print")
        page.goto(address)
        if page.evaluate("getComputedStyle(document.body).page") == "across":
            page.set_viewport_size({"width": ACROSS, "height": 657})

        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
