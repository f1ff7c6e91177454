from django.contrib import admin, messages

from portal.konten.admin import KommuneScopedAdmin
from veranstaltungen import abos
from veranstaltungen.models import Kalenderabo


@admin.register(Kalenderabo)
class KalenderaboAdmin(KommuneScopedAdmin):
    readonly_fields = ["fetched_at", "succeeded", "report"]
    fields = ["veranstalter", "kommune", "address", "is_active", *readonly_fields]
    list_display = ["veranstalter", "kommune", "address", "is_active", "fetched_at", "succeeded"]
    list_filter = ["is_active", "succeeded", "kommune"]
    list_select_related = ["veranstalter", "kommune"]
    search_fields = ["veranstalter__name", "address"]
    search_help_text = "Suche nach Veranstalter oder Adresse"
    actions = ["refresh"]

    @admin.action(description="Ausgewählte jetzt abrufen", permissions=["change"])
    def refresh(self, request, queryset):
        done, left = abos.refresh_at_once(queryset.select_related("veranstalter", "kommune"))
        for abo in done:
            level = messages.SUCCESS if abo.succeeded else messages.WARNING
            self.message_user(request, f"{abo.veranstalter}: {abo.report.splitlines()[0]}", level)
        if left:
            names = ", ".join(str(abo.veranstalter) for abo in left)
            text = f"Die Zeit reichte nicht für: {names}. Bitte wählen Sie diese noch einmal aus."
            self.message_user(request, text, messages.WARNING)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)
