"""Every public page in every size and colour: axe, requests, cookies, console, width, headings."""

from itertools import pairwise

import pytest

from tests.browser.addresses import FORM_PAGES, PUBLIC_PAGES, READER_PAGES
from tests.browser.conftest import axe_in_both_colours, resize


@pytest.mark.parametrize("address", PUBLIC_PAGES)
def test_page_is_sound_in_every_size_and_colour(reader, address):
    """axe finds nothing, nothing comes from elsewhere, no console error, no sideways scrolling;
    whoever only reads gets no cookie and no storage."""
    found = {}

    for width in (360, 1280):
        resize(reader, width)
        reader.goto(address)
        found[width] = [
            *heading_faults(reader),
            *too_wide(reader, width),
            *axe_in_both_colours(reader),
        ]
    found["troubles"] = reader.troubles
    if address in READER_PAGES:
        found["stored"] = [*reader.context.cookies(), *stored(reader)]

    assert {key: faults for key, faults in found.items() if faults} == {}


def too_wide(page, width):
    overflow = page.evaluate("document.documentElement.scrollWidth") - width
    return [f"{overflow} px too wide"] if overflow > 0 else []


def stored(page):
    return page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")


def heading_faults(page):
    levels = page.eval_on_selector_all(
        "h1,h2,h3,h4,h5,h6", "nodes => nodes.map(node => Number(node.tagName[1]))"
    )
    faults = [f"h{high} after h{low}" for low, high in pairwise(levels) if high > low + 1]
    if levels.count(1) != 1 or levels[0] != 1:
        faults.append(f"headings {levels}")
    return faults


@pytest.mark.parametrize("address", FORM_PAGES)
def test_page_that_sets_a_cookie_says_so(reader, address):
    reader.goto(address)

    names = {cookie["name"] for cookie in reader.context.cookies()}
    assert names <= {"csrftoken", "sessionid"}
    assert reader.get_by_text("technisch notwendige Cookies").count() == 1
