"""Tells the index what changed, in the transaction of the change.

The index is derived like a cache, so it listens where it stands, on the roof: no lower floor
knows of it (docs/decisions). Visibility that follows from something else, such as a Quartier that
is withdrawn or a day that passes, needs no telling: every query asks for it.
"""

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import ManyToManyField
from django.db.models.signals import (
    m2m_changed,
    post_delete,
    post_migrate,
    post_save,
    pre_delete,
)

from portal.suche import index, kinds, links
from portal.suche.fulltext import one_of
from portal.suche.models import SuchDokument
from quartiere.models import Kommune, Quartier
from quartiere.signals import rows_changed
from veranstaltungen.models import Termin, Veranstaltung, Verlauf

# A new row of this status is no document yet, whatever its model.
DRAFT = "draft"


def connect():
    post_migrate.connect(migrated, sender=apps.get_app_config("suche"), dispatch_uid="suche")
    for kind in kinds.KINDS:
        post_save.connect(saved, sender=kind.model, dispatch_uid=f"suche {kind.name}")
        post_delete.connect(deleted, sender=kind.model, dispatch_uid=f"suche {kind.name}")
        rows_changed.connect(many_changed, sender=kind.model, dispatch_uid=f"suche {kind.name}")
        _connect_relations(kind)
    # A step of the workflow is a conditional UPDATE; what tells of it is its line in Verlauf.
    for part in (Termin, Verlauf):
        post_save.connect(part_changed, sender=part, dispatch_uid="suche part")
        post_delete.connect(part_changed, sender=part, dispatch_uid="suche part")


def migrated(using, **kwargs):
    """An installation that gets the search, or whose rows came by migrations, has an index."""
    executor = MigrationExecutor(connection)
    is_complete = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    if using == "default" and is_complete and not SuchDokument.objects.exists():
        index.rebuild()


def _connect_relations(kind):
    for name in [*kind.relation_names, *kind.vocabulary]:
        field = kind.model._meta.get_field(name)
        if isinstance(field, ManyToManyField):
            through = field.remote_field.through
            m2m_changed.connect(relation_changed, sender=through, dispatch_uid="suche relation")
        if name in kind.vocabulary:
            uid, model = f"suche {kind.name} {name}", field.related_model
            entry_saved, entry_leaves, entry_left = _of_entry(kind, name)
            post_save.connect(entry_saved, sender=model, dispatch_uid=uid, weak=False)
            pre_delete.connect(entry_leaves, sender=model, dispatch_uid=uid, weak=False)
            post_delete.connect(entry_left, sender=model, dispatch_uid=uid, weak=False)


def _of_entry(kind, name):
    """What to do when an entry of a word list is saved, before it is deleted, and after."""
    remembered = f"_suche_{kind.name}_{name}"

    def keys_of(instance):
        rows = kind.model._base_manager.filter(**{name: instance})
        return list(rows.values_list("pk", flat=True))

    def entry_saved(sender, instance, created=False, raw=False, **kwargs):
        if not created and not raw:
            index.refresh(kind, keys_of(instance))

    def entry_leaves(sender, instance, **kwargs):
        # Once it is gone, nothing tells any more which documents held its name.
        setattr(instance, remembered, keys_of(instance))

    def entry_left(sender, instance, **kwargs):
        index.refresh(kind, instance.__dict__.pop(remembered, []))

    return entry_saved, entry_leaves, entry_left


def saved(sender, instance, created=False, raw=False, **kwargs):
    if raw:  # loaddata: rows may still lack what they belong to
        return
    if created and getattr(instance, "status", None) == DRAFT:
        return
    index.refresh(kinds.BY_MODEL[sender], [instance.pk], is_new=created)
    index.ensure_kommune(getattr(instance, "kommune_id", None))
    if sender is Kommune:
        _follow_address(instance)
    if sender is Quartier and not created:
        _follow_kommune([instance.pk])


def many_changed(sender, keys, **kwargs):
    index.refresh(kinds.BY_MODEL[sender], keys)
    index.ensure_kommunen(kinds.BY_MODEL[sender], keys)
    if sender is Quartier:
        _follow_kommune(keys)


def deleted(sender, instance, **kwargs):
    kind = kinds.BY_MODEL[sender]
    SuchDokument.objects.filter(kind=kind.name, object_id=instance.pk).delete()


def part_changed(sender, instance, raw=False, **kwargs):
    if raw:
        return
    keys = [instance.veranstaltung_id]
    if sender is Termin:
        index.refresh(kinds.BY_MODEL[Veranstaltung], keys)
    else:
        many_changed(Veranstaltung, keys)


def relation_changed(sender, instance, action, reverse, model, pk_set, **kwargs):
    if action not in ("post_add", "post_remove", "post_clear") or pk_set == set():
        return
    if not reverse:
        _refresh_relation(kinds.BY_MODEL[type(instance)], [instance.pk], sender)
    elif model in kinds.BY_MODEL:
        _refresh_relation(kinds.BY_MODEL[model], pk_set or _marked(instance, model), sender)


def _refresh_relation(kind, keys, through):
    """Entries of a word list are words of the document, all else only its marks."""
    if letter := links.letter_of(kind, through):
        index.refresh_marks(kind, keys, letter)
    else:
        index.refresh(kind, keys)


def _marked(instance, model):
    """Objects of a model that carried the mark of what has just let go of all of them."""
    letter = kinds.BY_MODEL[type(instance)].letter
    rows = SuchDokument.objects.filter(kind=kinds.BY_MODEL[model].name)
    found = rows.filter(marks__contains=kinds.mark(letter, instance.pk))
    return list(found.values_list("object_id", flat=True))


def _follow_address(kommune):
    """The address of a Quartier holds that of its Kommune."""
    kind = kinds.BY_MODEL[Quartier]
    keys = list(kommune.quartiere.values_list("pk", flat=True))
    old = SuchDokument.objects.filter(kind=kind.name, object_id__in=keys)
    if old.exclude(url__contains=f"/{kommune.slug}/").exists():
        index.refresh(kind, keys)


def _follow_kommune(quartiere):
    """What is in a Quartier carries the mark of its Kommune; the Quartier may have got another."""
    for kind in filter(links.is_by_quartier, kinds.KINDS):
        rows = kind.model._base_manager.filter(quartier__in=one_of(quartiere)).order_by()
        belongs = dict(rows.values_list("pk", "quartier__kommune"))
        old = SuchDokument.objects.filter(kind=kind.name, object_id__in=one_of(belongs)).order_by()
        stale = [
            key
            for key, marks in old.values_list("object_id", "marks")
            if kinds.mark(kinds.KOMMUNE, belongs[key]) not in marks.split()
        ]
        index.refresh(kind, stale)
