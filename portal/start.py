"""What the start page shows: ways in, and the process of the programme with real counts."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from netzwerke.models import Massnahme
from portal.beitraege import abschnitte
from quartiere.models import Handlungsfeld, Quartier, Zielgruppe
from quartiere.monitoring.models import Ausgabe
from quartiere.strategie.models import Bedarf, Ziel
from veranstaltungen import oeffentlich
from veranstaltungen.models import Veranstaltung


def context():
    quartiere = Quartier.objects.published()
    felder = _counted(Handlungsfeld, quartiere)
    return {
        "zielgruppen": _counted(Zielgruppe, quartiere),
        "handlungsfelder": [feld for feld in felder if not feld.is_cross_cutting],
        "cross_cutting": [feld for feld in felder if feld.is_cross_cutting],
        "steps": steps(),
        "veranstaltungen": oeffentlich.upcoming()[:3],
        "beitraege": abschnitte.newest(),
        "newest": quartiere.for_cards().order_by("-updated_at", "pk")[:3],
    }


def _counted(model, quartiere):
    """All entries of a vocabulary in their order, with the number of their public Quartiere."""
    counted = model.objects.annotate(count=Count("quartiere", filter=Q(quartiere__in=quartiere)))
    return list(counted.order_by(*model._meta.ordering))


def steps():
    """From observation to result: what the portal holds of each, and where to read it."""
    return [*_reasons(), *_deeds()]


def _reasons():
    return [
        _step(
            _("Beobachtung"),
            _("Wie leben die Menschen im Quartier? Zahlen und Eindrücke von vor Ort zeigen es."),
            Ausgabe.objects.published(),
            (_("Ausgabe im Monitoring"), _("Ausgaben im Monitoring")),
            reverse("monitoring:list"),
        ),
        _step(
            _("Bedarf"),
            _("Was fehlt, und wem? Der Bedarf wird für jede Zielgruppe benannt."),
            Bedarf.objects.published(),
            (_("Bedarf, nach Zielgruppen"), _("Bedarfe, nach Zielgruppen")),
            reverse("quartiere:zielgruppe_list"),
        ),
        _step(
            _("Ziel und Ansatz"),
            _("Was soll besser werden, und auf welchem Weg? Handlungsfelder ordnen die Antworten."),
            Ziel.objects.published(),
            (_("Ziel"), _("Ziele")),
            reverse("strategie:ziel_list"),
        ),
    ]


def _deeds():
    massnahmen = Massnahme.objects.published()
    return [
        _step(
            _("Maßnahme"),
            _("Angebote, Bauvorhaben und Treffpunkte: Jetzt wird gehandelt."),
            massnahmen,
            (_("Maßnahme"), _("Maßnahmen")),
            reverse("netzwerke:massnahme_list"),
        ),
        _step(
            _("Austausch"),
            _("Fachtage, Netzwerktreffen und Feste bringen alle zusammen, die etwas tun."),
            Veranstaltung.objects.published(),
            (_("Veranstaltung"), _("Veranstaltungen")),
            reverse("veranstaltungen:list"),
        ),
        _step(
            _("Ergebnis"),
            _("Was hat es gebracht? Auch was offen bleibt, ist öffentlich."),
            massnahmen.with_ergebnis(),
            (_("Maßnahme mit Ergebnis"), _("Maßnahmen mit Ergebnis")),
            f"{reverse('netzwerke:massnahme_list')}?stand=mit-ergebnis",
        ),
    ]


def _step(title, text, rows, label, url):
    """`label` names one row and many."""
    count = rows.count()
    one, many = label
    return {
        "title": title,
        "text": text,
        "count": count,
        "label": one if count == 1 else many,
        "url": url,
    }
