"""Edits in the admin are kept and told like those of organisers, and theirs are checked here."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from portal.konten.aufgaben import Task
from veranstaltungen import aenderungen, nachpruefung, workflow
from veranstaltungen.beteiligte import AccessDenied
from veranstaltungen.rollen import MODERATOR, roles_of

PREFIX = "veranstaltungen_veranstaltung"


class CheckedAdmin(admin.ModelAdmin):
    """For the VeranstaltungAdmin."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.check_view)
        address = "<path:object_id>/aenderungen/"
        return [path(address, view, name=f"{PREFIX}_check"), *super().get_urls()]

    def changeform_view(self, request, *args, **kwargs):
        """What cannot be saved stays on the page with the reason, and nothing of it is saved."""
        try:
            return self._watched_view(request, *args, **kwargs)
        except (AccessDenied, workflow.TransitionError) as error:
            request.refused = str(error)
            return self._watched_view(request, *args, **kwargs)

    def refusal_of(self, request):
        """Why this request could not be saved; the form says so when it is shown again."""
        return getattr(request, "refused", "")

    def _watched_view(self, request, object_id=None, *args, **kwargs):
        view = super().changeform_view
        if request.method != "POST" or object_id is None:
            return view(request, object_id, *args, **kwargs)
        with transaction.atomic():
            row = self.get_object(request, unquote(object_id))
            with aenderungen.watched(row, request.user):
                return view(request, object_id, *args, **kwargs)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row, context = self.get_object(request, object_id), {**(extra_context or {})}
        if row.unchecked_at and self._moderates(request, row):
            context["check_url"] = reverse(f"admin:{PREFIX}_check", args=[row.pk])
        return super().change_view(request, object_id, form_url, context)

    def check_view(self, request, object_id):
        """What was changed since somebody looked: seen and fine, or back to the organisers."""
        row = self.get_object(request, object_id)
        if not self._moderates(request, row):
            raise PermissionDenied
        change_url = reverse(f"admin:{PREFIX}_change", args=[row.pk])
        if request.method == "POST":
            return self._confirm(request, row, change_url)
        context = {
            **self.admin_site.each_context(request),
            "title": "Änderungen prüfen",
            "opts": self.model._meta,
            "row": row,
            "changes": nachpruefung.open_changes(row),
            "recall_url": reverse(f"admin:{PREFIX}_step", args=[row.pk, "recall"]),
            "can_recall": workflow.STEPS["recall"] in workflow.available_steps(row, request.user),
            "back": change_url,
        }
        name = "admin/veranstaltungen/veranstaltung/aenderungen.html"
        return TemplateResponse(request, name, context)

    def _confirm(self, request, row, change_url):
        try:
            workflow.check_changes(row, request.user, request.POST.get("seen", ""))
        except workflow.TransitionError as error:
            self.message_user(request, str(error), messages.WARNING)
            return HttpResponseRedirect(request.path)
        self.message_user(request, "Die Änderungen sind geprüft.", messages.SUCCESS)
        return HttpResponseRedirect(change_url)

    def _moderates(self, request, row):
        return MODERATOR in roles_of(row, request.user)

    def task_of_changes(self, request):
        rows = self.get_queryset(request).publishable_by(request.user).waiting_for_check()
        url = f"{reverse(f'admin:{PREFIX}_changelist')}?unchecked_at__isnull=False"
        advice = "Sie sind öffentlich und wurden geändert. Bitte „Änderungen prüfen“."
        return Task("Geänderte Veranstaltungen", rows.count(), url, advice, order=13)
