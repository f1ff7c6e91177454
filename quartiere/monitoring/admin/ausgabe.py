from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse

from portal.konten.aufgaben import Task
from quartiere.monitoring import einspielen, export
from quartiere.monitoring.admin.base import LookedAtAdmin
from quartiere.monitoring.adressen import ausgabe_url
from quartiere.monitoring.models import Ausgabe
from quartiere.monitoring.wizard_forms import HinweisForm
from quartiere.monitoring.wizard_vorschau import class_table

State = Ausgabe.State
LIST = "admin:monitoring_ausgabe_changelist"
FORMATS = {
    "csv": (export.as_csv, "text/csv; charset=utf-8"),
    "json": (export.as_json, "application/json"),
    "geojson": (export.as_geojson, "application/geo+json"),
}
FIELDSETS = [
    (
        None,
        {
            "fields": ["kommune", "year_text", "version", "period", "gebietsstand", "state_text"],
            "description": "Zahlen einer Ausgabe ändern Sie nicht hier: Eine korrigierte Ausgabe "
            "spielen Sie neu ein, sie ersetzt dann diese.",
        },
    ),
    ("Für Lesende", {"fields": ["note", "correction_note"]}),
    ("Ergebnis", {"fields": ["results", "downloads"]}),
    (
        "Nachweis",
        {
            "fields": [
                "checksum", "method_version", "published_at", "created_by", "created_at",
                "supersedes", "warnings", "profile_text",
            ],
            "classes": ["collapse"],
        },
    ),
]  # fmt: skip


@admin.register(Ausgabe)
class AusgabeAdmin(LookedAtAdmin):
    """To look at; new editions come by the wizard, and only the note can be changed."""

    fieldsets = FIELDSETS
    list_display = ["title", "state", "gebietsstand", "area_count", "valid_count", "published_at"]
    list_filter = ["state", "kommune"]
    list_select_related = ["kommune"]
    search_fields = ["kommune__name", "year"]
    search_help_text = "Suche nach Kommune oder Jahr"
    change_form_template = "admin/monitoring/ausgabe/change_form.html"
    change_list_template = "admin/monitoring/ausgabe/change_list.html"

    class Media:
        css = {"all": ["css/einspielung.css"]}

    def get_urls(self):
        view, prefix = self.admin_site.admin_view, "monitoring_ausgabe"
        return [
            path("<path:object_id>/daten.<str:kind>", view(self.download), name=f"{prefix}_data"),
            path(
                "<path:object_id>/veroeffentlichen/", view(self.publish), name=f"{prefix}_publish"
            ),
            *super().get_urls(),
        ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.is_frozen)

    def get_actions(self, request):
        """Nothing is done to many editions at once; deleting asks about each draft."""
        return {}

    def get_readonly_fields(self, request, obj=None):
        names = [name for _, options in FIELDSETS for name in options["fields"]]
        return [name for name in names if name != "note"]

    def get_view_on_site_url(self, obj=None):
        return ausgabe_url(obj) if obj and obj.is_frozen else None

    def change_view(self, request, object_id, form_url="", extra_context=None):
        obj = self.get_object(request, object_id)
        context = {"may_publish": not obj.is_frozen and self.may_publish(request, obj)}
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def changelist_view(self, request, extra_context=None):
        may_start = request.user.has_perm("monitoring.add_einspielung")
        return super().changelist_view(request, {"may_start": may_start, **(extra_context or {})})

    def may_publish(self, request, obj):
        return Ausgabe.objects.publishable_by(request.user).filter(pk=obj.pk).exists()

    def publish(self, request, object_id):
        """A draft that the command brought in; one of the wizard is published there."""
        obj = self.get_object(request, object_id)
        if not self.may_publish(request, obj):
            raise PermissionDenied
        if hasattr(obj, "einspielung"):
            return redirect("admin:monitoring_einspielung_change", obj.einspielung.pk)
        form = HinweisForm(request.POST or None, initial={"note": obj.note})
        if obj.is_frozen or (form.is_valid() and publish(request, obj, form.cleaned_data["note"])):
            return redirect("admin:monitoring_ausgabe_change", obj.pk)
        context = self.admin_site.each_context(request)
        context |= {"title": f"{obj} veröffentlichen", "ausgabe": obj, "form": form}
        return TemplateResponse(request, "admin/monitoring/ausgabe/publish.html", context)

    def download(self, request, object_id, kind):
        """What everybody may see of it; of a draft for staff only."""
        obj = self.get_object(request, object_id)
        if kind not in FORMATS:
            raise Http404
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        stream, content_type = FORMATS[kind]
        name = f"monitoring-{obj.kommune.slug}-{obj.year}-{obj.version}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(stream(obj), content_type=content_type, headers=headers)

    def save_model(self, request, obj, form, change):
        obj.save(update_fields=["note"])

    @admin.display(description="Ausgabe", ordering="year")
    def title(self, obj):
        return str(obj)

    @admin.display(description="Jahr")
    def year_text(self, obj):
        return str(obj.year)

    @admin.display(description="Stand")
    def state_text(self, obj):
        return obj.get_state_display()

    @admin.display(description="Gebiete je Klasse")
    def results(self, obj):
        context = {"ausgabe": obj, "classes": class_table(obj)}
        return render_to_string("admin/monitoring/ausgabe/results.html", context)

    @admin.display(description="Dateien")
    def downloads(self, obj):
        links = [
            (kind.upper(), reverse("admin:monitoring_ausgabe_data", args=[obj.pk, kind]))
            for kind in FORMATS
        ]
        return render_to_string("admin/monitoring/ausgabe/downloads.html", {"links": links})

    @admin.display(description="Warnungen beim Einspielen", empty_value="keine")
    def warnings(self, obj):
        return "\n".join(obj.report)

    @admin.display(description="Importprofil")
    def profile_text(self, obj):
        return obj.profile

    def get_tasks(self, request):
        drafts = self.get_queryset(request).publishable_by(request.user).open()
        drafts = drafts.filter(einspielung=None)
        examples = [
            (str(row), reverse("admin:monitoring_ausgabe_change", args=[row.pk]))
            for row in drafts.for_lists()[:5]
        ]
        url, advice = reverse(LIST), "Ansehen und veröffentlichen, oder löschen."
        return [
            Task("Entwürfe von Ausgaben", drafts.count(), url, advice, tuple(examples), order=20)
        ]


@transaction.atomic
def _publish(ausgabe, note):
    Ausgabe.objects.open().filter(pk=ausgabe.pk).update(note=note)
    if ausgabe.state == State.DRAFT:
        einspielen.check(ausgabe)
    einspielen.publish(ausgabe)


def publish(request, ausgabe, note):
    """Whether it is published now; people are told either way."""
    try:
        _publish(ausgabe, note)
    except einspielen.EinspielenError as error:
        messages.error(request, str(error))
        return False
    log_publication(request, ausgabe)
    return True


def log_publication(request, ausgabe):
    LogEntry.objects.log_actions(
        request.user.pk, [ausgabe], CHANGE, change_message="Veröffentlicht."
    )
    messages.success(request, f"Die Ausgabe {ausgabe} ist veröffentlicht.")
