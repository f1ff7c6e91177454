"""Indicator sheets of a Kommune: what each figure means and where it comes from."""

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quartiere.german import German
from quartiere.monitoring import auswahl
from quartiere.monitoring.adressen import ausgabe_url, breadcrumb, kommune_step
from quartiere.monitoring.models import Ausgabe, AusgabeIndikator, Indikator

SHEET = [
    "number", "key_message", "formula", "numerator", "denominator", "unit", "polarity",
    "interpretation", "source", "holder", "space", "time", "series",
]  # fmt: skip


def used(kommune_slug):
    """Public indicators of at least one public edition of the Kommune."""
    uses = AusgabeIndikator.objects.filter(
        indikator=OuterRef("pk"), ausgabe__in=Ausgabe.objects.public()
    )
    return Indikator.objects.public().filter(
        Exists(uses), kommune__slug=kommune_slug, kommune__is_active=True
    )


def indikator_list(request, kommune):
    indikatoren = list(used(kommune).select_related("zielgruppe").order_by("code"))
    if not indikatoren:
        raise Http404("Diese Kommune hat keine öffentlichen Indikatoren.")
    found = get_object_or_404(auswahl.kommunen(), slug=kommune)
    context = {
        "kommune": found,
        "indikatoren": [
            (row, reverse("monitoring:indikator", args=[found.slug, row.code]))
            for row in indikatoren
        ],
        "breadcrumb": breadcrumb(kommune_step(found), (_("Indikatoren"), "")),
    }
    return render(request, "monitoring/indikatoren.html", context)


def indikator(request, kommune, code):
    found = get_object_or_404(used(kommune).select_related("kommune", "zielgruppe"), code=code)
    context = {
        "indikator": found,
        "sheet": sheet_of(found),
        "uses": uses_of(found),
        "breadcrumb": breadcrumb(
            kommune_step(found.kommune),
            (_("Indikatoren"), reverse("monitoring:indikatoren", args=[found.kommune.slug])),
            (German(found.name), ""),
        ),
    }
    return render(request, "monitoring/indikator.html", context)


def sheet_of(indikator):
    """(entry, text) of everything the sheet says."""
    texts = {name: German(getattr(indikator, name)) for name in SHEET}
    texts["polarity"] = indikator.get_polarity_display()
    labels = {name: Indikator._meta.get_field(name).verbose_name for name in SHEET}
    return [(labels[name], texts[name]) for name in SHEET if texts[name]]


def uses_of(indikator):
    """Editions in which it counts, newest first, with the figures that were computed with."""
    rows = indikator.uses.filter(ausgabe__in=Ausgabe.objects.published())
    rows = rows.select_related("ausgabe__kommune").order_by("-ausgabe__year")
    return [{"use": row, "url": ausgabe_url(row.ausgabe)} for row in rows]
