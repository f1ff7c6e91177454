"""Files that hang on a Netzwerk or a Strategie: as public as what they hang on."""

from django.views.decorators.http import require_safe

from netzwerke.models import Unterlage
from quartiere.strategie.models import Strategie
from quartiere.views.dateien import document


@require_safe
def unterlage(request, path):
    return document(request, Unterlage, f"unterlage/{path}")


@require_safe
def strategie(request, path):
    return document(request, Strategie, f"strategie/{path}")
