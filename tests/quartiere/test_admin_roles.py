"""Which role opens which page of the admin."""

import pytest
from django.contrib import admin
from django.urls import reverse

from quartiere.models import Kommune, Quartier
from tests.admin_forms import form_data
from tests.factories import (
    BildFactory,
    HandlungsfeldFactory,
    KommuneFactory,
    OrtFactory,
    QuartierFactory,
    ZielgruppeFactory,
)

pytestmark = pytest.mark.django_db

COLUMNS = [("programmleitung", 0), ("staff", 1), ("quartiersmanagement", 2), ("visitor", 3)]
# Status of list, add, change, delete for an object of the person's own Kommune.
FULL, NONE = (200, 200, 200, 200), (403, 403, 403, 403)
OUT = (302, 302, 302, 302)  # to the log-in, which then refuses
LOOK = (200, 403, 200, 403)
MATRIX = {
    "quartier": (FULL, FULL, LOOK, OUT),
    "kommune": (FULL, LOOK, (403, 403, 404, 404), OUT),
    "bild": (FULL, FULL, (200, 200, 200, 403), OUT),
    "zielgruppe": (FULL, LOOK, LOOK, OUT),
    "handlungsfeld": (FULL, LOOK, LOOK, OUT),
    "ort": (FULL, NONE, NONE, OUT),
}
OBJECTS = {
    "quartier": lambda quartier: quartier,
    "kommune": lambda quartier: quartier.kommune,
    "bild": lambda quartier: BildFactory(kommune=quartier.kommune),
    "zielgruppe": lambda quartier: ZielgruppeFactory(),
    "handlungsfeld": lambda quartier: HandlungsfeldFactory(),
    "ort": lambda quartier: OrtFactory(),
}


def statuses(client, model, pk):
    pages = [("changelist", []), ("add", []), ("change", [pk]), ("delete", [pk])]
    urls = [reverse(f"admin:quartiere_{model}_{page}", args=args) for page, args in pages]
    return tuple(client.get(url).status_code for url in urls)


@pytest.mark.parametrize(("person", "column"), COLUMNS, indirect=["person"])
@pytest.mark.parametrize("model", MATRIX)
def test_role_opens_exactly_its_pages(client, quartier, person, column, model):
    obj = OBJECTS[model](quartier)
    client.force_login(person)

    found = statuses(client, model, obj.pk)

    assert found == MATRIX[model][column]


def test_matrix_covers_every_admin_of_this_app():
    registered = {
        m._meta.model_name for m in admin.site._registry if m._meta.app_label == "quartiere"
    }

    assert registered == set(MATRIX)


@pytest.mark.parametrize(
    "person", ["programmleitung", "staff", "quartiersmanagement", "superuser"], indirect=True
)
def test_first_page_opens_for_everybody_who_works_here(client, person):
    client.force_login(person)

    response = client.get("/verwaltung/")

    assert response.status_code == 200


# What the Redaktion decides -------------------------------------------------


def test_quartiersmanagement_writes_but_decides_nothing(client, quartiersmanagement, quartier):
    other = KommuneFactory()
    url = reverse("admin:quartiere_quartier_change", args=[quartier.pk])
    client.force_login(quartiersmanagement)
    page = client.get(url)

    client.post(
        url,
        form_data(
            page,
            teaser="Neuer Text",
            kommune=other.pk,
            status="draft",
            slug="anders",
            key="X",
            quartiersmanagement=[],
        ),
    )

    saved = Quartier.objects.get(pk=quartier.pk)
    assert (saved.teaser, saved.status, saved.slug, saved.key) == (
        "Neuer Text",
        "published",
        quartier.slug,
        "",
    )
    assert (saved.kommune, list(saved.quartiersmanagement.all())) == (
        quartier.kommune,
        [quartiersmanagement],
    )


@pytest.mark.parametrize("action", ["publish", "withdraw"])
def test_quartiersmanagement_is_offered_no_publication(
    client, quartiersmanagement, quartier, action
):
    before = quartier.status
    client.force_login(quartiersmanagement)

    client.post(
        "/verwaltung/quartiere/quartier/", {"action": action, "_selected_action": [quartier.pk]}
    )

    assert Quartier.objects.get(pk=quartier.pk).status == before


def test_quartiersmanagement_of_another_kommune_publishes_only_as_redaktion_of_its_own(
    client, staff, kommune
):
    """Redaktion here, Quartiersmanagement there: the right to publish does not travel."""
    elsewhere = QuartierFactory(published=True)
    elsewhere.quartiersmanagement.add(staff)
    here = QuartierFactory(kommune=kommune, published=True)
    client.force_login(staff)

    client.post(
        "/verwaltung/quartiere/quartier/",
        {"action": "withdraw", "_selected_action": [elsewhere.pk, here.pk]},
    )

    found = Quartier.objects.in_bulk([elsewhere.pk, here.pk])
    assert (found[elsewhere.pk].status, found[here.pk].status) == ("published", "draft")


def test_redaktion_deletes_nothing_where_it_is_only_quartiersmanagement(client, staff):
    elsewhere = QuartierFactory(picture=BildFactory())
    elsewhere.picture.kommune = elsewhere.kommune
    elsewhere.picture.save()
    QuartierFactory(kommune=elsewhere.kommune, picture=elsewhere.picture)
    elsewhere.quartiersmanagement.add(staff)
    client.force_login(staff)

    for model, obj in (("quartier", elsewhere), ("bild", elsewhere.picture)):
        delete = reverse(f"admin:quartiere_{model}_delete", args=[obj.pk])
        assert client.post(delete, {"post": "yes"}).status_code == 403
        changelist = reverse(f"admin:quartiere_{model}_changelist")
        chosen = {"action": "delete_selected", "_selected_action": [obj.pk], "post": "yes"}
        client.post(changelist, chosen)

    assert Quartier.objects.filter(pk=elsewhere.pk, picture=elsewhere.picture).exists()


def test_redaktion_changes_texts_of_its_kommune_but_neither_register_nor_staff(
    client, staff, kommune, other_staff
):
    url = reverse("admin:quartiere_kommune_change", args=[kommune.pk])
    client.force_login(staff)
    page = client.get(url)

    client.post(
        url,
        form_data(
            page,
            introduction="<p>Willkommen</p>",
            ags="12345678",
            slug="anders",
            mitarbeitende=[staff.pk, other_staff.pk],
        ),
    )

    saved = Kommune.objects.get(pk=kommune.pk)
    assert (saved.introduction, saved.ags, saved.slug) == (
        "<p>Willkommen</p>",
        kommune.ags,
        "musterstadt",
    )
    assert list(saved.mitarbeitende.all()) == [staff]


def test_quartiersmanagement_changes_no_picture_of_a_neighbour(
    client, quartiersmanagement, quartier
):
    theirs = BildFactory(kommune=quartier.kommune)
    QuartierFactory(kommune=quartier.kommune, picture=theirs)
    client.force_login(quartiersmanagement)

    response = client.post(reverse("admin:quartiere_bild_change", args=[theirs.pk]), {})

    assert response.status_code == 403


def test_quartiersmanagement_adds_a_picture_to_its_kommune(client, quartiersmanagement, quartier):
    client.force_login(quartiersmanagement)

    page = client.get(reverse("admin:quartiere_bild_add"))

    field = page.context["adminform"].form.fields["kommune"]
    assert (list(field.queryset), field.required) == ([quartier.kommune], True)
    assert form_data(page)["kommune"] == quartier.kommune.pk


@pytest.mark.parametrize("published", [True, False])
def test_kommune_links_to_its_page_once_it_has_one(client, staff, kommune, published):
    QuartierFactory(kommune=kommune, published=published)
    client.force_login(staff)

    page = client.get(reverse("admin:quartiere_kommune_change", args=[kommune.pk]))

    assert page.context["absolute_url"] == (kommune.get_absolute_url() if published else None)
