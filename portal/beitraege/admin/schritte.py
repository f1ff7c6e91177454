"""The steps of a Beitrag in the admin: as actions of the list and as buttons of the form."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect

from portal.beitraege import workflow


class StepsAdmin:
    def has_publish_permission(self, request, obj=None):
        return request.user.has_perm("beitraege.publish_beitrag")

    def render_change_form(self, request, context, obj=None, **kwargs):
        steps = workflow.available_steps(obj, request.user) if obj and obj.pk else []
        context["workflow_steps"] = steps
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def response_change(self, request, obj):
        """The buttons beside “Sichern”: save, then do the step."""
        name = request.POST.get("_step", "")
        if name not in workflow.STEPS:
            return super().response_change(request, obj)
        self._do(request, name, [obj])
        return HttpResponseRedirect(request.get_full_path())

    @admin.action(description="Ausgewählte als gegengelesen vermerken", permissions=["publish"])
    def review(self, request, queryset):
        self._do(request, "review", queryset)

    @admin.action(description="Ausgewählte veröffentlichen", permissions=["publish"])
    def publish(self, request, queryset):
        self._do(request, "publish", queryset)

    @admin.action(description="Ausgewählte zurückziehen (Entwurf)", permissions=["publish"])
    def withdraw(self, request, queryset):
        self._do(request, "withdraw", queryset)

    def _do(self, request, name, rows):
        done = 0
        for row in rows:
            try:
                workflow.do(name, row, request.user)
                done += 1
            except workflow.TransitionError as error:
                self.message_user(request, str(error), messages.WARNING)
        if done:
            self.message_user(request, f"{workflow.STEPS[name].done}: {done}.", messages.SUCCESS)
