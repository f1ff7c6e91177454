"""The list for an iframe on other sites, and how to put it there."""

from csp.decorators import csp_replace
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.generic import TemplateView

from veranstaltungen import oeffentlich
from veranstaltungen.filters import VeranstaltungFilterForm
from veranstaltungen.views.lists import asked

MAX_ROWS = 20


class EmbeddedListView(TemplateView):
    """Plain HTML without script, cookie or form; other sites may frame it if they are allowed."""

    template_name = "veranstaltungen/einbetten.html"
    http_method_names = ["get", "head"]

    def dispatch(self, request, *args, **kwargs):
        view = super().dispatch
        if settings.EMBED_HOSTS:
            allowed = csp_replace({"frame-ancestors": settings.EMBED_HOSTS})
            view = allowed(xframe_options_exempt(view))
        return view(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        form = VeranstaltungFilterForm(self.request.GET)
        rows = list(form.apply(oeffentlich.veranstaltungen())[: MAX_ROWS + 1])
        return super().get_context_data(
            rows=rows[:MAX_ROWS],
            is_cut=len(rows) > MAX_ROWS,
            list_url=asked("veranstaltungen:list", form.query),
            **kwargs,
        )


class EmbedHelpView(TemplateView):
    template_name = "veranstaltungen/einbetten_anleitung.html"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs):
        form = VeranstaltungFilterForm(self.request.GET)
        address = asked("veranstaltungen:embed", form.query)
        return super().get_context_data(
            filter_form=form,
            embed_url=address,
            address=self.request.build_absolute_uri(address),
            is_offered=bool(settings.EMBED_HOSTS),
            breadcrumb=[
                (_("Start"), reverse("home")),
                (_("Veranstaltungen"), reverse("veranstaltungen:list")),
                (_("Einbetten"), ""),
            ],
            **kwargs,
        )
