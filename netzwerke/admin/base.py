"""What the admins of Akteur, Netzwerk, Angebot and Massnahme share."""

from netzwerke import einzugsbereich
from netzwerke.admin.forms import ServiceAreaForm
from netzwerke.models import Akteur
from netzwerke.models.base import home_kommunen
from portal.konten.admin import KommuneScopedAdmin, ScopedChoices
from quartiere.admin.kopie import KopieAdmin
from quartiere.admin.publication import PublicationAdmin, ReviewedAdmin

CONTACT_FIELDS = [
    "contact_function", "street", ("contact_postcode", "place"), ("longitude", "latitude"),
    ("phone", "email"), "website", "hours", "open_on_holidays",
]  # fmt: skip
ACCESSIBILITY_FIELDS = [
    ("step_free", "accessible_toilet"), ("induction_loop", "sign_language"),
    ("easy_language", "tactile_guidance"), "quiet_room", "accessibility_note",
]  # fmt: skip
CARE = (
    "Veröffentlichung und Pflege",
    {"fields": ["status", ("reviewed_on", "reviewed_by"), "review_months", "owner"]},
)
IMPORT = (
    "Herkunft und interne Hinweise",
    {"fields": ["source", "source_key", "notes"], "classes": ["collapse"]},
)
SCOPE_FIELDS = ["reach", "quartiere", "zielgruppen", "handlungsfelder"]
# Where staff name others: everybody public, not only their own.
OTHERS = {"akteur", "traeger", "partner", "coordinator"}


class SelectableAkteure(ScopedChoices):
    """Offers own and public Akteure wherever a Träger, partner or member is named."""

    def _scoped(self, db_field, request, kwargs):
        if db_field.name in OTHERS and db_field.remote_field.model is Akteur:
            kwargs["queryset"] = Akteur.objects.selectable_by(request.user)
        if db_field.name == "kommune":
            kwargs["queryset"] = home_kommunen(request.user)
        return super()._scoped(db_field, request, kwargs)


class SupraLocalAdmin:
    """Rows that may belong to no Kommune and be meant for several."""

    def get_autocomplete_fields(self, request):
        """10,000 Kommunen need a search; the few of a member of staff fit into a list."""
        fields = super().get_autocomplete_fields(request)
        return [*fields, "kommune", "kommunen"] if request.user.is_programmleitung else fields

    def get_fieldsets(self, request, obj=None):
        """Further Kommunen of a supra-local row are named by the Programmleitung."""
        fieldsets = super().get_fieldsets(request, obj)
        if not request.user.is_programmleitung:
            return fieldsets
        return [*fieldsets, ("Überörtlich", {"fields": ["kommunen"], "classes": ["collapse"]})]


class ServiceAreaAdmin(
    SupraLocalAdmin,
    SelectableAkteure,
    KopieAdmin,
    ReviewedAdmin,
    PublicationAdmin,
    KommuneScopedAdmin,
):
    form = ServiceAreaForm
    list_select_related = ["kommune"]
    actions = ["mark_reviewed", "publish", "withdraw", "duplicate"]
    # Only who decides for the whole Kommune sets these.
    redaktion_fields = ["status", "owner"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        return form

    def get_readonly_fields(self, request, obj=None):
        fields = [*super().get_readonly_fields(request, obj)]
        if not self.has_publish_permission(request, obj):
            fields += self.redaktion_fields
        return fields

    def get_view_on_site_url(self, obj=None):
        """A draft has no page yet."""
        return super().get_view_on_site_url(obj) if obj and obj.is_published else None

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.instance.reach == form.instance.Reach.NEARBY:
            einzugsbereich.locate(self.model.objects.filter(pk=form.instance.pk))

    def get_changeform_initial_data(self, request):
        kommunen = home_kommunen(request.user)[:2]
        only = kommunen[0].pk if len(kommunen) == 1 else None
        return {"kommune": only, **super().get_changeform_initial_data(request)}
