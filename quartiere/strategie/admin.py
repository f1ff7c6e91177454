"""The admin of the strategy: Bedarf, Ziel, Handlungsansatz, and the document they stand in."""

from urllib.parse import urlencode

from django.contrib import admin
from django.urls import reverse

from portal.konten.admin import KommuneScopedAdmin
from portal.konten.aufgaben import Task
from quartiere.admin.publication import PublicationAdmin
from quartiere.admin.thema import ThemaAdmin
from quartiere.models import Quartier
from quartiere.monitoring.models import Ausgabe
from quartiere.strategie.forms import BedarfForm, HandlungsansatzForm, ZielForm
from quartiere.strategie.models import Bedarf, Handlungsansatz, Problemlage, Strategie, Ziel

EXAMPLES = 5
ADVICE = "Hier bricht die Handlungskette ab. Die Seite des Quartiers zeigt das als „noch offen“."


class QuartierScopedAdmin(PublicationAdmin, KommuneScopedAdmin):
    actions = ["publish", "withdraw"]
    list_select_related = ["quartier"]
    autocomplete_fields = ["quartier"]
    search_fields = ["title", "text"]
    search_help_text = "Suche nach Titel oder Text"

    def get_readonly_fields(self, request, obj=None):
        fields = [*super().get_readonly_fields(request, obj)]
        return fields if self.has_publish_permission(request, obj) else [*fields, "status"]

    def get_view_on_site_url(self, obj=None):
        """A draft has no page yet."""
        return super().get_view_on_site_url(obj) if obj and obj.is_published else None

    def get_changeform_initial_data(self, request):
        quartiere = Quartier.objects.managed_by(request.user)[:2]
        only = quartiere[0].pk if len(quartiere) == 1 else None
        return {"quartier": only, **super().get_changeform_initial_data(request)}


class OpenEndFilter(admin.SimpleListFilter):
    """Rows where the chain breaks off; subclasses name the QuerySet method."""

    title = "Handlungskette"
    parameter_name = "kette"
    method = label = ""

    def lookups(self, request, model_admin):
        return [("offen", self.label)]

    def queryset(self, request, queryset):
        return getattr(queryset, self.method)() if self.value() == "offen" else queryset


class OhneZielFilter(OpenEndFilter):
    method, label = "without_ziel", "noch ohne Ziel"


class OhneHandlungsansatzFilter(OpenEndFilter):
    method, label = "without_handlungsansatz", "noch ohne Handlungsansatz"


@admin.register(Problemlage)
class ProblemlageAdmin(ThemaAdmin):
    fields = ["name", "slug", "order"]
    list_display = ["name", "order"]
    search_fields = ["name"]
    search_help_text = "Suche nach Name"


@admin.register(Strategie)
class StrategieAdmin(QuartierScopedAdmin):
    fields = [
        "quartier", "title", "text", "file", "link", ("decided_by", "decided_on"),
        ("valid_from", "valid_until"), "status",
    ]  # fmt: skip
    list_display = ["title", "quartier", "decided_on", "valid_until", "status"]
    list_filter = ["status", "quartier"]


@admin.register(Bedarf)
class BedarfAdmin(QuartierScopedAdmin):
    form = BedarfForm
    fields = [
        "quartier", "zielgruppe", "title", "slug", "text", "handlungsfelder", "problemlagen",
        "observed_on", "ausgabe", "einschaetzung", "order", "status",
    ]  # fmt: skip
    list_display = ["title", "quartier", "zielgruppe", "observed_on", "status"]
    list_filter = ["status", OhneZielFilter, "quartier", "zielgruppe"]
    list_select_related = ["quartier", "zielgruppe"]

    def _scoped(self, db_field, request, kwargs):
        """Published editions are open to everybody; the form checks the Kommune."""
        if db_field.name == "ausgabe":
            return {"queryset": Ausgabe.objects.published(), **kwargs}
        return super()._scoped(db_field, request, kwargs)

    def get_tasks(self, request):
        rows = self.get_queryset(request).published().without_ziel()
        return [_task(rows, "Bedarfe ohne Ziel", "Ziel zu", Ziel, "bedarfe")]


@admin.register(Ziel)
class ZielAdmin(QuartierScopedAdmin):
    form = ZielForm
    fields = [
        "quartier", "strategie", "bedarfe", "title", "slug", "text", "indicator", "unit",
        ("start_value", "start_year"), ("target_value", "target_year"), "order", "status",
    ]  # fmt: skip
    list_display = ["title", "quartier", "indicator", "until", "status"]
    list_filter = ["status", OhneHandlungsansatzFilter, "quartier"]
    autocomplete_fields = ["quartier", "strategie", "bedarfe"]

    @admin.display(description="Zieljahr", ordering="target_year")
    def until(self, obj):
        """A year has no separator."""
        return obj.target_year and str(obj.target_year)

    def get_tasks(self, request):
        rows = self.get_queryset(request).published().without_handlungsansatz()
        label = "Ziele ohne Handlungsansatz"
        return [_task(rows, label, "Handlungsansatz zu", Handlungsansatz, "ziele")]


@admin.register(Handlungsansatz)
class HandlungsansatzAdmin(QuartierScopedAdmin):
    form = HandlungsansatzForm
    fields = [
        "quartier", "ziele", "title", "slug", "text", "zielgruppen", "handlungsfelder",
        ("priority", "priority_reason"), "order", "status",
    ]  # fmt: skip
    list_display = ["title", "quartier", "priority", "status"]
    list_filter = ["status", "priority", "quartier", "handlungsfelder"]
    autocomplete_fields = ["quartier", "ziele"]


def _task(rows, label, verb, next_model, relation):
    """Rows whose chain breaks off; each example opens the form of the next link, filled in."""
    meta = rows.model._meta
    form = reverse(f"admin:strategie_{next_model._meta.model_name}_add")
    examples = tuple(
        (f"{verb} „{row}“", f"{form}?{urlencode({'quartier': row.quartier_id, relation: row.pk})}")
        for row in rows[:EXAMPLES]
    )
    url = f"{reverse(f'admin:strategie_{meta.model_name}_changelist')}?kette=offen"
    advice = (
        "Hier bricht die Handlungskette ab. Die Seite des Quartiers zeigt das als „noch offen“."
    )
    return Task(label, rows.count(), url, advice, examples, order=30)
