"""Bedarfe, Ziele and Handlungsansätze of some Quartiere: whole chains, and chains that end."""

from datetime import timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.html import strip_tags

from portal.demo import kommune, rows
from quartiere.models import Handlungsfeld, Quartier, Zielgruppe
from quartiere.models.base import Publication
from quartiere.monitoring.models import Ausgabe, Einschaetzung
from quartiere.strategie.models import Bedarf, Handlungsansatz, Problemlage, Strategie, Ziel

PUBLISHED = Publication.Status.PUBLISHED


def load():
    """What is missing by its slug; a Quartier that is gone has no chain."""
    data = rows.read("strategie")
    quartiere = Quartier.objects.filter(kommune__ags=kommune.AGS, slug__in=data)
    return sum(_load_quartier(quartier, data[quartier.slug]) for quartier in quartiere)


def remove():
    own = {"quartier__kommune__ags": kommune.AGS}
    models = [Handlungsansatz, Ziel, Bedarf, Strategie]
    return sum(model.objects.filter(**own).delete()[0] for model in models)


def day(offset):
    return timezone.localdate() + timedelta(days=offset)


def year(offset):
    return timezone.localdate().year + offset


def decimal(number):
    return None if number is None else Decimal(str(number))


def by_slug(model, slugs):
    return model.objects.filter(slug__in=slugs)


def _load_quartier(quartier, data):
    strategie, count = _strategie(quartier, data["strategie"])
    return count + sum(
        _load_bedarf(quartier, strategie, order, entry)
        for order, entry in enumerate(data["bedarfe"], start=1)
    )


def _strategie(quartier, data):
    if not data:
        return None, 0
    found = Strategie.objects.filter(quartier=quartier, title=data["title"]).first()
    if found:
        return found, 0
    created = rows.create(
        Strategie,
        quartier=quartier,
        title=data["title"],
        text=rows.rich_text(data["text"]),
        file=_document(data),
        decided_by=data["decided_by"],
        decided_on=day(data["since"] * 365 - 30),
        valid_from=day(data["since"] * 365),
        valid_until=day(data["until"] * 365),
        status=PUBLISHED,
    )
    return created, 1


def _document(data):
    """The concept as a file: its title and the summary without markup."""
    lines = [
        data["title"],
        *map(strip_tags, data["text"]),
        "Beispieldaten: Dieses Konzept ist erfunden.",
    ]
    return ContentFile("\n\n".join(lines).encode("utf-8-sig"), "konzept-beispiel.txt")


def _load_bedarf(quartier, strategie, order, data):
    bedarf = Bedarf.objects.filter(quartier=quartier, slug=data["slug"]).first()
    count = 0
    if bedarf is None:
        bedarf, count = _create_bedarf(quartier, order, data), 1
    place = {"quartier": quartier, "strategie": strategie}
    return count + sum(_load_ziel(bedarf, place, entry) for entry in data["ziele"])


def _create_bedarf(quartier, order, data):
    bedarf = rows.create(
        Bedarf,
        quartier=quartier,
        zielgruppe=Zielgruppe.objects.get(slug=data["zielgruppe"]),
        order=order,
        observed_on=day(data["days"]),
        ausgabe=_newest_ausgabe(quartier) if data["data"] else None,
        einschaetzung=_judgement(quartier, data),
        status=PUBLISHED,
        **{name: data[name] for name in ("slug", "title", "text")},
    )
    bedarf.handlungsfelder.set(by_slug(Handlungsfeld, data["handlungsfelder"]))
    bedarf.problemlagen.set(by_slug(Problemlage, data["problemlagen"]))
    return bedarf


def _newest_ausgabe(quartier):
    published = Ausgabe.objects.published().filter(kommune=quartier.kommune_id)
    return published.order_by("-year").first()


def _judgement(quartier, data):
    fields = {"quartier": quartier, "text": data["judgement"]}
    return Einschaetzung.objects.filter(**fields).first() or rows.create(
        Einschaetzung,
        zielgruppe=Zielgruppe.objects.get(slug=data["zielgruppe"]),
        date=day(data["days"]),
        author_function=quartier.contact_function or "Amt für Stadtentwicklung",
        relation=Einschaetzung.Relation.SUPPLEMENTS,
        status=PUBLISHED,
        **fields,
    )


def _load_ziel(bedarf, place, data):
    ziel = Ziel.objects.filter(slug=data["slug"]).first()
    count = 0
    if ziel is None:
        ziel, count = _create_ziel(bedarf, place, data), 1
    return count + sum(_load_ansatz(ziel, entry) for entry in data["ansaetze"])


def _create_ziel(bedarf, place, data):
    values = {}
    for name in ("start", "target"):
        if data[name]:
            number, offset = data[name]
            values |= {f"{name}_value": decimal(number), f"{name}_year": year(offset)}
    fields = {name: data[name] for name in ("slug", "title", "indicator", "unit")}
    ziel = rows.create(Ziel, **place, **fields, **values, status=PUBLISHED)
    ziel.bedarfe.add(bedarf)
    return ziel


def _load_ansatz(ziel, data):
    if Handlungsansatz.objects.filter(slug=data["slug"]).exists():
        return 0
    names = ("slug", "title", "text", "priority", "priority_reason")
    fields = {name: data[name] for name in names}
    ansatz = rows.create(Handlungsansatz, quartier=ziel.quartier, status=PUBLISHED, **fields)
    ansatz.ziele.add(ziel)
    ansatz.zielgruppen.set(by_slug(Zielgruppe, data["zielgruppen"]))
    ansatz.handlungsfelder.set(by_slug(Handlungsfeld, data["handlungsfelder"]))
    return 1
