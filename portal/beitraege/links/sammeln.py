"""Every link in the public texts."""

import html
import re
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType

from portal.beitraege.models.befund import linking_models
from quartiere.models.base import RichTextField

HREF = re.compile(r'<a\s[^>]*?href="([^"]*)"')
SKIPPED = ("mailto:", "tel:", "#")


class Fundstelle(NamedTuple):
    content_type_id: int
    object_id: int
    field: str
    url: str
    title: str


def links_in(text):
    """The addresses of a sanitised text, each once, without mail, phone and places on the page."""
    found = (html.unescape(address).strip() for address in HREF.findall(text))
    return [url for url in dict.fromkeys(found) if url and not url.lower().startswith(SKIPPED)]


def all_links():
    """Yield a Fundstelle for each link of each public row."""
    for model, names in linking_models().items():
        content_type = ContentType.objects.get_for_model(model).pk
        manager = model._default_manager
        rows = manager.published() if hasattr(manager, "published") else manager.all()
        if any(field.name == "fassung" for field in model._meta.fields):
            rows = rows.select_related("fassung__sprache")
        for row in rows.iterator(chunk_size=200):
            for name in names:
                for url in _links_of(row, name):
                    yield Fundstelle(content_type, row.pk, name, url[:2000], _title_of(row)[:300])


def _title_of(row):
    """Of a part of a version also the version: its heading alone leads nobody there."""
    whole = getattr(row, "fassung", None)
    return f"{whole}: {row}" if whole else str(row)


def _links_of(row, name):
    value = getattr(row, name)
    if isinstance(row._meta.get_field(name), RichTextField):
        return links_in(value)
    return [value] if value else []
