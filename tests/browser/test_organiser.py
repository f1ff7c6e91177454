"""The organisers' pages in a real browser: sound in every size and colour, and by keyboard."""

import pytest

from tests.browser.conftest import axe_in_both_colours, axe_violations, resize
from tests.browser.organiser import save_and_go_on
from tests.browser.test_keyboard import tab_to
from tests.browser.test_public_pages import heading_faults, too_wide
from veranstaltungen.forms import PARTS

ORGANISER = "veranstalter@example.org"
HOME = "/meine-veranstaltungen/"
PAGES = [
    *[f"bearbeiten/{part.slug}/" for part in PARTS],
    "pruefen/",
    "",
    "vorschau/",
    "zugang/",
]


@pytest.fixture
def organiser(signed_in):
    """A page where the organiser of the example data is logged in, at a new draft."""
    with signed_in(ORGANISER) as page:
        page.goto(f"{HOME}neu/")
        page.get_by_label("Titel").fill("Fachtag im Browser")
        save_and_go_on(page)
        page.fill("[name=termine-0-day]", "2027-05-04")
        page.fill("[name=termine-0-clock]", "10:00")
        page.fill("[name=termine-0-end_clock]", "12:00")
        save_and_go_on(page)
        page.draft = page.url.split("bearbeiten/")[0]
        yield page


def faults_of(page, address):
    found = {}
    for width in (360, 1280):
        resize(page, width)
        page.goto(address)
        found[width] = [
            *heading_faults(page),
            *too_wide(page, width),
            *axe_in_both_colours(page),
        ]
    return {width: faults for width, faults in found.items() if faults}


def test_every_page_is_sound_in_every_size_and_colour(organiser):
    addresses = [f"{organiser.draft}{page}" for page in PAGES]
    addresses += [HOME, f"{HOME}neu/", f"{HOME}importieren/"]

    found = {address: faults_of(organiser, address) for address in addresses}

    assert {address: faults for address, faults in found.items() if faults} == {}
    assert organiser.troubles == []


def test_page_with_errors_is_sound_and_says_them_at_the_top(organiser):
    organiser.goto(f"{organiser.draft}bearbeiten/wann/")
    organiser.fill("[name=termine-0-day]", "2027-10-31")
    organiser.fill("[name=termine-0-clock]", "02:30")
    organiser.fill("[name=termine-0-end_clock]", "04:00")
    save_and_go_on(organiser)

    focused = organiser.evaluate("document.activeElement.matches('[data-error-summary]')")
    question = organiser.get_by_role("group", name="Welche Stunde ist beim Beginn gemeint?")

    assert focused
    assert question.is_visible()
    assert axe_violations(organiser) == []


def test_form_is_filled_in_and_saved_by_keyboard_alone(organiser):
    organiser.goto(f"{organiser.draft}bearbeiten/fuer-wen/")
    organiser.focus("[name=audience]")
    organiser.keyboard.type("Fachkräfte")

    tab_to(organiser, "Speichern und weiter", limit=60)
    organiser.keyboard.press("Enter")

    organiser.wait_for_url("**/bearbeiten/barrierefreiheit/")
    organiser.goto(f"{organiser.draft}bearbeiten/fuer-wen/")
    assert organiser.input_value("[name=audience]") == "Fachkräfte"


def test_parts_of_the_form_fold_away_on_a_phone_and_work_without_javascript(signed_in):
    with signed_in(ORGANISER, width=360, java_script_enabled=False) as page:
        page.goto(f"{HOME}neu/")
        page.get_by_label("Titel").fill("Ohne Skript")
        save_and_go_on(page)
        parts = page.get_by_role("navigation", name="Teile des Formulars")
        folded = not parts.get_by_role("link", name="Barrierefreiheit").is_visible()

        parts.locator("summary").click()
        parts.get_by_role("link", name="Barrierefreiheit").click()

        page.wait_for_url("**/bearbeiten/barrierefreiheit/")
        assert folded
