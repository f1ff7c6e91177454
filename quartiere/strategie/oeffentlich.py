"""What public pages of the strategy load: published rows, and of what hangs on them only those."""

from django.db.models import Prefetch

from quartiere.monitoring.models import Ausgabe, Einschaetzung
from quartiere.strategie.models import Bedarf, Handlungsansatz, Strategie, Ziel


def bedarfe():
    """With the public part of their reasons: a draft judgement stays inside."""
    return (
        Bedarf.objects.published()
        .select_related("quartier__kommune", "zielgruppe")
        .defer("quartier__boundary", "quartier__svg_path")
        .prefetch_related(
            "handlungsfelder",
            "problemlagen",
            Prefetch("ausgabe", Ausgabe.objects.public()),
            Prefetch("einschaetzung", Einschaetzung.objects.published()),
        )
    )


def ziele():
    return (
        Ziel.objects.published()
        .select_related("quartier__kommune")
        .defer("quartier__boundary", "quartier__svg_path")
        .prefetch_related(
            Prefetch("strategie", Strategie.objects.published()),
            Prefetch("bedarfe", bedarfe()),
        )
    )


def handlungsansaetze():
    return (
        Handlungsansatz.objects.published()
        .select_related("quartier__kommune")
        .defer("quartier__boundary", "quartier__svg_path")
        .prefetch_related("zielgruppen", "handlungsfelder")
    )


def doing(handlungsansaetze):
    """Adds what is done: Maßnahmen and current Angebote, reached through the related models."""
    massnahmen = Handlungsansatz.massnahmen.rel.related_model.objects.published()
    angebote = Handlungsansatz.angebote.rel.related_model.objects.published().current()
    return handlungsansaetze.prefetch_related(
        Prefetch("massnahmen", massnahmen.order_by("title", "pk"), "public_massnahmen"),
        Prefetch("angebote", angebote.order_by("title", "pk"), "public_angebote"),
    )


def ziele_detail():
    ansaetze = Prefetch("handlungsansaetze", doing(handlungsansaetze()), "public_ansaetze")
    massnahmen = Handlungsansatz.massnahmen.rel.related_model.objects.published()
    ergebnisse = Ziel.ergebnisse.rel.related_model.objects.filter(massnahme__in=massnahmen)
    return ziele().prefetch_related(
        ansaetze,
        Prefetch("ergebnisse", ergebnisse.select_related("massnahme"), "public_ergebnisse"),
    )


def handlungsansaetze_detail():
    return doing(handlungsansaetze()).prefetch_related(
        Prefetch("ziele", Ziel.objects.published(), "public_ziele")
    )
