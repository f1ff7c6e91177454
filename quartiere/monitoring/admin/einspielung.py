from django.contrib import admin
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import path, reverse

from portal.konten.admin import KommuneScopedAdmin
from portal.konten.aufgaben import Task
from quartiere.monitoring import wizard
from quartiere.monitoring.admin import schritte, schritte_ergebnis
from quartiere.monitoring.models import Einspielung

State = Einspielung.State
VIEWS = {
    "dateien": schritte.dateien,
    "spalten": schritte.spalten,
    "bericht": schritte_ergebnis.bericht,
    "vorschau": schritte_ergebnis.vorschau,
    "veroeffentlichen": schritte_ergebnis.veroeffentlichen,
}


class OpenFilter(admin.SimpleListFilter):
    title = "Stand"
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return [("offen", "offen"), ("fertig", "veröffentlicht")]

    def queryset(self, request, queryset):
        done = Q(state=State.PUBLISHED)
        chosen = {"offen": ~done, "fertig": done}.get(self.value())
        return queryset.filter(chosen) if chosen is not None else queryset


@admin.register(Einspielung)
class EinspielungAdmin(KommuneScopedAdmin):
    """The wizard: `add` is its first step, `change` leads to where somebody stopped."""

    list_display = ["__str__", "kommune", "state", "created_by", "ausgabe"]
    list_filter = [OpenFilter, "kommune"]
    list_select_related = ["kommune", "created_by", "ausgabe__kommune"]
    search_fields = ["kommune__name"]
    search_help_text = "Suche nach Kommune"
    change_list_template = "admin/monitoring/einspielung/change_list.html"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("kommune")

    def get_urls(self):
        steps = [
            path(f"<path:object_id>/{name}/", self._step(view), name=schritte.url_name(name))
            for name, view in VIEWS.items()
        ]
        report = self._step(schritte_ergebnis.bericht_datei)
        name = "monitoring_einspielung_report"
        return [*steps, path("<path:object_id>/bericht.<str:kind>", report, name=name),
                *super().get_urls()]  # fmt: skip

    def _step(self, view):
        """Foreign objects are not found; what is running or over leads to where it stands."""

        def wrapped(request, object_id, **kwargs):
            einspielung = self.get_object(request, object_id)
            if not self.has_change_permission(request, einspielung):
                raise schritte.PermissionDenied
            return view(request, self, einspielung, **kwargs)

        return self.admin_site.admin_view(wrapped)

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise schritte.PermissionDenied
        return schritte.dateien(request, self, None)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        einspielung = self.get_object(request, object_id)
        if not self.has_change_permission(request, einspielung):
            raise schritte.PermissionDenied
        return redirect(schritte.url_of_current_step(einspielung))

    def get_actions(self, request):
        """Nothing is done to many at once: each holds somebody's work."""
        return {}

    def delete_model(self, request, obj):
        wizard.discard(obj)

    def get_tasks(self, request):
        rows = self.get_queryset(request).exclude(state=State.PUBLISHED)
        rows = rows.defer("profile", "report", "preview")
        url = f"{reverse('admin:monitoring_einspielung_changelist')}?stand=offen"
        examples = [
            (f"{row} ({row.get_state_display()})", reverse(
                "admin:monitoring_einspielung_change", args=[row.pk]))
            for row in rows[:5]
        ]  # fmt: skip
        advice = "Da weitermachen, wo Sie aufgehört haben, oder löschen."
        label = "Angefangene Einspielungen"
        return [Task(label, rows.count(), url, advice, tuple(examples), order=20)]
