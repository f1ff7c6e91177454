from django.contrib import admin, messages
from django.urls import reverse

from portal.konten.admin import KommuneScopedAdmin
from portal.konten.aufgaben import Task
from portal.rueckmeldungen import workflow
from portal.rueckmeldungen.models import Rueckmeldung

RECEIVED_FIELDS = [
    "kind",
    "reference",
    "message",
    "page",
    "email",
    "received_at",
    "receipt_sent_at",
    "due_on",
    "delete_on",
]


class StateFilter(admin.SimpleListFilter):
    title = "Stand"
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return [("offen", "offen"), ("ueberfaellig", "Frist überschritten")]

    def queryset(self, request, queryset):
        states = {"offen": queryset.open, "ueberfaellig": queryset.overdue}
        return states[self.value()]() if self.value() in states else queryset


@admin.register(Rueckmeldung)
class RueckmeldungAdmin(KommuneScopedAdmin):
    list_display = [
        "reference",
        "kind",
        "page",
        "received_at",
        "due_on",
        "answered_on",
    ]
    list_filter = [StateFilter, "kind"]
    search_fields = ["reference", "message", "page", "email"]
    date_hierarchy = "received_at"
    readonly_fields = RECEIVED_FIELDS
    actions = ["mark_answered"]
    fieldsets = [
        ("Was eingegangen ist", {"fields": RECEIVED_FIELDS}),
        ("Bearbeitung", {"fields": ["answered_on", "note"]}),
    ]

    def has_add_permission(self, request):
        return False

    def get_tasks(self, request):
        rows = self.get_queryset(request)
        late, still_open = rows.overdue().count(), rows.open().count()
        url = reverse("admin:rueckmeldungen_rueckmeldung_changelist")
        late_url, open_url = f"{url}?stand=ueberfaellig", f"{url}?stand=offen"
        advice = "Antworten Sie und tragen Sie den Tag der Antwort ein."
        return [
            Task("Rückmeldungen über der Frist von einem Monat", late, late_url, advice, order=5),
            Task("offene Rückmeldungen", still_open, open_url, advice, order=10),
        ]

    @admin.action(description="Als heute beantwortet kennzeichnen", permissions=["change"])
    def mark_answered(self, request, queryset):
        count = workflow.mark_answered(queryset)
        self.message_user(request, f"{count} als beantwortet gekennzeichnet.", messages.SUCCESS)
