"""The admin in a real browser, under its content security policy."""

from urllib.parse import urlsplit

import pytest
from django.contrib.admin import site

from tests.browser.conftest import axe_in_both_colours, axe_violations, resize
from tests.browser.test_public_pages import heading_faults, too_wide

OWN = ["portal", "quartiere", "netzwerke", "veranstaltungen"]
PAGES = [
    "/verwaltung/",
    "/verwaltung/quartiere/quartier/",
    "/verwaltung/quartiere/quartier/add/",
    "/verwaltung/quartiere/quartier/importieren/",
    "/verwaltung/quartiere/quartier/*/change/",
    "/verwaltung/quartiere/quartier/*/delete/",
    "/verwaltung/quartiere/bild/",
    "/verwaltung/beitraege/beitrag/",
    "/verwaltung/beitraege/beitrag/add/",
    "/verwaltung/beitraege/beitrag/*/history/",
    "/verwaltung/beitraege/linkbefund/",
    "/verwaltung/sprachen/fassung/",
    "/verwaltung/sprachen/fassung/add/",
    "/verwaltung/sprachen/fassung/*/change/",
    "/verwaltung/veranstaltungen/veranstaltung/*/change/",
]
# What only the Programmleitung opens.
WHOLE_PORTAL = [
    "/verwaltung/frische/",
    "/verwaltung/beitraege/seite/",
    "/verwaltung/rueckmeldungen/rueckmeldung/",
    "/verwaltung/sprachen/textsprache/",
]
# One of each kind, with a new row of all that hangs on it; links that were checked are only listed.
MODELS = [model._meta for model in site._registry if model.__module__.split(".")[0] in OWN]
ROWS = [f"/verwaltung/{model.app_label}/{model.model_name}/*/change/" for model in MODELS]
ROWS.remove("/verwaltung/beitraege/linkbefund/*/change/")
TEXT_BOX = ".field-character [role=textbox]"


@pytest.fixture
def admin(signed_in):
    """A page where the Redaktion of the example data is logged in."""
    with signed_in("redaktion@example.org") as page:
        yield page


@pytest.fixture
def programmleitung(reader, cookies_of):
    """The tab that is kept, where the Programmleitung is logged in."""
    reader.context.add_cookies(cookies_of("programmleitung@example.org"))
    return reader


@pytest.mark.parametrize("url", PAGES)
def test_page_is_sound_in_every_size_and_colour(admin, url):
    assert faults_of(admin, url, axe_in_both_colours) == []


@pytest.mark.parametrize("url", [*WHOLE_PORTAL, *ROWS])
def test_page_of_the_programmleitung_is_sound(programmleitung, url):
    assert faults_of(programmleitung, url, axe_violations) == []


def faults_of(page, url, axe):
    """What is wrong there; a * is the first row of that list."""
    if "*" in url:
        page.goto(url.split("*")[0])
        rows = page.locator("#result_list tbody th a")
        assert rows.count(), "the example data has no such row"
        url = url.replace("*", rows.first.get_attribute("href").split("/")[-3])
    answer = page.goto(url)
    page.wait_for_load_state("networkidle")
    # Who may not open it is sent elsewhere; what is not finished goes on where it was left.
    assert answer.ok
    assert urlsplit(page.url).path.startswith("/".join(url.split("/")[:5]))
    for button in page.locator(".add-row a:visible").all():
        button.click()  # a row of what the example has none of
    found = [*heading_faults(page), *axe(page)]
    for width in (1280, 360):
        resize(page, width)
        found += too_wide(page, width)
    return [*found, *page.troubles]


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


def test_rows_that_are_added_are_told_apart_and_keep_their_names(admin):
    admin.goto("/verwaltung/netzwerke/netzwerk/add/")
    add = admin.locator("#mitgliedschaften-group .add-row a")
    for _ in range(3):
        add.click()
    admin.get_by_label("Rolle, Zeile 3").select_option(index=1)

    admin.locator("#mitgliedschaften-0 .inline-deletelink").click()

    admin.get_by_role("combobox", name="Akteur, Zeile 2").wait_for()
    chosen = admin.get_by_label("Rolle, Zeile 2").input_value()
    assert chosen
    assert admin.get_by_label("Rolle, Zeile 3").count() == 0
    assert axe_violations(admin) == []
