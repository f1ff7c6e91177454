"""The action that duplicates entries, for every admin that wants it."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from quartiere.kopieren import copy_as_draft

MOST = 20


class KopieAdmin:
    """Who may add may copy what they manage; `copied_parts` names inlines that come along."""

    copied_parts = ()

    @admin.action(description="Ausgewählte als Entwurf kopieren", permissions=["add"])
    def duplicate(self, request, queryset):
        rows = list(queryset[: MOST + 1])
        if len(rows) > MOST:
            note = f"Bitte höchstens {MOST} Einträge auf einmal kopieren."
            self.message_user(request, note, messages.WARNING)
            return None
        copies = [copy_as_draft(row, self.copied_parts) for row in rows]
        for copy in copies:
            self.log_addition(request, copy, "Als Kopie angelegt.")
        self.message_user(request, f"Als Entwurf kopiert: {len(copies)}.", messages.SUCCESS)
        if len(copies) != 1:
            return None
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[copies[0].pk]))
