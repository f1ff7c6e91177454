from django.contrib import admin

from netzwerke.admin.base import SelectableAkteure
from portal.konten.admin import KommuneScopedAdmin
from quartiere.admin.thema import ThemaAdmin
from veranstaltungen import beteiligte
from veranstaltungen.forms.verwaltung import VeranstalterForm
from veranstaltungen.models import Veranstalter, Veranstaltungsart


@admin.register(Veranstaltungsart)
class VeranstaltungsartAdmin(ThemaAdmin):
    fields = ["name", "slug", "order"]
    list_display = ["name", "order"]
    search_fields = ["name"]
    search_help_text = "Suche nach Name"


@admin.register(Veranstalter)
class VeranstalterAdmin(SelectableAkteure, KommuneScopedAdmin):
    """Access is taken away here, and given as long as it opens no view on guests."""

    form = VeranstalterForm
    fields = ["name", "kommune", "akteur", "website", "trust", "mitglieder", "first_people"]
    list_display = ["name", "kommune", "trust"]
    list_filter = ["trust", "kommune"]
    list_select_related = ["kommune"]
    search_fields = ["name"]
    search_help_text = "Suche nach Name"

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        before, after = form.initial.get("mitglieder", []), form.cleaned_data.get("mitglieder", [])
        gone = [person for person in before if person not in after]
        beteiligte.tell_gone(gone, form.instance, request.user)
        if emails := form.cleaned_data.get("first_people"):
            beteiligte.admit(form.instance, emails, request.user)
