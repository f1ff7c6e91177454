"""The map: the drawing by keyboard, the movable map on demand, the base map after a click only."""

import re
from base64 import b64decode

LIST_URL = "/quartiere/?kommune=musterstadt"
TILE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def open_live_map(page):
    page.get_by_role("button", name="Karte vergrößern und verschieben").click()
    page.locator(".karte-live path[tabindex]").first.wait_for()


def test_area_of_the_drawing_is_a_link_for_the_keyboard(visit):
    with visit() as page:
        page.goto(LIST_URL)
        page.locator("svg.karte a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/quartiere/musterstadt/[a-z-]+/$"))

        assert page.troubles == []


def test_map_can_be_skipped(visit):
    with visit() as page:
        page.goto(LIST_URL)
        page.get_by_role("link", name="Karte überspringen").focus()
        page.keyboard.press("Enter")

        assert page.url.endswith("#liste")


def test_movable_map_asks_no_other_host_and_works_by_keyboard(visit):
    with visit() as page:
        page.goto(LIST_URL)
        open_live_map(page)
        page.locator(".karte-live path[tabindex]").first.focus()
        page.keyboard.press("Enter")

        assert page.locator(":focus").get_attribute("href").startswith("/quartiere/musterstadt/")
        assert not page.locator("svg.karte[data-karte]").is_visible()
        assert page.troubles == []


def test_base_map_is_loaded_after_the_click_only(visit):
    with visit() as page:
        asked = []
        page.route(
            re.compile(r"^https://"),
            lambda route: (
                asked.append(route.request.url),
                route.fulfill(body=TILE, content_type="image/png"),
            ),
        )
        page.goto("/quartiere/musterstadt/altstadt/")
        open_live_map(page)
        before = list(asked)
        note = page.get_by_text("erfährt er Ihre IP-Adresse").is_visible()
        page.get_by_role("button", name="Hintergrundkarte laden").click()
        page.locator("img.leaflet-tile-loaded").first.wait_for()

        assert before == []
        assert note
        assert {url.split("/")[2] for url in asked} == {"sgx.geodatenzentrum.de"}
        assert [trouble for trouble in page.troubles if "foreign" not in trouble] == []


def test_location_finds_the_quartier(visit):
    point = {"latitude": 54.1, "longitude": 7.22}
    with visit(geolocation=point, permissions=["geolocation"]) as page:
        page.goto("/quartiere/finden/")
        page.get_by_role("button", name="Meinen Standort verwenden").click()
        page.wait_for_url("**/?lat=54.100&lon=7.220")

        assert page.get_by_role("heading", level=3).first.inner_text() == "Am Wasserturm"
        assert page.troubles == []


def test_steckbrief_fits_on_two_sheets(visit):
    with visit() as page:
        page.goto("/quartiere/musterstadt/am-wasserturm/steckbrief/")
        pdf = page.pdf(prefer_css_page_size=True)

        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) in {1, 2}
