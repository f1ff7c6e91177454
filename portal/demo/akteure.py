"""Akteure, the Quartiersmanagements, Netzwerke with members and documents."""

from datetime import time

from django.core.files.base import ContentFile

from netzwerke.models import (
    Akteur,
    AkteurOeffnungszeit,
    Akteursart,
    Mitgliedschaft,
    Netzwerk,
    Quartiersmanagement,
    Sprache,
    Teamfunktion,
    Unterlage,
)
from portal.demo import kommune, rows
from portal.demo.city import to_degrees
from portal.demo.strategie import PUBLISHED, by_slug, day, year
from quartiere.models import Handlungsfeld, Quartier, Zielgruppe

REVIEWER = "Amt für Stadtentwicklung"


def load():
    parts = [
        ("akteure", Akteur, _create_akteur),
        ("netzwerke", Netzwerk, _create_netzwerk),
    ]
    count = sum(create_missing(name, model, create) for name, model, create in parts)
    return count + sum(_load_team(data) for data in rows.read("netzwerke/quartiersmanagements"))


def remove():
    own = {"kommune__ags": kommune.AGS}
    querysets = [
        Unterlage.objects.filter(netzwerk__kommune__ags=kommune.AGS),
        Netzwerk.objects.filter(**own),
        Quartiersmanagement.objects.filter(akteur__kommune__ags=kommune.AGS),
        Akteur.objects.filter(**own),
    ]
    return sum(queryset.delete()[0] for queryset in querysets)


def create_missing(name, model, create):
    """Rows of data/netzwerke/<name>.json whose slug nobody has; returns how many are new."""
    there = set(model.objects.values_list("slug", flat=True))
    entries = enumerate(rows.read(f"netzwerke/{name}"))
    missing = [(number, data) for number, data in entries if data["slug"] not in there]
    for number, data in missing:
        create(number, data)
    return len(missing)


def quartiere(slugs):
    return by_slug(Quartier, slugs).filter(kommune__ags=kommune.AGS)


def set_topics(row, data):
    row.zielgruppen.set(by_slug(Zielgruppe, data["zielgruppen"]))
    row.handlungsfelder.set(by_slug(Handlungsfeld, data["handlungsfelder"]))


def reviewed(number):
    """A few reviews are overdue, so that the lists of staff show them."""
    return {"reviewed_on": day(-(number * 41 % 430)), "reviewed_by": REVIEWER}


def spans(text):
    """ "1 10-13; 3 14-18" as fields of opening hours; 0 is Monday."""
    for part in filter(None, text.split(";")):
        weekday, hours = part.split()
        opens, closes = (time(int(hour) % 24) for hour in hours.split("-"))
        yield {"weekday": int(weekday), "opens": opens, "closes": closes}


def _create_akteur(number, data):
    home = quartiere(data["quartiere"][:1]).first()
    longitude, latitude = place(number, data, home)
    akteur = rows.create(
        Akteur,
        kommune=kommune.find().get(),
        akteursart=Akteursart.objects.get(slug=data["akteursart"]),
        contact_postcode=home.contact_postcode if home else "00101",
        place="Musterstadt",
        phone=f"040 66969 2{number:02d}",
        email=f"{data['slug'].split('-')[-1]}@musterstadt.example",
        longitude=longitude,
        latitude=latitude,
        status=PUBLISHED,
        source="Beispieldaten",
        **{name: data[name] for name in ("slug", "name", "teaser", "text", "street", "reach")},
        **data["facts"],
        **reviewed(number),
    )
    akteur.quartiere.set(quartiere(data["quartiere"]))
    akteur.sprachen.set(Sprache.objects.filter(code__in=data["sprachen"]))
    set_topics(akteur, data)
    for fields in spans(data["oeffnungszeiten"]):
        rows.create(AkteurOeffnungszeit, akteur=akteur, **fields)


def place(number, data, home):
    """A point beside the middle of the Quartier, or the one that is given in metres."""
    if data["xy"]:
        return to_degrees(*data["xy"])
    seeds = {entry["slug"]: entry["seed"] for entry in rows.quartiere()}
    east, north = seeds[home.slug] if home else (0, 600)
    return to_degrees(east + number * 83 % 400 - 200, north + number * 57 % 400 - 200)


def _load_team(data):
    akteur = Akteur.objects.filter(slug=data["akteur"], quartiersmanagement__isnull=True).first()
    if akteur is None:
        return 0
    row = rows.create(
        Quartiersmanagement,
        akteur=akteur,
        traeger=Akteur.objects.filter(slug=data["traeger"]).first(),
        client=data["client"],
        commissioned_until=day(data["until"]),
    )
    row.quartiere.set(quartiere(data["quartiere"]))
    for order, fields in enumerate(data["team"], start=1):
        rows.create(Teamfunktion, quartiersmanagement=row, order=order, **fields)
    return 1


def _create_netzwerk(number, data):
    names = ("slug", "name", "kind", "teaser", "meeting_rhythm", "how_to_join")
    netzwerk = rows.create(
        Netzwerk,
        kommune=kommune.find().get(),
        reach=Netzwerk.Reach.QUARTIERE if data["quartiere"] else Netzwerk.Reach.KOMMUNE,
        coordinator=Akteur.objects.filter(slug=data["coordinator"]).first(),
        founded_year=year(data["founded"]),
        status=PUBLISHED,
        **{name: data[name] for name in names},
        **reviewed(number),
    )
    netzwerk.quartiere.set(quartiere(data["quartiere"]))
    set_topics(netzwerk, data)
    for akteur in by_slug(Akteur, data["members"] + data["former"]):
        rows.create(Mitgliedschaft, **_membership(netzwerk, akteur, data))
    for document in data["documents"]:
        _create_document(netzwerk, document)


def _membership(netzwerk, akteur, data):
    is_coordinator = akteur.slug == data["coordinator"]
    return {
        "netzwerk": netzwerk,
        "akteur": akteur,
        "role": Mitgliedschaft.Role.COORDINATION if is_coordinator else Mitgliedschaft.Role.MEMBER,
        "since": day(data["founded"] * 365),
        "until": day(-200) if akteur.slug in data["former"] else None,
    }


def _create_document(netzwerk, data):
    source = {"link": data["link"]} if "link" in data else {"file": _file(data)}
    rows.create(
        Unterlage,
        netzwerk=netzwerk,
        kind=data["kind"],
        title=data["title"],
        dated_on=day(data["days"]) if data["days"] else None,
        **source,
    )


def _file(data):
    return ContentFile(f"{data['text']}\n".encode("utf-8-sig"), "protokoll-beispiel.txt")
