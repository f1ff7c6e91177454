"""What a search finds, as plain values."""

from portal.suche import engine


def titles(text, **options):
    return [hit.title for hit in engine.search(text, **options).hits]
