"""Rows below a form: whoever hears the page knows which field of which row it is."""

import re

import pytest
from django.urls import reverse

from tests.factories import BildFactory
from tests.factories_netzwerke import (
    AkteurFactory,
    FinanzierungFactory,
    MassnahmeFactory,
    QuartiersmanagementFactory,
    ZielFactory,
)
from tests.factories_veranstaltungen import VeranstaltungFactory

pytestmark = pytest.mark.django_db


def page_of(client, row):
    return client.get(
        reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])
    )


def labels_of(page, prefix):
    """{name without the number of the row: its aria-label} of the fields with this prefix."""
    found = re.findall(
        rf'<(?:input|select|textarea)[^>]*name="({prefix}-[^"]+)"([^>]*)>', page.text
    )
    seen = [(name, rest) for name, rest in found if "hidden" not in rest]
    return {name: re.findall('aria-label="([^"]*)"', rest) for name, rest in seen}


def test_fields_name_themselves_and_their_row(client, staff, kommune):
    massnahme = MassnahmeFactory(kommune=kommune)
    massnahme.phasenwechsel.create(phase="running", dated_on="2025-03-01")
    client.force_login(staff)

    labels = labels_of(page_of(client, massnahme), "phasenwechsel")

    assert labels["phasenwechsel-0-phase"] == ["Stand, Zeile 1"]
    assert labels["phasenwechsel-0-DELETE"] == ["Löschen, Zeile 1"]
    assert labels["phasenwechsel-__prefix__-phase"] == ["Stand, neue Zeile"]


def test_day_and_time_of_a_moment_are_told_apart(client, staff, kommune):
    client.force_login(staff)

    labels = labels_of(page_of(client, VeranstaltungFactory(kommune=kommune)), "termine")

    assert labels["termine-0-starts_at_0"] == ["Beginn: Datum, Zeile 1"]
    assert labels["termine-0-starts_at_1"] == ["Beginn: Uhrzeit, Zeile 1"]


def test_table_has_no_head_without_words_and_no_cross_among_what_is_chosen(client, staff, kommune):
    client.force_login(staff)

    page = page_of(client, VeranstaltungFactory(kommune=kommune))

    assert re.findall(r"<th[^>]*>\s*</th>", page.text) == []
    (chosen,) = re.findall(r'<select name="quartiere"[^>]*>', page.text)
    assert 'data-allow-clear="false"' in chosen


def test_field_points_to_the_help_in_the_head(client, staff, kommune):
    massnahme = MassnahmeFactory(kommune=kommune)
    FinanzierungFactory(massnahme=massnahme)
    client.force_login(staff)

    page = page_of(client, massnahme).text

    (field,) = re.findall(r'<input[^>]*name="finanzierungen-0-money_source"[^>]*>', page)
    (help_id,) = re.findall(r'aria-describedby="([^"]*)"', field)
    head = re.search(rf'<th id="{help_id}".*?</th>', page, re.DOTALL)[0]
    assert "Zum Beispiel" in head


@pytest.mark.parametrize("status", ["draft", "published"])
@pytest.mark.parametrize("factory", [VeranstaltungFactory, MassnahmeFactory, AkteurFactory])
def test_link_to_the_website_leads_somewhere(client, staff, kommune, factory, status):
    row = factory(kommune=kommune, status=status)
    if factory is VeranstaltungFactory:
        row.material.create(title="Folien", file="material/folien.pdf")
    assert_links_lead_somewhere(client, staff, row, status)


@pytest.mark.parametrize("status", ["draft", "published"])
def test_link_of_a_quartiersmanagement_leads_somewhere(client, staff, kommune, status):
    row = QuartiersmanagementFactory(akteur=AkteurFactory(kommune=kommune, status=status))
    assert_links_lead_somewhere(client, staff, row, status)


def assert_links_lead_somewhere(client, staff, row, status):
    client.force_login(staff)

    links = re.findall(r'href="(/verwaltung/r/[^"]*)"', page_of(client, row).text)

    assert len(links) == (status == "published")
    assert [client.get(link, follow=True).status_code for link in links] == [200] * len(links)


def test_year_of_a_goal_has_no_separator(client, staff, quartier):
    ZielFactory(quartier=quartier, target_year=2030)
    client.force_login(staff)

    page = client.get(reverse("admin:strategie_ziel_changelist"))

    assert '<td class="field-until">2030</td>' in page.text


def test_size_of_a_tall_picture_is_a_plain_number(client, staff, kommune):
    bild = BildFactory(kommune=kommune, file__width=960, file__height=1440)
    client.force_login(staff)

    page = client.get(reverse("admin:quartiere_bild_change", args=[bild.pk]))

    assert 'width="960" height="1440"' in page.text
