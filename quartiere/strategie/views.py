"""Public lists and pages of Ziele and Handlungsansätze."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from quartiere.german import German
from quartiere.strategie import exporte, oeffentlich
from quartiere.strategie.filters import HandlungsansatzFilterForm, ZielFilterForm
from quartiere.views.filtered import ExportView, FilteredListView
from quartiere.views.quartiere import address_of


class ZielListView(FilteredListView):
    form_class, export = ZielFilterForm, exporte.ZIELE
    url_name, export_name = "strategie:ziel_list", "strategie:ziel_export"
    title = _("Ziele")
    template_name = "strategie/ziel_list.html"

    @classmethod
    def rows(cls):
        return oeffentlich.ziele().order_by("quartier__name", "order", "title", "pk")


class ZielExportView(ExportView):
    list_view = ZielListView


class HandlungsansatzListView(FilteredListView):
    form_class, export = HandlungsansatzFilterForm, exporte.HANDLUNGSANSAETZE
    url_name, export_name = "strategie:handlungsansatz_list", "strategie:handlungsansatz_export"
    title = _("Handlungsansätze")
    template_name = "strategie/handlungsansatz_list.html"

    @classmethod
    def rows(cls):
        return oeffentlich.handlungsansaetze().order_by("quartier__name", "order", "title", "pk")


class HandlungsansatzExportView(ExportView):
    list_view = HandlungsansatzListView


class ZielDetailView(DetailView):
    context_object_name = "ziel"
    template_name = "strategie/ziel_detail.html"

    def get_queryset(self):
        return oeffentlich.ziele_detail()

    def get_context_data(self, **kwargs):
        steps = breadcrumb(_("Ziele"), "strategie:ziel_list", self.object)
        return super().get_context_data(
            breadcrumb=steps, kette_url=kette_url(self.object.quartier), **kwargs
        )


class HandlungsansatzDetailView(DetailView):
    context_object_name = "ansatz"
    template_name = "strategie/handlungsansatz_detail.html"

    def get_queryset(self):
        return oeffentlich.handlungsansaetze_detail()

    def get_context_data(self, **kwargs):
        steps = breadcrumb(_("Handlungsansätze"), "strategie:handlungsansatz_list", self.object)
        return super().get_context_data(
            breadcrumb=steps, kette_url=kette_url(self.object.quartier), **kwargs
        )


def breadcrumb(label, list_name, item):
    return [(_("Start"), reverse("home")), (label, reverse(list_name)), (German(item), "")]


def kette_url(quartier):
    return reverse("netzwerke:kette", args=address_of(quartier))
