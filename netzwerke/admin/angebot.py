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
    list_filter = ["status", OverdueFilter, "angebotsart", "kommune", "zielgruppen"]
    list_select_related = ["kommune", "akteur", "angebotsart"]
    search_fields = ["title", "teaser", "akteur__name", "source_key"]
    search_help_text = "Suche nach Titel, Kurztext, Träger oder Schlüssel"
    autocomplete_fields = ["akteur", "owner", "quartiere", "handlungsansaetze"]

    def get_tasks(self, request):
        return aufgaben.angebot_tasks(request.user)
