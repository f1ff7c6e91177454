"""The public lists and the same rows as data."""

from django.utils.translation import gettext_lazy as _

from netzwerke import exporte, karte, oeffentlich
from netzwerke.filters import (
    AkteurFilterForm,
    AngebotFilterForm,
    MassnahmeFilterForm,
    NetzwerkFilterForm,
)
from quartiere.views.filtered import ExportView, FilteredListView


class AddressListView(FilteredListView):
    """Of rows with an address: also on a map, and near a point by their distance."""

    def get_context_data(self, **kwargs):
        form = self.filter_form
        return super().get_context_data(
            karte=karte.of_addresses(self.object_list.order_by()),
            near=form.point,
            km=form.km,
            **kwargs,
        )


class AkteurListView(AddressListView):
    form_class, export = AkteurFilterForm, exporte.AKTEURE
    url_name, export_name = "netzwerke:akteur_list", "netzwerke:akteur_export"
    title = _("Akteure")
    template_name = "netzwerke/akteur_list.html"

    @classmethod
    def rows(cls):
        return oeffentlich.akteure().order_by("name", "pk")


class AngebotListView(AddressListView):
    form_class, export = AngebotFilterForm, exporte.ANGEBOTE
    url_name, export_name = "netzwerke:angebot_list", "netzwerke:angebot_export"
    title = _("Angebote")
    template_name = "netzwerke/angebot_list.html"

    @classmethod
    def rows(cls):
        return oeffentlich.angebote().order_by("title", "pk")


class MassnahmeListView(FilteredListView):
    form_class, export = MassnahmeFilterForm, exporte.MASSNAHMEN
    url_name, export_name = "netzwerke:massnahme_list", "netzwerke:massnahme_export"
    title = _("Maßnahmen")
    template_name = "netzwerke/massnahme_list.html"

    @classmethod
    def rows(cls):
        return oeffentlich.massnahmen().prefetch_related("ergebnisse")


class NetzwerkListView(FilteredListView):
    form_class, export = NetzwerkFilterForm, exporte.NETZWERKE
    url_name, export_name = "netzwerke:list", "netzwerke:netzwerk_export"
    title = _("Netzwerke")
    template_name = "netzwerke/netzwerk_list.html"

    @classmethod
    def rows(cls):
        return oeffentlich.netzwerke().order_by("name", "pk")


class AkteurExportView(ExportView):
    list_view = AkteurListView


class AngebotExportView(ExportView):
    list_view = AngebotListView


class MassnahmeExportView(ExportView):
    list_view = MassnahmeListView


class NetzwerkExportView(ExportView):
    list_view = NetzwerkListView
