from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.urls import reverse

from portal.konten.admin import KommuneScopedAdmin
from portal.konten.aufgaben import Task
from quartiere.admin.publication import PublicationAdmin
from quartiere.models import Quartier
from quartiere.monitoring.models import Ausgabe, Einschaetzung, Planungsraum, Zuordnung

WRITTEN = [
    "quartier", "planungsraum", "zielgruppe", "ausgabe", "date", "author_function", "relation",
    "text",
]  # fmt: skip
FIELDSETS = [
    (
        "Worum es geht",
        {
            "fields": ["quartier", "planungsraum", "zielgruppe", "ausgabe"],
            "description": "Wählen Sie entweder ein Quartier oder einen Planungsraum. Zielgruppe "
            "und Ausgabe sagen, zu welchen Zahlen Ihre Einschätzung gehört.",
        },
    ),
    (
        "Ihre Einschätzung",
        {
            "fields": ["date", "author_function", "relation", "text"],
            "description": "Sie steht mit Datum und Funktion öffentlich neben den Zahlen.",
        },
    ),
    ("Veröffentlichung", {"fields": ["status"]}),
]


@admin.register(Einschaetzung)
class EinschaetzungAdmin(PublicationAdmin, KommuneScopedAdmin):
    """Written by the Quartiersmanagement on site; the Redaktion decides what is published."""

    fieldsets = FIELDSETS
    list_display = ["place", "date", "zielgruppe", "relation", "author_function", "status"]
    list_filter = ["status", "relation", "zielgruppe", "quartier"]
    search_fields = ["quartier__name", "planungsraum__name", "planungsraum__key", "text"]
    search_help_text = "Suche nach Quartier, Planungsraum oder Text"
    date_hierarchy = "date"
    actions = ["publish", "withdraw"]

    def get_queryset(self, request):
        return super().get_queryset(request).for_lists()

    def get_autocomplete_fields(self, request):
        """People on site have few places to choose from; the Programmleitung has all."""
        return ["quartier", "planungsraum"] if request.user.is_programmleitung else []

    @admin.display(description="Ort", ordering="quartier__name")
    def place(self, obj):
        return obj.quartier or obj.planungsraum

    def get_readonly_fields(self, request, obj=None):
        fixed = [] if self.has_publish_permission(request, obj) else ["status"]
        return fixed + (WRITTEN if obj and not writes(request.user, obj) else [])

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """People on site may refer to editions and areas that they do not manage."""
        if db_field.name == "quartier":
            kwargs["queryset"] = _quartiere(request.user)
        if db_field.name == "planungsraum":
            kwargs["queryset"] = _planungsraeume(request.user)
        if db_field.name == "ausgabe":
            published = Ausgabe.objects.published().worked_on_by(request.user)
            kwargs["queryset"] = published.for_lists()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        own = list(_quartiere(request.user)[:2])
        return {
            "quartier": own[0].pk if len(own) == 1 else None,
            "author_function": request.user.function,
            **super().get_changeform_initial_data(request),
        }

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def get_tasks(self, request):
        if not self.has_publish_permission(request):
            return []
        drafts = self.get_queryset(request).publishable_by(request.user).filter(status="draft")
        url = f"{reverse('admin:monitoring_einschaetzung_changelist')}?status__exact=draft"
        advice = "Das Quartiersmanagement hat geschrieben. Bitte lesen und veröffentlichen."
        return [Task("Einschätzungen zu veröffentlichen", drafts.count(), url, advice, order=20)]


def writes(user, einschaetzung):
    """The Quartiersmanagement of that Quartier; the Programmleitung may mend."""
    if user.is_programmleitung:
        return True
    if einschaetzung.quartier_id:
        return _quartiere(user).filter(pk=einschaetzung.quartier_id).exists()
    return _planungsraeume(user).filter(pk=einschaetzung.planungsraum_id).exists()


def _quartiere(user):
    rows = Quartier.objects.only("name")
    if user.is_programmleitung:
        return rows
    return rows.managed_by(user).filter(quartiersmanagement=user)


def _planungsraeume(user):
    """Those that the person's own Quartiere cover."""
    rows = Planungsraum.objects.only("key", "name")
    if user.is_programmleitung:
        return rows
    own = Zuordnung.objects.effective().filter(
        planungsraum=OuterRef("pk"), quartier__in=_quartiere(user).values("pk")
    )
    return rows.filter(Exists(own))
