"""What public pages load: published rows, and of what hangs on them only what is public too.

Everything a page names goes through here. A foreign key to a draft comes back as None, a draft
in a many-to-many relation is left out, so that no template can show it.
"""

from django.db.models import Prefetch

from netzwerke.models import (
    Akteur,
    Angebot,
    Ergebnis,
    Massnahme,
    Mitgliedschaft,
    Netzwerk,
    Quartiersmanagement,
    Unterlage,
)
from quartiere.models import Kommune, Quartier
from quartiere.strategie.models import Handlungsansatz, Ziel


def quartiere():
    rows = Quartier.objects.published().select_related("kommune")
    return rows.only("name", "slug", "kommune__name", "kommune__slug", "kommune__ags")


def _area(*further):
    """The service area: `reach_text` and `serves()` read it."""
    return [
        Prefetch("quartiere", quartiere()),
        Prefetch("kommunen", Kommune.objects.active()),
        *further,
    ]


def _organisation(name):
    return Prefetch(name, Akteur.objects.published().order_by("name", "pk"))


def _handlungsansaetze():
    rows = Handlungsansatz.objects.published().select_related("quartier__kommune")
    return Prefetch("handlungsansaetze", rows.defer("quartier__boundary", "quartier__svg_path"))


def akteure():
    return (
        Akteur.objects.published()
        .select_related("kommune", "akteursart")
        .prefetch_related(*_area("handlungsfelder", "zielgruppen", "sprachen"))
    )


def akteur_detail():
    memberships = Mitgliedschaft.objects.current().select_related("netzwerk")
    public = Netzwerk.objects.published()
    return (
        akteure()
        .select_related("picture")
        .prefetch_related(
            "oeffnungszeiten",
            Prefetch(
                "mitgliedschaften",
                memberships.filter(netzwerk__in=public).order_by("netzwerk__name"),
                "public_mitgliedschaften",
            ),
            Prefetch("angebote", angebote(), "public_angebote"),
            Prefetch("massnahmen", massnahmen(), "public_massnahmen"),
            Prefetch("partner_massnahmen", massnahmen(), "public_partner_massnahmen"),
            Prefetch("koordinierte_netzwerke", public, "public_koordinierte"),
        )
    )


def angebote():
    """Published ones that hold today."""
    return all_angebote().current()


def all_angebote():
    """Expired ones too: their page says so instead of vanishing."""
    return (
        Angebot.objects.published()
        .select_related("kommune", "angebotsart")
        .prefetch_related(
            *_area(_organisation("akteur"), "handlungsfelder", "zielgruppen", "sprachen")
        )
    )


def angebot_detail():
    return all_angebote().prefetch_related(
        "oeffnungszeiten", "akteur__oeffnungszeiten", _handlungsansaetze()
    )


def massnahmen():
    return (
        Massnahme.objects.published()
        .with_amount()
        .select_related("kommune")
        .prefetch_related(*_area(_organisation("traeger"), "handlungsfelder", "zielgruppen"))
        .order_by("title", "pk")
    )


def massnahme_detail():
    ergebnisse = Ergebnis.objects.prefetch_related(Prefetch("ziel", Ziel.objects.published()))
    return massnahmen().prefetch_related(
        _organisation("partner"),
        "finanzierungen",
        "phasenwechsel",
        "meilensteine",
        Prefetch("ergebnisse", ergebnisse),
        "bilder__bild",
        _handlungsansaetze(),
    )


def netzwerke():
    return (
        Netzwerk.objects.published()
        .select_related("kommune")
        .prefetch_related(*_area(_organisation("coordinator"), "handlungsfelder", "zielgruppen"))
    )


def netzwerk_detail():
    members = Mitgliedschaft.objects.current().of_published_akteure()
    return netzwerke().prefetch_related(
        Prefetch(
            "mitgliedschaften",
            members.select_related("akteur__akteursart").order_by("akteur__name", "pk"),
            "current_members",
        ),
        Prefetch("unterlagen", Unterlage.objects.published()),
    )


def quartiersmanagements():
    return (
        Quartiersmanagement.objects.published()
        .select_related("akteur__kommune", "akteur__picture")
        .prefetch_related(
            "teamfunktionen",
            "akteur__oeffnungszeiten",
            "akteur__sprachen",
            Prefetch("quartiere", quartiere()),
            _organisation("traeger"),
        )
    )
