"""Texts of Zielgruppen and Handlungsfelder where nobody has written one yet."""

from portal.demo import rows
from quartiere.models import Handlungsfeld, Zielgruppe
from quartiere.signals import rows_changed

TEXTS = [(Zielgruppe, "zielgruppen"), (Handlungsfeld, "handlungsfelder")]


def load():
    return sum(
        _replace(model, slug, "", rows.rich_text(text))
        for model, name in TEXTS
        for slug, text in rows.read(name).items()
    )


def remove():
    """Take back the texts that nobody has changed."""
    return sum(
        _replace(model, slug, rows.rich_text(text), "")
        for model, name in TEXTS
        for slug, text in rows.read(name).items()
    )


def _replace(model, slug, old, new):
    keys = list(model.objects.filter(slug=slug, text=old).values_list("pk", flat=True))
    model.objects.filter(pk__in=keys).update(text=new)
    rows_changed.send(model, keys=keys)
    return len(keys)
