from django.contrib import admin
from django.template.loader import render_to_string

from portal.konten.admin import EditableOnly, KommuneScopedAdmin
from portal.konten.forms import ScopedModelForm
from quartiere.admin.forms import sentence_widget
from quartiere.models import Bild, Kommune


class BildForm(ScopedModelForm):
    """Only the Programmleitung keeps pictures that belong to no Kommune."""

    may_leave_kommune_empty = False

    class Meta:
        widgets = {"alt_text": sentence_widget()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if (kommune := self.fields.get("kommune")) and not self.may_leave_kommune_empty:
            kommune.required = True
            kommune.help_text = "Alle, die für diese Kommune arbeiten, können das Bild verwenden."


@admin.register(Bild)
class BildAdmin(EditableOnly, KommuneScopedAdmin):
    form = BildForm
    fieldsets = [
        (None, {"fields": ["preview", "file", "title", "kommune"]}),
        (
            "Für Menschen, die das Bild nicht sehen",
            {
                "fields": ["alt_text", "is_decorative"],
                "description": "Beschreiben Sie in einem Satz, worauf es ankommt. Ein Bild, das "
                "nichts mitteilt, ist Schmuck und bekommt keinen Text.",
            },
        ),
        (
            "Rechte",
            {
                "fields": ["author", "licence", "source"],
                "description": "Sind Personen zu erkennen, brauchen Sie deren Einverständnis.",
            },
        ),
    ]
    readonly_fields = ["preview"]
    list_display = ["thumbnail", "title", "kommune", "alt_text", "author", "licence"]
    list_display_links = ["thumbnail", "title"]
    list_filter = ["kommune", "is_decorative"]
    list_select_related = ["kommune"]
    search_fields = ["title", "alt_text", "author"]
    search_help_text = "Suche nach Bezeichnung, Alternativtext oder Urheber"
    autocomplete_fields = ["kommune"]

    def get_autocomplete_fields(self, request):
        # A Quartiersmanagement may not look Kommunen up; it has few, so a plain list does.
        return super().get_autocomplete_fields(request) if request.user.is_programmleitung else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.may_leave_kommune_empty = request.user.is_programmleitung
        return form

    def get_changeform_initial_data(self, request):
        kommunen = Kommune.objects.worked_in_by(request.user)[:2]
        only = kommunen[0].pk if len(kommunen) == 1 else None
        return {"kommune": only, **super().get_changeform_initial_data(request)}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "kommune":
            kwargs["queryset"] = Kommune.objects.worked_in_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="Vorschau")
    def preview(self, obj):
        # After a faulty upload `file` is that of the form and stands nowhere yet.
        is_stored = bool(obj.pk and obj.file and obj.file._committed)
        context = {"bild": obj if is_stored else None}
        return render_to_string("admin/quartiere/bild/preview.html", context)

    @admin.display(description="Bild")
    def thumbnail(self, obj):
        return render_to_string("admin/quartiere/bild/thumbnail.html", {"bild": obj})
