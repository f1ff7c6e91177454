from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from portal.beitraege import vorschau
from portal.beitraege.models import Seite
from quartiere.german import German
from quartiere.views.vorschau import preview_response


class SeiteView(DetailView):
    """A page at the root of the portal: /impressum/, /datenschutz/ …"""

    def get_queryset(self):
        return Seite.objects.published()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**page_context(self.object), is_preview=False, **kwargs)


def page_context(seite):
    return {
        "seiten": Seite.objects.published().only("title", "slug"),
        "breadcrumb": [(_("Start"), reverse("home")), (German(seite.title), "")],
    }


def preview(request, token):
    """A Seite that is not public (yet), by its signed link."""

    def context_of(seite):
        return {"seite": seite, **page_context(seite)}

    seite = vorschau.SEITEN.resolve(token)
    return preview_response(request, seite, "beitraege/seite_detail.html", context_of)
