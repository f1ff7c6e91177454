"""Beiträge of every kind, with pictures, relations and dates relative to today."""

from datetime import datetime, time

from django.core.files.base import ContentFile
from django.utils import timezone

from netzwerke.models import Massnahme, Netzwerk
from portal.beitraege.models import Beitrag, BeitragBild
from portal.demo import kommune, rows
from portal.demo.akteure import quartiere, set_topics
from portal.demo.pictures import picture
from portal.demo.quartiere import AUTHOR, LICENCE
from portal.demo.strategie import by_slug, day
from quartiere.models import Bild

NOTE = "<p><strong>Beispieldaten:</strong> Dieser Beitrag ist erfunden.</p>"


def load():
    data = rows.read("beitraege")
    there = set(Beitrag.objects.values_list("slug", flat=True))
    missing = [entry for entry in enumerate(data) if entry[1]["slug"] not in there]
    for number, entry in missing:
        _create(number, entry)
    for _, entry in missing:
        beitrag = Beitrag.objects.get(slug=entry["slug"])
        beitrag.angeheftet.set(by_slug(Beitrag, entry.get("angeheftet", [])))
    return len(missing)


def remove():
    count, _ = Beitrag.objects.filter(kommune__ags=kommune.AGS).delete()
    return count


def _create(number, data):
    names = ("slug", "kind", "title", "teaser", "author_function", "status")
    publish_from = day(data["publish_from"]) if "publish_from" in data else None
    beitrag = rows.create(
        Beitrag,
        kommune=kommune.find().get(),
        text=NOTE + rows.rich_text(data["text"]),
        picture=_picture(number, data["picture"]) if "picture" in data else None,
        date=day(data["day"]),
        publish_from=_morning(publish_from) if publish_from else None,
        reviewed_on=min(day(data["day"]), day(0)) if data["status"] != "draft" else None,
        reviewed_by="Amt für Stadtentwicklung" if data["status"] != "draft" else "",
        **{name: data[name] for name in names},
    )
    beitrag.quartiere.set(quartiere(data["quartiere"]))
    beitrag.netzwerke.set(by_slug(Netzwerk, data.get("netzwerke", [])))
    beitrag.massnahmen.set(by_slug(Massnahme, data.get("massnahmen", [])))
    set_topics(beitrag, data)
    for order, entry in enumerate(data.get("bilder", []), start=1):
        bild = _picture(number + 20 * order, entry)
        rows.create(BeitragBild, beitrag=beitrag, bild=bild, caption=entry["caption"], order=order)


def _morning(date):
    return timezone.make_aware(datetime.combine(date, time(8)))


def _picture(number, data):
    title = f"{data['title']} (Beispieldaten)"
    found = Bild.objects.filter(kommune__ags=kommune.AGS, title=title).first()
    return found or rows.create(
        Bild,
        title=title,
        kommune=kommune.find().get(),
        file=ContentFile(picture(data["motif"], number), f"beitrag-{number}.webp"),
        alt_text=data["alt_text"],
        author=AUTHOR,
        licence=LICENCE,
    )
