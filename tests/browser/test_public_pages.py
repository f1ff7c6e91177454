"""Every public page in every size and colour: axe, requests, cookies, console, width, headings."""

from itertools import pairwise

import pytest

from tests.browser.addresses import FORM_PAGES, PUBLIC_PAGES, READER_PAGES
from tests.browser.conftest import COLOUR_RULES, axe_violations

WIDTHS, SCHEMES = [360, 1280], {"light": (), "dark": COLOUR_RULES}


@pytest.mark.parametrize("address", PUBLIC_PAGES)
def test_page_is_sound_in_every_size_and_colour(visit, address):
    """axe finds nothing, nothing comes from elsewhere, no console error, no sideways scrolling;
    whoever only reads gets no cookie and no storage."""
    found = {}

    with visit() as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            found[width] = [*heading_faults(page), *too_wide(page, width)]
            for scheme, rules in SCHEMES.items():
                page.emulate_media(color_scheme=scheme)
                found[width] += [f"{scheme}: {fault}" for fault in axe_violations(page, rules)]
        found["troubles"] = page.troubles
        if address in READER_PAGES:
            found["stored"] = [*page.context.cookies(), *stored(page)]

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
def test_page_that_sets_a_cookie_says_so(visit, address):
    with visit() as page:
        page.goto(address)

        names = {cookie["name"] for cookie in page.context.cookies()}
        assert names <= {"csrftoken", "sessionid"}
        assert page.get_by_text("technisch notwendige Cookies").count() == 1
