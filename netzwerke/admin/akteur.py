from django.contrib import admin

from netzwerke.admin import aufgaben
from netzwerke.admin.base import (
    ACCESSIBILITY_FIELDS,
    CARE,
    CONTACT_FIELDS,
    IMPORT,
    SCOPE_FIELDS,
    SelectableAkteure,
    ServiceAreaAdmin,
)
from netzwerke.admin.tabellen import TabellenAdmin
from netzwerke.importe.resources import AkteurResource
from netzwerke.models import Akteur, AkteurOeffnungszeit, Quartiersmanagement, Teamfunktion
from portal.konten.admin import KommuneScopedAdmin, ScopedTabularInline
from quartiere.admin.publication import OverdueFilter


class AkteurOeffnungszeitInline(ScopedTabularInline):
    model = AkteurOeffnungszeit
    fields = ["weekday", "opens", "closes", "note"]


@admin.register(Akteur)
class AkteurAdmin(TabellenAdmin, ServiceAreaAdmin):
    resource_classes = [AkteurResource]
    fieldsets = [
        (None, {"fields": ["kommune", "name", "slug", "akteursart", "teaser", "text", "picture"]}),
        ("Für wen und wo", {"fields": [*SCOPE_FIELDS, "sprachen"]}),
        (
            "Kontakt und Öffnungszeiten",
            {
                "fields": CONTACT_FIELDS,
                "description": "Stellen und Funktionen, keine Namen von Personen.",
            },
        ),
        ("Barrierefreiheit", {"fields": ACCESSIBILITY_FIELDS}),
        (
            "Zugang der Organisation",
            {
                "fields": ["trust", "mitglieder"],
                "description": "Das ist vorgemerkt und wirkt noch nicht: Angebote pflegt und "
                "veröffentlicht die Redaktion. Für Veranstaltungen gilt, was unter „Veranstalter“ "
                "steht.",
                "classes": ["collapse"],
            },
        ),
        CARE,
        IMPORT,
    ]
    inlines = [AkteurOeffnungszeitInline]
    list_display = ["name", "akteursart", "kommune", "status", "review_state", "updated_at"]
    list_filter = ["status", OverdueFilter, "akteursart", "kommune", "zielgruppen"]
    list_select_related = ["kommune", "akteursart"]
    search_fields = ["name", "teaser", "street", "source_key"]
    search_help_text = "Suche nach Name, Kurztext, Straße oder Schlüssel"
    autocomplete_fields = ["picture", "owner", "mitglieder", "quartiere"]
    redaktion_fields = ["status", "owner", "trust", "mitglieder"]

    def get_queryset(self, request):
        """Whoever names a Träger or partner finds everybody public as well."""
        match = request.resolver_match
        if match and match.url_name == "autocomplete":
            return Akteur.objects.selectable_by(request.user)
        return super().get_queryset(request)

    def get_tasks(self, request):
        return aufgaben.akteur_tasks(request.user)


class TeamfunktionInline(ScopedTabularInline):
    model = Teamfunktion
    fields = ["title", "tasks", "phone", "email", "hours", "order"]


@admin.register(Quartiersmanagement)
class QuartiersmanagementAdmin(SelectableAkteure, KommuneScopedAdmin):
    fields = ["akteur", "quartiere", "traeger", "client", "commissioned_until"]
    inlines = [TeamfunktionInline]
    list_display = ["akteur", "traeger", "commissioned_until"]
    list_select_related = ["akteur", "traeger"]
    search_fields = ["akteur__name"]
    autocomplete_fields = ["akteur", "traeger", "quartiere"]

    def get_view_on_site_url(self, obj=None):
        """The page is as public as the organisation."""
        return super().get_view_on_site_url(obj) if obj and obj.akteur.is_published else None

    def _scoped(self, db_field, request, kwargs):
        if db_field.name == "akteur":
            kwargs["queryset"] = Akteur.objects.managed_by(request.user)
            return kwargs
        return super()._scoped(db_field, request, kwargs)
