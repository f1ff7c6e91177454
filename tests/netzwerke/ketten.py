"""Whole chains for the tests of the pages, and drafts that could leak into them."""

from datetime import date, time

from netzwerke.models import AkteurOeffnungszeit, Sprache
from quartiere.monitoring.models import Einschaetzung
from tests.factories_netzwerke import (
    AkteurFactory,
    AngebotFactory,
    BedarfFactory,
    ErgebnisFactory,
    FinanzierungFactory,
    HandlungsansatzFactory,
    MassnahmeFactory,
    MitgliedschaftFactory,
    NetzwerkFactory,
    ZielFactory,
)

SECRET = "Geheimer Entwurf"


def make_chain(quartier, zielgruppe, number=0, *, published=True):
    """Bedarf → Ziel → Handlungsansatz → Massnahme with money and result, and an Angebot."""
    place = {"quartier": quartier, "published": published}
    bedarf = BedarfFactory(zielgruppe=zielgruppe, **place)
    Einschaetzung.objects.filter(bedarfe=bedarf).update(status="published")
    ziel = ZielFactory(bedarfe=[bedarf], indicator="Treffs", target_value=3, **place)
    ansatz = HandlungsansatzFactory(ziele=[ziel], **place)
    doing = {
        "kommune": quartier.kommune,
        "quartiere": [quartier],
        "zielgruppen": [zielgruppe],
        "handlungsansaetze": [ansatz],
        "published": published,
    }
    traeger = make_akteur(quartier, zielgruppe, published=published)
    massnahme = MassnahmeFactory(traeger=traeger, phase="completed", **doing)
    FinanzierungFactory(massnahme=massnahme, year=2025, amount=12000)
    ErgebnisFactory(massnahme=massnahme, ziel=ziel)
    angebot = AngebotFactory(akteur=traeger, **doing)
    return bedarf, ziel, ansatz, massnahme, angebot


def make_akteur(quartier, zielgruppe, *, published=True):
    """With opening hours, a language, and a membership in a Netzwerk for the Zielgruppe."""
    akteur = AkteurFactory(
        kommune=quartier.kommune,
        quartiere=[quartier],
        zielgruppen=[zielgruppe],
        published=published,
        longitude=quartier.longitude,
        latitude=quartier.latitude,
    )
    akteur.sprachen.add(Sprache.objects.get(code="tr"))
    AkteurOeffnungszeit.objects.create(akteur=akteur, weekday=0, opens=time(9), closes=time(17))
    netzwerk = NetzwerkFactory(
        kommune=quartier.kommune,
        quartiere=[quartier],
        zielgruppen=[zielgruppe],
        published=published,
    )
    MitgliedschaftFactory(netzwerk=netzwerk, akteur=akteur, since=date(2024, 1, 1))
    return akteur


def hang_drafts_on(bedarf, ziel, ansatz, massnahme, angebot):
    """Drafts named SECRET at every joint of a public chain."""
    quartier, draft = bedarf.quartier, {"quartier": bedarf.quartier}
    BedarfFactory(title=SECRET, zielgruppe=bedarf.zielgruppe, **draft)
    ZielFactory(title=SECRET, bedarfe=[bedarf], **draft)
    HandlungsansatzFactory(title=SECRET, ziele=[ziel], **draft)
    akteur = AkteurFactory(name=SECRET, kommune=quartier.kommune)
    MassnahmeFactory(title=SECRET, kommune=quartier.kommune, handlungsansaetze=[ansatz])
    AngebotFactory(title=SECRET, kommune=quartier.kommune, handlungsansaetze=[ansatz])
    Einschaetzung.objects.filter(bedarfe=bedarf).update(status="draft", text=SECRET)
    for row in (massnahme, angebot):
        row.quartiere.add(
            type(quartier).objects.create(
                kommune=quartier.kommune,
                name=SECRET,
                slug=f"geheim-{row.pk}-{type(row).__name__.lower()}",
            )
        )
    massnahme.partner.add(akteur)
    type(massnahme).objects.filter(pk=massnahme.pk).update(traeger=akteur)
    type(angebot).objects.filter(pk=angebot.pk).update(akteur=akteur, notes=SECRET)
    netzwerk = NetzwerkFactory(kommune=quartier.kommune, published=True, coordinator=akteur)
    MitgliedschaftFactory(netzwerk=netzwerk, akteur=akteur)
    hidden = NetzwerkFactory(name=SECRET, kommune=quartier.kommune)
    for member in AkteurFactory._meta.model.objects.published():
        MitgliedschaftFactory(netzwerk=hidden, akteur=member)
    return netzwerk
