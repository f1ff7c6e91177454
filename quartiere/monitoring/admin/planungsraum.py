from django.contrib import admin
from django.urls import path

from portal.konten.admin import TabularInline
from quartiere.monitoring.admin import grenzen_upload
from quartiere.monitoring.admin.base import LookedAtAdmin
from quartiere.monitoring.models import Planungsraum, Zuordnung


class QuartierInline(TabularInline):
    """Which Quartiere cover the area; decided among the Zuordnungen."""

    model = Zuordnung
    fields = ["quartier", "share", "decision", "reason"]
    verbose_name_plural = "Liegt in diesen Quartieren"

    def get_queryset(self, request):
        rows = super().get_queryset(request).worked_on_by(request.user)
        return rows.select_related("quartier").defer("quartier__boundary", "quartier__svg_path")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Planungsraum)
class PlanungsraumAdmin(LookedAtAdmin):
    """Areas come from a file with boundaries; here to look them up."""

    fields = ["kommune", "gebietsstand", "key", "name", "area_km2", "longitude", "latitude"]
    inlines = [QuartierInline]
    list_display = ["key", "name", "kommune", "gebietsstand", "area_km2"]
    list_display_links = ["key", "name"]
    list_filter = ["gebietsstand", "kommune"]
    list_select_related = ["kommune"]
    search_fields = ["key__startswith", "name"]
    search_help_text = "Suche nach Schlüssel oder Name"
    change_list_template = "admin/monitoring/planungsraum/change_list.html"

    def get_queryset(self, request):
        return super().get_queryset(request).for_lists()

    def get_urls(self):
        view = self.admin_site.admin_view(grenzen_upload.upload_view(self))
        name = "monitoring_planungsraum_import"
        return [path("importieren/", view, name=name), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        may_import = self.may_import(request)
        return super().changelist_view(request, {"may_import": may_import, **(extra_context or {})})

    def may_import(self, request):
        """The permission of the role; single areas are never typed."""
        return request.user.has_perm("monitoring.add_planungsraum")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.gebietswerte.exists())
