"""Duplicating an entry: the copy is a draft that nobody has reviewed or scheduled."""

from django.contrib.auth import get_user_model
from django.db import transaction

from quartiere.slugs import SlugPool

# Say something about the original alone; the copy begins with the field's default.
RESET = {
    "status", "phase", "date", "publish_from", "publish_until", "reviewed_on", "reviewed_by",
    "review_due_on", "source", "source_key", "in_menu", "in_footer",
    "trust",
}  # fmt: skip
SUFFIX = " (Kopie)"


@transaction.atomic
def copy_as_draft(row, parts=()):
    """A saved copy of `row` with its relations; `parts` names related rows that come along."""
    copy = type(row)._base_manager.get(pk=row.pk)
    copy.pk, copy._state.adding = None, True
    for field in copy._meta.concrete_fields:
        if field.name in RESET:
            setattr(copy, field.attname, field.get_default())
    _rename(copy)
    copy.save()
    for field in row._meta.many_to_many:
        # Who may edit the original was decided for the original.
        if field.related_model is get_user_model():
            continue
        getattr(copy, field.name).set(getattr(row, field.name).all())
    for name in parts:
        _copy_parts(row, copy, name)
    return copy


def _rename(copy):
    name = "title" if hasattr(copy, "title") else "name"
    length = copy._meta.get_field(name).max_length - len(SUFFIX)
    title = getattr(copy, name)[:length].removesuffix(SUFFIX)
    setattr(copy, name, f"{title}{SUFFIX}")
    taken = type(copy)._base_manager.values_list("slug", flat=True)
    copy.slug = SlugPool(taken).take(getattr(copy, name))


def _copy_parts(row, copy, name):
    relation = row._meta.get_field(name)
    for part in getattr(row, name).all():
        part.pk, part._state.adding = None, True
        setattr(part, relation.field.name, copy)
        part.save()
