from django.contrib import admin, messages

from netzwerke import workflow
from netzwerke.admin import aufgaben
from netzwerke.models import Vorschlag
from portal.konten.admin import KommuneScopedAdmin

SENT = [
    "kind", "kommune", "quartier", "angebot", "akteur", "title", "organisation", "text", "place",
    "reachable", "sender_name", "sender_email", "created_at", "delete_on",
]  # fmt: skip
DECIDED = ["state", "decided_at", "decided_by"]


@admin.register(Vorschlag)
class VorschlagAdmin(KommuneScopedAdmin):
    fieldsets = [
        ("Was vorgeschlagen wird", {"fields": SENT}),
        ("Entscheidung", {"fields": ["answer", *DECIDED]}),
    ]
    readonly_fields = [*SENT, *DECIDED]
    list_display = ["__str__", "kind", "kommune", "quartier", "state", "created_at"]
    list_filter = ["state", "kind", "kommune"]
    list_select_related = ["kommune", "quartier", "angebot", "akteur"]
    search_fields = ["title", "organisation", "text"]
    actions = ["accept", "decline"]

    def has_add_permission(self, request):
        return False

    @admin.action(description="Ausgewählte übernehmen (als Entwurf)", permissions=["change"])
    def accept(self, request, queryset):
        self._decide(request, queryset, workflow.accept, "Übernommen")

    @admin.action(description="Ausgewählte nicht übernehmen", permissions=["change"])
    def decline(self, request, queryset):
        self._decide(request, queryset, workflow.decline, "Nicht übernommen")

    def _decide(self, request, queryset, step, verb):
        done = 0
        for vorschlag in queryset.select_related("kommune", "quartier"):
            try:
                step(vorschlag, request.user)
                done += 1
            except workflow.TransitionError as error:
                self.message_user(request, str(error), messages.WARNING)
        if done:
            self.message_user(request, f"{verb}: {done}.", messages.SUCCESS)

    def get_tasks(self, request):
        return aufgaben.vorschlag_tasks(request.user)
