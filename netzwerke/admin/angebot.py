from django.contrib import admin

from netzwerke.admin import aufgaben
from netzwerke.admin.base import (
    ACCESSIBILITY_FIELDS,
    CARE,
    CONTACT_FIELDS,
    IMPORT,
    SCOPE_FIELDS,
    ServiceAreaAdmin,
)
from netzwerke.admin.tabellen import TabellenAdmin
from netzwerke.importe.resources import AngebotResource
from netzwerke.models import Angebot, AngebotOeffnungszeit
from portal.konten.admin import ScopedTabularInline
from quartiere.admin.publication import OverdueFilter


class AngebotOeffnungszeitInline(ScopedTabularInline):
    model = AngebotOeffnungszeit
    fields = ["weekday", "opens", "closes", "note"]


class SubmittedFilter(admin.SimpleListFilter):
    title = "Eingereicht"
    parameter_name = "eingereicht"

    def lookups(self, request, model_admin):
        return [("ja", "wartet auf Freigabe")]

    def queryset(self, request, queryset):
        return queryset.submitted() if self.value() == "ja" else queryset


@admin.register(Angebot)
class AngebotAdmin(TabellenAdmin, ServiceAreaAdmin):
    copied_parts = ["oeffnungszeiten"]
    resource_classes = [AngebotResource]
    fieldsets = [
        (None, {"fields": ["kommune", "title", "slug", "akteur", "angebotsart", "teaser", "text"]}),
        ("Für wen und wo", {"fields": [*SCOPE_FIELDS, "sprachen", "handlungsansaetze"]}),
        (
            "Zugang und Kosten",
            {
                "fields": [
                    "access", "access_note", "cost", "cost_note", "capacity",
                    ("valid_from", "valid_until"),
                ]
            },
        ),
        (
            "Kontakt und Öffnungszeiten",
            {
                "fields": CONTACT_FIELDS,
                "description": "Nur was vom Träger abweicht. Keine Namen von Personen.",
            },
        ),
        ("Barrierefreiheit", {"fields": ACCESSIBILITY_FIELDS}),
        CARE,
        IMPORT,
    ]  # fmt: skip
    inlines = [AngebotOeffnungszeitInline]
    list_display = ["title", "akteur", "angebotsart", "status", "review_state", "valid_until"]
    list_filter = [
        "status", SubmittedFilter, OverdueFilter, "angebotsart", "kommune", "zielgruppen",
    ]  # fmt: skip
    list_select_related = ["kommune", "akteur", "angebotsart"]
    search_fields = ["title", "teaser", "akteur__name", "source_key"]
    search_help_text = "Suche nach Titel, Kurztext, Träger oder Schlüssel"
    autocomplete_fields = ["akteur", "owner", "quartiere", "handlungsansaetze"]

    def save_model(self, request, obj, form, change):
        if obj.status != obj.Status.DRAFT:
            obj.submitted_at = None
        super().save_model(request, obj, form, change)

    def _set_status(self, request, queryset, status, verb):
        pks = list(queryset.publishable_by(request.user).values_list("pk", flat=True))
        super()._set_status(request, queryset, status, verb)
        Angebot.objects.filter(pk__in=pks).update(submitted_at=None)

    def get_tasks(self, request):
        return aufgaben.angebot_tasks(request.user)
