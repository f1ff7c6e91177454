"""The admin in a real browser, under its content security policy."""

import pytest

from portal.demo.konten import PASSWORD
from tests.browser.conftest import axe_violations, log_in

LIST_URL = "/verwaltung/quartiere/quartier/"
PAGES = [
    "/verwaltung/",
    LIST_URL,
    "/verwaltung/quartiere/quartier/add/",
    "/verwaltung/quartiere/quartier/importieren/",
    "/verwaltung/quartiere/bild/",
    "/verwaltung/beitraege/beitrag/",
    "/verwaltung/beitraege/beitrag/add/",
    "/verwaltung/beitraege/beitrag/1/history/",
    "/verwaltung/beitraege/linkbefund/",
    "/verwaltung/sprachen/fassung/",
    "/verwaltung/sprachen/fassung/add/",
    "/verwaltung/sprachen/fassung/1/change/",
]
# What only the Programmleitung opens.
WHOLE_PORTAL = [
    "/verwaltung/frische/",
    "/verwaltung/beitraege/seite/",
    "/verwaltung/beitraege/seite/1/change/",
    "/verwaltung/rueckmeldungen/rueckmeldung/",
    "/verwaltung/sprachen/textsprache/",
]
TEXT_BOX = ".field-character [role=textbox]"


@pytest.fixture
def admin(visit):
    """A page where the Redaktion of the example data is logged in."""
    with visit() as page:
        log_in(page, "redaktion@example.org", PASSWORD)
        yield page


@pytest.mark.parametrize("url", PAGES)
def test_page_runs_without_a_complaint_of_the_browser(admin, url):
    admin.goto(url)
    admin.wait_for_load_state("networkidle")

    assert admin.troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("url", PAGES)
def test_page_passes_axe(visit, url, scheme):
    with visit(scheme=scheme) as page:
        log_in(page, "redaktion@example.org", PASSWORD)
        page.goto(url)
        page.wait_for_load_state("networkidle")

        found = axe_violations(page)

    assert found == []


@pytest.mark.parametrize("url", PAGES)
def test_page_fits_a_small_screen(visit, url):
    with visit(width=360) as page:
        log_in(page, "redaktion@example.org", PASSWORD)
        page.goto(url)

        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert wide <= 0


@pytest.mark.parametrize("url", WHOLE_PORTAL)
def test_page_of_the_programmleitung_is_sound(visit, url):
    with visit(width=360) as page:
        log_in(page, "programmleitung@example.org", PASSWORD)
        page.goto(url)
        page.wait_for_load_state("networkidle")

        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found = [*axe_violations(page), *page.troubles]

    assert (wide, found) == (0, [])


def test_editor_has_a_name_and_speaks_german(admin):
    admin.goto("/verwaltung/quartiere/quartier/add/")

    box = admin.get_by_role("textbox", name="Charakter")
    box.wait_for()

    titles = admin.locator(".field-character .prose-menubar button").evaluate_all(
        "buttons => buttons.map(button => button.title)"
    )
    assert box.count() == 1
    assert titles[:6] == [
        "Überschrift",
        "Kleine Überschrift",
        "Absatz",
        "Aufzählung",
        "Nummerierte Liste",
        "Listen-Einstellungen",
    ]


def test_editor_makes_headings_lists_and_links(admin):
    admin.goto("/verwaltung/quartiere/quartier/add/")
    admin.locator(TEXT_BOX).click()

    admin.click(".field-character button[title='Überschrift']")
    admin.keyboard.type("Lage")
    admin.keyboard.press("Enter")
    admin.click(".field-character button[title='Aufzählung']")
    admin.keyboard.type("am Fluss")

    stored = admin.evaluate("document.getElementById('id_character').value")
    assert stored == "<h3>Lage</h3><ul><li><p>am Fluss</p></li></ul>"
    assert admin.troubles == []


def test_picture_is_added_in_a_window_of_its_own(admin, tmp_path):
    admin.goto("/verwaltung/quartiere/quartier/add/")

    with admin.expect_popup() as opened:
        admin.click("#add_id_picture")

    assert "/verwaltung/quartiere/bild/add/" in opened.value.url
    opened.value.wait_for_load_state()
    assert opened.value.locator("#id_alt_text").is_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_rows_below_a_form_do_not_widen_the_page(visit, width):
    with visit(width=width) as page:
        log_in(page, "redaktion@example.org", PASSWORD)
        page.goto("/verwaltung/veranstaltungen/veranstaltung/1/change/")
        page.wait_for_load_state("networkidle")

        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert wide <= 0
