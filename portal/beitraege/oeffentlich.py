"""What public pages load: published Beiträge, and of what they name only what is public too."""

from django.db.models import Exists, OuterRef, Prefetch

from netzwerke.models import Massnahme, Netzwerk
from netzwerke.oeffentlich import quartiere
from portal.beitraege.models import Beitrag, BeitragBild
from quartiere.models import Kommune
from veranstaltungen.models import Dokumentation, Veranstaltung


def for_cards(rows):
    """Loads what `beitraege/beitrag_card.html` shows."""
    return rows.select_related("kommune", "picture").prefetch_related(
        Prefetch("quartiere", quartiere()), "zielgruppen"
    )


def beitraege():
    """The list, newest first."""
    return for_cards(Beitrag.objects.published()).defer("text")


def with_relations(rows):
    """Everything a Beitrag names, as far as it is public."""
    documented = Veranstaltung.objects.published()
    dokumentationen = Dokumentation.objects.filter(veranstaltung__in=documented)
    return rows.prefetch_related(
        "handlungsfelder",
        Prefetch("kommunen", Kommune.objects.active().with_page()),
        Prefetch("netzwerke", Netzwerk.objects.published()),
        Prefetch("massnahmen", Massnahme.objects.published()),
        Prefetch("dokumentationen", dokumentationen.select_related("veranstaltung")),
    )


def detail(rows):
    """`rows` with all that the page of one Beitrag shows."""
    bilder = BeitragBild.objects.select_related("bild")
    public = Kommune.objects.published().filter(pk=OuterRef("kommune"))
    rows = for_cards(rows).annotate(kommune_has_page=Exists(public))
    return with_relations(rows).prefetch_related(Prefetch("bilder", bilder))
