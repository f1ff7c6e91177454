from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.template.loader import render_to_string
from django.urls import path

from portal.konten.admin import KommuneScopedAdmin, ScopedStackedInline, ScopedTabularInline
from quartiere import karte
from quartiere.admin import gaps, importe
from quartiere.admin.forms import QuartierForm
from quartiere.admin.publication import OverdueFilter, PublicationAdmin, ReviewedAdmin
from quartiere.models import SECTION_FIELDS, Kommune, Material, Meilenstein, Quartier
from quartiere.vorschau import preview_url

# A Quartiersmanagement writes and keeps current; the Redaktion decides these.
REDAKTION_FIELDS = ["kommune", "slug", "key", "status", "owner", "quartiersmanagement"]
HEAVY_FIELDS = ["boundary", "svg_path", *SECTION_FIELDS]
FIELDSETS = [
    (None, {"fields": ["kommune", "name", "slug", "teaser", "picture"]}),
    (
        "Programm und Themen",
        {
            "fields": [
                "programme", ("programme_since", "programme_until"), "inhabitants",
                "zielgruppen", "handlungsfelder",
            ],
        },
    ),
    (
        "Texte der Seite",
        {
            "fields": SECTION_FIELDS,
            "description": "Die Abschnitte stehen in dieser Reihenfolge auf der Seite; was leer "
            "bleibt, fehlt dort einfach. Kurze Sätze, keine Abkürzungen. Zwischenüberschriften "
            "helfen beim Überfliegen.",
        },
    ),
    (
        "Lage und Grenze",
        {
            "fields": ["boundary_map", "boundary_file", ("longitude", "latitude"), "key"],
            "description": "Ohne Grenze genügt ein Punkt. Mit Grenze ergibt sich der Punkt von "
            "selbst.",
        },
    ),
    (
        "Kontakt vor Ort",
        {
            "fields": [
                "contact_function", "street", ("contact_postcode", "place"), "phone", "email",
                "website", "hours",
            ],
            "description": "Büro des Quartiersmanagements oder die Stelle, die Fragen beantwortet.",
        },
    ),
    (
        "Veröffentlichung und Pflege",
        {
            "fields": [
                "status", ("reviewed_on", "reviewed_by"), "review_months", "owner",
                "quartiersmanagement",
            ],
            "description": "„Geprüft am“ steht öffentlich auf der Seite. Tragen Sie das Datum ein, "
            "wenn Sie alle Texte und den Kontakt durchgesehen haben.",
        },
    ),
]  # fmt: skip


class MeilensteinInline(ScopedStackedInline):
    model = Meilenstein
    fields = [("year", "month", "title"), "text"]


class MaterialInline(ScopedTabularInline):
    model = Material
    fields = ["title", "file", "link", "order"]


class LightChangeList(ChangeList):
    """The list shows neither texts nor boundaries, so it does not load them."""

    def get_queryset(self, request, **kwargs):
        return super().get_queryset(request, **kwargs).defer(*HEAVY_FIELDS)


@admin.register(Quartier)
class QuartierAdmin(ReviewedAdmin, PublicationAdmin, KommuneScopedAdmin):
    form = QuartierForm
    fieldsets = FIELDSETS
    inlines = [MeilensteinInline, MaterialInline]
    list_display = ["name", "kommune", "status", "review_state", "reviewed_on", "updated_at"]
    list_filter = [
        "status", OverdueFilter, gaps.GapFilter, "kommune", "handlungsfelder", "zielgruppen",
    ]  # fmt: skip
    list_select_related = ["kommune"]
    search_fields = ["name", "kommune__name", "key"]
    search_help_text = "Suche nach Name, Kommune oder Gebietsschlüssel"
    autocomplete_fields = ["kommune", "picture", "owner", "quartiersmanagement"]
    actions = ["mark_reviewed", "publish", "withdraw"]

    def get_urls(self):
        view = self.admin_site.admin_view(importe.import_view(self))
        name = "quartiere_quartier_import"
        return [path("importieren/", view, name=name), *super().get_urls()]

    def get_changelist(self, request, **kwargs):
        return LightChangeList

    def get_fieldsets(self, request, obj=None):
        """Names instead of links to what a Quartiersmanagement may not open."""
        if self.has_publish_permission(request, obj):
            return self.fieldsets
        names = {"kommune": "kommune_name", "owner": "owner_name"}
        return [
            (title, {**options, "fields": [names.get(field, field) for field in options["fields"]]})
            for title, options in self.fieldsets
        ]

    def get_readonly_fields(self, request, obj=None):
        fields = ["boundary_map", "kommune_name", "owner_name"]
        if obj and obj.boundary:
            fields += ["longitude", "latitude"]
        if not self.has_publish_permission(request, obj):
            fields += REDAKTION_FIELDS
        return fields

    def has_delete_permission(self, request, obj=None):
        # Redaktion here may be Quartiersmanagement there: what the Redaktion decides stays here.
        may_delete = super().has_delete_permission(request, obj)
        return may_delete and self.has_publish_permission(request, obj)

    def get_changeform_initial_data(self, request):
        kommunen = Kommune.objects.managed_by(request.user)[:2]
        only = kommunen[0].pk if len(kommunen) == 1 else None
        return {"kommune": only, **super().get_changeform_initial_data(request)}

    def get_view_on_site_url(self, obj=None):
        """The page itself, or a signed preview while it is not public."""
        if obj is None:
            return None
        return obj.get_absolute_url() if obj.is_public else preview_url(obj)

    @admin.display(description="Kommune")
    def kommune_name(self, obj):
        return obj.kommune

    @admin.display(description="verantwortlich", empty_value="niemand")
    def owner_name(self, obj):
        return obj.owner

    @admin.display(description="Grenze auf der Karte")
    def boundary_map(self, obj):
        is_on_map = obj.pk and obj.longitude is not None
        context = {"quartier": obj, "karte": karte.of_quartier(obj) if is_on_map else None}
        return render_to_string("admin/quartiere/quartier/boundary_map.html", context)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        for note in getattr(form, "notes", []):
            self.message_user(request, note, messages.INFO)

    def get_tasks(self, request):
        return gaps.tasks(self.get_queryset(request), request.user)
