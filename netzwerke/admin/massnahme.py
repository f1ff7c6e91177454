from django.contrib import admin
from django.utils import timezone

from netzwerke import workflow
from netzwerke.admin import aufgaben
from netzwerke.admin.base import CARE, IMPORT, SCOPE_FIELDS, ServiceAreaAdmin
from netzwerke.admin.tabellen import TabellenAdmin
from netzwerke.importe.resources import MassnahmeResource
from netzwerke.models import (
    Ergebnis,
    Finanzierung,
    Massnahme,
    MassnahmeBild,
    MassnahmeMeilenstein,
    Phasenwechsel,
)
from portal.konten.admin import ScopedStackedInline, ScopedTabularInline
from quartiere.admin.publication import OverdueFilter


class FinanzierungInline(ScopedTabularInline):
    model = Finanzierung
    fields = ["year", "money_source", "amount"]


class PhasenwechselInline(ScopedTabularInline):
    model = Phasenwechsel
    fields = ["phase", "dated_on", "note"]


class MeilensteinInline(ScopedTabularInline):
    model = MassnahmeMeilenstein
    fields = ["title", "due_on", "reached_on"]


class ErgebnisInline(ScopedStackedInline):
    model = Ergebnis
    fields = ["observed_on", "text", "ziel", ("indicator", "value", "unit")]
    autocomplete_fields = ["ziel"]


class BildInline(ScopedTabularInline):
    model = MassnahmeBild
    fields = ["bild", "caption", "order"]
    autocomplete_fields = ["bild"]


class OhneErgebnisFilter(admin.SimpleListFilter):
    title = "Ergebnis"
    parameter_name = "ergebnis"

    def lookups(self, request, model_admin):
        return [("fehlt", "beendet, ohne Ergebnis")]

    def queryset(self, request, queryset):
        return queryset.without_ergebnis() if self.value() == "fehlt" else queryset


@admin.register(Massnahme)
class MassnahmeAdmin(TabellenAdmin, ServiceAreaAdmin):
    resource_classes = [MassnahmeResource]
    fieldsets = [
        (None, {"fields": ["kommune", "title", "slug", "teaser", "text", "place"]}),
        ("Wozu", {"fields": ["handlungsansaetze", "reason", ("decided_by", "decided_on")]}),
        ("Für wen und wo", {"fields": SCOPE_FIELDS}),
        ("Wer", {"fields": ["traeger", "partner"]}),
        (
            "Wann und womit",
            {
                "fields": [
                    "phase", ("starts_on", "ends_on"), "duration_note",
                    ("programme", "programme_year"),
                ],
                "description": "Den Stand ändern Sie unten in seiner Geschichte.",
            },
        ),
        CARE,
        IMPORT,
    ]  # fmt: skip
    inlines = [
        PhasenwechselInline, FinanzierungInline, MeilensteinInline, ErgebnisInline, BildInline,
    ]  # fmt: skip
    list_display = ["title", "phase", "traeger", "kommune", "status", "review_state"]
    list_filter = [
        "status", "phase", OhneErgebnisFilter, OverdueFilter, "kommune", "zielgruppen",
    ]  # fmt: skip
    list_select_related = ["kommune", "traeger"]
    search_fields = ["title", "teaser", "programme", "source_key"]
    search_help_text = "Suche nach Titel, Kurztext, Programm oder Schlüssel"
    autocomplete_fields = ["traeger", "partner", "owner", "quartiere", "handlungsansaetze"]

    def get_readonly_fields(self, request, obj=None):
        """With a history the phase follows from it."""
        fields = super().get_readonly_fields(request, obj)
        has_history = obj is not None and obj.phasenwechsel.exists()
        return [*fields, "phase"] if has_history else fields

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        massnahme = form.instance
        if massnahme.phasenwechsel.exists():
            workflow.follow_history(massnahme)
        elif massnahme.phase != Massnahme.Phase.PLANNED:
            today = timezone.localdate()
            workflow.record_phase(
                massnahme, massnahme.phase, min(massnahme.starts_on or today, today)
            )

    def get_tasks(self, request):
        return aufgaben.massnahme_tasks(request.user)
