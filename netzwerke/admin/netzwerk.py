from django.contrib import admin

from netzwerke.admin import aufgaben
from netzwerke.admin.base import CARE, IMPORT, SCOPE_FIELDS, SelectableAkteure, ServiceAreaAdmin
from netzwerke.models import Mitgliedschaft, Netzwerk, Unterlage
from portal.konten.admin import ScopedTabularInline
from quartiere.admin.publication import OverdueFilter


class MitgliedschaftInline(SelectableAkteure, ScopedTabularInline):
    model = Mitgliedschaft
    fields = ["akteur", "role", "since", "until"]
    autocomplete_fields = ["akteur"]


class UnterlageInline(ScopedTabularInline):
    model = Unterlage
    fields = ["kind", "title", "dated_on", "file", "link"]


@admin.register(Netzwerk)
class NetzwerkAdmin(ServiceAreaAdmin):
    fieldsets = [
        (None, {"fields": ["kommune", "name", "slug", "kind", "teaser", "text"]}),
        ("Für wen und wo", {"fields": SCOPE_FIELDS}),
        (
            "Zusammenarbeit",
            {"fields": ["coordinator", "meeting_rhythm", "how_to_join", "website", "founded_year"]},
        ),
        CARE,
        IMPORT,
    ]
    inlines = [MitgliedschaftInline, UnterlageInline]
    list_display = ["name", "kind", "kommune", "status", "review_state", "updated_at"]
    list_filter = ["status", OverdueFilter, "kind", "kommune", "handlungsfelder"]
    search_fields = ["name", "teaser"]
    search_help_text = "Suche nach Name oder Kurztext"
    autocomplete_fields = ["coordinator", "owner", "quartiere"]

    def get_tasks(self, request):
        return aufgaben.netzwerk_tasks(request.user)
