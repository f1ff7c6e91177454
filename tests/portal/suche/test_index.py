"""The index follows every change in the same transaction, however the change is made."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.beitraege import workflow as beitrag_workflow
from portal.suche import engine, index
from portal.suche.models import SuchDokument, SuchWort
from quartiere.models import Quartier
from tests.factories import (
    HandlungsfeldFactory,
    KommuneFactory,
    QuartierFactory,
    SeiteFactory,
    ZielgruppeFactory,
)
from tests.factories_beitraege import BeitragFactory
from tests.factories_netzwerke import (
    AkteurFactory,
    AngebotFactory,
    AngebotsartFactory,
    HandlungsansatzFactory,
    MassnahmeFactory,
    NetzwerkFactory,
    ZielFactory,
)
from tests.factories_veranstaltungen import TerminFactory, VeranstaltungFactory
from tests.portal.suche.found import titles
from veranstaltungen import workflow

pytestmark = pytest.mark.django_db

FACTORIES = {
    "quartier": (QuartierFactory, "name", True),
    "zielgruppe": (ZielgruppeFactory, "name", False),
    "handlungsfeld": (HandlungsfeldFactory, "name", False),
    "ziel": (ZielFactory, "title", True),
    "handlungsansatz": (HandlungsansatzFactory, "title", True),
    "massnahme": (MassnahmeFactory, "title", True),
    "angebot": (AngebotFactory, "title", True),
    "akteur": (AkteurFactory, "name", True),
    "netzwerk": (NetzwerkFactory, "name", True),
    "seite": (SeiteFactory, "title", True),
    "veranstaltung": (VeranstaltungFactory, "title", True),
    "beitrag": (BeitragFactory, "title", True),
}

# Their status changes by their workflow alone.
GUARDED = ["veranstaltung", "beitrag"]
WITH_STATUS = [kind for kind, (_, _, has_status) in FACTORIES.items() if has_status]


@pytest.mark.parametrize("kind", FACTORIES)
def test_row_is_found_renamed_and_forgotten(kind):
    factory, name, has_status = FACTORIES[kind]
    row = factory(**{name: "Wunderlampe", **({"published": True} if has_status else {})})

    assert titles("wunderlampe") == ["Wunderlampe"]
    setattr(row, name, "Zauberstab")
    row.save()
    assert (titles("wunderlampe"), titles("zauberstab")) == ([], ["Zauberstab"])
    row.delete()
    assert titles("zauberstab") == []


@pytest.mark.parametrize("kind", [kind for kind in WITH_STATUS if kind not in GUARDED])
def test_draft_is_not_in_the_index(kind):
    factory, name, _ = FACTORIES[kind]
    row = factory(**{name: "Wunderlampe"})
    assert not SuchDokument.objects.filter(title="Wunderlampe").exists()
    row.status = "published"
    row.save()
    assert titles("wunderlampe") == ["Wunderlampe"]


def test_kommune_is_found_once_it_has_a_public_quartier():
    kommune = KommuneFactory(name="Wunderlingen")
    assert titles("wunderlingen") == []

    QuartierFactory(kommune=kommune, name="Nord", published=True)

    assert titles("wunderlingen") == ["Wunderlingen", "Nord"]


def test_relations_follow():
    group = ZielgruppeFactory(name="Wunderkinder")
    row = AngebotFactory(title="Lampen", published=True)

    row.zielgruppen.add(group)
    assert titles("wunderkinder") == ["Wunderkinder", "Lampen"]
    group.angebote.clear()
    assert titles("wunderkinder") == ["Wunderkinder"]
    group.angebote.add(row)
    assert titles("wunderkinder") == ["Wunderkinder", "Lampen"]
    group.name = "Zauberkinder"
    group.save()
    assert (titles("wunderkinder"), titles("zauberkinder")) == ([], ["Zauberkinder", "Lampen"])


def test_links_alone_change_what_a_rebuild_would_make():
    """Relations of one letter are a foreign key and many-to-many; each change keeps the others."""
    kommune, other = KommuneFactory(name="Aburg"), KommuneFactory(name="Bedorf")
    quartier = QuartierFactory(kommune=kommune, name="Nord", published=True)
    groups = [ZielgruppeFactory(name="Wunderkinder"), ZielgruppeFactory(name="Zaubergruppe")]
    row = MassnahmeFactory(
        title="Lampen", kommune=kommune, traeger=AkteurFactory(published=True), published=True
    )

    row.kommunen.add(other)
    row.partner.add(AkteurFactory(published=True))
    row.quartiere.add(quartier)
    row.zielgruppen.set(groups)
    row.zielgruppen.remove(groups[0])
    quartier.zielgruppen.add(groups[0])

    kept = list(SuchDokument.objects.values())
    index.rebuild()
    assert list(SuchDokument.objects.values()) == kept


def test_new_draft_costs_no_statement(kommune, django_assert_num_queries):
    with django_assert_num_queries(1):
        AngebotFactory(kommune=kommune, akteur=None)


def test_save_costs_few_statements(kommune, django_assert_num_queries):
    row = AngebotFactory(title="Lampen", kommune=kommune, published=True)
    row.save()
    group = ZielgruppeFactory()

    with django_assert_num_queries(1 + 7):
        row.save()
    # Of the relation: what is there, the row. Of the index: document, links, document again.
    with django_assert_num_queries(2 + 3):
        row.zielgruppen.add(group)


def test_steps_of_the_workflow_are_followed(programmleitung):
    row = VeranstaltungFactory(title="Wunderlampe", status="submitted")
    assert not SuchDokument.objects.filter(title="Wunderlampe").exists()

    workflow.publish(row, programmleitung, row.version)
    assert titles("wunderlampe") == ["Wunderlampe"]
    workflow.cancel(row, programmleitung, "Der Saal ist gesperrt.")
    assert titles("wunderlampe") == ["Wunderlampe"]


def test_publication_of_a_beitrag_is_followed(programmleitung):
    row = BeitragFactory(title="Wunderlampe", reviewed=True)
    assert not SuchDokument.objects.filter(title="Wunderlampe").exists()

    beitrag_workflow.publish(row, programmleitung)

    assert titles("wunderlampe") == ["Wunderlampe"]


def test_new_date_of_a_veranstaltung_is_followed():
    row = VeranstaltungFactory(title="Wunderlampe", published=True, termin=False)
    assert SuchDokument.objects.get(title="Wunderlampe").date is None

    termin = TerminFactory(veranstaltung=row)

    day = timezone.localdate(termin.starts_at)
    assert [hit.date for hit in engine.search("wunderlampe").hits] == [day]


def test_renamed_word_of_a_list_is_followed():
    row = AngebotFactory(title="Lampen", published=True, angebotsart=AngebotsartFactory())

    row.angebotsart.name = "Wundertreff"
    row.angebotsart.save()

    assert titles("wundertreff") == ["Lampen"]


def test_action_that_publishes_many_is_followed(client, staff, kommune):
    row = QuartierFactory(kommune=kommune, name="Wunderlampe")
    client.force_login(staff)
    data = {"action": "publish", "_selected_action": [row.pk]}

    client.post(reverse("admin:quartiere_quartier_changelist"), data)

    assert titles("wunderlampe") == ["Wunderlampe"]


def test_new_address_of_a_kommune_is_followed():
    quartier = QuartierFactory(name="Wunderlampe", published=True)

    quartier.kommune.slug = "anders"
    quartier.kommune.save()

    assert SuchDokument.objects.get(title="Wunderlampe").url == (
        f"/quartiere/anders/{quartier.slug}/"
    )


def test_change_that_is_rolled_back_leaves_no_trace():
    with transaction.atomic():
        AngebotFactory(title="Wunderlampe", published=True)
        inside = titles("wunderlampe")
        transaction.set_rollback(True)

    assert (inside, titles("wunderlampe")) == (["Wunderlampe"], [])
    assert not SuchWort.objects.filter(form="wunderlampe").exists()


def test_rebuild_makes_the_same_index():
    group = ZielgruppeFactory(name="Wunderkinder")
    quartier = QuartierFactory(name="Nord", published=True)
    AngebotFactory(title="Suppe", quartiere=[quartier], zielgruppen=[group], published=True)
    ZielFactory(quartier=quartier, title="Satt werden", published=True)
    index.rebuild()
    kept = list(SuchDokument.objects.values())

    SuchDokument.objects.all().delete()
    Quartier.objects.filter(pk=quartier.pk).update(updated_at=timezone.now())
    call_command("rebuild_search_index", verbosity=0)

    assert list(SuchDokument.objects.values()) == kept
    assert titles("suppe") == ["Suppe"]


def test_fields_of_a_document_do_not_run_together():
    row = AkteurFactory(
        name="Suppenküche",
        text="<p>Wir kochen.</p>",
        street="Am Markt 1",
        contact_postcode="12345",
        place="Oberstadt",
        akteursart__name="Verein",
        published=True,
    )

    text = SuchDokument.objects.get(kind="akteur", object_id=row.pk).text

    assert text.startswith("Wir kochen. Am Markt 1")
    assert text.endswith("12345 · Oberstadt · Verein")


def test_rebuild_mends_how_words_are_written():
    AngebotFactory(title="Wohnheim-Zwiebelsuppe", published=True)
    SuchWort.objects.update(display="Geheim")

    index.rebuild()

    written = dict(SuchWort.objects.filter(form__contains="zwieb").values_list("form", "display"))
    assert written == {
        "zwiebelsuppe": "Zwiebelsuppe",
        "wohnheimzwiebelsuppe": "Wohnheim-Zwiebelsuppe",
    }


def test_refresh_twice_keeps_one_document():
    row = AngebotFactory(title="Suppe", published=True)
    kind = engine.kinds.BY_NAME["angebot"]

    index.refresh(kind, [row.pk])
    index.refresh(kind, [row.pk])

    assert SuchDokument.objects.filter(kind="angebot", object_id=row.pk).count() == 1
