from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from quartiere.models import Kommune
from quartiere.monitoring.admin.base import LookedAtAdmin
from quartiere.monitoring.models import Zuordnung
from quartiere.monitoring.models.zuordnung import LEAST_SHARE
from quartiere.monitoring.zuordnen import assign

LIST = "admin:monitoring_zuordnung_changelist"


@admin.register(Zuordnung)
class ZuordnungAdmin(LookedAtAdmin):
    """Computed by area share; the Redaktion overrules with a reason."""

    fields = ["quartier", "planungsraum", "percent", "decision", "reason"]
    list_display = ["quartier", "planungsraum", "percent", "decision", "is_effective"]
    list_filter = ["decision", "quartier"]
    list_select_related = ["quartier", "planungsraum"]
    search_fields = ["quartier__name", "planungsraum__name", "planungsraum__key__startswith"]
    search_help_text = "Suche nach Quartier, Planungsraum oder Schlüssel"
    autocomplete_fields = ["quartier", "planungsraum"]
    change_list_template = "admin/monitoring/zuordnung/change_list.html"

    class Media:
        css = {"all": ["css/einspielung.css"]}

    def get_queryset(self, request):
        heavy = ("boundary", "svg_path")
        places = ("quartier", "planungsraum")
        rows = super().get_queryset(request).select_related(*places)
        return rows.defer(*(f"{place}__{name}" for place in places for name in heavy))

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.recompute))
        name = "monitoring_zuordnung_recompute"
        return [path("neu-berechnen/", view, name=name), *super().get_urls()]

    def get_readonly_fields(self, request, obj=None):
        return ["percent", *(["quartier", "planungsraum"] if obj else [])]

    def changelist_view(self, request, extra_context=None):
        own = Kommune.objects.managed_by(request.user)
        may_recompute = self.may_recompute(request)
        kommunen = own.filter(planungsraeume__isnull=False, quartiere__isnull=False)
        choices = own.filter(pk__in=kommunen.order_by().values("pk")) if may_recompute else []
        context = {"recomputable": [(k.pk, k.name) for k in choices]}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def may_recompute(self, request):
        return request.user.has_perm("monitoring.change_zuordnung")

    def recompute(self, request):
        if not self.may_recompute(request):
            raise PermissionDenied
        chosen = request.POST.get("kommune", "")
        own = Kommune.objects.managed_by(request.user)
        kommune = own.filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < 10 else None
        if kommune is None:
            messages.error(request, "Bitte wählen Sie eine Kommune.")
            return redirect(LIST)
        number = assign(kommune=kommune)
        text = f"{kommune}: {number} Zuordnungen neu berechnet. Ihre Entscheidungen sind geblieben."
        messages.success(request, text)
        return redirect(LIST)

    @admin.display(description="Flächenanteil", ordering="share")
    def percent(self, obj):
        return f"{obj.share * 100:.1f} %".replace(".", ",")

    @admin.display(description="zählt", boolean=True)
    def is_effective(self, obj):
        if obj.decision:
            return obj.decision == Zuordnung.Decision.INCLUDE
        return obj.share >= LEAST_SHARE
