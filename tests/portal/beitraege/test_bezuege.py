"""What a Beitrag is about: its page names and links only what readers find."""

import pytest

from tests.factories import KommuneFactory, QuartierFactory
from tests.factories_beitraege import BeitragFactory
from tests.factories_netzwerke import MassnahmeFactory, NetzwerkFactory
from tests.factories_veranstaltungen import VeranstaltungFactory
from veranstaltungen.models import Dokumentation

pytestmark = pytest.mark.django_db


def test_detail_names_public_relations_only(client, kommune, quartier):
    draft_quartier = QuartierFactory(kommune=kommune, name="Geheimquartier")
    public, draft = NetzwerkFactory(published=True), NetzwerkFactory(name="Geheimnetz")
    massnahme = MassnahmeFactory(title="Geheimmassnahme")
    event, hidden_event = VeranstaltungFactory(published=True), VeranstaltungFactory()
    documents = [
        Dokumentation.objects.create(veranstaltung=row, results="x")
        for row in (event, hidden_event)
    ]
    beitrag = BeitragFactory(
        kommune=kommune,
        published=True,
        quartiere=[quartier, draft_quartier],
        netzwerke=[public, draft],
        massnahmen=[massnahme],
        dokumentationen=documents,
        kommunen=[KommuneFactory(is_active=False, name="Altstadt am Berg")],
    )

    text = client.get(beitrag.get_absolute_url()).text

    assert [name for name in (quartier.name, public.name, event.title) if name not in text] == []
    assert "Geheim" not in text
    assert "Altstadt am Berg" not in text
    assert hidden_event.title not in text


def test_detail_links_a_kommune_only_where_it_has_a_page(client, kommune, quartier):
    bare = KommuneFactory(name="Kahlhausen")
    own = BeitragFactory(kommune=bare, published=True, kommunen=[kommune])
    other = BeitragFactory(kommune=kommune, published=True, kommunen=[bare])

    pages = [client.get(row.get_absolute_url()).text for row in (own, other)]

    for page in pages:
        assert "Kahlhausen" in page
        assert bare.get_absolute_url() not in page
        assert f'<a href="{kommune.get_absolute_url()}">' in page
    assert client.get(bare.get_absolute_url()).status_code == 404
    assert client.get(kommune.get_absolute_url()).status_code == 200
