from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from portal.beitraege.models import LinkBefund
from portal.konten.admin import KommuneScopedAdmin
from portal.konten.aufgaben import Task

ADVICE = "Berichtigen Sie die Adresse im Text oder nehmen Sie den Link heraus."


class GoalFilter(admin.SimpleListFilter):
    title = "Ziel des Links"
    parameter_name = "ziel"

    def lookups(self, request, model_admin):
        return [("eigene", "Seite dieses Portals"), ("fremde", "andere Website")]

    def queryset(self, request, queryset):
        kinds = {"eigene": False, "fremde": True}
        is_chosen = self.value() in kinds
        return queryset.filter(is_external=kinds[self.value()]) if is_chosen else queryset


@admin.register(LinkBefund)
class LinkBefundAdmin(KommuneScopedAdmin):
    """Made by `check_links`; here to see what to mend. Only links with a problem are listed."""

    list_display = ["entry", "field_name", "url", "problem", "checked_at"]
    list_display_links = None
    list_filter = [GoalFilter]
    search_fields = ["title", "url"]
    search_help_text = "Suche nach Eintrag oder Adresse"
    list_select_related = ["content_type"]

    def get_queryset(self, request):
        return super().get_queryset(request).broken()

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="Eintrag", ordering="title")
    def entry(self, befund):
        kind = befund.content_type
        try:
            address = reverse(
                f"admin:{kind.app_label}_{kind.model}_change", args=[befund.object_id]
            )
        except NoReverseMatch:
            return befund.title
        return format_html('<a href="{}">{}</a>', address, befund.title)

    @admin.display(description="Feld")
    def field_name(self, befund):
        model = befund.content_type.model_class()
        names = {field.name: field.verbose_name for field in model._meta.fields} if model else {}
        return names.get(befund.field, befund.field)

    def get_tasks(self, request):
        rows = self.get_queryset(request)
        url = reverse("admin:beitraege_linkbefund_changelist")
        return [Task("Links, die ins Leere führen", rows.count(), url, ADVICE, order=18)]
