from django.contrib import admin
from django.db import models
from django.urls import reverse

from netzwerke.admin.base import SelectableAkteure, SupraLocalAdmin
from portal.konten.admin import KommuneScopedAdmin, ScopedStackedInline, ScopedTabularInline
from portal.konten.aufgaben import Task
from portal.konten.forms import WatchedRows
from veranstaltungen import anmeldung, beteiligte, termine
from veranstaltungen.admin.nachpruefung import CheckedAdmin
from veranstaltungen.admin.schritte import StepsAdmin
from veranstaltungen.forms.felder import AdminMomentField
from veranstaltungen.forms.verwaltung import TerminRowForm, TerminRowFormSet, VeranstaltungForm
from veranstaltungen.models import (
    Anmeldung,
    Dokumentation,
    Frage,
    Termin,
    Veranstaltung,
    VeranstaltungMaterial,
    Verlauf,
)
from veranstaltungen.rollen import MODERATOR, roles_of

ACCESSIBILITY_FIELDS = [
    ("step_free", "induction_loop"), ("sign_language", "captioning"),
    ("easy_language", "quiet_room"), "childcare", "accessibility_note",
]  # fmt: skip
FIELDSETS = [
    (None, {"fields": ["status", "title", "slug", "art", "teaser", "description", "picture"]}),
    ("Wer einlädt", {"fields": ["veranstalter", "website",
        ("contact_function", "contact_phone", "contact_email")]}),
    ("Wo", {"fields": ["format", "place", "street", ("postcode", "city"),
        ("longitude", "latitude"), "online_link"]}),
    ("Für wen und worüber", {"fields": ["kommune", "quartier", "quartiere", "handlungsfelder",
        "zielgruppen", "audience", "audience_zielgruppen", "sprachen"]}),
    ("Barrierefreiheit", {"fields": ACCESSIBILITY_FIELDS}),
    ("Kosten und Anmeldung", {"fields": ["fee", "registration", "registration_link",
        ("registration_opens_at", "registration_closes_at"), ("capacity", "taken_places"),
        "accept_hours", "consent_text", "delete_after_days"]}),
]  # fmt: skip


MOMENTS = {models.DateTimeField: {"form_class": AdminMomentField}}


class TerminInline(ScopedTabularInline):
    model = Termin
    form = TerminRowForm
    formset = TerminRowFormSet
    formfield_overrides = MOMENTS
    fields = ["starts_at", "ends_at", "is_all_day", "note", "is_cancelled", "reason"]


class FrageInline(ScopedTabularInline):
    model = Frage
    formset = WatchedRows
    fields = ["text", "kind", "choices", "is_required", "order"]


class MaterialInline(ScopedTabularInline):
    model = VeranstaltungMaterial
    formset = WatchedRows
    fields = ["title", "file", "link", "is_result", "order"]


class DokumentationInline(ScopedStackedInline):
    model = Dokumentation
    formset = WatchedRows
    fields = ["results", "handlungsansaetze", "bilder"]
    autocomplete_fields = ["handlungsansaetze", "bilder"]


class PublicReasonInline(ScopedTabularInline):
    """Why it is postponed or called off, for those who decide about what is public."""

    model = Verlauf
    formset = WatchedRows
    verbose_name_plural = "Öffentliche Begründung"
    fields, readonly_fields = ["happened_at", "reason"], ["happened_at"]
    can_delete = False

    def get_queryset(self, request):
        return super().get_queryset(request).told()

    def has_view_permission(self, request, obj=None):
        may_view = super().has_view_permission(request, obj)
        return may_view and (obj is None or MODERATOR in roles_of(obj, request.user))

    has_change_permission = has_view_permission

    def has_add_permission(self, request, obj=None):
        return False


class VerlaufInline(ScopedTabularInline):
    model = Verlauf
    fields = readonly_fields = ["happened_at", "what", "actor", "reason"]
    can_delete = False

    @admin.display(description="Schritt")
    def what(self, row):
        return row.label

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Veranstaltung)
class VeranstaltungAdmin(
    CheckedAdmin, StepsAdmin, SupraLocalAdmin, SelectableAkteure, KommuneScopedAdmin
):
    form = VeranstaltungForm
    formfield_overrides = MOMENTS
    fieldsets = FIELDSETS
    inlines = [
        TerminInline, FrageInline, MaterialInline, DokumentationInline, PublicReasonInline,
        VerlaufInline,
    ]  # fmt: skip
    readonly_fields = ["status", "taken_places"]
    list_display = ["title", "status", "kommune", "veranstalter", "updated_at"]
    list_filter = ["status", "format", "art", "kommune", "zielgruppen"]
    list_select_related = ["kommune", "veranstalter"]
    search_fields = ["title", "teaser", "description"]
    search_help_text = "Suche nach Titel, Kurztext oder Beschreibung"
    autocomplete_fields = ["quartier", "quartiere", "picture"]

    def get_inlines(self, request, obj):
        has_reason = obj is not None and obj.verlauf.told().exists()
        inlines = super().get_inlines(request, obj)
        return [row for row in inlines if has_reason or row is not PublicReasonInline]

    def get_view_on_site_url(self, obj=None):
        """Before it is public there is the preview."""
        return super().get_view_on_site_url(obj) if obj and obj.is_public else None

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user, form.refused = request.user, self.refusal_of(request)
        return form

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = beteiligte.creator(request.user, obj.veranstalter)
        super().save_model(request, obj, form, change)
        if change and "veranstalter" in form.cleaned_data:
            beteiligte.hand_over(obj, form.cleaned_data["veranstalter"], request.user)

    def save_formset(self, request, form, formset, change):
        """Dates go the way on which they are kept in the Verlauf and told."""
        if formset.model is not Termin or not change:
            super().save_formset(request, form, formset, change)
            return
        formset.save(commit=False)
        if formset.has_changed():
            termine.save_rows(form.instance, formset, request.user)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        anmeldung.move_up(form.instance)

    def get_deleted_objects(self, objs, request):
        """What people registered for is called off, not deleted: they would hear nothing of it, and
        the page that asks would list them by name. Once nobody is named any more it may go.
        """
        keys = [obj.pk for obj in objs]
        guests = Anmeldung.objects.naming_somebody().filter(veranstaltung__in=keys)
        rows = Veranstaltung.objects.filter(pk__in=guests.values("veranstaltung"))
        if kept := [f"{row}: {_why_kept(row)}" for row in rows]:
            return [], {}, set(), kept
        return super().get_deleted_objects(objs, request)

    def get_tasks(self, request):
        rows = self.get_queryset(request).publishable_by(request.user).waiting_for_moderation()
        url = f"{reverse('admin:veranstaltungen_veranstaltung_changelist')}?status__exact=submitted"
        advice = "Bitte veröffentlichen oder mit Begründung zurückgeben."
        return [
            Task("Veranstaltungen zur Freigabe", rows.count(), url, advice, order=12),
            self.task_of_changes(request),
        ]


def _why_kept(row):
    """Why a Veranstaltung with Anmeldungen stays, and what to do."""
    over = row.is_public and row.status not in Veranstaltung.RUNNING_STATUSES
    if over or not row.anmeldungen.told().exists():
        last = row.anmeldungen.naming_somebody().latest("delete_on").delete_on
        return (
            "Es gibt noch Angaben Angemeldeter. Löschen lässt sie sich, wenn auch die letzten "
            f"gelöscht sind, voraussichtlich am {last:%d.%m.%Y}."
        )
    return "Es gibt Anmeldungen. Bitte sagen Sie sie ab."
