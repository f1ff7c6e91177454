"""Rows for tests of versions."""

from django.contrib.contenttypes.models import ContentType

from portal.sprachen.models import Fassung, Textsprache


def make(source, code="ar", *, published=True, **fields):
    """A version of `source` that matches its German text of now."""
    fassung = Fassung(
        content_type=ContentType.objects.get_for_model(source),
        object_id=source.pk,
        sprache=Textsprache.objects.get(code=code),
        status="published" if published else "draft",
        **{"title": f"Titel {code}", "text": "<p>Inhalt</p>", "origin": "machine", **fields},
    )
    fassung.match_source()
    fassung.save()
    return fassung
