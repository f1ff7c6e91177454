"""Planungsräume, two editions of the monitoring and judgements of people on site."""

from datetime import timedelta

from django.utils import timezone
from shapely.geometry import mapping

from portal.demo import beobachtung, kommune, konten, rows
from portal.konten.roles import Role
from quartiere.models import Quartier, Zielgruppe
from quartiere.monitoring import einspielen, profil
from quartiere.monitoring.models import Ausgabe, Einschaetzung, Indikator, Planungsraum
from quartiere.monitoring.zuordnen import assign


def load():
    """Nothing where the city has an edition already: published ones never change."""
    city = kommune.find().get()
    if city.ausgaben.exists():
        return 0
    this_year = timezone.localdate().year
    gebietsstand = str(this_year - 4)
    count = _create_planungsraeume(city, gebietsstand)
    for year, is_new in [(this_year - 3, False), (this_year - 1, True)]:
        _publish(city, year, gebietsstand, is_new)
    _rewrite_sheets(city)
    return count + 2 + _create_einschaetzungen(city, gebietsstand)


def remove():
    city = kommune.find()
    found = Einschaetzung.objects.filter(quartier__kommune__in=city)
    found |= Einschaetzung.objects.filter(planungsraum__kommune__in=city)
    example = Ausgabe.objects.filter(kommune__in=city, is_example=True)
    parts = [
        Einschaetzung.objects.filter(pk__in=found.values("pk")),
        example,
        Indikator.objects.filter(kommune__in=city, uses__isnull=True),
        Planungsraum.objects.filter(kommune__in=city, gebietswerte__isnull=True),
    ]
    return sum(part.delete()[0] for part in parts)


def _create_planungsraeume(city, gebietsstand):
    areas, boundaries = beobachtung.areas(), beobachtung.boundaries()
    for slug, area in areas.items():
        Planungsraum.objects.create(
            kommune=city,
            gebietsstand=gebietsstand,
            key=area["key"],
            name=area["name"],
            boundary=mapping(boundaries[slug]),
        )
    assign(kommune=city)
    return len(areas)


def _publish(city, year, gebietsstand, is_new):
    document = beobachtung.document(city.ags, year, gebietsstand, is_new=is_new)
    files = [("musterstadt.csv", beobachtung.file(is_new=is_new))]
    reading = einspielen.read(profil.from_document(document), files)
    user = konten.find(Role.REDAKTION).first()
    ausgabe = einspielen.store_draft(reading, user, is_example=True)
    einspielen.check(ausgabe)
    einspielen.publish(ausgabe)


def _rewrite_sheets(city):
    """The living sheet says what holds now; each edition keeps the sheet it was computed with."""
    for code, denominator in rows.read("monitoring")["bruch"].items():
        city.indikatoren.filter(code=code).update(denominator=denominator)


def _create_einschaetzungen(city, gebietsstand):
    data = rows.read("monitoring")["einschaetzungen"]
    keys = {slug: area["key"] for slug, area in beobachtung.areas().items()}
    planungsraeume = Planungsraum.objects.of(city, gebietsstand)
    latest = city.ausgaben.published().latest("year")
    for entry in data:
        if "quartier" in entry:
            place = {"quartier": Quartier.objects.get(kommune=city, slug=entry["quartier"])}
        else:
            place = {"planungsraum": planungsraeume.get(key=keys[entry["planungsraum"]])}
        rows.create(
            Einschaetzung,
            **place,
            ausgabe=latest,
            zielgruppe=Zielgruppe.objects.filter(slug=entry["zielgruppe"]).first(),
            date=timezone.localdate() - timedelta(days=entry["days"]),
            author_function=entry["function"],
            text=entry["text"],
            relation=entry["relation"],
            status=Einschaetzung.Status.PUBLISHED,
        )
    return len(data)
