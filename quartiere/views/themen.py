"""Zielgruppen and Handlungsfelder: for whom and about what."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from quartiere import karte
from quartiere.german import German
from quartiere.models import Handlungsfeld, Quartier, Zielgruppe

PREVIEW_CARDS = 12


class ThemaListView(ListView):
    """All entries of a vocabulary with the number of their public Quartiere."""

    context_object_name = "themen"

    def get_queryset(self):
        public = Q(quartiere__in=Quartier.objects.published())
        counted = self.model.objects.annotate(count=Count("quartiere", filter=public))
        return counted.order_by(*self.model._meta.ordering)

    def get_context_data(self, **kwargs):
        steps = [(_("Start"), reverse("home")), (self.model._meta.verbose_name_plural, "")]
        return super().get_context_data(breadcrumb=steps, **kwargs)


class ThemaDetailView(DetailView):
    context_object_name = "thema"

    def get_context_data(self, **kwargs):
        quartiere = self.object.quartiere.published()
        return super().get_context_data(
            quartiere=quartiere.for_cards()[:PREVIEW_CARDS],
            count=quartiere.count(),
            karte=karte.of_quartiere(quartiere),
            list_url=f"{reverse('quartiere:list')}?{self.parameter}={self.object.slug}",
            breadcrumb=self.breadcrumb(),
            **kwargs,
        )

    def breadcrumb(self):
        label = self.model._meta.verbose_name_plural
        steps = [
            (_("Start"), reverse("home")),
            (label, reverse(f"quartiere:{self.parameter}_list")),
        ]
        return [*steps, (German(self.object.name), "")]


class ZielgruppeListView(ThemaListView):
    model = Zielgruppe
    template_name = "quartiere/zielgruppe_list.html"


class ZielgruppeDetailView(ThemaDetailView):
    model = Zielgruppe
    parameter = "zielgruppe"
    template_name = "quartiere/zielgruppe_detail.html"


class HandlungsfeldListView(ThemaListView):
    model = Handlungsfeld
    template_name = "quartiere/handlungsfeld_list.html"


class HandlungsfeldDetailView(ThemaDetailView):
    model = Handlungsfeld
    parameter = "handlungsfeld"
    template_name = "quartiere/handlungsfeld_detail.html"

    def get_context_data(self, **kwargs):
        kind = _("Querschnittsthema") if self.object.is_cross_cutting else _("Handlungsfeld")
        return super().get_context_data(kind=kind, **kwargs)
