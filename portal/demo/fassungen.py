"""Versions of example texts in other languages; one of them is outdated on purpose."""

from django.contrib.contenttypes.models import ContentType

from netzwerke.models import Angebot
from portal.beitraege.models import Seite
from portal.demo import kommune, rows
from portal.demo.strategie import day
from portal.sprachen.models import Fassung, Fassungsabschnitt, Textsprache
from quartiere.models import Quartier, Zielgruppe
from quartiere.models.base import Publication

MODELS = {"quartier": Quartier, "zielgruppe": Zielgruppe, "seite": Seite, "angebot": Angebot}


def load():
    entries = ((entry, _source(entry)) for entry in rows.read("fassungen"))
    return sum(_create(entry, source) for entry, source in entries if source is not None)


def remove():
    """Versions of the city's own rows go with them; those of vocabularies and Seiten here."""
    count = 0
    for entry in rows.read("fassungen"):
        if source := _source(entry):
            found = Fassung.objects.of(source).filter(title=entry["title"])
            count += found.delete()[0]
    return count


def _source(entry):
    found = MODELS[entry["of"]].objects.filter(slug=entry["slug"])
    if entry["of"] in ("quartier", "angebot"):
        found = found.filter(kommune__ags=kommune.AGS)
    return found.first()


def _create(entry, source):
    sprache = Textsprache.objects.get(code=entry["language"])
    if Fassung.objects.of(source).filter(sprache=sprache).exists():
        return 0
    fassung = Fassung(
        content_type=ContentType.objects.get_for_model(source),
        object_id=source.pk,
        sprache=sprache,
        title=entry["title"],
        teaser=entry.get("teaser", ""),
        text=rows.rich_text(entry.get("text", [])),
        origin=entry["origin"],
        reviewed_by=entry.get("reviewed_by", ""),
        reviewed_on=day(entry["reviewed"]) if "reviewed" in entry else None,
        status=Publication.Status.PUBLISHED,
    )
    fassung.match_source()
    if entry.get("is_outdated"):
        fassung.source_checksum, fassung.source_as_of = "0" * 64, day(-200)
    fassung.full_clean()
    fassung.save()
    for order, (heading, text) in enumerate(entry.get("sections", []), start=1):
        rows.create(Fassungsabschnitt, fassung=fassung, heading=heading, text=text, order=order)
    return 1
