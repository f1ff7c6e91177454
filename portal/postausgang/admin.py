from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone

from portal.konten.admin import KommuneScopedAdmin
from portal.konten.aufgaben import Task
from portal.postausgang.models import Sendung


@admin.register(Sendung)
class SendungAdmin(KommuneScopedAdmin):
    """The backlog, without the texts of the mails."""

    list_display = ["subject", "created_at", "failures", "next_attempt_at", "given_up"]
    list_filter = ["given_up"]
    fields = readonly_fields = [
        "subject", "created_at", "failures", "last_failure_at", "last_error", "next_attempt_at",
        "given_up", "delete_on",
    ]  # fmt: skip
    actions = ["try_again"]

    def has_add_permission(self, request):
        return False

    @admin.action(description="Noch einmal versuchen", permissions=["change"])
    def try_again(self, request, queryset):
        count = queryset.update(given_up=False, failures=0, next_attempt_at=timezone.now())
        self.message_user(request, f"{count} werden noch einmal versucht.", messages.SUCCESS)

    def get_tasks(self, request):
        stuck = self.get_queryset(request).stuck().count()
        url = reverse("admin:postausgang_sendung_changelist")
        advice = "Bitte prüfen Sie mit dem technischen Betrieb den Mailserver."
        return [Task("E-Mails, die nicht verschickt werden konnten", stuck, url, advice, order=15)]
