"""Everything works without JavaScript."""

import re


def test_quartier_is_found_filtered_and_read(visit):
    with visit(width=360, java_script_enabled=False) as page:
        page.goto("/")
        page.locator("main form [name=q]").fill("Altstadt")
        page.locator("main form button").click()
        page.get_by_role("link", name="Altstadt").first.click()

        assert page.get_by_role("heading", level=1).inner_text() == "Altstadt"


def test_filter_keeps_its_choice_and_its_address(visit):
    with visit(java_script_enabled=False) as page:
        page.goto("/quartiere/")
        page.locator("main form [name=zielgruppe]").select_option("kinder")
        page.locator("main form button[type=submit]").click()

        assert "zielgruppe=kinder" in page.url
        assert page.locator("main form [name=zielgruppe]").input_value() == "kinder"


def test_barrier_report_keeps_what_was_typed(visit):
    with visit(width=360, java_script_enabled=False) as page:
        page.goto("/quartiere/musterstadt/altstadt/")
        page.get_by_role("link", name="Barriere melden").click()
        page.locator("main [name=email]").fill("keine-adresse")
        page.locator("main form button[type=submit]").first.click()

        assert page.locator("main [name=email]").input_value() == "keine-adresse"
        assert page.locator("[aria-invalid=true]").count() >= 1
        assert re.search("quartiere/musterstadt/altstadt", page.content())
