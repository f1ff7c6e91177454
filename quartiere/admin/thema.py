from django.contrib import admin

from portal.konten.admin import KommuneScopedAdmin
from quartiere.admin.forms import SluggedForm, sentence_widget
from quartiere.models import Handlungsfeld, Zielgruppe


class ThemaForm(SluggedForm):
    class Meta:
        widgets = {"teaser": sentence_widget()}


class ThemaAdmin(KommuneScopedAdmin):
    """The vocabularies are common to all Kommunen; the Programmleitung keeps them."""

    form = ThemaForm
    list_display = ["name", "teaser", "icon", "order"]
    search_fields = ["name", "teaser"]
    search_help_text = "Suche nach Name oder Kurztext"

    def get_queryset(self, request):
        # No `managed_by`: everybody with the permission sees all of them.
        return super(KommuneScopedAdmin, self).get_queryset(request)


@admin.register(Zielgruppe)
class ZielgruppeAdmin(ThemaAdmin):
    fields = ["name", "slug", "teaser", "text", "icon", "order"]


@admin.register(Handlungsfeld)
class HandlungsfeldAdmin(ThemaAdmin):
    fields = ["name", "slug", "is_cross_cutting", "teaser", "text", "icon", "order"]
    list_display = ["name", "is_cross_cutting", "teaser", "icon", "order"]
    list_filter = ["is_cross_cutting"]
