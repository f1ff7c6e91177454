"""The steps of the workflow in the admin: buttons at the object, actions on the list."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from veranstaltungen import anmeldefenster, workflow
from veranstaltungen.forms import ReasonForm
from veranstaltungen.models import Veranstaltung

PREFIX = "veranstaltungen_veranstaltung"
# Submitting and documenting are the organisers' own steps.
STAFF_STEPS = [
    "publish", "return", "recall", "postpone", "reschedule", "cancel", "call_off", "finish",
]  # fmt: skip


class StepsAdmin(admin.ModelAdmin):
    """For the VeranstaltungAdmin; every step goes through `workflow`."""

    actions = ["publish", "return_some", "cancel_some"]
    change_form_template = "admin/veranstaltungen/veranstaltung/change_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.step_view)
        address = "<path:object_id>/schritt/<slug:name>/"
        return [path(address, view, name=f"{PREFIX}_step"), *super().get_urls()]

    def has_publish_permission(self, request):
        return request.user.has_perm("veranstaltungen.publish_veranstaltung")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        # A page that was sent shows what was typed, not the version that would be decided.
        steps = self.steps_for(request, row) if row and request.method == "GET" else []
        links = [(step, _link(row, step)) for step in steps]
        preview = reverse("veranstaltungen:preview", args=[row.slug]) if row else ""
        context = {**(extra_context or {}), "steps": links, "preview_url": preview}
        return super().change_view(request, object_id, form_url, context)

    def steps_for(self, request, row):
        steps = workflow.available_steps(row, request.user)
        return [workflow.STEPS[name] for name in STAFF_STEPS if workflow.STEPS[name] in steps]

    def step_view(self, request, object_id, name):
        """One step for one object: asked, then done."""
        row = self.get_object(request, object_id)
        if row is None or name not in STAFF_STEPS:
            raise Http404("Das gibt es nicht.")
        step = workflow.STEPS[name]
        change_url = reverse(f"admin:{PREFIX}_change", args=[row.pk])
        form = ReasonForm(request.POST or None) if step.needs_reason else None
        if request.method == "POST" and (form is None or form.is_valid()):
            self.do(request, step, [row], form)
            return HttpResponseRedirect(change_url)
        return self.ask(request, step, [row], form, change_url)

    @admin.action(description="Ausgewählte veröffentlichen …", permissions=["publish"])
    def publish(self, request, queryset):
        return self.in_two_pages(request, "publish", queryset)

    @admin.action(description="Ausgewählte mit Begründung zurückgeben …", permissions=["publish"])
    def return_some(self, request, queryset):
        return self.in_two_pages(request, "return", queryset)

    @admin.action(description="Ausgewählte absagen …", permissions=["publish"])
    def cancel_some(self, request, queryset):
        return self.in_two_pages(request, "cancel", queryset)

    def in_two_pages(self, request, name, queryset):
        """The first one lists what was chosen and asks for the reason; the second one is sent."""
        step, rows = workflow.STEPS[name], list(queryset)
        is_sent = "sent" in request.POST
        form = ReasonForm(request.POST if is_sent else None) if step.needs_reason else None
        if is_sent and (form is None or form.is_valid()):
            self.do(request, step, rows, form)
            return None
        back = reverse(f"admin:{PREFIX}_changelist")
        return self.ask(request, step, rows, form, back, request.POST.get("action", ""))

    def do(self, request, step, rows, form=None):
        if not self.has_change_permission(request):
            raise PermissionDenied
        done, reason = 0, form.cleaned_data["reason"] if form else ""
        for row in rows:
            try:
                workflow.do(step.name, row, request.user, reason, _seen(request, row))
                done += 1
                if hint := anmeldefenster.hint_of_end(row):
                    self.message_user(request, f"„{row}“: {hint}", messages.WARNING)
            except workflow.TransitionError as error:
                self.message_user(request, str(error), messages.WARNING)
        if done:
            word = Veranstaltung.Status(step.target).label.capitalize()
            self.message_user(request, f"{word}: {done}.", messages.SUCCESS)

    def ask(self, request, step, rows, form, back, action=""):
        # Shown again because of the reason, the page has not shown another version.
        seen = [(row, _seen(request, row) or row.version) for row in rows]
        versions = [(*pair, workflow.is_outdated(step, *pair)) for pair in seen]
        context = {
            **self.admin_site.each_context(request),
            "title": step.label_button,
            "opts": self.model._meta,
            "step": step,
            "versions": versions,
            "can_be_done": not all(is_outdated for *_pair, is_outdated in versions),
            "form": form,
            "back": back,
            "action": action,
        }
        return TemplateResponse(
            request, "admin/veranstaltungen/veranstaltung/schritt.html", context
        )


def _link(row, step):
    """To a step, with the version that the page with the link shows."""
    query = urlencode({f"seen-{row.pk}": row.version})
    return f"{reverse(f'admin:{PREFIX}_step', args=[row.pk, step.name])}?{query}"


def _seen(request, row):
    """The version that was read: the page which was sent has shown it, or the one linking here."""
    name = f"seen-{row.pk}"
    return request.POST.get(name) or request.GET.get(name, "")
