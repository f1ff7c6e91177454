"""Pages that put things together: the chain, who helps, the network picture, white spots."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from netzwerke import bild, kette, oeffentlich, verzeichnis, weisse_flecken
from netzwerke.filters import KommuneFilterForm, NetzwerkFilterForm
from netzwerke.offene_enden import Art, open_ends
from quartiere.models import Quartier
from quartiere.strategie import begruendung
from quartiere.strategie.models import Strategie
from quartiere.views.quartiere import breadcrumb


def public_quartier(kommune, slug):
    rows = Quartier.objects.published().select_related("kommune").defer("boundary", "svg_path")
    return get_object_or_404(rows, kommune__slug=kommune, slug=slug)


@require_safe
def chain(request, kommune, quartier):
    """The Handlungskette of a Quartier."""
    quartier = public_quartier(kommune, quartier)
    chains = kette.chains(quartier)
    begruendung.add_flags(quartier, [bedarf for item in chains for bedarf in item.bedarfe])
    ends = open_ends(quartier) if chains else []
    shown = [row for item in chains for row in item.rows]
    rest = [end for end in ends if end.art != Art.NETZWERK and end.row not in shown]
    context = {
        "quartier": quartier,
        "ketten": chains,
        "open_count": sum(item.open_count for item in chains) + len(rest),
        "strategien": Strategie.objects.published().valid().filter(quartier=quartier),
        "rest": rest,
        "spots": [end.row for end in ends if end.art == Art.NETZWERK],
        "breadcrumb": breadcrumb(quartier, _("Handlungskette")),
    }
    return render(request, "netzwerke/kette.html", context)


@require_safe
def directory(request, kommune, quartier):
    """Wer hilft im Quartier? To read and to print."""
    quartier = public_quartier(kommune, quartier)
    context = {
        "quartier": quartier,
        "groups": verzeichnis.angebote_of(quartier),
        "akteure": verzeichnis.akteure_of(quartier),
        "page_address": request.build_absolute_uri(request.path),
        "breadcrumb": breadcrumb(quartier, _("Wer hilft im Quartier?")),
    }
    return render(request, "netzwerke/wer_hilft.html", context)


@require_safe
def graph(request):
    """Who works with whom, as a picture and as a table."""
    form = NetzwerkFilterForm(request.GET)
    rows = form.apply(oeffentlich.netzwerke().order_by("name", "pk").for_graph())
    context = {
        "filter_form": form,
        "netzbild": bild.netzbild(rows),
        "breadcrumb": network_breadcrumb(_("Wer mit wem arbeitet")),
    }
    return render(request, "netzwerke/graph.html", context)


@require_safe
def white_spots(request):
    """Zielgruppen with need for whom nobody works in a Netzwerk."""
    form = KommuneFilterForm(request.GET)
    context = {
        "filter_form": form,
        "tafel": weisse_flecken.table(form.selected),
        "breadcrumb": network_breadcrumb(_("Weiße Flecken")),
    }
    return render(request, "netzwerke/weisse_flecken.html", context)


def network_breadcrumb(label):
    return [(_("Start"), reverse("home")), (_("Netzwerke"), reverse("netzwerke:list")), (label, "")]
