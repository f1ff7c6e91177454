from portal.konten.admin import KommuneScopedAdmin
from quartiere.models import Kommune


class LookedAtAdmin(KommuneScopedAdmin):
    """Shows what the user works on; changes are for those who manage the row."""

    def get_queryset(self, request):
        # Past KommuneScopedAdmin, whose `managed_by` is empty for a Quartiersmanagement.
        rows = super(KommuneScopedAdmin, self).get_queryset(request)
        return rows.worked_on_by(request.user)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.may_change(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.may_change(request, obj)

    def may_change(self, request, obj):
        """One query an object and request."""
        if obj is None or obj._state.adding:
            return True
        known = request.__dict__.setdefault("_changeable", {})
        key = (type(obj), obj.pk)
        if key not in known:
            rows = self.model._default_manager.managed_by(request.user)
            known[key] = rows.filter(pk=obj.pk).exists()
        return known[key]


class OwnKommuneInitial:
    """Who works for a single Kommune need not choose it."""

    def get_changeform_initial_data(self, request):
        kommunen = Kommune.objects.managed_by(request.user)[:2]
        only = kommunen[0].pk if len(kommunen) == 1 else None
        return {"kommune": only, **super().get_changeform_initial_data(request)}
