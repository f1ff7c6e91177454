"""The portal by keyboard alone."""

import pytest

VISIBLE_FOCUS = """
() => {
  const style = getComputedStyle(document.activeElement)
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
    || style.boxShadow !== "none"
}
"""
FOCUSED = "() => document.activeElement.textContent.trim().replace(/\\s+/g, ' ')"


def tab_to(page, text, limit=40):
    """Press Tab until the element with `text` has the focus; each stop must be visible."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        assert page.evaluate(VISIBLE_FOCUS), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate(FOCUSED) == text:
            return
    raise AssertionError(f"„{text}“ is not reached by keyboard")


def test_skip_link_comes_first_and_leads_to_the_content(visit):
    with visit() as page:
        page.goto("/quartiere/")

        page.keyboard.press("Tab")
        first = page.evaluate("document.activeElement.getAttribute('href')")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")

        assert first == "#inhalt"
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("javascript", [True, False])
def test_navigation_works_on_a_small_screen(visit, javascript):
    with visit(width=360, java_script_enabled=javascript) as page:
        page.goto("/")
        assert not page.get_by_role("link", name="Zielgruppen", exact=True).first.is_visible()

        page.locator("[data-menu] summary").press("Enter")
        page.get_by_role("navigation", name="Hauptnavigation").get_by_role(
            "link", name="Zielgruppen"
        ).press("Enter")

        page.wait_for_url("**/zielgruppen/")


def test_every_stop_of_the_quartier_list_shows_its_focus(visit):
    with visit() as page:
        page.goto("/quartiere/?ansicht=tabelle")

        tab_to(page, "Anwenden")


def test_filter_is_operated_by_keyboard(visit):
    with visit() as page:
        page.goto("/quartiere/")

        field = page.locator("main form [name=q]")
        field.focus()
        page.keyboard.type("Altstadt")
        page.keyboard.press("Enter")

        page.wait_for_url("**/quartiere/?*q=Altstadt*")
        assert page.get_by_role("status").first.inner_text().startswith("1 ")


def test_area_of_the_map_is_reached_and_opened_by_keyboard(visit):
    with visit() as page:
        page.goto("/quartiere/?kommune=musterstadt")

        area = page.locator("svg a").first
        area.focus()
        assert page.evaluate(
            "getComputedStyle(document.activeElement.querySelector('path')).strokeWidth"
        ) != page.evaluate(
            "getComputedStyle(document.querySelectorAll('svg a path')[1]).strokeWidth"
        )
        page.keyboard.press("Enter")

        page.wait_for_url("**/quartiere/musterstadt/*/")
