"""What can have versions in other languages, and which German texts a version stands for."""

import hashlib
import json
from typing import NamedTuple

from django.contrib.contenttypes.prefetch import GenericPrefetch

from netzwerke.models import Angebot
from portal.beitraege.models import Beitrag, Seite
from quartiere.models import Handlungsfeld, Quartier, Zielgruppe
from quartiere.models.sections import SECTION_FIELDS
from veranstaltungen.models import Veranstaltung

# Model: its German texts. A change in one of them makes every version of the row stale.
SOURCES = {
    Quartier: ("name", "teaser", *SECTION_FIELDS),
    Zielgruppe: ("name", "teaser", "text"),
    Handlungsfeld: ("name", "teaser", "text"),
    Angebot: ("title", "teaser", "text", "cost_note", "access_note"),
    Seite: ("title", "teaser", "text"),
    Beitrag: ("title", "teaser", "text"),
    Veranstaltung: ("title", "teaser", "description"),
}


# No version is of a boundary, which may weigh a megabyte.
GEOMETRY = {"boundary", "svg_path"}


class Kind(NamedTuple):
    app_label: str
    model: str


def kind_of(model):
    return Kind(model._meta.app_label, model._meta.model_name)


KINDS = {kind_of(model): model for model in SOURCES}


def checksum(row):
    """SHA-256 over the German texts of a row, in the order of SOURCES."""
    texts = [getattr(row, name) for name in SOURCES[type(row)]]
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()


def light(rows):
    """The same rows without their geometry."""
    return rows.defer(*(f.name for f in rows.model._meta.fields if f.name in GEOMETRY))


def prefetch():
    """For `prefetch_related`: the sources of many versions, one query a kind."""
    return GenericPrefetch("source", [light(model._base_manager.all()) for model in SOURCES])


def published(model):
    """The public rows; the vocabularies are public as a whole."""
    rows = model.objects.all()
    return rows.published() if hasattr(rows, "published") else rows


def managed_by(model, user):
    """The rows whose versions `user` keeps; the vocabularies are the Programmleitung's."""
    rows = model.objects.all()
    if user.is_anonymous or not user.is_active:
        return rows.none()
    if user.is_programmleitung:
        return rows
    return rows.managed_by(user) if hasattr(rows, "managed_by") else rows.none()


def key_of(row):
    """ "quartiere.quartier.12": names a row in a form and in an address."""
    return ".".join([*kind_of(type(row)), str(row.pk)])


def row_of(key, user):
    """The row of a key, if `user` keeps its versions; else None."""
    app_label, _, rest = key.partition(".")
    name, _, pk = rest.partition(".")
    model = KINDS.get(Kind(app_label, name))
    if model is None or not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    return managed_by(model, user).filter(pk=pk).first()


def editable_by(model, user):
    """The rows whose German text `user` may change."""
    return _narrowed(model, user, "editable_by")


def publishable_by(model, user):
    """The rows whose publication `user` decides."""
    return _narrowed(model, user, "publishable_by")


def may_publish(user):
    """Whether there is any kind of row whose publication `user` decides."""
    return any(user.has_perm(f"{app}.publish_{model}") for app, model in KINDS)


def _narrowed(model, user, rule):
    rows = managed_by(model, user)
    if not hasattr(rows, rule):
        return rows
    return rows.filter(pk__in=getattr(model.objects, rule)(user).order_by().values("pk"))
