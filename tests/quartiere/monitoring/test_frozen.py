"""A published edition cannot be changed: not by model, QuerySet, nor by SQL."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.state import ProjectState

from quartiere.monitoring import einspielen, frozen
from quartiere.monitoring.models import (
    Ausgabe,
    AusgabeIndikator,
    Gebietswert,
    Indikator,
    Planungsraum,
)
from tests.factories import KommuneFactory, UserFactory
from tests.factories_monitoring import PlanungsraumFactory, make_ausgabe

pytestmark = pytest.mark.django_db

MESSAGE = "Eine veröffentlichte Ausgabe ist unveränderlich."


@pytest.fixture
def ausgabe():
    """Published in earnest: even an example's freedom to be deleted is missing."""
    return make_ausgabe(is_example=False)


def refuse(change):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        change()
    assert MESSAGE in str(error.value)


def triggers():
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'frozen_%'"
    if connection.vendor == "postgresql":
        sql = "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'frozen_%'"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return sorted(name for (name,) in cursor.fetchall())


def test_all_triggers_stand_after_the_migrations():
    expected = [
        "frozen_ausgabe_delete",
        "frozen_ausgabe_insert",
        "frozen_ausgabe_update",
        "frozen_ausgabeindikator_delete",
        "frozen_ausgabeindikator_insert",
        "frozen_ausgabeindikator_update",
        "frozen_gebietswert_delete",
        "frozen_gebietswert_insert",
        "frozen_gebietswert_update",
        "frozen_planungsraum_update",
    ]

    assert triggers() == expected


FIXED = sorted(
    {field.attname for field in Ausgabe._meta.concrete_fields} - {"id", "note", "created_by_id"}
)


@pytest.mark.parametrize("name", FIXED)
def test_no_column_of_the_edition_changes(ausgabe, name):
    other = {
        "kommune_id": KommuneFactory().pk,
        "supersedes_id": make_ausgabe(ausgabe.kommune, year=2019).pk,
        "state": "checked",
        "created_at": ausgabe.published_at,
        "published_at": ausgabe.created_at,
        "is_example": True,
    }
    field = Ausgabe._meta.get_field(name)
    if isinstance(field, models.JSONField):
        other[name] = ["verändert"]
    elif isinstance(field, models.IntegerField):
        other[name] = 7
    value = other.get(name, "verändert")

    refuse(lambda: Ausgabe.objects.filter(pk=ausgabe.pk).update(**{name: value}))


def test_saved_model_is_refused_as_well(ausgabe):
    ausgabe.period = "gestern"

    refuse(ausgabe.save)


@pytest.mark.parametrize("state", ["draft", "checked"])
def test_edition_never_goes_back(ausgabe, state):
    refuse(lambda: Ausgabe.objects.filter(pk=ausgabe.pk).update(state=state))


def test_superseded_edition_does_not_come_back():
    old = make_ausgabe()
    new = make_ausgabe(old.kommune)

    refuse(lambda: Ausgabe.objects.filter(pk=old.pk).update(state="published"))

    assert Ausgabe.objects.filter(pk__in=[old.pk, new.pk], state="published").get() == new


def test_note_for_readers_may_change(ausgabe):
    Ausgabe.objects.filter(pk=ausgabe.pk).update(note="Die Werte von S1 sind vorläufig.")

    ausgabe.refresh_from_db()
    assert ausgabe.note == "Die Werte von S1 sind vorläufig."


def test_account_that_brought_it_in_can_be_deleted_and_not_exchanged():
    user, other = UserFactory(), UserFactory()
    ausgabe = make_ausgabe(state="draft")
    Ausgabe.objects.filter(pk=ausgabe.pk).update(created_by=user, state="checked")

    einspielen.publish(Ausgabe.objects.get(pk=ausgabe.pk))

    refuse(lambda: Ausgabe.objects.filter(pk=ausgabe.pk).update(created_by=other))
    user.delete()
    ausgabe.refresh_from_db()
    assert ausgabe.created_by is None


# REPLACE is a way to delete that only SQLite knows.
WAYS = ["object", "queryset", "raw"] + ["replace"] * (connection.vendor == "sqlite")


@pytest.mark.parametrize("way", WAYS)
def test_edition_is_not_deleted(ausgabe, way):
    columns = ", ".join(field.column for field in Ausgabe._meta.concrete_fields)
    raw = {
        "raw": f"DELETE FROM monitoring_ausgabe WHERE id = {ausgabe.pk}",
        "replace": f"REPLACE INTO monitoring_ausgabe ({columns}) "
        f"SELECT {columns} FROM monitoring_ausgabe WHERE id = {ausgabe.pk}",
    }

    def run():
        with connection.cursor() as cursor:
            cursor.execute(raw[way])

    changes = {"object": ausgabe.delete, "queryset": Ausgabe.objects.all().delete}
    refuse(changes.get(way, run))

    assert Gebietswert.objects.count() == 5


@pytest.mark.parametrize("model", [Gebietswert, AusgabeIndikator])
def test_rows_of_the_edition_neither_change_nor_go(ausgabe, model):
    rows = model.objects.filter(ausgabe=ausgabe)

    refuse(lambda: rows.update(name="verändert"))
    refuse(rows.delete)

    row = rows.first()
    row.name = "verändert"
    refuse(row.save)
    refuse(row.delete)


@pytest.mark.parametrize("model", [Gebietswert, AusgabeIndikator])
def test_rows_do_not_move_between_editions(ausgabe, model):
    draft = make_ausgabe(ausgabe.kommune, year=2023, state="draft", rows={"77": [1.0], "78": [2.0]})

    refuse(lambda: model.objects.filter(ausgabe=ausgabe).update(ausgabe=draft))
    refuse(lambda: model.objects.filter(ausgabe=draft).update(ausgabe=ausgabe))


def test_no_row_is_added(ausgabe):
    area = PlanungsraumFactory(kommune=ausgabe.kommune)

    refuse(lambda: Gebietswert.objects.create(ausgabe=ausgabe, planungsraum=area, name="neu"))
    refuse(
        lambda: Gebietswert.objects.bulk_create(
            [Gebietswert(ausgabe=ausgabe, planungsraum=area, name="neu")]
        )
    )


def test_raw_sql_is_refused(ausgabe):
    def change():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE monitoring_gebietswert SET status_class = 'hoch'")

    refuse(change)


@pytest.mark.parametrize("name", ["key", "gebietsstand", "name", "boundary", "kommune_id"])
def test_planungsraum_of_the_edition_keeps_what_it_is(ausgabe, name):
    value = KommuneFactory().pk if name == "kommune_id" else "anders"

    refuse(lambda: Planungsraum.objects.filter(key="01").update(**{name: value}))


def test_planungsraum_of_a_draft_may_change_and_maps_may_be_drawn_anew(ausgabe):
    make_ausgabe(state="draft", rows={"81": [1.0], "82": [2.0]})

    Planungsraum.objects.filter(key="81").update(name="anders")
    Planungsraum.objects.filter(key="01").update(svg_path="M0 0z")
    Planungsraum.objects.get(key="01").save()

    assert Planungsraum.objects.get(key="81").name == "anders"


def test_draft_can_be_changed_and_deleted():
    draft = make_ausgabe(state="checked", is_example=False)

    draft.gebietswerte.update(name="verändert")
    draft.delete()

    assert (Ausgabe.objects.count(), Gebietswert.objects.count()) == (0, 0)


def test_example_edition_is_frozen_and_can_be_deleted():
    ausgabe = make_ausgabe(is_example=True)

    refuse(lambda: ausgabe.gebietswerte.update(name="verändert"))
    ausgabe.delete()

    assert (Gebietswert.objects.count(), Indikator.objects.count()) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_table_can_be_altered_with_the_triggers_aside_and_is_guarded_again():
    state = ProjectState.from_apps(apps)
    model = state.apps.get_model("monitoring", "Ausgabe")
    old = model._meta.get_field("period")
    new = models.CharField("Zeitraum", max_length=130, blank=True)
    new.set_attributes_from_name("period")

    with connection.schema_editor() as editor:
        frozen.remove(state.apps, editor)
        editor.alter_field(model, old, new)
        editor.alter_field(model, new, old)
        frozen.install(state.apps, editor)
        expected = frozen.trigger_names(editor)

    assert triggers() == expected
    ausgabe = make_ausgabe()
    refuse(lambda: Ausgabe.objects.filter(pk=ausgabe.pk).update(period="gestern"))
