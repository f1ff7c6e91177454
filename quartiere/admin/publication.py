"""Actions, filters and columns of everything that is published and reviewed."""

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone

from quartiere.models.base import Publication
from quartiere.signals import rows_changed

Status = Publication.Status


class OverdueFilter(admin.SimpleListFilter):
    title = "Prüfung"
    parameter_name = "pruefung"

    def lookups(self, request, model_admin):
        return [("faellig", "überfällig"), ("aktuell", "aktuell")]

    def queryset(self, request, queryset):
        if self.value() == "faellig":
            return queryset.overdue()
        if self.value() == "aktuell":
            return queryset.exclude(pk__in=queryset.overdue().order_by().values("pk"))
        return queryset


def log_decision(request, model, pks, message):
    """Publication and review are decisions: the history of each object names who took it."""
    rows = model._base_manager.filter(pk__in=pks)
    LogEntry.objects.log_actions(request.user.pk, rows, CHANGE, change_message=message)


class ReviewedAdmin:
    """For models with "geprüft am": one click says that the texts are still right."""

    actions = ["mark_reviewed"]

    @admin.action(description="Ausgewählte als heute geprüft vermerken", permissions=["change"])
    def mark_reviewed(self, request, queryset):
        pks = list(queryset.values_list("pk", flat=True))
        with transaction.atomic():
            number = self.model.objects.filter(pk__in=pks).mark_reviewed(request.user)
            log_decision(request, self.model, pks, "Als geprüft vermerkt.")
        self.message_user(request, f"Als heute geprüft vermerkt: {number}.", messages.SUCCESS)
        if not request.user.function:
            self.message_user(
                request,
                "In Ihrem Konto steht keine Funktion. Neben „geprüft am“ steht deshalb nicht, wer "
                "geprüft hat. Die Programmleitung kann die Funktion eintragen.",
                messages.WARNING,
            )

    @admin.display(description="Prüfung", ordering="review_due_on")
    def review_state(self, obj):
        if not obj.is_published:
            return ""
        return "überfällig" if obj.is_overdue else "aktuell"

    def save_model(self, request, obj, form, change):
        if "reviewed_on" in form.changed_data and obj.reviewed_on and not obj.reviewed_by:
            obj.reviewed_by = request.user.function
        super().save_model(request, obj, form, change)


class PublicationAdmin:
    """For models with a publication state; `publishable_by(user)` says whose it is to decide."""

    @admin.action(description="Ausgewählte veröffentlichen", permissions=["publish"])
    def publish(self, request, queryset):
        self._set_status(request, queryset, Status.PUBLISHED, "Veröffentlicht")

    @admin.action(description="Ausgewählte zurückziehen (Entwurf)", permissions=["publish"])
    def withdraw(self, request, queryset):
        self._set_status(request, queryset, Status.DRAFT, "Zurückgezogen")

    def _set_status(self, request, queryset, status, verb):
        chosen = queryset.count()
        rows = queryset.publishable_by(request.user)
        pks = list(rows.exclude(status=status).values_list("pk", flat=True))
        changes = {"status": status}
        if any(field.name == "updated_at" for field in self.opts.fields):
            changes["updated_at"] = timezone.now()
        with transaction.atomic():
            number = self.model._base_manager.filter(pk__in=pks).update(**changes)
            rows_changed.send(self.model, keys=pks)
            log_decision(request, self.model, pks, f"{verb}.")
        self.message_user(request, f"{verb}: {number} von {chosen}.", messages.SUCCESS)

    def has_publish_permission(self, request, obj=None):
        name = f"{self.opts.app_label}.publish_{self.opts.model_name}"
        if obj is None or obj._state.adding:
            return request.user.has_perm(name)
        known, key = request.__dict__.setdefault("_publishable", {}), (type(obj), obj.pk)
        if key not in known:
            rows = self.get_queryset(request).publishable_by(request.user)
            known[key] = rows.filter(pk=obj.pk).exists()
        return known[key]
