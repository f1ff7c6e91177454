"""The public page of one Akteur, Angebot, Netzwerk, Massnahme or Quartiersmanagement."""

from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from netzwerke import oeffentlich
from netzwerke.kette import needs_result
from netzwerke.zeiten import zeiten_of
from quartiere.german import German


class PublicDetailView(DetailView):
    """`rows` gives the public rows; `list_label` and `list_name` the list they stand in."""

    context_object_name = "item"
    list_label = list_name = ""

    def get_context_data(self, **kwargs):
        steps = [(_("Start"), reverse("home")), (self.list_label, reverse(self.list_name))]
        return super().get_context_data(breadcrumb=[*steps, (German(self.object), "")], **kwargs)


class AkteurDetailView(PublicDetailView):
    list_label, list_name = _("Akteure"), "netzwerke:akteur_list"
    template_name = "netzwerke/akteur_detail.html"

    def get_queryset(self):
        return oeffentlich.akteur_detail()

    def get_context_data(self, **kwargs):
        zeiten = zeiten_of(self.object, self.object.kommune)
        return super().get_context_data(zeiten=zeiten, **kwargs)


class AngebotDetailView(PublicDetailView):
    list_label, list_name = _("Angebote"), "netzwerke:angebot_list"
    template_name = "netzwerke/angebot_detail.html"

    def get_queryset(self):
        return oeffentlich.angebot_detail()

    def get_context_data(self, **kwargs):
        angebot = self.object
        contact = angebot if angebot.has_contact or not angebot.akteur else angebot.akteur
        zeiten = zeiten_of(angebot, angebot.kommune)
        if zeiten is None and angebot.akteur and not angebot.hours:
            zeiten = zeiten_of(angebot.akteur, angebot.kommune)
        return super().get_context_data(contact=contact, zeiten=zeiten, **kwargs)


class NetzwerkDetailView(PublicDetailView):
    list_label, list_name = _("Netzwerke"), "netzwerke:list"
    template_name = "netzwerke/netzwerk_detail.html"

    def get_queryset(self):
        return oeffentlich.netzwerk_detail()


class MassnahmeDetailView(PublicDetailView):
    list_label, list_name = _("Maßnahmen"), "netzwerke:massnahme_list"
    template_name = "netzwerke/massnahme_detail.html"

    def get_queryset(self):
        return oeffentlich.massnahme_detail()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            money=money_by_year(self.object), needs_result=needs_result(self.object), **kwargs
        )


class QuartiersmanagementDetailView(PublicDetailView):
    list_label, list_name = _("Akteure"), "netzwerke:akteur_list"
    template_name = "netzwerke/quartiersmanagement_detail.html"
    slug_field = "akteur__slug"

    def get_queryset(self):
        return oeffentlich.quartiersmanagements()

    def get_context_data(self, **kwargs):
        zeiten = zeiten_of(self.object.akteur, self.object.akteur.kommune)
        return super().get_context_data(zeiten=zeiten, **kwargs)


def money_by_year(massnahme):
    """[(year, rows, sum)] in the order of the years."""
    groups = groupby(massnahme.finanzierungen.all(), key=lambda row: row.year)
    years = [(year, list(rows)) for year, rows in groups]
    return [(year, rows, sum(row.amount for row in rows)) for year, rows in years]
