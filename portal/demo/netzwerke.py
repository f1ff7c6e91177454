"""Angebote and Massnahmen with money, milestones, history and results."""

from netzwerke.models import (
    Akteur,
    Angebot,
    AngebotOeffnungszeit,
    Angebotsart,
    Ergebnis,
    Finanzierung,
    Massnahme,
    MassnahmeBild,
    MassnahmeMeilenstein,
    Phasenwechsel,
    Sprache,
)
from portal.demo import akteure, kommune, rows
from portal.demo.akteure import create_missing, quartiere, reviewed, set_topics, spans
from portal.demo.strategie import PUBLISHED, by_slug, day, decimal, year
from quartiere.strategie.models import Handlungsansatz, Ziel


def load():
    return (
        akteure.load()
        + create_missing("angebote", Angebot, _create_angebot)
        + create_missing("massnahmen", Massnahme, _create_massnahme)
    )


def remove():
    own = {"kommune__ags": kommune.AGS}
    count = sum(model.objects.filter(**own).delete()[0] for model in (Angebot, Massnahme))
    return count + akteure.remove()


ACCESS = ["step_free", "accessible_toilet", "induction_loop", "sign_language", "easy_language"]


def _create_angebot(number, data):
    akteur = Akteur.objects.filter(slug=data["akteur"]).first()
    names = ("slug", "title", "teaser", "capacity", "cost", "cost_note", "access", "access_note")
    angebot = rows.create(
        Angebot,
        kommune=kommune.find().get(),
        akteur=akteur,
        angebotsart=Angebotsart.objects.filter(slug=data["angebotsart"]).first(),
        valid_until=day(data["valid_until"]) if data["valid_until"] else None,
        status=PUBLISHED,
        source="Beispieldaten",
        **{name: data[name] for name in names},
        **_like(akteur, data),
        **_place(number, akteur, data),
        **reviewed(number + 3),
    )
    home = data["quartiere"] or [row.slug for row in akteur.quartiere.all()]
    angebot.quartiere.set(quartiere(home))
    angebot.sprachen.set(Sprache.objects.filter(code__in=data["sprachen"] or ["de"]))
    angebot.handlungsansaetze.set(by_slug(Handlungsansatz, data["handlungsansaetze"]))
    set_topics(angebot, data)
    for fields in spans(data["oeffnungszeiten"]):
        rows.create(AngebotOeffnungszeit, angebot=angebot, **fields)


def _like(akteur, data):
    """Accessibility and service area are those of the Akteur, where nothing else is said."""
    return {
        "reach": Angebot.Reach.QUARTIERE if data["quartiere"] else akteur.reach,
        **{name: getattr(akteur, name) for name in ACCESS},
    }


def _place(number, akteur, data):
    """The Akteur's address; what a city-wide one does in one Quartier is found there."""
    longitude, latitude = akteur.longitude, akteur.latitude
    if data["quartiere"] and akteur.reach == Akteur.Reach.KOMMUNE:
        home = quartiere(data["quartiere"][:1]).get()
        longitude, latitude = akteure.place(number, {"xy": None}, home)
    return {"longitude": longitude, "latitude": latitude}


def _create_massnahme(number, data):
    names = ("slug", "title", "teaser", "text", "phase", "reason")
    massnahme = rows.create(
        Massnahme,
        kommune=kommune.find().get(),
        reach=Massnahme.Reach.QUARTIERE,
        traeger=Akteur.objects.filter(slug=data["traeger"]).first(),
        starts_on=day(data["start"]),
        ends_on=day(data["end"]),
        programme="Sozialer Zusammenhalt",
        programme_year=day(data["start"]).year,
        decided_by="Rat der Stadt Musterstadt",
        decided_on=min(day(data["start"] - 90), day(-10)),
        status=PUBLISHED,
        source="Beispieldaten",
        **{name: data[name] for name in names},
        **reviewed(number + 5),
    )
    massnahme.quartiere.set(quartiere(data["quartiere"]))
    massnahme.partner.set(by_slug(Akteur, data["partner"]))
    massnahme.handlungsansaetze.set(by_slug(Handlungsansatz, data["handlungsansaetze"]))
    set_topics(massnahme, data)
    _create_parts(massnahme, data)


def _create_parts(massnahme, data):
    for offset, source, amount in data["money"]:
        fields = {"year": year(offset), "money_source": source, "amount": amount}
        rows.create(Finanzierung, massnahme=massnahme, **fields)
    for phase, offset, note in data["steps"]:
        fields = {"phase": phase, "dated_on": day(offset), "note": note}
        rows.create(Phasenwechsel, massnahme=massnahme, **fields)
    for due, reached, title in data["milestones"]:
        fields = {"due_on": day(due), "reached_on": day(reached) if reached else None}
        rows.create(MassnahmeMeilenstein, massnahme=massnahme, title=title, **fields)
    home = massnahme.quartiere.first()
    if data["ergebnisse"] and home and home.picture:
        caption = f"So sieht es im Quartier {home.name} aus."
        rows.create(MassnahmeBild, massnahme=massnahme, bild=home.picture, caption=caption)
    for entry in data["ergebnisse"]:
        fields = {name: entry[name] for name in ("text", "indicator", "unit")}
        fields["value"] = decimal(entry["value"])
        ziel = Ziel.objects.filter(slug=entry["ziel"]).first()
        rows.create(
            Ergebnis, massnahme=massnahme, ziel=ziel, observed_on=day(entry["days"]), **fields
        )
