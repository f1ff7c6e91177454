from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from quartiere.monitoring.adressen import breadcrumb
from quartiere.monitoring.index import METHOD_VERSION


def methode(request):
    """How figures become classes, and how they must be read."""
    context = {
        "version": METHOD_VERSION,
        "breadcrumb": breadcrumb((_("Methode"), "")),
    }
    return render(request, "monitoring/methode.html", context)
