"""Every admin shows, offers and changes only what the user manages."""

from functools import wraps

from django.contrib import admin, messages
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.db import models, transaction
from django.http import Http404
from django.utils.text import capfirst
from js_asset import Media

from portal.konten.admin.rows import TabularInline
from portal.konten.forms import ScopedModelForm


class SearchedChoices(AutocompleteSelectMultiple):
    """Without the cross that takes all away: it breaks the list of what is chosen."""

    def build_attrs(self, *args, **kwargs):
        return {**super().build_attrs(*args, **kwargs), "data-allow-clear": "false"}


class ScopedChoices:
    """Offers in choice fields only what the user manages; for admins and their inlines alike.

    A forged id is therefore a form error like any other wrong choice.
    """

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.URLField):
            kwargs.setdefault("assume_scheme", "https")
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Deleting the Kommune from the form of one of its Quartiere is never meant.
            field.widget.can_delete_related = False
        if field and isinstance(field.widget, AdminSplitDateTime):
            # Django writes the two names beside them, but into no label.
            for part, name in zip(field.widget.widgets, ["Datum", "Uhrzeit"], strict=True):
                part.attrs["aria-label"] = f"{capfirst(db_field.verbose_name)}: {name}"
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(
            db_field, request, **self._scoped(db_field, request, kwargs)
        )

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SearchedChoices(db_field, self.admin_site))
        return super().formfield_for_manytomany(
            db_field, request, **self._scoped(db_field, request, kwargs)
        )

    def _scoped(self, db_field, request, kwargs):
        choices = db_field.remote_field.model._default_manager.all()
        if hasattr(choices, "managed_by"):
            kwargs.setdefault("queryset", choices.managed_by(request.user))
        return kwargs


class EditableOnly:
    """What somebody sees but does not edit (`editable_by` on the model's QuerySet) has no fields,
    and no action that asks for the right to change reaches it.

    Stands before KommuneScopedAdmin among the base classes.
    """

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_edit(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may_edit(request, obj)

    def _may_edit(self, request, obj):
        if obj is None or obj._state.adding:
            return True
        return self.model.objects.editable_by(request.user).filter(pk=obj.pk).exists()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset.editable_by(request.user))

    def get_action(self, action):
        """Every action with `permissions=["change"]` gets the editable ones of the chosen rows."""
        found = super().get_action(action)
        if found is None or "change" not in getattr(found[0], "allowed_permissions", ()):
            return found
        func, *named = found
        return (_for_editable(func), *named)


def _for_editable(func):
    @wraps(func)
    def narrowed(model_admin, request, queryset):
        rows = queryset.editable_by(request.user)
        if left := queryset.count() - rows.count():
            note = f"Nicht geändert, weil Sie das nicht dürfen: {left} von {queryset.count()}."
            model_admin.message_user(request, note, messages.WARNING)
        return func(model_admin, request, rows)

    return narrowed


class ScopedTabularInline(ScopedChoices, TabularInline):
    """Rows of the parent object, which the user manages already; choices scoped."""


class ScopedStackedInline(ScopedChoices, admin.StackedInline):
    """Like ScopedTabularInline, one block of fields below the other."""

    extra = 0
    view_on_site = False


class KommuneScopedAdmin(ScopedChoices, admin.ModelAdmin):
    """Shows and offers only what the user's Kommune owns; a foreign object is a 404.

    The rule itself is `managed_by(user)` on each model's QuerySet; this class only applies it to
    the change list with its filters and actions, the object pages (change, delete, history),
    autocomplete and choice fields.
    """

    form = ScopedModelForm
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50

    def get_queryset(self, request):
        return super().get_queryset(request).managed_by(request.user)

    def get_object(self, request, object_id, from_field=None):
        """Every object page asks here; Django would redirect, which tells foreign from gone."""
        obj = super().get_object(request, object_id, from_field)
        if obj is None or not self._lock(request, obj):
            raise Http404
        self._known(request)[type(obj), obj.pk] = True
        return obj

    def _lock(self, request, obj):
        """While a form is saved, the row is nobody else's: its fingerprint is compared, then saved.

        False where the row is gone meanwhile. SQLite has one writer at a time anyway.
        """
        if request.method == "POST" and transaction.get_connection().in_atomic_block:
            rows = self.model._base_manager.select_for_update(no_key=True)
            try:
                obj.refresh_from_db(from_queryset=rows)
            except self.model.DoesNotExist:
                return False
        return True

    def manages(self, request, obj):
        """Whether `obj` lies in the user's range; one query an object and request."""
        if obj is None or obj._state.adding:
            return True
        known, key = self._known(request), (type(obj), obj.pk)
        if key not in known:
            known[key] = self.get_queryset(request).filter(pk=obj.pk).exists()
        return known[key]

    def _known(self, request):
        return request.__dict__.setdefault("_managed_objects", {})

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and self.manages(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.manages(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.manages(request, obj)

    def get_list_filter(self, request):
        """Filters by a relation name only values that occur in rows the user sees."""
        return [self._related_only(item) for item in super().get_list_filter(request)]

    def _related_only(self, item):
        if isinstance(item, str) and get_fields_from_path(self.model, item)[-1].is_relation:
            return item, admin.RelatedOnlyFieldListFilter
        return item

    def changelist_view(self, request, extra_context=None):
        # Django's own title is "… zur Änderung auswählen".
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def render_change_form(self, request, context, **kwargs):
        # The editor's import map is an inline script; the content security policy wants a nonce.
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        return super().render_change_form(request, context, **kwargs)

    def get_tasks(self, request):
        """What waits for the user here, as `Task`s for the first page of the admin."""
        return []
