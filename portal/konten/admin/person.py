"""People: the Programmleitung makes accounts and gives roles; others see their colleagues."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction

from portal.konten.admin.scope import KommuneScopedAdmin, ScopedTabularInline
from portal.konten.forms import PersonForm
from portal.konten.models import User

PERSON = (
    "Person",
    {
        "fields": ["email", "first_name", "last_name", "function"],
        "description": "Die E-Mail-Adresse ändert später nur die Person selbst, in ihrem Konto.",
    },
)
ACCESS = (
    "Zugang",
    {
        "fields": ["is_active", "is_staff", "groups", "wants_digest"],
        "description": "Ein Passwort vergeben Sie nicht: Die Person fordert auf der Anmeldeseite "
        "einen Code an ihre E-Mail-Adresse an oder setzt dort selbst ein Passwort.",
    },
)
TECHNICAL = ("Technischer Zugang", {"fields": ["is_superuser"], "classes": ["collapse"]})


class KommuneInline(ScopedTabularInline):
    """Which Kommunen a person works for; the table belongs to the model Kommune."""

    model = User.kommunen.through
    autocomplete_fields = ["kommune"]
    verbose_name = "Kommune"
    verbose_name_plural = "Arbeitet für diese Kommunen"


@admin.register(User)
class PersonAdmin(KommuneScopedAdmin):
    form = PersonForm
    list_display = ["email", "first_name", "last_name", "function", "is_staff", "is_active"]
    list_filter = ["groups", "is_staff", "is_active"]
    search_fields = ["email", "first_name", "last_name", "function"]
    search_help_text = "Suche nach E-Mail-Adresse, Name oder Funktion"
    inlines = [KommuneInline]

    def get_fieldsets(self, request, obj=None):
        if not request.user.is_programmleitung:
            return [PERSON]
        return [PERSON, ACCESS, *([TECHNICAL] if request.user.is_superuser else [])]

    def get_inlines(self, request, obj):
        return self.inlines if request.user.is_programmleitung else []

    def get_list_filter(self, request):
        return super().get_list_filter(request) if request.user.is_programmleitung else []

    def lookup_allowed(self, lookup, value, request):
        # Else the list could be asked, letter by letter, for what a password hash starts with.
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def get_readonly_fields(self, request, obj=None):
        """Nobody locks themselves out, raises themselves up, or takes over an account: a code goes
        to whoever has the e-mail address, so the person alone changes it (/konto/email/).
        """
        fixed = ["email"] if obj else []
        if obj == request.user:
            return [*fixed, "is_active", "is_staff", "groups", "is_superuser"]
        return fixed

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._reaches(request, obj)

    def has_delete_permission(self, request, obj=None):
        return (
            super().has_delete_permission(request, obj)
            and self._reaches(request, obj)
            and obj != request.user
        )

    def _reaches(self, request, obj):
        """A superuser's account is out of reach for everybody else."""
        return obj is None or request.user.is_superuser or not obj.is_superuser

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            obj.sync_email_address()

    def response_add(self, request, obj, post_url_continue=None):
        messages.info(
            request,
            f"Bitte sagen Sie Bescheid: {obj.email} kann sich jetzt auf der Anmeldeseite einen "
            "Code schicken lassen.",
        )
        return super().response_add(request, obj, post_url_continue)
