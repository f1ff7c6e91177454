from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.urls import reverse

from portal.konten.admin import KommuneScopedAdmin
from portal.konten.aufgaben import Task
from quartiere.admin.forms import SluggedForm
from quartiere.models import LAENDER, Kommune, Ort, Quartier

OFFICIAL_FIELDS = [
    "ags", "kind", "kreis", "inhabitants", "area_km2", "postcode", "register_date", "is_active",
]  # fmt: skip
CONTACT_FIELDS = [
    "contact_function", "street", ("contact_postcode", "place"), "phone", "email", "website",
    "hours",
]  # fmt: skip
FIELDSETS = [
    (None, {"fields": ["name", "official_name", "slug"]}),
    (
        "Vorstellung",
        {
            "fields": ["introduction", "legal_details"],
            "description": "Diese Texte stehen auf der Seite der Kommune. Schreiben Sie kurz und "
            "so, dass es alle verstehen.",
        },
    ),
    (
        "Kontakt",
        {
            "fields": CONTACT_FIELDS,
            "description": "So erreichen Bürgerinnen und Bürger die zuständige Stelle.",
        },
    ),
    (
        "Amtliche Angaben",
        {
            "fields": OFFICIAL_FIELDS,
            "classes": ["collapse"],
            "description": "Kommen aus dem amtlichen Gemeindeverzeichnis und werden bei jedem "
            "Import erneuert.",
        },
    ),
    (
        "Zugang",
        {
            "fields": ["mitarbeitende"],
            "description": "Nur die Programmleitung ändert, wer hier arbeitet.",
        },
    ),
]


class LandFilter(admin.SimpleListFilter):
    title = "Land"
    parameter_name = "land"

    def lookups(self, request, model_admin):
        return list(LAENDER.items())

    def queryset(self, request, queryset):
        return queryset.in_land(self.value()) if self.value() in LAENDER else queryset


class ParticipationFilter(admin.SimpleListFilter):
    title = "Beteiligung"
    parameter_name = "quartiere"

    def lookups(self, request, model_admin):
        return [("mit", "mit Quartieren"), ("ohne", "ohne Quartiere")]

    def queryset(self, request, queryset):
        has_quartier = Exists(Quartier.objects.filter(kommune=OuterRef("pk")))
        filters = {"mit": has_quartier, "ohne": ~has_quartier}
        return queryset.filter(filters[self.value()]) if self.value() in filters else queryset


@admin.register(Kommune)
class KommuneAdmin(KommuneScopedAdmin):
    form = SluggedForm
    fieldsets = FIELDSETS
    list_display = ["name", "ags", "land", "kreis", "kind", "inhabitants", "is_active"]
    list_filter = [ParticipationFilter, LandFilter, "kind", "is_active"]
    search_fields = ["name", "ags__startswith", "kreis", "postcode__startswith"]
    search_help_text = "Suche nach Name, Gemeindeschlüssel, Kreis oder Postleitzahl"
    autocomplete_fields = ["mitarbeitende"]

    @admin.display(description="Land", ordering="ags")
    def land(self, obj):
        return obj.land

    def get_view_on_site_url(self, obj=None):
        """Kommunen without a published Quartier have no page yet."""
        is_public = obj and Kommune.objects.published().filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if is_public else None

    def get_list_filter(self, request):
        return super().get_list_filter(request) if request.user.is_programmleitung else []

    def get_readonly_fields(self, request, obj=None):
        if request.user.is_programmleitung:
            return []
        return ["name", "official_name", "slug", *OFFICIAL_FIELDS, "mitarbeitende"]

    def get_tasks(self, request):
        rows = self.get_queryset(request).published().filter(introduction="")
        url = reverse("admin:quartiere_kommune_changelist")
        examples = [
            (str(row), reverse("admin:quartiere_kommune_change", args=[row.pk]))
            for row in rows.only("pk", "name")[:5]
        ]
        advice = "Zwei bis drei Absätze genügen: Was tut die Kommune im Programm, und warum?"
        return [Task("Kommunen ohne Einführung", rows.count(), url, advice, tuple(examples))]


@admin.register(Ort)
class OrtAdmin(admin.ModelAdmin):
    """Comes from an import; here to look things up and to correct a single place."""

    list_display = ["postcode", "name", "longitude", "latitude"]
    search_fields = ["postcode__startswith", "name"]
    search_help_text = "Suche nach Postleitzahl oder Ort"
    show_full_result_count = False
